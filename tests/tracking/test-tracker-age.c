/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kept-fixture.h"
#include "test-support.h"

#include <string.h>

#define S KEPT_SECOND
#define MINUTE (G_GINT64_CONSTANT (60) * S)
#define HOUR KEPT_HOUR
#define NOON (G_GINT64_CONSTANT (1774008000) * S) /* 2026-03-20T12:00:00Z */

#define AT_NOON                                                                                    \
  "{\"id\": \"MKT-1\", \"workflow_state\": \"%s\", \"fulfillment_type\": \"delivery\","            \
  " \"fulfillment_details\": {\"window_starts_at\": \"2026-03-20T11:00:00Z\","                     \
  " \"window_ends_at\": \"2026-03-20T12:20:00Z\"}}"

/* What the passing of hours does, in no time: the clock is the test's. */

static void
set_state (KeptFixture *fixture, const char *state)
{
  g_auto (GStrv) halves = g_strsplit (AT_NOON, "%s", 2);
  g_autofree char *body = g_strconcat (halves[0], state, halves[1], NULL);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0, body);
}

static void
set_up (KeptFixture *fixture, gconstpointer state)
{
  kept_set_up (fixture, "picking", "2026-03-20T12:00:00Z");
  set_state (fixture, state);
  tote_fake_platform_set_body (
      fixture->platform, TOTE_RESOURCE_LOCATION, 0,
      "{\"coordinates\": {\"latitude\": 38.6811, \"longitude\": -89.9911}}");
  tote_fake_platform_set_body (
      fixture->platform, TOTE_RESOURCE_HANDLING, 0,
      "{\"address\": {\"address_line_1\": \"501 Belt Line Rd\"}, \"coordinates\": {\"latitude\": "
      "38.692456, \"longitude\": -89.978574}, \"shopper\": {\"first_name\": \"Amida\"}}");
}

static void
start (KeptFixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
}

static ToteFakeFault
lose_all (const char *call, gpointer user_data)
{
  return TOTE_FAKE_LOST;
}

static void
test_position_grows_old (KeptFixture *fixture, gconstpointer unused)
{
  start (fixture);
  kept_wait_until (tote_tracker_get_position_age (fixture->tracker) == TOTE_FRESHNESS_LIVE);
  g_assert_cmpfloat (tote_tracker_get_distance (fixture->tracker), >, 1000);

  kept_advance (fixture, 60 * S, 5 * S);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_LIVE);
  fixture->platform->choose = lose_all;
  kept_advance (fixture, 35 * S, 5 * S);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_STALE);
  kept_advance (fixture, 5 * MINUTE, 30 * S);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_GONE);
  g_assert_false (tote_tracker_get_online (fixture->tracker));

  fixture->platform->choose = NULL;
  kept_advance (fixture, 61 * S, S);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_LIVE);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
}

static void
set_position (KeptFixture *fixture, const char *coordinates)
{
  g_autofree char *body = g_strdup_printf ("{\"coordinates\": %s}", coordinates);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_LOCATION, 0, body);
}

/* The last good place stays where it is and grows old. */
static void
test_position_that_cannot_be (KeptFixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = {
    "{\"latitude\": 0, \"longitude\": 0}",
    "{\"latitude\": 138.68, \"longitude\": -89.99}",
    "{\"latitude\": \"NaN\", \"longitude\": -89.99}",
    "null",
  };
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  g_autoptr (TotePosition) good = NULL;
  double distance;
  gint64 seen;

  start (fixture);
  kept_wait_until (tote_tracker_get_position_age (fixture->tracker) == TOTE_FRESHNESS_LIVE);
  good = g_object_ref (tote_order_get_position (order));
  distance = tote_tracker_get_distance (fixture->tracker);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    seen = tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_LOCATION);
    set_position (fixture, bad[i]);
    kept_advance (fixture, 40 * S, 5 * S);
    g_assert_true (tote_order_get_position (order) == good);
    g_assert_cmpfloat (tote_tracker_get_distance (fixture->tracker), ==, distance);
    g_assert_cmpint (tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_LOCATION), ==, seen);
    g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), !=, TOTE_FRESHNESS_NONE);
  }
  kept_advance (fixture, 5 * MINUTE, 30 * S);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_GONE);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
  g_assert_cmpuint (g_list_model_get_n_items (tote_order_get_track (order)), ==, 1);
}

