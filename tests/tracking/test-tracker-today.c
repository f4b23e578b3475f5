/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kept-fixture.h"

#define S KEPT_SECOND
#define HOUR KEPT_HOUR

/* The tests are set to Chicago. What is followed is over, so that no answer ever comes again. */
static void
set_up (KeptFixture *fixture, gconstpointer now)
{
  kept_set_up (fixture, "delivered", now);
}

static void
start (KeptFixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_settled (fixture->tracker));
}

static void
load (KeptFixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
}

static void
reopen (KeptFixture *fixture)
{
  kept_close (fixture);
  kept_open (fixture);
  load (fixture);
}

static void
assert_today (KeptFixture *fixture, const char *date)
{
  g_autofree char *text = g_date_time_format (tote_tracker_get_today (fixture->tracker), "%F");

  g_assert_cmpstr (text, ==, date);
}

/* A day ends when the clock says so, to the second, though nothing is asked any more. */
static void
check_midnight (KeptFixture *fixture, gint64 until, const char *before, const char *after)
{
  guint n_calls;

  start (fixture);
  n_calls = fixture->platform->calls->len;
  fixture->n_days = 0;
  assert_today (fixture, before);
  tote_manual_clock_advance (fixture->clock, until - S);
  assert_today (fixture, before);
  g_assert_cmpuint (fixture->n_days, ==, 0);
  tote_manual_clock_advance (fixture->clock, S);
  assert_today (fixture, after);
  g_assert_cmpuint (fixture->n_days, ==, 1);
  kept_turn (fixture);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls);
}

static void
test_midnight (KeptFixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 60 * S, "2026-03-14", "2026-03-15");
  tote_manual_clock_advance (fixture->clock, 24 * HOUR);
  assert_today (fixture, "2026-03-16");
  g_assert_cmpuint (fixture->n_days, ==, 2);
}

static void
test_new_year (KeptFixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 60 * S, "2026-12-31", "2027-01-01");
}

static void
test_day_of_23_hours (KeptFixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 23 * HOUR, "2026-03-08", "2026-03-09");
}

static void
test_day_of_25_hours (KeptFixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 25 * HOUR, "2026-11-01", "2026-11-02");
}

static void
set_slot (KeptFixture *fixture, const char *starts_at)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"delivered\", \"fulfillment_type\": \"delivery\","
      " \"fulfillment_details\": {\"window_starts_at\": \"%s\"}}",
      starts_at);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0, body);
}

/* Noon in Chicago is five in the morning of the next day on Kiritimati. */
static void
test_slot_far_away (KeptFixture *fixture, gconstpointer unused)
{
  assert_today (fixture, "2026-03-14");
  set_slot (fixture, "2026-03-15T09:00:00+14:00");
  check_midnight (fixture, 17 * HOUR, "2026-03-15", "2026-03-16");
}

static void
test_slot_of_an_absurd_offset (KeptFixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  set_slot (fixture, "2026-03-15T09:00:00+99:99");
  start (fixture);
  assert_today (fixture, "2026-03-14");
  g_assert_null (tote_order_get_time_zone (order));
  g_assert_null (tote_order_get_window_starts_at (order));
}

/* Chicago has summer time from two o’clock on; Cairo from midnight, which then does not exist. */
static void
test_midnight_that_does_not_exist (KeptFixture *fixture, gconstpointer unused)
{
  start (fixture);
  tote_order_set_chat_zone (tote_tracker_get_order (fixture->tracker), "Africa/Cairo");
  check_midnight (fixture, 60 * S, "2026-04-23", "2026-04-24");
}

static const char *
get_zone (KeptFixture *fixture)
{
  return tote_order_get_chat_zone (tote_tracker_get_order (fixture->tracker));
}

static void
test_conversation_names_the_zone (KeptFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  load (fixture);
  fixture->n_days = 0;

  fixture->platform->time_zone = "Pacific/Kiritimati";
  kept_say (fixture, "Hello");
  kept_wait_until (get_zone (fixture) != NULL);
  assert_today (fixture, "2026-03-15");
  g_assert_cmpuint (fixture->n_days, ==, 1);

  fixture->platform->time_zone = "../../etc/passwd";
  kept_say (fixture, "Ripe ones");
  kept_wait_until (tote_fake_platform_count_text (fixture->platform, "Ripe ones") == 1);
  kept_turn (fixture);
  g_assert_cmpstr (get_zone (fixture), ==, "Pacific/Kiritimati");

  fixture->platform->time_zone = "America/New_York";
  kept_say (fixture, "Please");
  kept_wait_until (g_strcmp0 (get_zone (fixture), "America/New_York") == 0);
  assert_today (fixture, "2026-03-14");
  g_assert_cmpuint (fixture->n_days, ==, 2);
}

