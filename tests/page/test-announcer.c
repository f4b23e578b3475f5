/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "panels-support.h"
#include "tote-access.h"
#include "tote-connect-error.h"
#include "tote-announcer.h"

/* Each change is told once, and what is no change never. A screen reader speaks a new title by
 * itself, so a title and an announcement are both counted. */
typedef struct {
  ToteTracker *tracker;
  GtkWidget *page;
  ToteAnnouncer *announcer;
  GPtrArray *told; /* (owned): names of the properties that told something */
} Fixture;

static void
on_told (Fixture *fixture, GParamSpec *pspec)
{
  g_ptr_array_add (fixture->told, (gpointer) pspec->name);
}

static ToteOrder *
get_order (Fixture *fixture)
{
  return tote_tracker_get_order (fixture->tracker);
}

static void
settle (Fixture *fixture)
{
  fake_tracker_pass (fixture->tracker, TOTE_ANNOUNCER_DELAY_US);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_told (Fixture *fixture, guint n)
{
  settle (fixture);
  g_test_message ("%s", tote_announcer_get_title (fixture->announcer));
  g_assert_cmpuint (fixture->told->len, ==, n);
  g_ptr_array_set_size (fixture->told, 0);
}

/* @n_spoken: how much was said besides */
static void
assert_title_besides (Fixture *fixture, const char *title, guint n_spoken)
{
  assert_told (fixture, 1 + n_spoken);
  g_assert_cmpstr (tote_announcer_get_title (fixture->announcer), ==, title);
}

static void
assert_title (Fixture *fixture, const char *title)
{
  assert_title_besides (fixture, title, 0);
}

static void
assert_spoken (Fixture *fixture, const char *text)
{
  g_autofree char *spoken = NULL;

  assert_told (fixture, 1);
  g_object_get (fixture->announcer, "spoken", &spoken, NULL);
  g_assert_cmpstr (spoken, ==, text);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker = panels_new_tracker ("picking", "delivery", NULL);
  fixture->page = g_object_ref_sink (gtk_label_new (NULL));
  fixture->announcer = tote_announcer_new (fixture->tracker, fixture->page);
  fixture->told = g_ptr_array_new ();
  g_signal_connect_swapped (fixture->announcer, "notify", G_CALLBACK (on_told), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->announcer);
  g_ptr_array_unref (fixture->told);
  g_object_unref (fixture->page);
  g_assert_finalize_object (fixture->tracker);
}

static void
merge_items (Fixture *fixture, guint n, const char *status, const char *replacement_status)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) pears = tote_product_new (NULL, "Pears", NULL, "1", "each");
  g_autoptr (ToteProduct) plums = tote_product_new (NULL, "Plums", NULL, "1", "each");

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    g_ptr_array_add (fresh, tote_item_new (id, status, replacement_status, pears,
                                           replacement_status != NULL ? plums : NULL));
  }
  tote_item_list_merge (tote_order_get_items (get_order (fixture)), fresh);
}

static void
test_status (Fixture *fixture, gconstpointer unused)
{
  panels_set_state (fixture->tracker, "delivering");
  assert_title (fixture, "Out for delivery – Tote");

  /* The same word again is no news. */
  panels_set_state (fixture->tracker, "delivering");
  assert_told (fixture, 0);
}

/* A question changes the headline and the count: one thing happened. */
static void
test_question (Fixture *fixture, gconstpointer unused)
{
  merge_items (fixture, 1, "REPLACED", "PENDING");
  assert_title (fixture, "1 question for you, Review replacements – Tote");

  merge_items (fixture, 2, "REPLACED", "PENDING");
  assert_title (fixture, "2 questions for you, Review replacements – Tote");

  merge_items (fixture, 2, "REPLACED", "PENDING");
  assert_told (fixture, 0);

  /* What became of the answers. */
  merge_items (fixture, 2, "REPLACED", "APPROVED");
  assert_title (fixture, "Shopping in progress – Tote");
}

static void
merge (Fixture *fixture, guint n, gboolean read)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (FAKE_NOW, NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    ToteMessage *message = tote_message_new (id, TOTE_SENDER_SHOPPER, "Hello", at);

    tote_message_set_read (message, read, NULL);
    g_ptr_array_add (fresh, message);
  }
  tote_message_list_merge (tote_order_get_messages (get_order (fixture)), fresh);
}