/* The same reading again and again is no mistake, though no answer is new. */
static void
test_position_confirmed (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  start (fixture);
  kept_wait_until (tote_tracker_get_position_age (fixture->tracker) == TOTE_FRESHNESS_LIVE);
  set_position (fixture, "{\"latitude\": 39.6811, \"longitude\": -89.9911}");
  kept_advance (fixture, 6 * S, S);
  g_assert_cmpfloat (tote_position_get_latitude (tote_order_get_position (order)), <, 39);
  kept_advance (fixture, 20 * S, S);
  g_assert_cmpfloat (tote_position_get_latitude (tote_order_get_position (order)), >, 39);
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_LIVE);
}

/* Off the road there is no position, and none from before when it comes back. */
static void
test_position_ends_with_the_road (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  start (fixture);
  kept_wait_until (tote_order_get_position (order) != NULL);
  set_state (fixture, "staged");
  kept_advance (fixture, 20 * S, 4 * S);
  g_assert_null (tote_order_get_position (order));
  g_assert_cmpint (tote_tracker_get_position_age (fixture->tracker), ==, TOTE_FRESHNESS_NONE);
  g_assert_cmpfloat (tote_tracker_get_distance (fixture->tracker), ==, -1);

  set_state (fixture, "delivering");
  kept_advance (fixture, 24 * S, 4 * S);
  g_assert_nonnull (tote_order_get_position (order));
}

static void
test_late (KeptFixture *fixture, gconstpointer unused)
{
  start (fixture);
  g_assert_cmpint (tote_tracker_get_late (fixture->tracker), ==, TOTE_LATENESS_NO);
  kept_advance (fixture, 10 * MINUTE + S, MINUTE / 2);
  g_assert_cmpint (tote_tracker_get_late (fixture->tracker), ==, TOTE_LATENESS_NEAR);
  kept_advance (fixture, 10 * MINUTE, MINUTE / 2);
  g_assert_cmpint (tote_tracker_get_late (fixture->tracker), ==, TOTE_LATENESS_PAST);
  set_state (fixture, "delivered");
  kept_advance (fixture, 20 * S, 4 * S);
  g_assert_cmpint (tote_tracker_get_late (fixture->tracker), ==, TOTE_LATENESS_NO);
}

/* The line is down when the program starts again: what was known is there, with its age. */
static void
test_restart_without_a_line (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order;
  GListModel *history;
  g_autoptr (ToteHistoryEntry) state = NULL;
  g_autoptr (ToteOutboxEntry) entry = NULL;
  gint64 seen;

  start (fixture);
  kept_wait_until (tote_order_get_shopper_name (tote_tracker_get_order (fixture->tracker)) != NULL);
  seen = tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS);
  fixture->platform->choose = lose_all;
  kept_say (fixture, "Are you there?");
  kept_turn (fixture);
  kept_close (fixture);
  tote_manual_clock_advance (fixture->clock, 3 * HOUR);

  kept_open (fixture);
  order = tote_tracker_get_order (fixture->tracker);
  start (fixture);
  g_assert_true (tote_tracker_get_loaded (fixture->tracker));
  g_assert_cmpstr (tote_order_get_state (order), ==, "picking");
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Amida");
  g_assert_cmpint (tote_tracker_get_seen (fixture->tracker, TOTE_RESOURCE_ITEMS), ==, seen);
  g_assert_cmpuint (g_list_model_get_n_items (tote_tracker_get_outbox (fixture->tracker)), ==, 1);
  history = tote_tracker_get_history (fixture->tracker);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2); /* shopping, review */
  state = g_list_model_get_item (history, 0);
  g_assert_cmpint (g_date_time_to_unix (tote_history_entry_get_at (state)), ==, NOON / S);

  /* It had left; that it did not arrive is not sure, so only the customer repeats it. */
  fixture->platform->choose = NULL;
  kept_advance (fixture, 4 * MINUTE, S);
  g_assert_cmpuint (tote_fake_platform_count_text (fixture->platform, "Are you there?"), ==, 0);
  entry = g_list_model_get_item (tote_tracker_get_outbox (fixture->tracker), 0);
  g_assert_cmpint (tote_outbox_entry_get_send_state (entry), ==, TOTE_SEND_STATE_UNCLEAR);
  tote_tracker_retry (fixture->tracker, tote_wish_get_key (tote_outbox_entry_get_wish (entry)));
  kept_advance (fixture, 62 * S, S);
  g_assert_cmpuint (tote_fake_platform_count_text (fixture->platform, "Are you there?"), ==, 1);
}

static void
set_shopper (KeptFixture *fixture, const char *name)
{
  g_autofree char *body = g_strdup_printf (
      "{\"chat_messages\": [], \"metadata\": {\"current_shopper\": {\"first_name\": \"%s\"}}}",
      name);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_CHAT, 0, body);
}

