/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "tote-tracker.h"

/* When the server wants to be left alone, or there is no point in asking, nothing is sent either.
 */

#define PACE 0.001
#define DEADLINE (60 * G_USEC_PER_SEC)
#define REST (1 * G_USEC_PER_SEC)

typedef struct {
  ToteFakePlatform *platform;
  ToteTracker *tracker;
  guint n_problems;
} Fixture;

static void
count_problem (Fixture *fixture)
{
  fixture->n_problems++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteClient) client = NULL;

  fixture->platform = tote_fake_platform_new ("picking", 3);
  client = tote_fake_platform_new_client (fixture->platform);
  fixture->tracker = tote_tracker_new (client, "MKT-1", NULL, NULL);
  tote_tracker_set_pace (fixture->tracker, PACE);
  g_signal_connect_swapped (fixture->tracker, "problem", G_CALLBACK (count_problem), fixture);
  g_signal_connect_swapped (fixture->tracker, "wish-problem", G_CALLBACK (count_problem), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_tracker_stop (fixture->tracker);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fixture->tracker);
  tote_fake_platform_free (fixture->platform);
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + DEADLINE;                                          \
    while (!(condition)) {                                                                         \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                      \
      g_main_context_iteration (NULL, FALSE);                                                      \
      g_usleep (50);                                                                               \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

static void
turn_for (gint64 us)
{
  gint64 end = g_get_monotonic_time () + us;

  wait_until (g_get_monotonic_time () >= end);
}

static void
start (Fixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  wait_until (tote_fake_platform_count_calls (fixture->platform, "GET chat") > 0 &&
              tote_tracker_get_items_loaded (fixture->tracker));
}

static void
say (Fixture *fixture)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");

  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
}

/* Nothing came in the time of rest that the server asked for from @since on, however late this
 * machine is; what was on the line already had a moment to arrive. */
static void
assert_rested (Fixture *fixture, gint64 since)
{
  for (guint i = 0; i < fixture->platform->calls->len; i++) {
    const ToteFakeCall *call = &g_array_index (fixture->platform->calls, ToteFakeCall, i);

    if (call->at > since + REST / 5)
      g_assert_cmpint (call->at, >=, since + REST / 10 * 9);
  }
}

/* The text was not even sent in the moment before. */
static void
assert_said_late (Fixture *fixture, gint64 since)
{
  for (guint i = 0; i < fixture->platform->calls->len; i++) {
    const ToteFakeCall *call = &g_array_index (fixture->platform->calls, ToteFakeCall, i);

    if (g_str_equal (call->call, "POST chat"))
      g_assert_cmpint (call->at, >=, since + REST / 10 * 9);
  }
}

static void
assert_arrives (Fixture *fixture)
{
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);

  wait_until (g_list_model_get_n_items (outbox) == 0);
  g_assert_cmpuint (tote_fake_platform_count_text (fixture->platform, "Hello"), ==, 1);
}

static void
test_reading_holds_sending (Fixture *fixture, gconstpointer unused)
{
  gint64 since;

  start (fixture);
  fixture->platform->retry_after = "1";
  tote_fake_platform_set_body (fixture->platform, TOTE_RESOURCE_ORDER, 429, "{}");
  wait_until (fixture->n_problems > 0);
  since = g_get_monotonic_time ();
  tote_fake_platform_set_state (fixture->platform, "picking");
  say (fixture);
  tote_tracker_refresh (fixture->tracker);
  assert_arrives (fixture);
  assert_rested (fixture, since);
  assert_said_late (fixture, since);
}

static void
test_sending_holds_reading (Fixture *fixture, gconstpointer unused)
{
  gint64 since;

  start (fixture);
  fixture->platform->retry_after = "1";
  fixture->platform->write_status = 429;
  fixture->platform->write_body = "{}";
  say (fixture);
  wait_until (fixture->n_problems > 0);
  since = g_get_monotonic_time ();
  fixture->platform->write_status = 0;
  tote_tracker_refresh (fixture->tracker);
  assert_arrives (fixture);
  assert_rested (fixture, since);
}

/* A text that cannot arrive is not tried again and again while the order cannot be followed. */
static void
test_halt_holds_sending (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  fixture->platform->write_status = 429;
  fixture->platform->write_body = "{}";
  say (fixture);
  wait_until (fixture->n_problems > 1);
  fixture->platform->token = "another";
  wait_until (tote_tracker_get_failure (fixture->tracker) != NULL);
  turn_for (200000);
  fixture->n_problems = 0;
  turn_for (200000);
  g_assert_cmpuint (fixture->n_problems, ==, 0);

  fixture->platform->token = "t_1";
  fixture->platform->write_status = 0;
  tote_tracker_refresh (fixture->tracker);
  assert_arrives (fixture);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
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