static void
merge_messages (Fixture *fixture, guint n)
{
  merge (fixture, n, FALSE);
}

static void
read_messages (Fixture *fixture)
{
  merge (fixture, 2, TRUE);
}

static void
test_message (Fixture *fixture, gconstpointer unused)
{
  merge_messages (fixture, 1);
  assert_title (fixture, "1 new message, Shopping in progress – Tote");

  /* What was there before is no news; what comes after is told in its words. */
  merge_messages (fixture, 3);
  assert_title_besides (fixture, "3 new messages, Shopping in progress – Tote", 2);
  merge_messages (fixture, 3);
  assert_told (fixture, 0);
}

/* Who reads a message does not hear the headline again for it. A title that nobody looks at is
 * right at once, and so is one with any other news. */
static void
test_read (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), fixture->page);
  merge_messages (fixture, 2);
  assert_title (fixture, "2 new messages, Shopping in progress – Tote");
  read_messages (fixture);
  assert_title (fixture, "Shopping in progress – Tote");

  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  merge_messages (fixture, 2);
  assert_title (fixture, "2 new messages, Shopping in progress – Tote");
  read_messages (fixture);
  assert_told (fixture, 0);
  panels_set_state (fixture->tracker, "checkout");
  assert_title (fixture, "Shopping complete – Tote");

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where the focus moves together with what is told, the title comes once a screen reader has surely
 * gone there: it would take the new one for what it has said. */
static void
test_focus (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_button_new ();

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), row);
  panels_set_state (fixture->tracker, "checkout");
  gtk_window_set_focus (GTK_WINDOW (window), row);
  for (guint i = 0; i < 3; i++)
    assert_told (fixture, 0);
  assert_title (fixture, "Shopping complete – Tote");

  panels_set_state (fixture->tracker, "delivering");
  assert_title (fixture, "Out for delivery – Tote");

  gtk_box_remove (GTK_BOX (box), fixture->page);
  gtk_window_destroy (GTK_WINDOW (window));
}

#if !GTK_CHECK_VERSION(4, 14, 0)
/* On a machine that is slow to say what somebody wrote, the title waits for it. */
static void
test_order (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_button_new ();

  merge_messages (fixture, 1);
  settle (fixture);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_button_set_child (GTK_BUTTON (button), fixture->page);
  gtk_window_present (GTK_WINDOW (window));

  merge_messages (fixture, 2);
  panels_set_state (fixture->tracker, "checkout");
  g_assert_true (tote_access_is_telling (fixture->page));
  fake_tracker_pass (fixture->tracker, TOTE_ANNOUNCER_DELAY_US);
  g_assert_cmpstr (tote_announcer_get_title (fixture->announcer), ==,
                   "1 new message, Shopping in progress – Tote");
  while (tote_access_is_telling (fixture->page))
    g_main_context_iteration (NULL, TRUE);
  fake_tracker_pass (fixture->tracker, TOTE_ANNOUNCER_DELAY_US);
  g_assert_cmpstr (tote_announcer_get_title (fixture->announcer), ==,
                   "2 new messages, Shopping complete – Tote");

  gtk_button_set_child (GTK_BUTTON (button), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}
#endif

static void
test_line (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) failure =
      g_error_new_literal (TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE, "no answer");

  fake_tracker_set_loaded (fixture->tracker, TRUE, failure);
  assert_title (fixture, "Cannot reach the store – Tote");
  fake_tracker_set_loaded (fixture->tracker, TRUE, failure);
  assert_told (fixture, 0);
  fake_tracker_set_loaded (fixture->tracker, TRUE, NULL);
  assert_title (fixture, "Shopping in progress – Tote");
}

static void
test_late (Fixture *fixture, gconstpointer unused)
{
  panels_set_state (fixture->tracker, "delivering");
  assert_told (fixture, 1);
  fake_tracker_set_late (fixture->tracker, TOTE_LATENESS_PAST);
  assert_title (fixture, "Running late: Out for delivery – Tote");
  fake_tracker_set_late (fixture->tracker, TOTE_LATENESS_PAST);
  assert_told (fixture, 0);
  panels_set_state (fixture->tracker, "delivered");
  fake_tracker_set_late (fixture->tracker, TOTE_LATENESS_NO);
  assert_title (fixture, "Delivered – Tote");
}