static guint
count_lines (GListModel *lines, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (GObject) line = g_list_model_get_item (lines, i);

    n += g_str_equal (TOTE_IS_MESSAGE (line)
                          ? tote_message_get_body (TOTE_MESSAGE (line))
                          : tote_history_entry_get_headline (TOTE_HISTORY_ENTRY (line)),
                      text);
  }
  return n;
}

static void
assert_told (KeptFixture *fixture, const char *text)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));

  g_assert_cmpuint (count_lines (tote_tracker_get_history (fixture->tracker), text), ==, 1);
  g_assert_cmpuint (count_lines (messages, text), ==, 1);
}

/* In the history and in the chat, once, over a restart too, until people are forgotten. */
static void
test_another_shopper_is_told (KeptFixture *fixture, gconstpointer unused)
{
  set_shopper (fixture, "Amida");
  start (fixture);
  kept_advance (fixture, 2 * MINUTE, 10 * S);
  set_shopper (fixture, "Bo");
  kept_advance (fixture, 6 * MINUTE, 30 * S);
  assert_told (fixture, "Bo took over from Amida");
  kept_close (fixture);

  kept_open (fixture);
  start (fixture);
  kept_advance (fixture, 6 * MINUTE, 30 * S);
  assert_told (fixture, "Bo took over from Amida");

  set_state (fixture, "delivered");
  kept_advance (fixture, 2 * MINUTE, 10 * S);
  g_assert_true (tote_tracker_get_ended (fixture->tracker));
  tote_manual_clock_advance (fixture->clock, 24 * HOUR + S);
  g_assert_cmpuint (
      count_lines (tote_tracker_get_history (fixture->tracker), "Bo took over from Amida"), ==, 0);
}

/* What ended is not asked for again at the next start. */
static void
test_restart_after_the_end (KeptFixture *fixture, gconstpointer unused)
{
  guint n_calls;

  start (fixture);
  kept_wait_until (tote_tracker_get_settled (fixture->tracker));
  kept_close (fixture);
  n_calls = fixture->platform->calls->len;
  tote_manual_clock_advance (fixture->clock, HOUR);

  kept_open (fixture);
  start (fixture);
  g_assert_true (tote_tracker_get_ended (fixture->tracker));
  kept_advance (fixture, 2 * MINUTE, 10 * S);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls);
  g_assert_true (tote_tracker_get_online (fixture->tracker));
}

static void
test_people_are_forgotten_after_a_day (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));

  g_ptr_array_add (fixture->platform->texts, g_strdup ("Hello"));
  start (fixture);
  kept_wait_until (tote_tracker_get_settled (fixture->tracker));
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 1);
  g_assert_cmpint (tote_tracker_get_chat (fixture->tracker), ==, TOTE_AVAILABILITY_OVER);

  tote_manual_clock_advance (fixture->clock, 24 * HOUR - S);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 1);
  tote_manual_clock_advance (fixture->clock, 2 * S);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 0);
  g_assert_null (tote_order_get_shopper_name (order));
  g_assert_cmpint (tote_tracker_get_chat (fixture->tracker), ==, TOTE_AVAILABILITY_EXPIRED);
}

/* The clock of the computer was ahead: when it is put right the conversation comes back. */
static void
test_clock_put_right (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));

  g_ptr_array_add (fixture->platform->texts, g_strdup ("Hello"));
  start (fixture);
  kept_wait_until (tote_tracker_get_settled (fixture->tracker));
  tote_manual_clock_jump (fixture->clock, 48 * HOUR);
  tote_tracker_refresh (fixture->tracker);
  kept_advance (fixture, MINUTE, 10 * S);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 0);

  tote_manual_clock_jump (fixture->clock, -48 * HOUR);
  tote_tracker_refresh (fixture->tracker);
  kept_advance (fixture, MINUTE, 10 * S);
  g_assert_cmpint (tote_tracker_get_chat (fixture->tracker), ==, TOTE_AVAILABILITY_OVER);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 1);
}

/* Ends, is read anew by a process that is told nothing, and keeps what was not sent. */
static gboolean
has_kept_draft (KeptFixture *fixture)
{
  kept_close (fixture);
  kept_open (fixture);
  start (fixture);
  return g_strcmp0 (tote_tracker_get_draft (fixture->tracker), "Thanks") == 0;
}

/* A clock that is years ahead for a moment, at a start or later, erases nothing from disk that the
 * server could not give back; one that stays there is believed. */
