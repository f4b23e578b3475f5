/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracker-fixture.h"
#include "tote-wake.h"

#include <string.h>

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
test_unchanged_answers_tell_nothing (TrackerFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  guint n_told = 0, n_before;
  gint64 seen;

  tracker_start (fixture);
  tracker_wait_until (tracker_count_calls (fixture, "GET chat") > 2 &&
                      tracker_count_calls (fixture, "GET order_messages") > 1);
  count_signal (fixture->tracker, "updated", &n_told);
  g_signal_connect (fixture->tracker, "notify", G_CALLBACK (count_unless_online), &n_told);
  count_signal (order, "notify", &n_told);
  count_signal (tote_order_get_items (order), "notify", &n_told);
  g_signal_connect (tote_order_get_items (order), "items-changed", G_CALLBACK (count), NULL);
  count_signal (tote_order_get_messages (order), "notify", &n_told);
  g_signal_connect (tote_order_get_messages (order), "items-changed", G_CALLBACK (count), NULL);
  count_signal (tracker_get_item (fixture, "li-1"), "notify", &n_told);

  seen = tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS);
  n_before = tracker_count_calls (fixture, "GET items");
  tracker_wait_until (tracker_count_calls (fixture, "GET items") > n_before + 20);
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_cmpint (tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS), >, seen);
}

static void
test_one_changed_item_tells_once (TrackerFixture *fixture, gconstpointer unused)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (fixture->tracker));
  guint n_moved = 0, n_changed = 0, n_other = 0, n_decision = 0;

  tracker_start (fixture);
  count_signal (tracker_get_item (fixture, "li-0"), "notify", &n_other);
  count_signal (tracker_get_item (fixture, "li-1"), "notify::decision", &n_decision);
  count_signal (tracker_get_item (fixture, "li-2"), "notify", &n_other);
  count_signal (items, "items-changed", &n_moved);
  g_signal_connect_swapped (items, "item-changed", G_CALLBACK (g_atomic_int_inc), &n_changed);

  g_hash_table_insert (fixture->platform->decisions, g_strdup ("li-1"), g_strdup ("APPROVED"));
  tracker_wait_until (n_decision > 0);
  tracker_turn_for (fixture, 50000);
  g_assert_cmpuint (n_decision, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpuint (n_moved, ==, 0);
}

static void
test_states_are_followed (TrackerFixture *fixture, gconstpointer unused)
{
  static const char *const walk[] = { "picking",        "checkout",   "brand_new", "picking",
                                      "quite_new_word", "delivering", "delivered" };
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  guint n_calls_at_end;

  tote_tracker_start (fixture->tracker);
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    tote_fake_platform_set_state (fixture->platform, walk[i]);
    tracker_wait_until (g_strcmp0 (tote_order_get_state (order), walk[i]) == 0);
  }

  g_assert_true (tote_tracker_get_ended (fixture->tracker));
  tracker_wait_until (tote_tracker_get_settled (fixture->tracker));
  n_calls_at_end = fixture->platform->calls->len;
  tracker_turn_for (fixture, 100000);
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

/* Only the order is asked for, and seldom; when there is a way in again, all goes on by itself. */
static void
test_unauthorised_waits (TrackerFixture *fixture, gconstpointer unused)
{
  guint n_calls, n_orders;

  tracker_start (fixture);
  fixture->platform->token = "another";
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_true (is_sign_in_failure (tote_tracker_get_failure (fixture->tracker)));
  tracker_turn_for (fixture, 5000);
  n_calls = fixture->platform->calls->len;
  n_orders = tracker_count_calls (fixture, "GET order");
  tracker_turn_for (fixture, 100000);
  n_orders = tracker_count_calls (fixture, "GET order") - n_orders;
  g_assert_cmpuint (fixture->platform->calls->len - n_calls, ==, n_orders);
  g_assert_cmpuint (n_orders, >=, 1);
  g_assert_cmpuint (n_orders, <=, 4);
  g_assert_true (tote_tracker_get_loaded (fixture->tracker));

  fixture->platform->token = "t_1";
  n_calls = tracker_count_calls (fixture, "GET items");
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
  tracker_wait_until (tracker_count_calls (fixture, "GET items") > n_calls);
}

static void
test_no_such_order (TrackerFixture *fixture, gconstpointer unused)
{
  const char *body = "{\"error\": {\"message\": \"Resource not found\", \"code\": 4000}}";

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    tote_fake_platform_set_body (fixture->platform, i, 404, body);
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_error (tote_tracker_get_failure (fixture->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_NOT_FOUND);
  tracker_turn_for (fixture, 50000);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order"), <=, 4);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET items"), <=, 1);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET chat"), <=, 1);
  g_assert_false (tote_tracker_get_loaded (fixture->tracker));
}

