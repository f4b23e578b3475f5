/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The time of the story: as fast as it was told to run, stopped, or moved by hand; and the wall
 * time that is stamped for a moment of it. Microseconds. */
#define TOTE_TYPE_SANDBOX_CLOCK (tote_sandbox_clock_get_type ())
G_DECLARE_FINAL_TYPE (ToteSandboxClock, tote_sandbox_clock, TOTE, SANDBOX_CLOCK, GObject)

ToteSandboxClock *tote_sandbox_clock_new (double speed);
ToteSandboxClock *tote_sandbox_clock_new_manual (gint64 start);

gint64 tote_sandbox_clock_get_now (ToteSandboxClock *self);
gint64 tote_sandbox_clock_get_wall (ToteSandboxClock *self);
gint64 tote_sandbox_clock_to_wall (ToteSandboxClock *self, gint64 story);
void tote_sandbox_clock_advance (ToteSandboxClock *self, gint64 microseconds);
double tote_sandbox_clock_get_speed (ToteSandboxClock *self);
void tote_sandbox_clock_set_speed (ToteSandboxClock *self, double speed);
gboolean tote_sandbox_clock_get_paused (ToteSandboxClock *self);
void tote_sandbox_clock_set_paused (ToteSandboxClock *self, gboolean paused);

G_END_DECLS
