/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program of somebody else that a person uses to open another: for each key it gets it prints
 * what gives that one the right to come to the front. */
#include <gtk/gtk.h>

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        GdkDisplay *display)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autoptr (GAppInfo) other = g_app_info_create_from_commandline (
      "tote", NULL, G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION, NULL);
  g_autofree char *token =
      g_app_launch_context_get_startup_notify_id (G_APP_LAUNCH_CONTEXT (context), other, NULL);

  g_print ("%s\n", token != NULL ? token : "");

  return GDK_EVENT_STOP;
}

int
main (int argc, char **argv)
{
  GtkEventController *keys;
  GtkWidget *window;

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Launcher");
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), gtk_widget_get_display (window));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
