/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "test-child.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

/* The programs as they run: what can be read of them from outside, and what a second start of tote
 * leaves on the session bus. */

typedef struct {
  GSubprocess *process;
  JsonNode *root;
  char *url;
  char *ids[2];
  char *tokens[2];
  char *folder;
  char *log;
} Sandbox;

static void
set_up (Sandbox *sandbox, gconstpointer unused)
{
  const char *argv[] = { g_getenv ("TOTE_SANDBOX"), "--orders", "2", "--log", NULL, NULL };
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  JsonArray *orders;

  sandbox->folder = g_dir_make_tmp ("tote-programs-XXXXXX", NULL);
  argv[4] = sandbox->log = g_build_filename (sandbox->folder, "log", NULL);
  sandbox->process = test_child_new (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sandbox->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  sandbox->root = json_from_string (line, NULL);
  sandbox->url =
      g_strdup (json_object_get_string_member (json_node_get_object (sandbox->root), "url"));
  orders = json_object_get_array_member (json_node_get_object (sandbox->root), "orders");
  for (guint i = 0; i < 2; i++) {
    JsonObject *order = json_array_get_object_element (orders, i);

    sandbox->ids[i] = g_strdup (json_object_get_string_member (order, "id"));
    sandbox->tokens[i] = g_strdup (json_object_get_string_member (order, "token"));
  }
}

static void
tear_down (Sandbox *sandbox, gconstpointer unused)
{
  g_subprocess_force_exit (sandbox->process);
  g_clear_object (&sandbox->process);
  json_node_unref (sandbox->root);
  g_free (sandbox->url);
  g_remove (sandbox->log);
  g_rmdir (sandbox->folder);
  g_free (sandbox->log);
  g_free (sandbox->folder);
  for (guint i = 0; i < 2; i++) {
    g_free (sandbox->ids[i]);
    g_free (sandbox->tokens[i]);
  }
}

/* Waits until the server was asked for that order with a token it took. */
static void
wait_for_answer (Sandbox *sandbox, guint order)
{
  g_autofree char *path = g_strdup_printf ("/v2/post_checkout/orders/%s\"", sandbox->ids[order]);

  for (;;) {
    g_autofree char *log = NULL;
    g_auto (GStrv) lines = NULL;

    g_file_get_contents (sandbox->log, &log, NULL, NULL);
    lines = g_strsplit (log != NULL ? log : "", "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
      if (strstr (lines[i], path) != NULL && strstr (lines[i], "\"status\":200") != NULL)
        return;
    }
    g_usleep (20000);
  }
}

static GSubprocess *
start (Sandbox *sandbox, const char *program, guint order)
{
  g_autoptr (GSubprocessLauncher) launcher = test_child_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "TOTE_TOKEN", sandbox->tokens[order], TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "--server", sandbox->url,
                                         "--order", sandbox->ids[order], "--pace", "0.1", NULL);
  g_assert_no_error (error);
  return process;
}

static char *
read_proc (const char *pid, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename ("/proc", pid, name, NULL);
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, NULL);
  return contents;
}

/* Nothing of the token in what every process of this user may read, and no core to be left. */
static void
check_from_outside (GSubprocess *process, const char *token)
{
  const char *pid = g_subprocess_get_identifier (process);
  gsize length = 0;
  g_autofree char *environment = read_proc (pid, "environ", &length);
  g_autofree char *filter = read_proc (pid, "coredump_filter", NULL);
  g_autofree char *limits = read_proc (pid, "limits", NULL);
  g_auto (GStrv) words = NULL;

  g_assert_nonnull (environment);
  g_assert_null (memmem (environment, length, token, strlen (token)));
  g_assert_cmpuint (g_ascii_strtoull (filter, NULL, 16), ==, 0);
  words = g_regex_split_simple ("Max core file size +", limits, 0, 0);
  g_assert_cmpuint (g_ascii_strtoull (words[1], NULL, 10), ==, 0);
  g_assert_true (g_ascii_isdigit (*words[1]));
}

static void
test_watch (Sandbox *sandbox, gconstpointer unused)
{
  g_autoptr (GSubprocess) process = start (sandbox, g_getenv ("TOTE_WATCH"), 0);

  wait_for_answer (sandbox, 0);
  check_from_outside (process, sandbox->tokens[0]);
  g_subprocess_force_exit (process);
}

static gboolean
is_on_null (const char *pid, int fd)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd/%d", pid, fd);
  g_autofree char *target = g_file_read_link (path, NULL);

  return g_strcmp0 (target, "/dev/null") == 0;
}