/* Of an order that nobody shops yet the chat may be refused. Nobody hears of it, and once somebody
 * does shop it is there. */
static void
test_refused_ahead (TrackerFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "brand_new");
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 404,
                               "{\"error\": {\"message\": \"Not found\", \"code\": 4000}}");
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  tracker_wait_until (tracker_count_calls (fixture, "GET order") > 1);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET chat"), ==, 1);
  g_assert_cmpuint (fixture->n_problems, ==, 0);
  g_assert_cmpint (tote_tracker_get_chat (fixture->tracker), ==, TOTE_AVAILABILITY_NOT_YET);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 0, NULL);
  tote_fake_platform_set_state (fixture->platform, "picking");
  tracker_wait_until (tote_tracker_get_chat (fixture->tracker) == TOTE_AVAILABILITY_YES);
  tracker_wait_until (tracker_count_calls (fixture, "GET chat") > 1);
  g_assert_cmpuint (fixture->n_problems, ==, 0);
}

static ToteFakeFault
keep_the_order (const char *call, gpointer user_data)
{
  return g_str_equal (call, "GET order") ? TOTE_FAKE_SILENT : TOTE_FAKE_FINE;
}

/* All that most orders have is asked for in one round, before anything is known. */
static void
test_first_round (TrackerFixture *fixture, gconstpointer unused)
{
  fixture->platform->choose = keep_the_order;
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (fixture->platform->calls->len == 4);
  tracker_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  g_assert_false (tote_tracker_get_loaded (fixture->tracker));
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order"), ==, 1);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET handling"), ==, 1);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET items"), ==, 1);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET chat"), ==, 1);
}

/* A go-between that answers for a platform that is away says nothing of the order. */
static void
test_gateway_is_no_answer (TrackerFixture *fixture, gconstpointer unused)
{
  const char *page = "<html>404 Not Found</html>";

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 404, page);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 404, page);
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_error (tote_tracker_get_failure (fixture->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_UNREACHABLE);

  tote_fake_platform_set_state (fixture->platform, "picking");
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 0, "{}");
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
  tracker_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
}

static void
test_handling_stands_in_for_the_order (TrackerFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 404,
                               "{\"error\": \"Not found\", \"status\": 404}");
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"order_id\": \"MKT-1\", \"status\": \"picking\"}");
  tracker_start (fixture);
  g_assert_cmpstr (tote_order_get_state (order), ==, "picking");
  tracker_wait_until (tracker_count_calls (fixture, "GET handling") > 3);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order"), <=, 3);
  g_assert_no_error ((GError *) tote_tracker_get_failure (fixture->tracker));

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"order_id\": \"MKT-1\", \"status\": \"delivered\"}");
  tracker_wait_until (tote_tracker_get_ended (fixture->tracker));
}

static void
test_forbidden_parts_are_hidden (TrackerFixture *fixture, gconstpointer unused)
{
  const char *body = "{\"error\": {\"message\": \"Shopper PII\", \"code\": null}, \"meta\": {}}";

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_LOCATION, 403, body);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 403, body);
  tracker_start (fixture);
  tracker_wait_until (tote_tracker_get_chat (fixture->tracker) == TOTE_AVAILABILITY_OFF &&
                      tote_tracker_get_location (fixture->tracker) == TOTE_AVAILABILITY_OFF);
  tracker_wait_until (tracker_count_calls (fixture, "GET order") > 5);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET chat"), <=, 4);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET location"), <=, 4);
  g_assert_no_error ((GError *) tote_tracker_get_failure (fixture->tracker));
  g_assert_cmpuint (fixture->n_problems, ==, 2);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 0, NULL);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_LOCATION, 0, "{}");
  tracker_wait_until (tote_tracker_get_chat (fixture->tracker) == TOTE_AVAILABILITY_YES &&
                      tote_tracker_get_location (fixture->tracker) == TOTE_AVAILABILITY_YES);
}

static void
test_what_is_not_offered_is_asked_seldom (TrackerFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER_MESSAGES, 404,
                               "{\"error\": \"Not found\", \"status\": 404}");
  tracker_start (fixture);
  tracker_wait_until (tracker_count_calls (fixture, "GET order") > 10);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order_messages"), <=, 5);
}

