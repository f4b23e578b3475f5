/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

#include <glib/gstdio.h>

#define S G_USEC_PER_SEC
#define HOUR (G_GINT64_CONSTANT (3600) * S)
#define DEADLINE (20 * S)

/* The tests are set to Chicago. What is followed is over, so that no answer ever comes again. */
typedef struct {
  char *directory;
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteArchive *archive;
  ToteTracker *tracker;
  guint n_days; /* that were told of */
} Fixture;

static void
count_day (Fixture *fixture)
{
  fixture->n_days++;
}

static void
open_tracker (Fixture *fixture)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);

  fixture->archive = tote_archive_new (fixture->directory);
  fixture->tracker =
      tote_tracker_new (client, "MKT-1", TOTE_CLOCK (fixture->clock), fixture->archive);
  g_signal_connect_swapped (fixture->tracker, "notify::today", G_CALLBACK (count_day), fixture);
}

static void
turn (void)
{
  for (guint i = 0; i < 100; i++) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_usleep (100);
  }
}

static void
close_tracker (Fixture *fixture)
{
  tote_tracker_stop (fixture->tracker);
  turn ();
  g_assert_finalize_object (g_steal_pointer (&fixture->tracker));
  tote_archive_close (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
}

static void
set_up (Fixture *fixture, gconstpointer now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, NULL);

  fixture->directory = g_dir_make_tmp ("tote-today-XXXXXX", NULL);
  fixture->platform = tote_fake_platform_new ("delivered", 1);
  fixture->clock = tote_manual_clock_new (g_date_time_to_unix (time) * S);
  open_tracker (fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_tracker (fixture);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->clock);
  tote_fake_platform_free (fixture->platform);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + DEADLINE;                                          \
    while (!(condition)) {                                                                         \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                      \
      tote_manual_clock_advance (fixture->clock, 0);                                               \
      turn ();                                                                                     \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

static void
start (Fixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_settled (fixture->tracker));
}

static void
assert_today (Fixture *fixture, const char *date)
{
  g_autofree char *text = g_date_time_format (tote_tracker_get_today (fixture->tracker), "%F");

  g_assert_cmpstr (text, ==, date);
}

/* A day ends when the clock says so, to the second, though nothing is asked any more. */
static void
check_midnight (Fixture *fixture, gint64 until, const char *before, const char *after)
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
  turn ();
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls);
}

static void
test_midnight (Fixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 60 * S, "2026-03-14", "2026-03-15");
  tote_manual_clock_advance (fixture->clock, 24 * HOUR);
  assert_today (fixture, "2026-03-16");
  g_assert_cmpuint (fixture->n_days, ==, 2);
}

static void
test_new_year (Fixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 60 * S, "2026-12-31", "2027-01-01");
}

static void
test_day_of_23_hours (Fixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 23 * HOUR, "2026-03-08", "2026-03-09");
}

static void
test_day_of_25_hours (Fixture *fixture, gconstpointer unused)
{
  check_midnight (fixture, 25 * HOUR, "2026-11-01", "2026-11-02");
}

static void
set_slot (Fixture *fixture, const char *starts_at)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"delivered\", \"fulfillment_type\": \"delivery\","
      " \"fulfillment_details\": {\"window_starts_at\": \"%s\"}}",
      starts_at);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0, body);
}

/* Noon in Chicago is five in the morning of the next day on Kiritimati. */
static void
test_slot_far_away (Fixture *fixture, gconstpointer unused)
{
  assert_today (fixture, "2026-03-14");
  set_slot (fixture, "2026-03-15T09:00:00+14:00");
  check_midnight (fixture, 17 * HOUR, "2026-03-15", "2026-03-16");
}

static void
test_slot_of_an_absurd_offset (Fixture *fixture, gconstpointer unused)
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
test_midnight_that_does_not_exist (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  tote_order_set_chat_zone (tote_tracker_get_order (fixture->tracker), "Africa/Cairo");
  check_midnight (fixture, 60 * S, "2026-04-23", "2026-04-24");
}

static void
say (Fixture *fixture, const char *text)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message (text);

  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
}

static const char *
get_zone (Fixture *fixture)
{
  return tote_order_get_chat_zone (tote_tracker_get_order (fixture->tracker));
}

static void
test_conversation_names_the_zone (Fixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  fixture->n_days = 0;

  fixture->platform->time_zone = "Pacific/Kiritimati";
  say (fixture, "Hello");
  wait_until (get_zone (fixture) != NULL);
  assert_today (fixture, "2026-03-15");
  g_assert_cmpuint (fixture->n_days, ==, 1);

  fixture->platform->time_zone = "../../etc/passwd";
  say (fixture, "Ripe ones");
  wait_until (tote_fake_platform_count_text (fixture->platform, "Ripe ones") == 1);
  turn ();
  g_assert_cmpstr (get_zone (fixture), ==, "Pacific/Kiritimati");

  fixture->platform->time_zone = "America/New_York";
  say (fixture, "Please");
  wait_until (g_strcmp0 (get_zone (fixture), "America/New_York") == 0);
  assert_today (fixture, "2026-03-14");
  g_assert_cmpuint (fixture->n_days, ==, 2);
}

