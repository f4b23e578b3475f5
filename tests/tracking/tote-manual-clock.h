/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

G_BEGIN_DECLS

/**
 * ToteManualClock: a clock that stands still until a test moves it. Timers fire inside
 * tote_manual_clock_advance(), in order, each at its own time.
 */
#define TOTE_TYPE_MANUAL_CLOCK (tote_manual_clock_get_type ())
G_DECLARE_FINAL_TYPE (ToteManualClock, tote_manual_clock, TOTE, MANUAL_CLOCK, ToteClock)

ToteManualClock *tote_manual_clock_new (gint64 real_us);
gboolean tote_manual_clock_step (ToteManualClock *self, gint64 until);
void tote_manual_clock_advance (ToteManualClock *self, gint64 us);
void tote_manual_clock_jump (ToteManualClock *self, gint64 us);
guint tote_manual_clock_get_n_timers (ToteManualClock *self);
guint tote_manual_clock_get_n_wakings (ToteManualClock *self);

G_END_DECLS
