/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

G_BEGIN_DECLS

/**
 * ToteIdle: whether somebody is still at the display. Runs from tote_idle_start() on; each touch
 * gives the whole time again.
 *
 * Property "warning" (guint): how many seconds are left, 0 while there is no need to say so.
 * Signal "left": nobody touched the display for the whole time.
 */
#define TOTE_TYPE_IDLE (tote_idle_get_type ())
G_DECLARE_FINAL_TYPE (ToteIdle, tote_idle, TOTE, IDLE, GObject)

ToteIdle *tote_idle_new (ToteClock *clock, guint seconds);
void tote_idle_start (ToteIdle *self);
void tote_idle_stop (ToteIdle *self);
void tote_idle_touch (ToteIdle *self);
void tote_idle_hold (ToteIdle *self, gboolean held);
guint tote_idle_get_warning (ToteIdle *self);

G_END_DECLS
