/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decisions.h"
#include "tracker-fixture.h"

#include <string.h>

#define ITEM "li-1"
#define NO_ORDER_CALL "{\"error\": \"Not found\", \"status\": 404}"

/* With the real tracker, which knows nothing of the order when the button is pressed. */
typedef struct {
  TrackerFixture tracker; /* first, for its functions */
  GApplication *application;
  ToteOrders *orders;
  ToteNotifier *notifier;
  ToteDecisions *decisions;
  const char *late; /* (nullable): the call that is not answered yet */
  guint n_stuck;
  gboolean stuck_there; /* the last one’s order was there */
} Fixture;

/* What the server has to say comes first by one call, and then by the other. */
typedef struct {
  gboolean rendition; /* it has no GET order, and tells the state with the handling data */
  const char *late;
} Way;

static const Way reference_items = { FALSE, "GET order" };
static const Way reference_state = { FALSE, "GET items" };
static const Way rendition_items = { TRUE, "GET handling" };
static const Way rendition_state = { TRUE, "GET items" };

static const ToteFakeAnswer *
hold_back (const char *call, gpointer user_data)
{
  static const ToteFakeAnswer not_now = { 503, NULL, NULL };
  Fixture *fixture = user_data;

  return g_strcmp0 (call, fixture->late) == 0 ? &not_now : NULL;
}

static void
on_stuck (ToteDecisions *decisions, ToteTracker *tracker, const char *item_id, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (item_id, ==, ITEM);
  fixture->n_stuck++;
  fixture->stuck_there = tracker != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer way)
{
  g_autoptr (GError) error = NULL;

  tracker_set_up (&fixture->tracker, "picking");
  fixture->tracker.platform->intercept = hold_back;
  fixture->tracker.platform->user_data = fixture;
  fixture->application = g_application_new ("io.github.tote.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->orders = tote_orders_new ();
  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders, NULL);
  /* Nobody is there to be told anything. */
  tote_notifier_set_seen (fixture->notifier, fixture->tracker.tracker);
  fixture->decisions = tote_decisions_new (fixture->application, fixture->notifier);
  g_signal_connect (fixture->decisions, "stuck", G_CALLBACK (on_stuck), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_orders_remove (fixture->orders, fixture->tracker.tracker);
  g_assert_finalize_object (fixture->decisions);
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->orders);
  g_assert_finalize_object (fixture->application);
  tracker_tear_down (&fixture->tracker, NULL);
}

static void
press (Fixture *fixture, const char *offered)
{
  g_autoptr (GVariant) decision =
      g_variant_ref_sink (g_variant_new (TOTE_NOTIFIER_DECISION, fixture->tracker.platform->base,
                                         "MKT-1", ITEM, "", offered, "2", "EACH", TRUE));

  tote_decisions_add (fixture->decisions, decision);
}

static void
find_order (Fixture *fixture)
{
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  tote_tracker_start (fixture->tracker.tracker);
  tote_decisions_set_expecting (fixture->decisions, FALSE);
}

static guint
count_decisions (Fixture *fixture)
{
  return tracker_count_calls (&fixture->tracker, "PUT replacement");
}

static void
turn_until_stuck (Fixture *fixture)
{
  TrackerFixture *tracker = &fixture->tracker;

  while (fixture->n_stuck == 0)
    tracker_turn (tracker);
  tracker_turn_for (tracker, 5000);
  g_assert_cmpuint (fixture->n_stuck, ==, 1);
}

/* Pressed before anything is known, and decided once. */
static void
test_either_first (Fixture *fixture, gconstpointer data)
{
  TrackerFixture *tracker = &fixture->tracker;
  const Way *way = data;

  if (way->rendition) {
    tote_fake_platform_set_body (tracker->platform, TOTE_RESOURCE_ORDER, 404, NO_ORDER_CALL);
    tote_fake_platform_set_body (tracker->platform, TOTE_RESOURCE_HANDLING, 0,
                                 "{\"status\": \"picking\"}");
  }
  fixture->late = way->late;
  tote_decisions_set_expecting (fixture->decisions, TRUE);
  press (fixture, "Roll 1");
  tracker_turn_for (tracker, 1000);
  find_order (fixture);

  if (strcmp (way->late, "GET items") == 0)
    while (!tote_tracker_get_loaded (tracker->tracker))
      tracker_turn (tracker);
  else
    while (!tote_tracker_get_items_loaded (tracker->tracker))
      tracker_turn (tracker);
  tracker_turn_for (tracker, 1000);
  g_assert_cmpuint (count_decisions (fixture), ==, 0);
  g_assert_cmpuint (fixture->n_stuck, ==, 0);

  fixture->late = NULL;
  while (!g_hash_table_contains (tracker->platform->decisions, ITEM))
    tracker_turn (tracker);
  tracker_turn_for (tracker, 5000);
  g_assert_cmpuint (count_decisions (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_stuck, ==, 0);
}

/* Something else is offered by now. */
static void
test_changed (Fixture *fixture, gconstpointer unused)
{
  find_order (fixture);
  press (fixture, "Roll 8");
  turn_until_stuck (fixture);
  g_assert_true (fixture->stuck_there);
  g_assert_cmpuint (count_decisions (fixture), ==, 0);
}

static void
test_answered (Fixture *fixture, gconstpointer unused)
{
  g_hash_table_insert (fixture->tracker.platform->decisions, g_strdup (ITEM),
                       g_strdup ("REJECTED"));
  find_order (fixture);
  press (fixture, "Roll 1");
  turn_until_stuck (fixture);
  g_assert_cmpuint (count_decisions (fixture), ==, 0);
}

static void
test_forgotten (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Roll 1");
  turn_until_stuck (fixture);
  g_assert_false (fixture->stuck_there);
}

/* Signed out before anything is known, and when all is: the customer has to find a way in. */
static void
test_signed_out (Fixture *fixture, gconstpointer known)
{
  TrackerFixture *tracker = &fixture->tracker;

  if (known) {
    find_order (fixture);
    while (!tote_tracker_get_items_loaded (tracker->tracker) ||
           !tote_tracker_get_loaded (tracker->tracker))
      tracker_turn (tracker);
  }
  tracker->platform->token = "another";
  press (fixture, "Roll 1");
  if (!known)
    find_order (fixture);
  turn_until_stuck (fixture);
  g_assert_true (fixture->stuck_there);
  g_assert_cmpuint (g_hash_table_size (tracker->platform->decisions), ==, 0);
}

/* The server does not want it. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker.platform->write_status = 403;
  fixture->tracker.platform->write_body = "{\"error\": {\"message\": \"No\"}}";
  find_order (fixture);
  press (fixture, "Roll 1");
  turn_until_stuck (fixture);
  g_assert_true (fixture->stuck_there);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)
  ADD ("/decisions/items-first/reference", &reference_items, test_either_first);
  ADD ("/decisions/items-first/rendition", &rendition_items, test_either_first);
  ADD ("/decisions/state-first/reference", &reference_state, test_either_first);
  ADD ("/decisions/state-first/rendition", &rendition_state, test_either_first);
  ADD ("/decisions/changed", NULL, test_changed);
  ADD ("/decisions/answered", NULL, test_answered);
  ADD ("/decisions/forgotten", NULL, test_forgotten);
  ADD ("/decisions/signed-out/new", NULL, test_signed_out);
  ADD ("/decisions/signed-out/known", "known", test_signed_out);
  ADD ("/decisions/refused", NULL, test_refused);
#undef ADD

  return g_test_run ();
}
