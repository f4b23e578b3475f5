/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-kiosk.h"

#include "tote-compositor.h"
#include "tote-display.h"
#include "tote-relay.h"
#include "tote-source.h"

#include <glib-unix.h>
#include <stdlib.h>

/* How soon a display in trouble notices that it was set up. */
#define MEND_SECONDS 2

typedef struct {
  ToteKioskRead read;
  gpointer data;
  ToteSetup *setup; /* (owned) */
  ToteRelay *relay;
} Kiosk;

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

/* A display of the next one is started by it, or by systemd, which is told where that is. */
static void
on_compositor_gone (gpointer loop)
{
  g_printerr ("tote: the compositor has ended\n");
  g_main_loop_quit (loop);
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

static gboolean
can_show (const ToteSetup *setup)
{
  return setup->trouble == NULL && (setup->broker != NULL || setup->order_id != NULL);
}

/* Returns: (transfer full): what is told to each display */
static JsonObject *
take (Kiosk *kiosk, ToteSetup *setup)
{
  tote_setup_free (kiosk->setup);
  kiosk->setup = setup;
  if (setup->trouble != NULL)
    g_printerr ("tote: %s\n", setup->trouble);

  return tote_setup_write (setup);
}

/* A profile that was mended is taken without a hand on the computer. */
static gboolean
on_mend (gpointer user_data)
{
  Kiosk *kiosk = user_data;
  g_autoptr (ToteSetup) setup = kiosk->read (kiosk->data);

  if (can_show (setup) || g_strcmp0 (setup->trouble, kiosk->setup->trouble) != 0) {
    g_autoptr (JsonObject) object = take (kiosk, g_steal_pointer (&setup));

    tote_relay_set_setup (kiosk->relay, object);
  }

  return can_show (kiosk->setup) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/**
 * tote_kiosk_run:
 * @read: tells what is shown, again and again until it can be
 *
 * Keeps a store display on the screen until it is told to end, or its compositor ends.
 *
 * Returns: the exit status
 */
int
tote_kiosk_run (ToteKioskRead read, gpointer data)
{
  const char *const argv[] = { "/proc/self/exe", "--kiosk", NULL };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *path =
      g_build_filename (g_get_user_runtime_dir (), TOTE_FOLDER, "health.json", NULL);
  g_autoptr (ToteHealth) health = tote_health_new (path, TOTE_APP_ID ".Health");
  Kiosk kiosk = { read, data, NULL, NULL };
  GSource *compositor = tote_compositor_watch (on_compositor_gone, loop);
  g_autoptr (JsonObject) object = take (&kiosk, read (data));
  g_autoptr (ToteRelay) relay = tote_relay_new (argv, object, health);

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (health));

  kiosk.relay = relay;
  if (!can_show (kiosk.setup))
    g_timeout_add_seconds (MEND_SECONDS, on_mend, &kiosk);
  tote_relay_start (relay);
  g_main_loop_run (loop);
  tote_source_clear (&compositor);
  tote_relay_stop (relay);
  tote_setup_free (kiosk.setup);

  return 0;
}
