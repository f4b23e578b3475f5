/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-kiosk.h"

#include "tote-display.h"
#include "tote-relay.h"

#include <glib-unix.h>
#include <stdlib.h>

/**
 * tote_kiosk_is_display:
 *
 * Returns: whether this process was started to be on the screen
 */
gboolean
tote_kiosk_is_display (void)
{
  return g_getenv (TOTE_RELAY_CHANNEL) != NULL;
}

/**
 * tote_kiosk_run_display:
 *
 * Is on the screen until the process that keeps it ends it. To be called with the display open.
 *
 * Returns: the exit status
 */
int
tote_kiosk_run_display (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteChannel) channel = tote_channel_new (atoi (g_getenv (TOTE_RELAY_CHANNEL)), &error);
  g_autofree char *line = channel != NULL ? tote_channel_wait (channel, &error) : NULL;
  g_autoptr (ToteSetup) setup = line != NULL ? tote_setup_read (line, &error) : NULL;
  g_autoptr (ToteDisplay) display = NULL;

  if (setup == NULL) {
    g_printerr ("tote: %s\n", error->message);
    return 1;
  }

  g_unsetenv (TOTE_RELAY_CHANNEL);
  display = tote_display_new (setup, channel);

  return g_application_run (G_APPLICATION (display), 0, NULL);
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_CONTINUE;
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteHealth) health = user_data;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (connection == NULL)
    return;

  g_dbus_connection_set_exit_on_close (connection, FALSE);
  tote_health_own (health, connection);
}

/**
 * tote_kiosk_run:
 * @setup: what is shown
 *
 * Keeps a store display on the screen until it is told to end.
 *
 * Returns: the exit status
 */
int
tote_kiosk_run (const ToteSetup *setup)
{
  const char *const argv[] = { "/proc/self/exe", "--kiosk", NULL };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *path =
      g_build_filename (g_get_user_runtime_dir (), TOTE_FOLDER, "health.json", NULL);
  g_autoptr (ToteHealth) health = tote_health_new (path, TOTE_APP_ID ".Health");
  g_autoptr (JsonObject) object = tote_setup_write (setup);
  g_autoptr (ToteRelay) relay = tote_relay_new (argv, object, health);

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (health));

  tote_relay_start (relay);
  g_main_loop_run (loop);
  tote_relay_stop (relay);

  return 0;
}
