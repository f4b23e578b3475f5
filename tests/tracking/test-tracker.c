/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"
#include "tote-wake.h"

#include <string.h>

#define PACE 0.001
#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define STEP_US 100
#define DEADLINE (60 * G_USEC_PER_SEC)

/* The clock goes on only when nothing is left to do, so that a slow machine is not a slow server.
 */
typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteTracker *tracker;
  guint n_problems;
} Fixture;

static void
on_problem (ToteTracker *tracker, int resource, const GError *error, gpointer user_data)
{
  ((Fixture *) user_data)->n_problems++;
}

static ToteTracker *
new_tracker (Fixture *fixture)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);
  ToteTracker *tracker = tote_tracker_new (client, "MKT-1", TOTE_CLOCK (fixture->clock), NULL);

  tote_tracker_set_pace (tracker, PACE);
  return tracker;
}

static void
set_up (Fixture *fixture, gconstpointer state)
{
  fixture->platform = tote_fake_platform_new (state, 3);
  fixture->clock = tote_manual_clock_new (NOON);
  fixture->tracker = new_tracker (fixture);
  g_signal_connect (fixture->tracker, "problem", G_CALLBACK (on_problem), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_tracker_stop (fixture->tracker);
  /* What is still on the line holds on to the tracker until it is told of the end. */
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fixture->tracker);
  g_assert_finalize_object (fixture->clock);
  tote_fake_platform_free (fixture->platform);
}

static void
turn (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  tote_manual_clock_advance (fixture->clock, STEP_US);
}

/* Turns the main loop until the condition holds. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + DEADLINE;                                          \
    while (!(condition)) {                                                                         \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                      \
      turn (fixture);                                                                              \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

static guint
n_calls (Fixture *fixture, const char *call)
{
  return tote_fake_platform_count_calls (fixture->platform, call);
}

static void
turn_for (Fixture *fixture, gint64 us)
{
  for (gint64 passed = 0; passed < us; passed += STEP_US)
    turn (fixture);
}

static void
start (Fixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
}

static ToteItem *
get_item (Fixture *fixture, const char *id)
{
  return tote_item_list_lookup (tote_order_get_items (tote_tracker_get_order (fixture->tracker)),
                                id);
}

static void
count (gpointer object, ...)
{
  (*(guint *) g_object_get_data (object, "counter"))++;
}

static void
count_signal (gpointer object, const char *signal, guint *counter)
{
  g_object_set_data (object, "counter", counter);
  g_signal_connect (object, signal, G_CALLBACK (count), NULL);
}

/* At this pace a machine that is busy for a moment has heard nothing for too long, and says so. */
static void
count_unless_online (GObject *object, GParamSpec *property, guint *counter)
{
  if (!g_str_equal (property->name, "online"))
    (*counter)++;
}

static void
test_unchanged_answers_tell_nothing (Fixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  guint n_told = 0, n_before;
  gint64 seen;

  start (fixture);
  wait_until (n_calls (fixture, "GET chat") > 2 && n_calls (fixture, "GET order_messages") > 1);
  count_signal (fixture->tracker, "updated", &n_told);
  g_signal_connect (fixture->tracker, "notify", G_CALLBACK (count_unless_online), &n_told);
  count_signal (order, "notify", &n_told);
  count_signal (tote_order_get_items (order), "notify", &n_told);
  g_signal_connect (tote_order_get_items (order), "items-changed", G_CALLBACK (count), NULL);
  count_signal (tote_order_get_messages (order), "notify", &n_told);
  g_signal_connect (tote_order_get_messages (order), "items-changed", G_CALLBACK (count), NULL);
  count_signal (get_item (fixture, "li-1"), "notify", &n_told);

  seen = tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS);
  n_before = n_calls (fixture, "GET items");
  wait_until (n_calls (fixture, "GET items") > n_before + 20);
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_cmpint (tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS), >, seen);
}

static void
test_one_changed_item_tells_once (Fixture *fixture, gconstpointer unused)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (fixture->tracker));
  guint n_moved = 0, n_changed = 0, n_other = 0, n_decision = 0;

  start (fixture);
  count_signal (get_item (fixture, "li-0"), "notify", &n_other);
  count_signal (get_item (fixture, "li-1"), "notify::decision", &n_decision);
  count_signal (get_item (fixture, "li-2"), "notify", &n_other);
  count_signal (items, "items-changed", &n_moved);
  g_signal_connect_swapped (items, "item-changed", G_CALLBACK (g_atomic_int_inc), &n_changed);

  g_hash_table_insert (fixture->platform->decisions, g_strdup ("li-1"), g_strdup ("APPROVED"));
  wait_until (n_decision > 0);
  turn_for (fixture, 50000);
  g_assert_cmpuint (n_decision, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpuint (n_moved, ==, 0);
}