static void
test_malformed_answer_is_tried_again (TrackerFixture *fixture, gconstpointer unused)
{
  tracker_start (fixture);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "<html>");
  tracker_wait_until (tracker_count_calls (fixture, "GET items") > 6);
  g_assert_cmpuint (fixture->n_problems, ==, 1);
  g_assert_nonnull (tracker_get_item (fixture, "li-1"));

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "{\"line_items\": []}");
  tracker_wait_until (tracker_get_item (fixture, "li-1") == NULL);
}

static ToteFakeFault
lose_all (const char *call, gpointer user_data)
{
  return TOTE_FAKE_LOST;
}

/* Six intervals, at this pace. What is asked for meanwhile is not answered either. */
static void
take_time (const char *call, ToteFakeMoment moment, gpointer clock)
{
  if (moment == TOTE_FAKE_ARRIVED && g_str_equal (call, "GET order"))
    tote_manual_clock_advance (clock, 30 * 1000);
}

/* A store that takes longer for each answer than a line is taken to be there without one: who looks
 * or listens is not told each time that it is gone and back. */
static void
test_slow (TrackerFixture *fixture, gconstpointer unused)
{
  guint n_told = 0;

  tracker_start (fixture);
  fixture->platform->user_data = fixture->clock;
  fixture->platform->watch = take_time;
  tracker_wait_until (tracker_count_calls (fixture, "GET order") == 3);
  count_signal (fixture->tracker, "notify::online", &n_told);
  tracker_wait_until (tracker_count_calls (fixture, "GET order") == 9);
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_true (tote_tracker_get_online (fixture->tracker));

  fixture->platform->watch = NULL;
  fixture->platform->choose = lose_all;
  tracker_wait_until (!tote_tracker_get_online (fixture->tracker));
}

static void
test_offline_and_back (TrackerFixture *fixture, gconstpointer unused)
{
  tracker_start (fixture);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
  fixture->platform->choose = lose_all;
  tracker_wait_until (!tote_tracker_get_online (fixture->tracker));
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  g_assert_true (tote_tracker_get_loaded (fixture->tracker));

  fixture->platform->choose = NULL;
  tracker_wait_until (tote_tracker_get_online (fixture->tracker));
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
}

static void
test_retry_after (TrackerFixture *fixture, gconstpointer unused)
{
  guint n;

  tracker_start (fixture);
  fixture->platform->retry_after = "1";
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 429, "{}");
  tracker_wait_until (fixture->n_problems > 0);
  tracker_turn_for (fixture, 20000);
  n = fixture->platform->calls->len;
  tote_tracker_refresh (fixture->tracker);
  tracker_turn_for (fixture, 700000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n);
  tote_fake_platform_set_state (fixture->platform, "checkout");
  tracker_wait_until (
      strcmp (tote_order_get_state (tote_tracker_get_order (fixture->tracker)), "checkout") == 0);
}

/* Slow as in life, so that nothing but the reason to ask at once can be behind a request. */
static void
test_asks_at_once (TrackerFixture *fixture, gconstpointer unused)
{
  guint n;

  tracker_start (fixture);
  tracker_wait_until (tracker_count_calls (fixture, "GET chat") > 1);
  tote_tracker_set_pace (fixture->tracker, 10);
  tracker_turn_for (fixture, 20000);
  tote_tracker_set_shown (fixture->tracker, FALSE);
  n = tracker_count_calls (fixture, "GET order");
  tracker_turn_for (fixture, 50000);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order"), ==, n);

  tote_tracker_set_pace (fixture->tracker, 0.01); /* a gap of 20 ms, 150 ms between two */
  tote_tracker_set_shown (fixture->tracker, TRUE);
  tracker_wait_until (tracker_count_calls (fixture, "GET order") > n);
  n = tracker_count_calls (fixture, "GET order");
  tote_wake_emit (tote_wake_get_default ());
  tracker_turn_for (fixture, 60000);
  g_assert_cmpuint (tracker_count_calls (fixture, "GET order"), ==, n + 1);
}

static void
test_stop_is_silent (TrackerFixture *fixture, gconstpointer unused)
{
  guint n;

  tracker_start (fixture);
  tote_tracker_stop (fixture->tracker);
  tracker_turn_for (fixture, 10000);
  n = fixture->platform->calls->len;
  tracker_turn_for (fixture, 50000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n);
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (fixture->platform->calls->len > n);
}

