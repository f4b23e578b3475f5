/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteVeil: lies over a screen that shows the same all day, and lets every touch through. Every
 * quarter of an hour a dark band goes across it once, so that no pixel stays lit for longer.
 */
#define TOTE_TYPE_VEIL (tote_veil_get_type ())
G_DECLARE_FINAL_TYPE (ToteVeil, tote_veil, TOTE, VEIL, GtkWidget)

void tote_veil_set_moment (ToteVeil *self, GDateTime *moment);
gboolean tote_veil_get_sweeping (ToteVeil *self);

G_END_DECLS
