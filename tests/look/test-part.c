/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-closures.h"
#include "tote-part.h"

#include "tote-client.h"
#include "tote-static-tokens.h"

#include <adwaita.h>

/* A part that counts what it is told. */
#define TEST_TYPE_PART (test_part_get_type ())
G_DECLARE_FINAL_TYPE (TestPart, test_part, TEST, PART, TotePart)

struct _TestPart {
  TotePart parent_instance;

  guint n_tracks;
  guint n_stages;
  ToteTracker *tracker; /* (unowned): the last one it was told to follow */
};

G_DEFINE_FINAL_TYPE (TestPart, test_part, TOTE_TYPE_PART)

static void
on_stage (TestPart *self)
{
  self->n_stages++;
}

static void
test_part_track (TotePart *part, ToteTracker *tracker)
{
  TestPart *self = TEST_PART (part);

  self->n_tracks++;
  self->tracker = tracker;
  if (tracker != NULL)
    tote_part_watch (part, tote_tracker_get_order (tracker), "notify::stage",
                     G_CALLBACK (on_stage));
}

static void
test_part_class_init (TestPartClass *klass)
{
  TOTE_PART_CLASS (klass)->track = test_part_track;
}

static void
test_part_init (TestPart *self)
{
  gtk_widget_set_parent (gtk_label_new ("…"), GTK_WIDGET (self));
}

typedef struct {
  ToteTracker *tracker;
  ToteTracker *other;
  TestPart *part;
} Fixture;

static ToteTracker *
new_tracker (const char *id)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("t");
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client = tote_client_new ("http://127.0.0.1:9", tokens, NULL, &error);

  g_assert_no_error (error);
  return tote_tracker_new (client, id, NULL, NULL);
}

static void
set_stage (ToteTracker *tracker, const char *state)
{
  tote_order_set_state (tote_tracker_get_order (tracker), state);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker = new_tracker ("1");
  fixture->other = new_tracker ("2");
  fixture->part = g_object_ref_sink (g_object_new (TEST_TYPE_PART, NULL));
}

/* Whatever a test did with the part, it holds on to nothing once it is gone. */
static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->part);
  g_assert_finalize_object (fixture->tracker);
  g_assert_finalize_object (fixture->other);
}

static void
on_notify (guint *n_notified)
{
  (*n_notified)++;
}

static void
test_tells_changes_only (Fixture *fixture, gconstpointer unused)
{
  TotePart *part = TOTE_PART (fixture->part);
  guint n_notified = 0;

  g_signal_connect_swapped (part, "notify::tracker", G_CALLBACK (on_notify), &n_notified);
  g_assert_null (tote_part_get_order (part));

  tote_part_set_tracker (part, fixture->tracker);
  tote_part_set_tracker (part, fixture->tracker);
  g_object_set (part, "tracker", fixture->tracker, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (fixture->part->n_tracks, ==, 1);
  g_assert_true (tote_part_get_order (part) == tote_tracker_get_order (fixture->tracker));

  g_object_set (part, "tracker", fixture->other, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_true (fixture->part->tracker == fixture->other);
  g_assert_true (tote_part_get_tracker (part) == fixture->other);

  tote_part_set_tracker (part, NULL);
  tote_part_set_tracker (part, NULL);
  g_assert_cmpuint (n_notified, ==, 3);
  g_assert_cmpuint (fixture->part->n_tracks, ==, 3);
  g_assert_null (tote_part_get_tracker (part));
}

static void
test_watches_end_with_tracker (Fixture *fixture, gconstpointer unused)
{
  TotePart *part = TOTE_PART (fixture->part);

  tote_part_set_tracker (part, fixture->tracker);
  set_stage (fixture->tracker, "picking");
  g_assert_cmpuint (fixture->part->n_stages, ==, 1);

  tote_part_set_tracker (part, fixture->other);
  set_stage (fixture->tracker, "delivering");
  g_assert_cmpuint (fixture->part->n_stages, ==, 1);
  set_stage (fixture->other, "picking");
  g_assert_cmpuint (fixture->part->n_stages, ==, 2);

  tote_part_set_tracker (part, NULL);
  set_stage (fixture->other, "delivering");
  g_assert_cmpuint (fixture->part->n_stages, ==, 2);
}

static void
test_lets_go_when_disposed (Fixture *fixture, gconstpointer unused)
{
  tote_part_set_tracker (TOTE_PART (fixture->part), fixture->tracker);
  g_object_run_dispose (G_OBJECT (fixture->part));

  g_assert_null (fixture->part->tracker);
  g_assert_cmpuint (fixture->part->n_tracks, ==, 2);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (fixture->part)));
  set_stage (fixture->tracker, "picking");
  g_assert_cmpuint (fixture->part->n_stages, ==, 0);
}

