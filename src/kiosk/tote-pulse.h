/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TotePulse: the sign of life of a window: every few seconds something is drawn, and told. Where
 * nothing can be drawn, since the screen is unplugged or covered, it is told that the program at
 * least goes on. A window that should draw and does not is silent.
 *
 * Signal "beat" (gboolean drawn).
 */
#define TOTE_TYPE_PULSE (tote_pulse_get_type ())
G_DECLARE_FINAL_TYPE (TotePulse, tote_pulse, TOTE, PULSE, GObject)

TotePulse *tote_pulse_new (GtkWindow *window, GtkWidget *drawn);

G_END_DECLS
