/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteGuard: stands before every key and every touch of a store display. Only what belongs to
 * typing and to moving about comes through: no key leaves the display, opens a menu, an inspector
 * or a picker of symbols, no other button than the first does anything, nothing is dropped, and
 * what a text offers by itself (a bubble over what is marked) does not come up. What a scanner
 * types is told apart. So it is in each window, dialogs included.
 *
 * Signals: "scanned" (const char *text); "typed" (guint character): nobody with a text has the
 * focus; "touched": somebody is there; "held" (gboolean): whether a finger or a button is down.
 */
#define TOTE_TYPE_GUARD (tote_guard_get_type ())
G_DECLARE_FINAL_TYPE (ToteGuard, tote_guard, TOTE, GUARD, GObject)

ToteGuard *tote_guard_new (ToteClock *clock);
gboolean tote_guard_lets_through (guint keyval, GdkModifierType state);

G_END_DECLS