/* The answer to a message does not come again, and the line may be down after the restart. */
static void
test_zone_outlives_a_restart (KeptFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  load (fixture);
  fixture->platform->time_zone = "Pacific/Kiritimati";
  kept_say (fixture, "Hello");
  kept_wait_until (get_zone (fixture) != NULL);
  kept_close (fixture);

  kept_open (fixture);
  assert_today (fixture, "2026-03-14");
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_loaded (fixture->tracker));
  g_assert_cmpstr (get_zone (fixture), ==, "Pacific/Kiritimati");
  assert_today (fixture, "2026-03-15");
}

/* What was not sent was not answered. */
static void
test_refused_message_names_no_zone (KeptFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  load (fixture);
  fixture->platform->write_status = 403;
  fixture->platform->write_body =
      "{\"error\": {\"message\": \"Not now\", \"code\": null}, \"timezone\": \"Europe/Berlin\"}";
  kept_say (fixture, "Hello");
  kept_wait_until (tote_fake_platform_count_calls (fixture->platform, "POST chat") == 1);
  kept_turn (fixture);
  g_assert_null (get_zone (fixture));
  g_assert_cmpuint (fixture->n_days, ==, 0);
}

/* Stopped before the answer came: it still comes to its end, and no timer is left behind. */
static void
test_stopped_before_the_answer (KeptFixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  load (fixture);
  fixture->platform->time_zone = "Pacific/Kiritimati";
  kept_say (fixture, "Hello");
  tote_tracker_stop (fixture->tracker);
  kept_turn (fixture);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
}

static void
assert_entry (KeptFixture *fixture, guint position, const char *state, gboolean vague,
              const char *time)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);
  g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (history, position);
  g_autofree char *at = g_date_time_format_iso8601 (tote_history_entry_get_at (entry));

  g_assert_cmpstr (tote_history_entry_get_state (entry), ==, state);
  g_assert_cmpint (tote_history_entry_get_vague (entry), ==, vague);
  g_assert_cmpstr (at, ==, time);
}

static void
set_state (KeptFixture *fixture, const char *state)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"%s\", \"fulfillment_type\": \"delivery\","
      " \"creation_date\": \"2026-03-14T15:00:00Z\"}",
      state);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0, body);
}

/* When an entry came about is known only to whoever looked all the while. */
static void
test_entries_that_were_seen (KeptFixture *fixture, gconstpointer unused)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);
  g_autoptr (GDateTime) received = NULL;
  g_autoptr (GDateTime) packed = NULL;

  set_state (fixture, "acknowledged");
  load (fixture);
  assert_entry (fixture, 0, "acknowledged", FALSE, "2026-03-14T15:00:00Z");
  received = tote_history_entry_find_time (history, TOTE_STAGE_RECEIVED);
  g_assert_nonnull (received);

  set_state (fixture, "checkout");
  kept_advance (fixture, 20 * S, S);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
  packed = tote_history_entry_find_time (history, TOTE_STAGE_PACKED);
  g_assert_nonnull (packed);
  g_assert_cmpint (g_date_time_difference (packed, received), >, 2 * HOUR);
}

static void
test_entries_before_the_first_look (KeptFixture *fixture, gconstpointer unused)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);

  set_state (fixture, "delivering");
  load (fixture);
  assert_entry (fixture, 0, "delivering", TRUE, "2026-03-14T17:00:00Z");
  g_assert_null (tote_history_entry_find_time (history, TOTE_STAGE_DELIVERING));
  g_assert_null (tote_history_entry_find_time (history, TOTE_STAGE_DELIVERED));
}

/* The program was closed, or the line down, when it happened. */
static void
test_entries_while_nobody_looked (KeptFixture *fixture, gconstpointer unused)
{
  GListModel *history;

  set_state (fixture, "acknowledged");
  load (fixture);
  kept_close (fixture);
  tote_manual_clock_advance (fixture->clock, 2 * HOUR);
  set_state (fixture, "delivered");

  kept_open (fixture);
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_ended (fixture->tracker));
  history = tote_tracker_get_history (fixture->tracker);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
  assert_entry (fixture, 0, "acknowledged", FALSE, "2026-03-14T15:00:00Z");
  assert_entry (fixture, 1, "delivered", TRUE, "2026-03-14T19:00:00Z");
  kept_close (fixture);

  kept_open (fixture);
  tote_tracker_start (fixture->tracker);
  kept_wait_until (tote_tracker_get_ended (fixture->tracker));
  assert_entry (fixture, 1, "delivered", TRUE, "2026-03-14T19:00:00Z");
}