/* Started with none of the three: what they would be is nobody's connection. */
static void
test_closed_descriptors (Sandbox *sandbox, gconstpointer unused)
{
  const char *programs[] = { g_getenv ("TOTE"), g_getenv ("TOTE_WATCH"),
                             g_getenv ("TOTE_SANDBOX") };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++) {
    const char *argv[] = { "/bin/sh",    "-c",        "exec \"$@\" <&- >&- 2>&-",
                           "sh",         programs[i], i < 2 ? "--server" : NULL,
                           sandbox->url, "--order",   sandbox->ids[i % 2],
                           NULL };
    g_autoptr (GSubprocessLauncher) launcher = test_child_launcher_new (G_SUBPROCESS_FLAGS_NONE);
    g_autoptr (GSubprocess) process = NULL;
    g_autoptr (GError) error = NULL;
    const char *pid;

    g_subprocess_launcher_setenv (launcher, "TOTE_TOKEN", sandbox->tokens[i % 2], TRUE);
    process = g_subprocess_launcher_spawnv (launcher, argv, &error);
    g_assert_no_error (error);
    pid = g_subprocess_get_identifier (process);
    while (!is_on_null (pid, 0) || !is_on_null (pid, 1) || !is_on_null (pid, 2)) {
      g_assert_nonnull (g_subprocess_get_identifier (process));
      g_usleep (10000);
    }
    if (i < 2)
      wait_for_answer (sandbox, i);
    for (int fd = 0; fd <= 2; fd++)
      g_assert_true (is_on_null (pid, fd));
    g_subprocess_force_exit (process);
    g_subprocess_wait (process, NULL, NULL);
  }
}

static void
test_sandbox (Sandbox *sandbox, gconstpointer unused)
{
  check_from_outside (sandbox->process, "no token");
}

/* The daemon of the session bus that with-display started for this test. */
static char *
find_bus_daemon (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) pid = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.freedesktop.DBus"),
      G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint32 number = 0;

  g_assert_nonnull (pid);
  g_variant_get (pid, "(u)", &number);
  return g_strdup_printf ("%u", number);
}

/* How often the text stands in what the process can write to; -1 where it may not be looked at. */
static int
search_memory (const char *pid, const char *text)
{
  g_autofree char *maps = read_proc (pid, "maps", NULL);
  g_autofree char *path = g_build_filename ("/proc", pid, "mem", NULL);
  g_auto (GStrv) lines = g_strsplit (maps != NULL ? maps : "", "\n", -1);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int found = 0;

  if (fd < 0)
    return -1;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    char *end = NULL;
    guint64 from = g_ascii_strtoull (lines[i], &end, 16);
    gsize length = (gsize) (g_ascii_strtoull (end + 1, &end, 16) - from);
    g_autofree char *memory = NULL;
    gssize got;

    if (!g_str_has_prefix (end, " rw") || length > 256 << 20)
      continue;
    memory = g_malloc (length);
    got = pread (fd, memory, length, (off_t) from);
    for (const char *at = memory;
         got > 0 && (at = memmem (at, (gsize) (memory + got - at), text, strlen (text))) != NULL;
         at++)
      found++;
  }
  close (fd);
  return found;
}

/* The first start opens the second's order with the second's token, which the bus never saw. */
static void
test_second_start (Sandbox *sandbox, gconstpointer unused)
{
  g_autofree char *daemon = find_bus_daemon ();
  g_autoptr (GSubprocess) first = start (sandbox, g_getenv ("TOTE"), 0);
  g_autoptr (GSubprocess) second = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_answer (sandbox, 0);
  check_from_outside (first, sandbox->tokens[0]);

  second = start (sandbox, g_getenv ("TOTE"), 1);
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
  g_assert_no_error (error);
  wait_for_answer (sandbox, 1);

  /* That there is something to be found where something was said is the proof of the search. */
  if (search_memory (daemon, sandbox->tokens[1]) < 0) {
    g_test_skip ("the memory of the bus may not be read");
  } else {
    g_assert_cmpint (search_memory (daemon, sandbox->ids[1]), >, 0);
    g_assert_cmpint (search_memory (daemon, sandbox->tokens[1]), ==, 0);
  }
  g_subprocess_force_exit (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Sandbox, NULL, set_up, test, tear_down)
  ADD ("/process/programs/watch", test_watch);
  ADD ("/process/programs/sandbox", test_sandbox);
  ADD ("/process/programs/closed-descriptors", test_closed_descriptors);
  ADD ("/process/programs/second-start", test_second_start);
#undef ADD

  return g_test_run ();
}
