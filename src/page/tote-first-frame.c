/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-first-frame.h"

/* This comes at the begin of the frame. What is idle waits until the frame is drawn; a closure of
 * the widget's own is not called once the widget is gone. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_closure (source, g_cclosure_new_object_swap (G_CALLBACK (func), G_OBJECT (widget)));
  g_source_attach (source, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * tote_first_frame_then:
 * @widget: a widget that is not on the screen yet
 * @func: what is done when it is, and there is nothing more urgent
 *
 * For what is not needed to show what one has come for.
 */
void
tote_first_frame_then (GtkWidget *widget, ToteFirstFrameFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (widget, on_frame, (gpointer) func, NULL);
}
