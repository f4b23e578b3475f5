/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns %G_SOURCE_CONTINUE to be called again, as a #GSourceFunc does. */
typedef gboolean (*ToteFirstFrameFunc) (GtkWidget *widget);

void tote_first_frame_then (GtkWidget *widget, ToteFirstFrameFunc func);

G_END_DECLS
