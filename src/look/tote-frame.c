/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-frame.h"

/* This comes at the begin of the frame, in which a source waits until it is drawn; a closure of the
 * widget's own is not called once the widget is gone. */
static void
attach (GtkWidget *widget, int priority, gpointer func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, priority);
  g_source_set_closure (source, g_cclosure_new_object_swap (G_CALLBACK (func), G_OBJECT (widget)));
  g_source_attach (source, NULL);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer func)
{
  attach (widget, G_PRIORITY_HIGH_IDLE, func);

  return G_SOURCE_REMOVE;
}

static gboolean
on_frame_in_time (GtkWidget *widget, GdkFrameClock *clock, gpointer func)
{
  attach (widget, G_PRIORITY_LOW, func);

  return G_SOURCE_REMOVE;
}

/**
 * tote_first_frame_then:
 * @widget: a widget that is not on the screen yet
 * @func: what is done when it is, before anything else is drawn
 *
 * For what is not needed to show what one has come for, and is looked for next.
 */
void
tote_first_frame_then (GtkWidget *widget, ToteFirstFrameFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (widget, on_frame, (gpointer) func, NULL);
}

/**
 * tote_first_frame_then_in_time:
 * @widget: a widget that is not on the screen yet
 * @func: what is done once it is, and there is nothing else to do
 *
 * For what nobody waits for.
 */
void
tote_first_frame_then_in_time (GtkWidget *widget, ToteFirstFrameFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (widget, on_frame_in_time, (gpointer) func, NULL);
}

/**
 * tote_frame_waits_for:
 * @func: what is done before the next frame, piece by piece: as often as it asks for, and whatever
 *   comes from outside is heard of between two of them
 */
void
tote_frame_waits_for (GtkWidget *widget, ToteFirstFrameFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  attach (widget, GTK_PRIORITY_RESIZE, (gpointer) func);
}

static void
on_realize (GtkWidget *widget, gpointer func)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "layout", func, widget,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
on_unrealize (GtkWidget *widget, gpointer func)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (widget), func, widget);
}

/**
 * tote_each_layout_then:
 * @func: what is done as often as the window of @widget was laid out, and before it is drawn
 *
 * For what follows from the sizes of things and must not be changed inside an allocation: whatever
 * @func asks to be laid out anew is, for the same frame.
 */
void
tote_each_layout_then (GtkWidget *widget, ToteLayoutFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect (widget, "realize", G_CALLBACK (on_realize), (gpointer) func);
  g_signal_connect (widget, "unrealize", G_CALLBACK (on_unrealize), (gpointer) func);
  if (gtk_widget_get_realized (widget))
    on_realize (widget, (gpointer) func);
}