static void
assert_states (KeptFixture *fixture, const char *expected)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (history); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (history, i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            tote_history_entry_get_headline (entry));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

/* The notice of a state may come before the order says so, over a restart too: the one that the
 * order had is not come back to. */
static void
test_entries_that_were_told_first (KeptFixture *fixture, gconstpointer unused)
{
  static const char notices[] =
      "{\"chat_messages\": [], \"lifecycle_messages\": [{\"id\": 1, \"type\": \"delivering\","
      " \"created_at\": \"2026-03-14T17:01:00Z\", \"body\": \"On the way\"}]}";

  set_state (fixture, "picking");
  load (fixture);
  set_state (fixture, "checkout");
  kept_advance (fixture, 20 * S, S);
  set_state (fixture, "picking");
  kept_advance (fixture, 20 * S, S);
  assert_states (fixture, "Shopping in progress, Review replacements, Shopping complete");

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER_MESSAGES, 0, notices);
  kept_advance (fixture, 60 * S, S);
  assert_states (fixture,
                 "Shopping in progress, Review replacements, Shopping complete, Out for delivery");
  reopen (fixture);
  assert_states (fixture,
                 "Shopping in progress, Review replacements, Shopping complete, Out for delivery");
}

/* What is seen from here comes after what the server has told, though its clock is ahead by an
 * hour. */
static void
test_entries_of_a_slow_clock (KeptFixture *fixture, gconstpointer unused)
{
  static const char notices[] =
      "{\"chat_messages\": [], \"lifecycle_messages\": [{\"id\": 1, \"type\": \"picking\","
      " \"created_at\": \"2026-03-14T18:00:30Z\", \"body\": \"Shopping\"}]}";
  static const char expected[] = "We got your order, Shopping in progress, Review replacements, "
                                 "Shopping complete";

  set_state (fixture, "acknowledged");
  load (fixture);
  set_state (fixture, "picking");
  kept_advance (fixture, 20 * S, S);
  set_state (fixture, "checkout");
  kept_advance (fixture, 20 * S, S);
  assert_states (fixture, "We got your order, Review replacements, Shopping complete");

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER_MESSAGES, 0, notices);
  kept_advance (fixture, 60 * S, S);
  assert_states (fixture, expected);
  set_state (fixture, "picking");
  kept_advance (fixture, 20 * S, S);
  assert_states (fixture, expected);
  reopen (fixture);
  assert_states (fixture, expected);
}

static void
add (const char *path, void (*test) (KeptFixture *, gconstpointer), const char *now)
{
  g_test_add (path, KeptFixture, now, set_up, test, kept_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/today/midnight", test_midnight, "2026-03-14T23:59:00-05:00");
  add ("/tracker/today/new-year", test_new_year, "2026-12-31T23:59:00-06:00");
  add ("/tracker/today/23-hours", test_day_of_23_hours, "2026-03-08T00:00:00-06:00");
  add ("/tracker/today/25-hours", test_day_of_25_hours, "2026-11-01T00:00:00-05:00");
  add ("/tracker/today/no-midnight", test_midnight_that_does_not_exist,
       "2026-04-23T23:59:00+02:00");
  add ("/tracker/today/slot-far-away", test_slot_far_away, "2026-03-14T12:00:00-05:00");
  add ("/tracker/today/absurd-offset", test_slot_of_an_absurd_offset, "2026-03-14T12:00:00-05:00");
  add ("/tracker/today/conversation", test_conversation_names_the_zone,
       "2026-03-14T12:00:00-05:00");
  add ("/tracker/today/restart", test_zone_outlives_a_restart, "2026-03-14T12:00:00-05:00");
  add ("/tracker/today/refused", test_refused_message_names_no_zone, "2026-03-14T12:00:00-05:00");
  add ("/tracker/today/stopped", test_stopped_before_the_answer, "2026-03-14T12:00:00-05:00");
  add ("/tracker/history/seen", test_entries_that_were_seen, "2026-03-14T12:00:00-05:00");
  add ("/tracker/history/told-first", test_entries_that_were_told_first,
       "2026-03-14T12:00:00-05:00");
  add ("/tracker/history/slow-clock", test_entries_of_a_slow_clock, "2026-03-14T12:00:00-05:00");
  add ("/tracker/history/before-the-first-look", test_entries_before_the_first_look,
       "2026-03-14T12:00:00-05:00");
  add ("/tracker/history/while-nobody-looked", test_entries_while_nobody_looked,
       "2026-03-14T12:00:00-05:00");

  return g_test_run ();
}