static void
test_clock_ahead_for_a_moment (KeptFixture *fixture, gconstpointer unused)
{
  const gint64 years = 5 * 365 * 24 * HOUR;

  start (fixture);
  kept_wait_until (tote_tracker_get_settled (fixture->tracker));
  tote_tracker_set_draft (fixture->tracker, "Thanks");
  for (guint i = 0; i < 2; i++) {
    tote_manual_clock_jump (fixture->clock, years);
    tote_tracker_refresh (fixture->tracker);
    kept_advance (fixture, MINUTE / 2, 10 * S);
    g_assert_null (tote_tracker_get_draft (fixture->tracker));
    if (i == 1)
      g_assert_false (has_kept_draft (fixture)); /* nor is it shown */
    kept_advance (fixture, MINUTE / 3, 10 * S);
    tote_manual_clock_jump (fixture->clock, -years);
    kept_advance (fixture, 2 * MINUTE, 10 * S);
    g_assert_true (has_kept_draft (fixture));
  }

  /* Right at the first look, and ahead at the second. */
  kept_advance (fixture, 50 * S, 10 * S);
  tote_manual_clock_jump (fixture->clock, years);
  kept_advance (fixture, MINUTE / 2, 10 * S);
  tote_manual_clock_jump (fixture->clock, -years);
  g_assert_true (has_kept_draft (fixture));

  tote_manual_clock_jump (fixture->clock, years);
  tote_tracker_refresh (fixture->tracker);
  kept_advance (fixture, 2 * MINUTE, 10 * S);
  tote_manual_clock_jump (fixture->clock, -years);
  g_assert_false (has_kept_draft (fixture));
}

static void
test_forget (KeptFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) list_result = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture);
  kept_say (fixture, "Hello");
  tote_tracker_forget_async (fixture->tracker, NULL, test_keep_result, &result);
  kept_wait_until (result != NULL);
  g_assert_true (tote_tracker_forget_finish (fixture->tracker, result, &error));
  g_assert_no_error (error);
  kept_advance (fixture, MINUTE, 10 * S);

  tote_archive_list_async (fixture->archive, NULL, test_keep_result, &list_result);
  kept_wait_until (list_result != NULL);
  orders = tote_archive_list_finish (fixture->archive, list_result, NULL);
  g_assert_cmpuint (orders->len, ==, 0);
}

static guint
n_calls (KeptFixture *fixture, const char *call)
{
  return tote_fake_platform_count_calls (fixture->platform, call);
}

/* Without logind: the wall clock has run on while the steady one stood still. Whatever is due
 * first brings everything else along. */
static void
test_wakes_by_the_clock (KeptFixture *fixture, gconstpointer unused)
{
  guint n_all, n_chat, n_order;

  start (fixture);
  kept_wait_until (n_calls (fixture, "GET chat") > 0);
  kept_advance (fixture, 30 * S, 5 * S);
  n_all = fixture->platform->calls->len;
  n_chat = n_calls (fixture, "GET chat");
  n_order = n_calls (fixture, "GET order");
  tote_manual_clock_jump (fixture->clock, 8 * HOUR);

  for (guint i = 0; fixture->platform->calls->len == n_all; i++) {
    g_assert_cmpuint (i, <, 15);
    kept_advance (fixture, S, S);
  }
  kept_advance (fixture, 2 * S, S);
  g_assert_cmpuint (n_calls (fixture, "GET chat"), ==, n_chat + 1);
  g_assert_cmpuint (n_calls (fixture, "GET order"), ==, n_order + 1);
}

static void
add (const char *path, void (*test) (KeptFixture *, gconstpointer), const char *state)
{
  g_test_add (path, KeptFixture, state, set_up, test, kept_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/age/position", test_position_grows_old, "delivering");
  add ("/tracker/age/position-ends-with-the-road", test_position_ends_with_the_road, "delivering");
  add ("/tracker/age/position-that-cannot-be", test_position_that_cannot_be, "delivering");
  add ("/tracker/age/position-confirmed", test_position_confirmed, "delivering");
  add ("/tracker/age/late", test_late, "checkout");
  add ("/tracker/restart/without-a-line", test_restart_without_a_line, "picking");
  add ("/tracker/another-shopper", test_another_shopper_is_told, "picking");
  add ("/tracker/restart/after-the-end", test_restart_after_the_end, "delivered");
  add ("/tracker/expiry", test_people_are_forgotten_after_a_day, "delivered");
  add ("/tracker/expiry/clock-put-right", test_clock_put_right, "delivered");
  add ("/tracker/expiry/clock-ahead", test_clock_ahead_for_a_moment, "delivered");
  add ("/tracker/forget", test_forget, "picking");
  add ("/tracker/wakes-by-the-clock", test_wakes_by_the_clock, "picking");

  return g_test_run ();
}
