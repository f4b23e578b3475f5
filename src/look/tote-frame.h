/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What is done at a certain place in a frame.
 */

/* Returns %G_SOURCE_CONTINUE to be called again, as a #GSourceFunc does. */
typedef gboolean (*ToteFirstFrameFunc) (GtkWidget *widget);

typedef void (*ToteLayoutFunc) (GtkWidget *widget);

void tote_first_frame_then (GtkWidget *widget, ToteFirstFrameFunc func);
void tote_first_frame_then_in_time (GtkWidget *widget, ToteFirstFrameFunc func);
void tote_frame_waits_for (GtkWidget *widget, ToteFirstFrameFunc func);
void tote_each_layout_then (GtkWidget *widget, ToteLayoutFunc func);

G_END_DECLS