/* The answer to a message does not come again, and the line may be down after the restart. */
static void
test_zone_outlives_a_restart (Fixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  fixture->platform->time_zone = "Pacific/Kiritimati";
  say (fixture, "Hello");
  wait_until (get_zone (fixture) != NULL);
  close_tracker (fixture);

  open_tracker (fixture);
  assert_today (fixture, "2026-03-14");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_loaded (fixture->tracker));
  g_assert_cmpstr (get_zone (fixture), ==, "Pacific/Kiritimati");
  assert_today (fixture, "2026-03-15");
}

/* What was not sent was not answered. */
static void
test_refused_message_names_no_zone (Fixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  fixture->platform->write_status = 403;
  fixture->platform->write_body =
      "{\"error\": {\"message\": \"Not now\", \"code\": null}, \"timezone\": \"Europe/Berlin\"}";
  say (fixture, "Hello");
  wait_until (tote_fake_platform_count_calls (fixture->platform, "POST chat") == 1);
  turn ();
  g_assert_null (get_zone (fixture));
  g_assert_cmpuint (fixture->n_days, ==, 0);
}

/* Stopped before the answer came: it still comes to its end, and no timer is left behind. */
static void
test_stopped_before_the_answer (Fixture *fixture, gconstpointer unused)
{
  tote_fake_platform_set_state (fixture->platform, "picking");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  fixture->platform->time_zone = "Pacific/Kiritimati";
  say (fixture, "Hello");
  tote_tracker_stop (fixture->tracker);
  turn ();
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
}

static void
assert_step (Fixture *fixture, guint position, const char *state, gboolean vague, const char *time)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);
  g_autoptr (ToteStep) step = g_list_model_get_item (history, position);
  g_autofree char *at = g_date_time_format_iso8601 (tote_step_get_at (step));

  g_assert_cmpstr (tote_step_get_state (step), ==, state);
  g_assert_cmpint (tote_step_get_vague (step), ==, vague);
  g_assert_cmpstr (at, ==, time);
}

static void
set_state (Fixture *fixture, const char *state)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"%s\", \"fulfillment_type\": \"delivery\","
      " \"creation_date\": \"2026-03-14T15:00:00Z\"}",
      state);

  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 0, body);
}

static void
advance (Fixture *fixture, gint64 us, gint64 step)
{
  for (gint64 done = 0; done < us; done += step) {
    tote_manual_clock_advance (fixture->clock, step);
    turn ();
  }
}

/* When a step came about is known only to whoever looked all the while. */
static void
test_steps_that_were_seen (Fixture *fixture, gconstpointer unused)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);
  g_autoptr (GDateTime) received = NULL;
  g_autoptr (GDateTime) packed = NULL;

  set_state (fixture, "acknowledged");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  assert_step (fixture, 0, "acknowledged", FALSE, "2026-03-14T15:00:00Z");
  received = tote_step_find_time (history, TOTE_STAGE_RECEIVED);
  g_assert_nonnull (received);

  set_state (fixture, "checkout");
  advance (fixture, 20 * S, S);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
  packed = tote_step_find_time (history, TOTE_STAGE_PACKED);
  g_assert_nonnull (packed);
  g_assert_cmpint (g_date_time_difference (packed, received), >, 2 * HOUR);
}

static void
test_steps_before_the_first_look (Fixture *fixture, gconstpointer unused)
{
  GListModel *history = tote_tracker_get_history (fixture->tracker);

  set_state (fixture, "delivering");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  assert_step (fixture, 0, "delivering", TRUE, "2026-03-14T17:00:00Z");
  g_assert_null (tote_step_find_time (history, TOTE_STAGE_DELIVERING));
  g_assert_null (tote_step_find_time (history, TOTE_STAGE_DELIVERED));
}

/* The program was closed, or the line down, when it happened. */
static void
test_steps_while_nobody_looked (Fixture *fixture, gconstpointer unused)
{
  GListModel *history;

  set_state (fixture, "acknowledged");
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_items_loaded (fixture->tracker));
  close_tracker (fixture);
  tote_manual_clock_advance (fixture->clock, 2 * HOUR);
  set_state (fixture, "delivered");

  open_tracker (fixture);
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_ended (fixture->tracker));
  history = tote_tracker_get_history (fixture->tracker);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
  assert_step (fixture, 0, "acknowledged", FALSE, "2026-03-14T15:00:00Z");
  assert_step (fixture, 1, "delivered", TRUE, "2026-03-14T19:00:00Z");
  close_tracker (fixture);

  open_tracker (fixture);
  tote_tracker_start (fixture->tracker);
  wait_until (tote_tracker_get_ended (fixture->tracker));
  assert_step (fixture, 1, "delivered", TRUE, "2026-03-14T19:00:00Z");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), const char *now)
{
  g_test_add (path, Fixture, now, set_up, test, tear_down);
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
  add ("/tracker/steps/seen", test_steps_that_were_seen, "2026-03-14T12:00:00-05:00");
  add ("/tracker/steps/before-the-first-look", test_steps_before_the_first_look,
       "2026-03-14T12:00:00-05:00");
  add ("/tracker/steps/while-nobody-looked", test_steps_while_nobody_looked,
       "2026-03-14T12:00:00-05:00");

  return g_test_run ();
}
