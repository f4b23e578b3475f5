/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring-fixture.h"

#include "test-bus.h"
#include "test-child.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define DAEMON "gnome-keyring-daemon"
#define SECRETS "org.freedesktop.secrets"

static GTestDBus *bus = NULL; /* (owned) */

/* If not, that is told as a test says it. */
gboolean
keyring_fixture_is_possible (void)
{
  g_autofree char *daemon = g_find_program_in_path (DAEMON);

  if (daemon == NULL)
    g_print ("1..0 # SKIP there is no %s\n", DAEMON);

  return daemon != NULL;
}

/* One for all tests of a process, since GLib does not let go of the one it has. */
static void
start_bus (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
}

/* For the end of the process. To let go of the bus would be to wait for all who hold on to it. */
void
keyring_fixture_stop_bus (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_test_dbus_stop (bus);
}

void
keyring_fixture_set_up (KeyringFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->home = g_dir_make_tmp ("tote-home-XXXXXX", &error);
  g_assert_no_error (error);
  g_chmod (fixture->home, 0700);
  if (bus == NULL)
    start_bus ();
}

void
keyring_fixture_tear_down (KeyringFixture *fixture)
{
  g_autoptr (GSubprocess) remove = NULL;

  keyring_fixture_kill (fixture);
  remove = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", fixture->home, NULL);
  g_subprocess_wait (remove, NULL, NULL);
  g_free (fixture->home);
}

/* password: (nullable): what to unlock with; none leaves everything locked. */
static GSubprocess *
spawn (KeyringFixture *fixture, const char *const *argv, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher =
      test_child_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *data = g_build_filename (fixture->home, "data", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *in;

  g_subprocess_launcher_setenv (launcher, "HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", data, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);

  in = g_subprocess_get_stdin_pipe (process);
  if (password != NULL)
    g_output_stream_write_all (in, password, strlen (password), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (in, NULL, NULL);

  return g_steal_pointer (&process);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Each with a line of its own to the bus, so that what is under test begins with none. */
static GDBusConnection *
connect_to_bus (void)
{
  return test_bus_connect (g_test_dbus_get_bus_address (bus));
}

static void
wait_for_service (void)
{
  g_autoptr (GDBusConnection) connection = connect_to_bus ();
  gboolean there = FALSE;
  guint id = g_bus_watch_name_on_connection (connection, SECRETS, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                             on_appeared, NULL, &there, NULL);

  while (!there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (id);
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

/* The service takes its name before it has read the password. */
static void
wait_until_open (void)
{
  g_autoptr (GDBusConnection) connection = connect_to_bus ();
  gboolean locked = TRUE;

  while (locked) {
    g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
        connection, SECRETS, "/org/freedesktop/secrets/aliases/default",
        "org.freedesktop.DBus.Properties", "Get",
        g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), NULL,
        G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
    g_autoptr (GVariant) value = NULL;

    if (answer == NULL) /* there is no such collection yet */
      continue;
    g_variant_get (answer, "(v)", &value);
    locked = g_variant_get_boolean (value);
  }
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

void
keyring_fixture_start (KeyringFixture *fixture, const char *password)
{
  const char *const open[] = { DAEMON, "--unlock", "--foreground", "--components=secrets", NULL };
  const char *const locked[] = { DAEMON, "--foreground", "--components=secrets", NULL };

  g_assert_null (fixture->daemon);
  fixture->daemon = spawn (fixture, password != NULL ? open : locked, password);
  wait_for_service ();
  if (password != NULL)
    wait_until_open ();
}

static GVariant *
call (GDBusConnection *connection, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (connection, SECRETS, "/org/freedesktop/secrets",
                                                  interface, method, parameters, NULL,
                                                  G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);

  return answer;
}

/* As if the customer had typed the password. */
void
keyring_fixture_unlock (KeyringFixture *fixture, const char *password)
{
  g_autoptr (GDBusConnection) connection = connect_to_bus ();
  g_autoptr (GVariant) session = call (connection, "org.freedesktop.Secret.Service", "OpenSession",
                                       g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_autoptr (GVariant) unlocked = NULL;
  const char *path;

  g_variant_get (session, "(v&o)", NULL, &path);
  unlocked = call (connection, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
                   "UnlockWithMasterPassword",
                   g_variant_new ("(o(o@ay@ays))", "/org/freedesktop/secrets/collection/login",
                                  path, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                                  g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, password,
                                                             strlen (password), 1),
                                  "text/plain"));
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

void
keyring_fixture_kill (KeyringFixture *fixture)
{
  if (fixture->daemon == NULL)
    return;

  g_subprocess_send_signal (fixture->daemon, SIGKILL);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
}

/* Something that has a service's name, and answers as it is told. */
void
keyring_fixture_start_odd (KeyringFixture *fixture, const char *name,
                           GDBusMessageFilterFunction answer, const char *way)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture->odd);
  fixture->odd = connect_to_bus ();
  reply = g_dbus_connection_call_sync (fixture->odd, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", name, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (fixture->odd, answer, (gpointer) way, NULL);
}

void
keyring_fixture_stop_odd (KeyringFixture *fixture)
{
  g_dbus_connection_close_sync (fixture->odd, NULL, NULL);
  g_clear_object (&fixture->odd);
}