static gint64
get_asks_again_at (TrackerFixture *fixture)
{
  gint64 at;

  g_object_get (fixture->tracker, "asks-again-at", &at, NULL);
  return at;
}

/* However long a server wants to be left alone: an hour, and it is said until when. */
static void
test_rest_of_an_hour (TrackerFixture *fixture, gconstpointer unused)
{
  const gint64 hour = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  gint64 now;
  guint n_calls;

  tracker_start (fixture);
  g_assert_cmpint (get_asks_again_at (fixture), ==, 0);
  fixture->platform->retry_after = "2147483647";
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 503, "{}");
  tracker_wait_until (get_asks_again_at (fixture) != 0);
  now = tote_clock_get_real_time (TOTE_CLOCK (fixture->clock));
  g_assert_cmpint (get_asks_again_at (fixture), <=, now + hour);
  g_assert_cmpint (get_asks_again_at (fixture), >, now + hour / 10 * 9);

  tote_fake_platform_set_state (fixture->platform, "picking");
  tracker_turn_for (fixture, 20000);
  n_calls = fixture->platform->calls->len;
  tote_tracker_refresh (fixture->tracker);
  tote_manual_clock_advance (fixture->clock, hour / 10 * 9);
  tracker_turn_for (fixture, 20000);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls);

  tote_manual_clock_advance (fixture->clock, hour / 10);
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
  g_assert_cmpint (get_asks_again_at (fixture), ==, 0);
}

/* A server that answers, and never says where the order stands. */
static void
test_no_state (TrackerFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0,
                               "{\"id\": \"MKT-1\", \"workflow_state\": null}");
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (tracker_count_calls (fixture, "GET order") >= 12);
  g_assert_error (tote_tracker_get_failure (fixture->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_MALFORMED);
  tote_fake_platform_set_state (fixture->platform, "picking");
  tracker_wait_until (tote_tracker_get_loaded (fixture->tracker));
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) == NULL);
}

/* Without its list, an answer is believed after a while, and not before. */
static void
test_no_list (TrackerFixture *fixture, gconstpointer unused)
{
  guint n;

  tracker_start (fixture);
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "{}");
  n = tracker_count_calls (fixture, "GET items");
  tracker_wait_until (tracker_count_calls (fixture, "GET items") > n + 2);
  g_assert_nonnull (tracker_get_item (fixture, "li-1"));
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, NULL);
  n = tracker_count_calls (fixture, "GET items");
  tracker_wait_until (tracker_count_calls (fixture, "GET items") > n + 10);
  g_assert_nonnull (tracker_get_item (fixture, "li-1"));

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ITEMS, 0, "{}");
  tracker_wait_until (tracker_get_item (fixture, "li-1") == NULL);
}

static void
add (const char *path, void (*test) (TrackerFixture *, gconstpointer), const char *state)
{
  g_test_add (path, TrackerFixture, state, tracker_set_up, test, tracker_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/unchanged-answers-tell-nothing", test_unchanged_answers_tell_nothing, "picking");
  add ("/tracker/one-changed-item-tells-once", test_one_changed_item_tells_once, "picking");
  add ("/tracker/states-are-followed", test_states_are_followed, "brand_new");
  add ("/tracker/unauthorised-waits", test_unauthorised_waits, "picking");
  add ("/tracker/no-such-order", test_no_such_order, "picking");
  add ("/tracker/refused-ahead", test_refused_ahead, "brand_new");
  add ("/tracker/first-round", test_first_round, "picking");
  add ("/tracker/gateway-is-no-answer", test_gateway_is_no_answer, "picking");
  add ("/tracker/handling-stands-in", test_handling_stands_in_for_the_order, "picking");
  add ("/tracker/forbidden-parts-are-hidden", test_forbidden_parts_are_hidden, "delivering");
  add ("/tracker/not-offered-is-asked-seldom", test_what_is_not_offered_is_asked_seldom, "picking");
  add ("/tracker/malformed", test_malformed_answer_is_tried_again, "picking");
  add ("/tracker/slow", test_slow, "picking");
  add ("/tracker/offline-and-back", test_offline_and_back, "picking");
  add ("/tracker/retry-after", test_retry_after, "picking");
  add ("/tracker/rest-of-an-hour", test_rest_of_an_hour, "picking");
  add ("/tracker/no-state", test_no_state, "picking");
  add ("/tracker/no-list", test_no_list, "picking");
  add ("/tracker/asks-at-once", test_asks_at_once, "picking");
  add ("/tracker/stop-is-silent", test_stop_is_silent, "picking");

  return g_test_run ();
}
