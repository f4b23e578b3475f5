/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sd.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
hear (const char *path, gboolean abstract)
{
  g_autofree char *name = g_strconcat (abstract ? "@" : "", path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address =
      abstract ? g_unix_socket_address_new_with_type (path, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
               : g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, &error);
  char text[64] = "";

  g_assert_no_error (error);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);

  g_setenv ("NOTIFY_SOCKET", name, TRUE);
  g_assert_true (tote_sd_notify ("READY=1"));
  g_socket_receive (socket, text, sizeof text - 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "READY=1");
  g_unsetenv ("NOTIFY_SOCKET");
}

static void
test_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-sd-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "notify", NULL);

  hear (path, FALSE);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_abstract (void)
{
  g_autofree char *name = g_strdup_printf ("tote-sd-%d", getpid ());

  hear (name, TRUE);
}

static void
test_nobody (void)
{
  g_unsetenv ("NOTIFY_SOCKET");
  g_assert_false (tote_sd_notify ("READY=1"));
  g_setenv ("NOTIFY_SOCKET", "/nonexistent/notify", TRUE);
  g_assert_false (tote_sd_notify ("READY=1"));
  g_setenv ("NOTIFY_SOCKET", "nonsense", TRUE);
  g_assert_false (tote_sd_notify ("READY=1"));
  g_unsetenv ("NOTIFY_SOCKET");
}

static void
test_watchdog (void)
{
  g_autofree char *own = g_strdup_printf ("%d", getpid ());

  g_unsetenv ("WATCHDOG_USEC");
  g_assert_cmpint (tote_sd_get_watchdog (), ==, 0);
  g_setenv ("WATCHDOG_USEC", "30000000", TRUE);
  g_assert_cmpint (tote_sd_get_watchdog (), ==, 30000000);
  g_setenv ("WATCHDOG_PID", own, TRUE);
  g_assert_cmpint (tote_sd_get_watchdog (), ==, 30000000);
  g_setenv ("WATCHDOG_PID", "1", TRUE);
  g_assert_cmpint (tote_sd_get_watchdog (), ==, 0);
  g_unsetenv ("WATCHDOG_PID");
  g_unsetenv ("WATCHDOG_USEC");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/sd/path", test_path);
  g_test_add_func ("/kiosk/sd/abstract", test_abstract);
  g_test_add_func ("/kiosk/sd/nobody", test_nobody);
  g_test_add_func ("/kiosk/sd/watchdog", test_watchdog);

  return g_test_run ();
}
