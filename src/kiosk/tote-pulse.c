/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-pulse.h"

#define BEAT_SECONDS 4

struct _TotePulse {
  GObject parent_instance;

  GtkWindow *window;   /* (nullable): weak */
  GtkWidget *drawn;    /* (nullable): weak; small, and drawn for each beat */
  GSignalGroup *clock; /* (owned): of the frame clock */
  guint timer;
  gboolean painted; /* since the last beat */
};

G_DEFINE_FINAL_TYPE (TotePulse, tote_pulse, G_TYPE_OBJECT)

static guint beat_signal;

static void
on_painted (TotePulse *self)
{
  self->painted = TRUE;
}

/* Without a screen there is no frame; a compositor asks none of a window that is covered, which
 * then has lost the screen or the focus. */
static gboolean
can_draw (TotePulse *self)
{
  GListModel *monitors =
      gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self->window)));

  return g_list_model_get_n_items (monitors) > 0 &&
         gtk_widget_get_mapped (GTK_WIDGET (self->window)) &&
         gtk_window_is_fullscreen (self->window) && gtk_window_is_active (self->window);
}

static gboolean
on_timer (gpointer user_data)
{
  TotePulse *self = user_data;

  if (self->window == NULL)
    return G_SOURCE_CONTINUE;

  g_signal_group_set_target (self->clock, gtk_widget_get_frame_clock (GTK_WIDGET (self->window)));
  if (self->painted || !can_draw (self))
    g_signal_emit (self, beat_signal, 0, self->painted);

  self->painted = FALSE;
  if (self->drawn != NULL)
    gtk_widget_queue_draw (self->drawn);

  return G_SOURCE_CONTINUE;
}

static void
tote_pulse_dispose (GObject *object)
{
  TotePulse *self = TOTE_PULSE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->clock);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->drawn);

  G_OBJECT_CLASS (tote_pulse_parent_class)->dispose (object);
}

static void
tote_pulse_class_init (TotePulseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_pulse_dispose;

  beat_signal = g_signal_new ("beat", TOTE_TYPE_PULSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tote_pulse_init (TotePulse *self)
{
  self->clock = g_signal_group_new (GDK_TYPE_FRAME_CLOCK);
  g_signal_group_connect_swapped (self->clock, "after-paint", G_CALLBACK (on_painted), self);
}

/**
 * tote_pulse_new:
 * @window: the one that is to be alive
 * @drawn: something small in it, whose drawing changes nothing
 *
 * Returns: (transfer full): its pulse
 */
TotePulse *
tote_pulse_new (GtkWindow *window, GtkWidget *drawn)
{
  TotePulse *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (TOTE_TYPE_PULSE, NULL);
  g_set_weak_pointer (&self->window, window);
  g_set_weak_pointer (&self->drawn, drawn);
  self->timer = g_timeout_add_seconds (BEAT_SECONDS, on_timer, self);

  return self;
}
