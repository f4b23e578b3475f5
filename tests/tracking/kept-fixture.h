/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

#define KEPT_SECOND G_USEC_PER_SEC
#define KEPT_HOUR (G_GINT64_CONSTANT (3600) * KEPT_SECOND)

/* A tracker that keeps what it hears in a file, at a time that only the test moves. */
typedef struct {
  char *directory;
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteArchive *archive;
  ToteTracker *tracker;
  guint n_days; /* that were told of */
} KeptFixture;

void kept_set_up (KeptFixture *fixture, const char *state, const char *now);
void kept_tear_down (KeptFixture *fixture, gconstpointer unused);
void kept_open (KeptFixture *fixture);
void kept_close (KeptFixture *fixture);
void kept_turn (KeptFixture *fixture);
void kept_advance (KeptFixture *fixture, gint64 us, gint64 step);
void kept_say (KeptFixture *fixture, const char *text);

/* Turns until the condition holds, which it has to without any time going by: a suite that hangs
 * is ended by its own limit. */
#define kept_wait_until(condition)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition)) {                                                                         \
      tote_manual_clock_advance (fixture->clock, 0);                                               \
      kept_turn (fixture);                                                                         \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
