/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/* How long a test may take. */
#define TRACKER_DEADLINE (60 * G_USEC_PER_SEC)

/* The clock goes on only when nothing is left to do, so that a slow machine is not a slow server.
 */
typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteTracker *tracker;
  guint n_problems;
} TrackerFixture;

void tracker_set_up (TrackerFixture *fixture, gconstpointer state);
void tracker_tear_down (TrackerFixture *fixture, gconstpointer unused);
void tracker_turn (TrackerFixture *fixture);
void tracker_turn_for (TrackerFixture *fixture, gint64 us);
void tracker_start (TrackerFixture *fixture);
guint tracker_count_calls (TrackerFixture *fixture, const char *call);
ToteItem *tracker_get_item (TrackerFixture *fixture, const char *id);

/* Turns the main loop until the condition holds. */
#define tracker_wait_until(condition)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + TRACKER_DEADLINE;                                  \
    while (!(condition)) {                                                                         \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                      \
      tracker_turn (fixture);                                                                      \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
