/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracker-fixture.h"

/* When the server wants to be left alone, or there is no point in asking, nothing is sent either.
 */

#define REST (1 * G_USEC_PER_SEC)

static void
count_problem (TrackerFixture *fixture)
{
  fixture->n_problems++;
}

static void
set_up (TrackerFixture *fixture, gconstpointer unused)
{
  tracker_set_up (fixture, "picking");
  g_signal_connect_swapped (fixture->tracker, "wish-problem", G_CALLBACK (count_problem), fixture);
}

static void
start (TrackerFixture *fixture)
{
  tracker_start (fixture);
  tracker_wait_until (tracker_count_calls (fixture, "GET chat") > 0);
}

static void
say (TrackerFixture *fixture)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");

  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
}

/* Once what was on the line has arrived, nothing comes in the time of rest that the server asked
 * for. */
static void
assert_rests (TrackerFixture *fixture)
{
  guint n_calls;

  tracker_turn (fixture);
  n_calls = fixture->platform->calls->len;
  tracker_turn_for (fixture, REST / 10 * 9);
  g_assert_cmpuint (fixture->platform->calls->len, ==, n_calls);
}

static void
assert_arrives (TrackerFixture *fixture)
{
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);

  tracker_wait_until (g_list_model_get_n_items (outbox) == 0);
  g_assert_cmpuint (tote_fake_platform_count_text (fixture->platform, "Hello"), ==, 1);
}

static void
test_reading_holds_sending (TrackerFixture *fixture, gconstpointer unused)
{
  start (fixture);
  fixture->platform->retry_after = "1";
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 429, "{}");
  tracker_wait_until (fixture->n_problems > 0);
  tote_fake_platform_set_state (fixture->platform, "picking");
  say (fixture);
  tote_tracker_refresh (fixture->tracker);
  assert_rests (fixture);
  assert_arrives (fixture);
}

static void
test_sending_holds_reading (TrackerFixture *fixture, gconstpointer unused)
{
  start (fixture);
  fixture->platform->retry_after = "1";
  fixture->platform->write_status = 429;
  fixture->platform->write_body = "{}";
  say (fixture);
  tracker_wait_until (fixture->n_problems > 0);
  fixture->platform->write_status = 0;
  tote_tracker_refresh (fixture->tracker);
  assert_rests (fixture);
  assert_arrives (fixture);
}

/* A text that cannot arrive is not tried again and again while the order cannot be followed. */
static void
test_halt_holds_sending (TrackerFixture *fixture, gconstpointer unused)
{
  start (fixture);
  fixture->platform->write_status = 429;
  fixture->platform->write_body = "{}";
  say (fixture);
  tracker_wait_until (fixture->n_problems > 1);
  fixture->platform->token = "another";
  tracker_wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  tracker_turn_for (fixture, 200000);
  fixture->n_problems = 0;
  tracker_turn_for (fixture, 200000);
  g_assert_cmpuint (fixture->n_problems, ==, 0);

  fixture->platform->token = "t_1";
  fixture->platform->write_status = 0;
  tote_tracker_refresh (fixture->tracker);
  assert_arrives (fixture);
}

static void
add (const char *path, void (*test) (TrackerFixture *, gconstpointer))
{
  g_test_add (path, TrackerFixture, NULL, set_up, test, tracker_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/rest/reading-holds-sending", test_reading_holds_sending);
  add ("/tracker/rest/sending-holds-reading", test_sending_holds_reading);
  add ("/tracker/rest/halt-holds-sending", test_halt_holds_sending);

  return g_test_run ();
}