static void
test_states_are_followed (Fixture *fixture, gconstpointer unused)
{
  static const char *const walk[] = { "picking",        "checkout",   "brand_new", "picking",
                                      "quite_new_word", "delivering", "delivered" };
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  guint n_calls_at_end;

  tote_tracker_start (fixture->tracker);
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    tote_fake_platform_set_state (fixture->platform, walk[i]);
    wait_until (g_strcmp0 (tote_order_get_state (order), walk[i]) == 0);
  }

  g_assert_true (tote_tracker_get_ended (fixture->tracker));
  wait_until (tote_tracker_get_settled (fixture->tracker));
  n_calls_at_end = fixture->platform->calls->len;
  turn_for (fixture, 100000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls_at_end);
  g_assert_cmpint (tote_tracker_get_chat (fixture->tracker), ==, TOTE_AVAILABILITY_OVER);
  g_assert_cmpint (tote_tracker_get_location (fixture->tracker), ==, TOTE_AVAILABILITY_OVER);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
}

/* The first 401 uses the token up; what is asked for after it has none to go with. */
static gboolean
is_sign_in_failure (const GError *error)
{
  return g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNAUTHORISED) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NO_TOKEN);
}

static void
test_unauthorised_stops (Fixture *fixture, gconstpointer unused)
{
  guint n;

  start (fixture);
  fixture->platform->token = "another";
  wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_true (is_sign_in_failure (tote_tracker_get_failure (fixture->tracker)));
  turn_for (fixture, 20000);
  n = fixture->platform->calls->len;
  turn_for (fixture, 100000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n);
  g_assert_true (tote_tracker_get_loaded (fixture->tracker));

  fixture->platform->token = "t_1";
  tote_tracker_refresh (fixture->tracker);
  wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
  wait_until (n_calls (fixture, "GET items") > 2);
}

static void
test_no_such_order (Fixture *fixture, gconstpointer unused)
{
  const char *body = "{\"error\": {\"message\": \"Resource not found\", \"code\": 4000}}";

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    tote_fake_platform_set_body (fixture->platform, i, 404, body);
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_error (tote_tracker_get_failure (fixture->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_NOT_FOUND);
  turn_for (fixture, 50000);
  g_assert_cmpuint (n_calls (fixture, "GET order"), ==, 1);
  g_assert_false (tote_tracker_get_loaded (fixture->tracker));
}

static void
test_handling_stands_in_for_the_order (Fixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 404,
                               "{\"error\": \"Not found\", \"status\": 404}");
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"order_id\": \"MKT-1\", \"status\": \"picking\"}");
  start (fixture);
  g_assert_cmpstr (tote_order_get_state (order), ==, "picking");
  wait_until (n_calls (fixture, "GET handling") > 3);
  g_assert_cmpuint (n_calls (fixture, "GET order"), ==, 1);
  g_assert_no_error ((GError *) tote_tracker_get_failure (fixture->tracker));

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"order_id\": \"MKT-1\", \"status\": \"delivered\"}");
  wait_until (tote_tracker_get_ended (fixture->tracker));
}

static void
test_forbidden_parts_are_hidden (Fixture *fixture, gconstpointer unused)
{
  const char *body = "{\"error\": {\"message\": \"Shopper PII\", \"code\": null}, \"meta\": {}}";

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_LOCATION, 403, body);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 403, body);
  start (fixture);
  wait_until (tote_tracker_get_chat (fixture->tracker) == TOTE_AVAILABILITY_OFF &&
              tote_tracker_get_location (fixture->tracker) == TOTE_AVAILABILITY_OFF);
  wait_until (n_calls (fixture, "GET order") > 5);
  g_assert_cmpuint (n_calls (fixture, "GET chat"), ==, 1);
  g_assert_cmpuint (n_calls (fixture, "GET location"), ==, 1);
  g_assert_no_error ((GError *) tote_tracker_get_failure (fixture->tracker));
  g_assert_cmpuint (fixture->n_problems, ==, 2);
}

static void
test_what_is_not_offered_is_asked_once (Fixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER_MESSAGES, 404, "{}");
  start (fixture);
  wait_until (n_calls (fixture, "GET order") > 10);
  g_assert_cmpuint (n_calls (fixture, "GET order_messages"), ==, 1);
}

static void
test_malformed_answer_is_tried_again (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "<html>");
  wait_until (n_calls (fixture, "GET items") > 6);
  g_assert_cmpuint (fixture->n_problems, ==, 1);
  g_assert_nonnull (get_item (fixture, "li-1"));

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "{\"line_items\": []}");
  wait_until (get_item (fixture, "li-1") == NULL);
}

