/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sd.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

static GSocketAddress *
get_address (void)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");

  if (path == NULL || (*path != '/' && *path != '@'))
    return NULL;

  return *path == '@'
             ? g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
             : g_unix_socket_address_new (path);
}

/**
 * tote_sd_notify:
 * @text: such as “READY=1”
 *
 * Returns: whether it was said: %FALSE when no systemd waits for it
 */
gboolean
tote_sd_notify (const char *text)
{
  g_autoptr (GSocketAddress) address = get_address ();
  g_autoptr (GSocket) socket = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (address == NULL)
    return FALSE;

  socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (socket == NULL)
    return FALSE;

  g_socket_set_blocking (socket, FALSE);

  return g_socket_send_to (socket, address, text, strlen (text), NULL, NULL) > 0;
}

/**
 * tote_sd_get_watchdog:
 *
 * Returns: within how many µs this process has to say “WATCHDOG=1” again, 0 for never
 */
gint64
tote_sd_get_watchdog (void)
{
  const char *usec = g_getenv ("WATCHDOG_USEC");
  const char *pid = g_getenv ("WATCHDOG_PID");

  if (usec == NULL || (pid != NULL && g_ascii_strtoll (pid, NULL, 10) != getpid ()))
    return 0;

  return MAX (g_ascii_strtoll (usec, NULL, 10), 0);
}
