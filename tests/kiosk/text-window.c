/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a marked text above an empty one. Says when it is drawn, what was typed in place of
 * the marked text (and brings up a bubble there), when something is dragged over the lower one, and
 * when it was let go of, what is in there then. With an argument it is guarded as a display is, and
 * opened after the guard was there, as a dialog is. */
#include "tote-guard.h"

#define HEIGHT 40
#define BETWEEN 50

static GtkWidget *lower;

static void
say (const char *word, const char *text)
{
  g_print ("%s%s\n", word, text);
  fflush (stdout);
}

static gboolean
on_dragged (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer loop)
{
  say ("lower: ", gtk_editable_get_text (GTK_EDITABLE (lower)));
  g_main_loop_quit (loop);

  return TRUE;
}

/* Asked before the guard is, which keeps it from whatever is there. */
static gboolean
on_event (GtkEventController *controller, GdkEvent *event)
{
  double x, y;

  if (gdk_event_get_event_type (event) == GDK_DRAG_MOTION &&
      gdk_event_get_position (event, &x, &y) && y > HEIGHT + BETWEEN)
    say ("over", "");

  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_drawn (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  if (++*n_frames < 2)
    return G_SOURCE_CONTINUE;

  say ("drawn", "");
  return G_SOURCE_REMOVE;
}

static GtkWidget *
append_text (GtkWidget *box, const char *text)
{
  GtkWidget *widget = gtk_text_new ();

  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  gtk_widget_set_size_request (widget, 400, HEIGHT);
  gtk_box_append (GTK_BOX (box), widget);

  return widget;
}

static void
on_focus (GtkWidget *upper)
{
  gtk_editable_select_region (GTK_EDITABLE (upper), 0, -1);
}

/* As a text does for a finger. */
static void
show_bubble (GtkWidget *upper)
{
  GtkWidget *bubble = gtk_popover_new ();

  gtk_widget_add_css_class (bubble, "touch-selection");
  gtk_popover_set_child (GTK_POPOVER (bubble), gtk_label_new ("Copy"));
  gtk_widget_set_parent (bubble, upper);
  gtk_popover_popup (GTK_POPOVER (bubble));
}

static void
on_typed (GtkEditable *upper)
{
  show_bubble (GTK_WIDGET (upper));
  say ("typed: ", gtk_editable_get_text (upper));
}

static void
watch_drags (GtkWidget *window, GMainLoop *loop)
{
  GtkEventController *all = gtk_event_controller_legacy_new ();

  g_type_ensure (GDK_TYPE_DRAG);
  g_signal_add_emission_hook (g_signal_lookup ("cancel", GDK_TYPE_DRAG), 0, on_dragged, loop, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("dnd-finished", GDK_TYPE_DRAG), 0, on_dragged, loop,
                              NULL);
  gtk_event_controller_set_propagation_phase (all, GTK_PHASE_CAPTURE);
  g_signal_connect (all, "event", G_CALLBACK (on_event), NULL);
  gtk_widget_add_controller (window, all);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ToteGuard) guard = NULL;
  g_autoptr (GTypeClass) drags = NULL;
  GtkWidget *window, *box, *upper;
  guint n_frames = 0;

  gtk_init ();
  drags = g_type_class_ref (GDK_TYPE_DRAG);
  if (argc > 1)
    guard = tote_guard_new (tote_clock_get_default ());
  window = gtk_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, BETWEEN);
  upper = append_text (box, "somethingtobedragged");
  lower = append_text (box, "");
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);

  watch_drags (window, loop);
  g_signal_connect (upper, "notify::has-focus", G_CALLBACK (on_focus), NULL);
  g_signal_connect (upper, "changed", G_CALLBACK (on_typed), NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (upper);
  gtk_widget_add_tick_callback (window, on_drawn, &n_frames, NULL);
  g_main_loop_run (loop);

  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
