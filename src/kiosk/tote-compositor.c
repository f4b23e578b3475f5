/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-compositor.h"

#include <gio/gunixsocketaddress.h>

typedef struct {
  GSourceOnceFunc gone;
  gpointer user_data;
} Watch;

/* Returns: (transfer full) (nullable): where Wayland's programs find it */
static char *
get_path (void)
{
  const char *name = g_getenv ("WAYLAND_DISPLAY");

  if (name == NULL)
    return NULL;

  return g_path_is_absolute (name) ? g_strdup (name)
                                   : g_build_filename (g_get_user_runtime_dir (), name, NULL);
}

/* Nothing is asked of it, so that it has nothing to say: what comes is the end. */
static gboolean
on_end (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Watch *watch = user_data;

  watch->gone (watch->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * tote_compositor_watch:
 * @gone: called once when the compositor that is there now has ended
 *
 * Returns: (transfer full) (nullable): what waits for it in the default context, to be destroyed;
 * %NULL where there is none, or no Wayland
 */
GSource *
tote_compositor_watch (GSourceOnceFunc gone, gpointer user_data)
{
  g_autofree char *path = get_path ();
  g_autoptr (GSocketAddress) address = path != NULL ? g_unix_socket_address_new (path) : NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  GSource *source;
  Watch *watch;

  g_return_val_if_fail (gone != NULL, NULL);

  if (socket != NULL)
    g_socket_set_blocking (socket, FALSE); /* one that hangs takes nobody, and lets nobody wait */
  if (address == NULL || socket == NULL || !g_socket_connect (socket, address, NULL, NULL))
    return NULL;

  watch = g_new (Watch, 1);
  *watch = (Watch){ gone, user_data };
  source = g_socket_create_source (socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_end), watch, g_free);
  g_source_attach (source, NULL);

  return source;
}