static ToteFakeFault
lose_all (const char *call, gpointer user_data)
{
  return TOTE_FAKE_LOST;
}

static void
test_offline_and_back (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
  fixture->platform->choose = lose_all;
  wait_until (!tote_tracker_get_online (fixture->tracker));
  wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_true (tote_tracker_get_loaded (fixture->tracker));

  fixture->platform->choose = NULL;
  wait_until (tote_tracker_get_online (fixture->tracker));
  wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
}

static void
test_retry_after (Fixture *fixture, gconstpointer unused)
{
  guint n;

  start (fixture);
  fixture->platform->retry_after = "1";
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 429, "{}");
  wait_until (fixture->n_problems > 0);
  turn_for (fixture, 20000);
  n = fixture->platform->calls->len;
  tote_tracker_refresh (fixture->tracker);
  turn_for (fixture, 700000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n);
  tote_fake_platform_set_state (fixture->platform, "checkout");
  wait_until (
      strcmp (tote_order_get_state (tote_tracker_get_order (fixture->tracker)), "checkout") == 0);
}

/* Slow as in life, so that nothing but the reason to ask at once can be behind a request. */
static void
test_asks_at_once (Fixture *fixture, gconstpointer unused)
{
  guint n;

  start (fixture);
  wait_until (n_calls (fixture, "GET chat") > 1);
  tote_tracker_set_pace (fixture->tracker, 10);
  turn_for (fixture, 20000);
  tote_tracker_set_shown (fixture->tracker, FALSE);
  n = n_calls (fixture, "GET order");
  turn_for (fixture, 50000);
  g_assert_cmpuint (n_calls (fixture, "GET order"), ==, n);

  tote_tracker_set_pace (fixture->tracker, 0.01); /* a gap of 20 ms, 150 ms between two */
  tote_tracker_set_shown (fixture->tracker, TRUE);
  wait_until (n_calls (fixture, "GET order") > n);
  n = n_calls (fixture, "GET order");
  tote_wake_emit (tote_wake_get_default ());
  turn_for (fixture, 60000);
  g_assert_cmpuint (n_calls (fixture, "GET order"), ==, n + 1);
}

static ToteMessage *
get_message (Fixture *fixture, guint position)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  g_autoptr (ToteMessage) message =
      g_list_model_get_item (G_LIST_MODEL (tote_order_get_messages (order)), position);

  return message;
}

static void
test_refused_text (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");
  g_autoptr (ToteWish) empty = tote_wish_new_message (" \n");
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);

  start (fixture);
  fixture->platform->write_status = 400;
  fixture->platform->write_body =
      "{\"error\": {\"message\": \"is too rude\", \"code\": 1001}, \"meta\": {\"key\": \"body\"}}";
  g_assert_false (tote_tracker_wish (fixture->tracker, empty));
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  wait_until (tote_message_get_delivery (get_message (fixture, 0)) == TOTE_DELIVERY_FAILED);
  g_assert_cmpstr (tote_message_get_reason (get_message (fixture, 0)), ==, "is too rude");
  g_assert_cmpstr (tote_message_get_body (get_message (fixture, 0)), ==, "Hello");

  fixture->platform->write_status = 0;
  tote_tracker_retry (fixture->tracker, tote_wish_get_key (wish));
  wait_until (g_list_model_get_n_items (outbox) == 0);
  g_assert_cmpint (tote_message_get_delivery (get_message (fixture, 0)), ==, TOTE_DELIVERY_SENT);
  g_assert_cmpuint (n_calls (fixture, "POST chat"), ==, 2);
}

static void
test_withdrawn_text (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");

  start (fixture);
  fixture->platform->write_status = 403;
  fixture->platform->write_body = "{}";
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  wait_until (tote_message_get_delivery (get_message (fixture, 0)) == TOTE_DELIVERY_FAILED);
  tote_tracker_withdraw (fixture->tracker, tote_wish_get_key (wish));
  g_assert_null (get_message (fixture, 0));
  g_assert_cmpuint (g_list_model_get_n_items (tote_tracker_get_outbox (fixture->tracker)), ==, 0);
}

