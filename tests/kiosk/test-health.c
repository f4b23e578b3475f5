/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-health.h"
#include "test-bus.h"

#include <glib/gstdio.h>

#define NAME TOTE_APP_ID ".Health"
#define PATH TOTE_OBJECT_PATH "/Health"
#define AT (G_USEC_PER_SEC * G_GINT64_CONSTANT (1790000000))

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-health-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (folder, "tote", NULL);
  g_autofree char *path = g_build_filename (below, "health.json", NULL);
  g_autoptr (ToteHealth) health = tote_health_new (path, NAME);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  tote_health_set_mode (health, "board");
  tote_health_set_last_answer (health, AT);
  tote_health_count_restart (health);
  tote_health_write (health);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "{\"mode\":\"board\",\"last_answer\":\"2026-09-21T14:13:20Z\","
                   "\"last_frame\":\"\",\"restarts\":1}");

  g_unlink (path);
  g_rmdir (below);
  g_rmdir (folder);
}

/* A folder that cannot be written is no reason to end. */
static void
test_no_folder (void)
{
  g_autoptr (ToteHealth) health = tote_health_new ("/proc/nowhere/health.json", "a.b");

  tote_health_write (health);
}

static void
on_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GVariant **reply = user_data;

  *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
}

static void
test_bus (void)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteHealth) health = tote_health_new ("/proc/nowhere", NAME);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) inner = NULL;
  GVariant *reply = NULL;

  g_test_dbus_up (bus);
  connection = test_bus_connect (g_test_dbus_get_bus_address (bus));

  tote_health_set_mode (health, "look-up");
  tote_health_own (health, connection);
  g_dbus_connection_call (connection, NAME, PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", "io.github.tote.Tote.Health", "Mode"), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_got, &reply);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_variant_get (reply, "(v)", &inner);
  g_assert_cmpstr (g_variant_get_string (inner, NULL), ==, "look-up");
  g_variant_unref (reply);

  g_clear_object (&health);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_test_dbus_down (bus);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/health/file", test_file);
  g_test_add_func ("/kiosk/health/no-folder", test_no_folder);
  g_test_add_func ("/kiosk/health/bus", test_bus);

  return g_test_run ();
}