static void
test_closures (void)
{
  g_autoptr (ToteHandling) handling =
      g_object_new (TOTE_TYPE_HANDLING, "address-line-1", "1 A St", NULL);
  g_autofree char *address = tote_closures_address (NULL, handling);
  g_autofree char *nowhere = tote_closures_address (NULL, NULL);

  g_assert_cmpstr (address, ==, "1 A St");
  g_assert_cmpstr (nowhere, ==, "");
  g_assert_true (tote_closures_has_text (NULL, "a"));
  g_assert_false (tote_closures_has_text (NULL, ""));
  g_assert_false (tote_closures_has_text (NULL, NULL));
  g_assert_true (tote_closures_is_some (NULL, 1));
  g_assert_false (tote_closures_is_some (NULL, 0));
  g_assert_true (tote_closures_is_set (NULL, handling));
  g_assert_false (tote_closures_is_set (NULL, NULL));
  g_assert_true (tote_closures_is_unset (NULL, NULL));
  g_assert_false (tote_closures_is_unset (NULL, handling));
}

static void
test_order_closures (void)
{
  g_autoptr (GError) locked = tote_connect_error_new (TOTE_CONNECT_ERROR_LOCKED);
  g_autoptr (GError) gone = tote_connect_error_new (TOTE_CONNECT_ERROR_NOT_FOUND);

  g_assert_true (tote_closures_is_locked (NULL, locked));
  g_assert_false (tote_closures_is_locked (NULL, gone));
  g_assert_false (tote_closures_is_locked (NULL, NULL));
  g_assert_false (tote_closures_is_free (NULL, TOTE_SEND_STATE_SENDING));
  g_assert_true (tote_closures_is_free (NULL, TOTE_SEND_STATE_NONE));
  g_assert_true (tote_closures_is_free (NULL, TOTE_SEND_STATE_FAILED));
  g_assert_false (tote_closures_is_offered (NULL, TOTE_AVAILABILITY_OFF));
  g_assert_true (tote_closures_is_offered (NULL, TOTE_AVAILABILITY_UNKNOWN));
  g_assert_true (tote_closures_is_pickup (NULL, TOTE_FULFILLMENT_PICKUP, FALSE));
  g_assert_false (tote_closures_is_pickup (NULL, TOTE_FULFILLMENT_PICKUP, TRUE));
  g_assert_false (tote_closures_is_pickup (NULL, TOTE_FULFILLMENT_DELIVERY, FALSE));
  g_assert_true (tote_closures_is_delivered (NULL, TOTE_STAGE_DELIVERED));
  g_assert_false (tote_closures_is_delivered (NULL, TOTE_STAGE_CANCELED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/part/tells-changes-only", Fixture, NULL, set_up, test_tells_changes_only,
              tear_down);
  g_test_add ("/part/watches-end-with-tracker", Fixture, NULL, set_up,
              test_watches_end_with_tracker, tear_down);
  g_test_add ("/part/lets-go-when-disposed", Fixture, NULL, set_up, test_lets_go_when_disposed,
              tear_down);
  g_test_add_func ("/closures/values", test_closures);
  g_test_add_func ("/closures/order", test_order_closures);

  return g_test_run ();
}