/* Somebody else was faster: what the server has is the truth. */
static void
test_already_decided (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("li-1", TOTE_DECISION_APPROVED, NULL);

  start (fixture);
  tote_tracker_set_pace (fixture->tracker, 0.02);
  g_hash_table_insert (fixture->platform->decisions, g_strdup ("li-1"), g_strdup ("REJECTED"));
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  g_assert_cmpint (tote_item_get_delivery (get_item (fixture, "li-1")), ==, TOTE_DELIVERY_SENDING);
  wait_until (tote_item_get_decision (get_item (fixture, "li-1")) == TOTE_DECISION_REJECTED);
  wait_until (tote_item_get_delivery (get_item (fixture, "li-1")) == TOTE_DELIVERY_NONE);
  g_assert_cmpuint (n_calls (fixture, "PUT replacement"), <=, 1);
}

static void
test_refused_decision (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("li-1", TOTE_DECISION_APPROVED, NULL);
  g_autoptr (ToteWish) again = tote_wish_new_decision ("li-1", TOTE_DECISION_REJECTED, NULL);

  start (fixture);
  fixture->platform->write_status = 400;
  fixture->platform->write_body = "{\"error\": {\"message\": \"not now\", \"code\": 2003}}";
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  wait_until (tote_item_get_delivery (get_item (fixture, "li-1")) == TOTE_DELIVERY_FAILED);
  g_assert_cmpstr (tote_item_get_reason (get_item (fixture, "li-1")), ==, "not now");

  fixture->platform->write_status = 0;
  g_assert_true (tote_tracker_wish (fixture->tracker, again));
  wait_until (tote_item_get_decision (get_item (fixture, "li-1")) == TOTE_DECISION_REJECTED);
  wait_until (g_list_model_get_n_items (tote_tracker_get_outbox (fixture->tracker)) == 0);
  g_assert_cmpstr (g_hash_table_lookup (fixture->platform->decisions, "li-1"), ==, "REJECTED");
  g_assert_cmpuint (n_calls (fixture, "PUT replacement"), ==, 2);
}

static void
test_arrival (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_arrival (FALSE);
  g_autoptr (ToteWish) again = tote_wish_new_arrival (FALSE);
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);
  g_autoptr (ToteOutboxEntry) entry = NULL;

  start (fixture);
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  g_assert_false (tote_tracker_wish (fixture->tracker, again));
  entry = g_list_model_get_item (outbox, 0);
  wait_until (tote_outbox_entry_get_delivery (entry) == TOTE_DELIVERY_SENT);
  g_assert_false (tote_tracker_wish (fixture->tracker, again));
  g_assert_cmpuint (n_calls (fixture, "POST arrival"), ==, 1);
}

static void
test_mark_read_is_sent_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_mark_read ();

  start (fixture);
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  wait_until (n_calls (fixture, "PUT chat") > 0);
  turn_for (fixture, 20000);
  g_assert_cmpuint (n_calls (fixture, "PUT chat"), ==, 1);
}

static void
test_stop_is_silent (Fixture *fixture, gconstpointer unused)
{
  guint n;

  start (fixture);
  tote_tracker_stop (fixture->tracker);
  turn_for (fixture, 10000);
  n = fixture->platform->calls->len;
  turn_for (fixture, 50000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n);
  tote_tracker_start (fixture->tracker);
  wait_until (fixture->platform->calls->len > n);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), const char *state)
{
  g_test_add (path, Fixture, state, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/unchanged-answers-tell-nothing", test_unchanged_answers_tell_nothing, "picking");
  add ("/tracker/one-changed-item-tells-once", test_one_changed_item_tells_once, "picking");
  add ("/tracker/states-are-followed", test_states_are_followed, "brand_new");
  add ("/tracker/unauthorised-stops", test_unauthorised_stops, "picking");
  add ("/tracker/no-such-order", test_no_such_order, "picking");
  add ("/tracker/handling-stands-in", test_handling_stands_in_for_the_order, "picking");
  add ("/tracker/forbidden-parts-are-hidden", test_forbidden_parts_are_hidden, "delivering");
  add ("/tracker/not-offered-is-asked-once", test_what_is_not_offered_is_asked_once, "picking");
  add ("/tracker/malformed", test_malformed_answer_is_tried_again, "picking");
  add ("/tracker/offline-and-back", test_offline_and_back, "picking");
  add ("/tracker/retry-after", test_retry_after, "picking");
  add ("/tracker/asks-at-once", test_asks_at_once, "picking");
  add ("/tracker/text/refused", test_refused_text, "picking");
  add ("/tracker/text/withdrawn", test_withdrawn_text, "picking");
  add ("/tracker/decision/already-decided", test_already_decided, "picking");
  add ("/tracker/decision/refused", test_refused_decision, "picking");
  add ("/tracker/arrival", test_arrival, "ready_for_pickup");
  add ("/tracker/mark-read", test_mark_read_is_sent_once, "picking");
  add ("/tracker/stop-is-silent", test_stop_is_silent, "picking");

  return g_test_run ();
}