/* Twenty items at once are told as one, in the words of the page. */
static void
test_items (Fixture *fixture, gconstpointer unused)
{
  merge_items (fixture, 20, "PENDING", NULL);
  assert_told (fixture, 0);
  merge_items (fixture, 20, "FOUND", NULL);
  assert_spoken (fixture, "20 of 20 items done");
  merge_items (fixture, 20, "FOUND", NULL);
  assert_told (fixture, 0);
}

/* What was done before the order was opened is no news. */
static void
test_items_at_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) pears = tote_product_new (NULL, "Pears", NULL, "1", "each");

  g_ptr_array_add (fresh, tote_item_new ("0", "FOUND", NULL, pears, NULL));
  g_ptr_array_add (fresh, tote_item_new ("1", "PENDING", NULL, pears, NULL));
  tote_item_list_merge (tote_order_get_items (get_order (fixture)), fresh);
  assert_told (fixture, 0);
  merge_items (fixture, 2, "FOUND", NULL);
  assert_spoken (fixture, "2 of 2 items done");
}

/* With news for the title, that is all that is said. */
static void
test_all_at_once (Fixture *fixture, gconstpointer unused)
{
  merge_items (fixture, 20, "PENDING", NULL);
  assert_told (fixture, 0);
  merge_items (fixture, 20, "FOUND", NULL);
  merge_messages (fixture, 2);
  panels_set_state (fixture->tracker, "checkout");
  assert_title (fixture, "2 new messages, Shopping complete – Tote");
}

static void
wish_message (Fixture *fixture)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");

  tote_tracker_wish (fixture->tracker, wish);
}

static void
pass_patience (Fixture *fixture)
{
  fake_tracker_pass (fixture->tracker, TOTE_ANNOUNCER_PATIENCE_US);
}

/* What the store has at once is told as sent; what it is slow to have, before that as it stands on
 * the bubble, however many messages wait, and again when it is sent anew. */
static void
test_unanswered (Fixture *fixture, gconstpointer unused)
{
  wish_message (fixture);
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  assert_spoken (fixture, "Sent.");
  pass_patience (fixture);
  assert_told (fixture, 0);

  wish_message (fixture);
  wish_message (fixture);
  assert_told (fixture, 0);
  pass_patience (fixture);
  assert_spoken (fixture, "Sending…");
  pass_patience (fixture);
  assert_told (fixture, 0);
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_UNCLEAR, NULL);
  assert_spoken (fixture, "Could not be confirmed. The store may have it already.");

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENDING, NULL);
  assert_told (fixture, 0);
  pass_patience (fixture);
  assert_spoken (fixture, "Sending…");
}

/* Nothing is sent before the customer has found a way in. */
static void
test_unanswered_signed_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) failure =
      g_error_new_literal (TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNAUTHORISED, "no way in");

  fake_tracker_set_loaded (fixture->tracker, TRUE, failure);
  assert_told (fixture, 1);
  wish_message (fixture);
  pass_patience (fixture);
  assert_spoken (fixture, "Will be sent when you are signed in");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  panels_init (&argc, &argv);

  ADD ("/announcer/status", test_status);
  ADD ("/announcer/question", test_question);
  ADD ("/announcer/message", test_message);
  ADD ("/announcer/read", test_read);
  ADD ("/announcer/focus", test_focus);
#if !GTK_CHECK_VERSION(4, 14, 0)
  ADD ("/announcer/order", test_order);
#endif
  ADD ("/announcer/line", test_line);
  ADD ("/announcer/late", test_late);
  ADD ("/announcer/items", test_items);
  ADD ("/announcer/items/at-first", test_items_at_first);
  ADD ("/announcer/all-at-once", test_all_at_once);
  ADD ("/announcer/unanswered", test_unanswered);
  ADD ("/announcer/unanswered/signed-out", test_unanswered_signed_out);

  return g_test_run ();
}
