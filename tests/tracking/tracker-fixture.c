/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracker-fixture.h"

#define PACE 0.001
#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define STEP_US 100

static void
on_problem (ToteTracker *tracker, int resource, const GError *error, gpointer user_data)
{
  ((TrackerFixture *) user_data)->n_problems++;
}

static ToteTracker *
new_tracker (TrackerFixture *fixture)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);
  ToteTracker *tracker = tote_tracker_new (client, "MKT-1", TOTE_CLOCK (fixture->clock), NULL);

  tote_tracker_set_pace (tracker, PACE);
  return tracker;
}

void
tracker_set_up (TrackerFixture *fixture, gconstpointer state)
{
  fixture->platform = tote_fake_platform_new (state, 3);
  fixture->clock = tote_manual_clock_new (NOON);
  fixture->tracker = new_tracker (fixture);
  g_signal_connect (fixture->tracker, "problem", G_CALLBACK (on_problem), fixture);
}

/* What is still on the line holds on to it until it is told of the end. */
static void
let_go (GObject *object)
{
  while (object->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (object);
}

void
tracker_tear_down (TrackerFixture *fixture, gconstpointer unused)
{
  tote_tracker_stop (fixture->tracker);
  let_go (G_OBJECT (fixture->tracker));
  let_go (G_OBJECT (fixture->clock));
  tote_fake_platform_free (fixture->platform);
}

void
tracker_turn (TrackerFixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  tote_manual_clock_advance (fixture->clock, STEP_US);
}

void
tracker_turn_for (TrackerFixture *fixture, gint64 us)
{
  for (gint64 passed = 0; passed < us; passed += STEP_US)
    tracker_turn (fixture);
}

void
tracker_start (TrackerFixture *fixture)
{
  tote_tracker_start (fixture->tracker);
  tracker_wait_until (tote_tracker_get_items_loaded (fixture->tracker));
}

guint
tracker_count_calls (TrackerFixture *fixture, const char *call)
{
  return tote_fake_platform_count_calls (fixture->platform, call);
}

ToteItem *
tracker_get_item (TrackerFixture *fixture, const char *id)
{
  return tote_item_list_lookup (tote_order_get_items (tote_tracker_get_order (fixture->tracker)),
                                id);
}
