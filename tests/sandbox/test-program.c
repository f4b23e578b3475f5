/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-child.h"
#include "tote-sandbox-clock.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

/* The program as others start it: its one line, its log, its end. */

static GSubprocess *
start (const char *const *arguments, GSubprocessFlags flags)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) g_getenv ("TOTE_SANDBOX"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  return test_child_new ((const char *const *) argv->pdata, flags);
}

/* Waits for the line; nothing else may stand before it. */
static JsonNode *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  JsonNode *root;

  g_assert_nonnull (line);
  root = json_from_string (line, NULL);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  return root;
}

static void
end (GSubprocess *process, int signal)
{
  g_subprocess_send_signal (process, signal);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_one_line_until_a_signal (gconstpointer signal)
{
  const char *const arguments[] = { "--orders", "2", "--story", "pickup", NULL };
  static const char *const members[] = { "id", "fulfillment_type", "token", "number",
                                         "postal_code" };
  g_autoptr (GSubprocess) process = start (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (JsonNode) root = read_line (process);
  JsonObject *object = json_node_get_object (root);
  JsonArray *orders = json_object_get_array_member (object, "orders");

  g_assert_true (
      g_str_has_prefix (json_object_get_string_member (object, "url"), "http://127.0.0.1:"));
  g_assert_nonnull (json_object_get_string_member (object, "client_id"));
  g_assert_nonnull (json_object_get_string_member (object, "client_secret"));
  g_assert_cmpuint (json_array_get_length (orders), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_nonnull (
        json_object_get_string_member (json_array_get_object_element (orders, 1), members[i]));
  end (process, GPOINTER_TO_INT (signal));
}

static void
test_usage (void)
{
  static const char *const wrong[][3] = {
    { "--port", "99999" },        { "--port", "x" },
    { "--story", "romance" },     { "--speed", "0" },
    { "--speed", "-1" },          { "--speed", "nan" },
    { "--dialect", "doric" },     { "--items", "-1" },
    { "--orders", "0" },          { "--faults", "items" },
    { "--unknown-option", NULL }, { "argument", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GSubprocess) process =
        start (wrong[i], G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_autofree char *out = NULL;
    g_autofree char *err = NULL;

    g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, NULL);
    g_test_message ("%s: %s", wrong[i][0], err);
    g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
    g_assert_cmpstr (out, ==, "");
    g_assert_true (g_str_has_prefix (err, "tote-sandbox: "));
  }
}

static guint
ask (const char *url, const char *path, const char *token)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) body = NULL;

  if (token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  bearer);
  }
  body = soup_session_send_and_read (session, message, NULL, NULL);
  return body != NULL ? soup_message_get_status (message) : 0;
}

static void
check_entry (const char *line, int status, gboolean bearer)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, status);
  g_assert_cmpint (json_object_get_boolean_member (object, "bearer"), ==, bearer);
  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "GET");
  g_assert_cmpfloat (json_object_get_double_member (object, "milliseconds"), >=, 0);
  g_assert_nonnull (json_object_get_string_member (object, "time"));
  g_assert_null (strchr (json_object_get_string_member (object, "path"), '?'));
}

static void
test_log (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log", NULL);
  const char *const arguments[] = { "--log", path, "--faults", "broker-board:reset", NULL };
  g_autoptr (GSubprocess) process = start (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (JsonNode) root = read_line (process);
  const char *url = json_object_get_string_member (json_node_get_object (root), "url");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  ask (url, "/tiles/16/1/1.png?theme=dark", NULL);
  ask (url, "/v2/post_checkout/orders/x?token=hidden", "secret-token");
  g_assert_cmpuint (ask (url, "/broker/board", NULL), ==, 0);
  end (process, SIGTERM);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "secret-token"));
  g_assert_null (strstr (text, "hidden"));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 3);
  check_entry (lines[0], 200, FALSE);
  check_entry (lines[1], 401, TRUE);
  check_entry (lines[2], 0, FALSE);
  g_remove (path);
  g_rmdir (folder);
}

/* However fast the story runs, nothing is stamped later than it is read. */
static void
test_clock (void)
{
  gint64 before = g_get_real_time ();
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (ToteSandboxClock) clock = tote_sandbox_clock_new (1000);
  gint64 start_time = tote_sandbox_clock_get_now (clock);
  gint64 wall = tote_sandbox_clock_to_wall (clock, start_time);

  g_assert_cmpint (wall, >=, before);
  g_assert_cmpint (wall - before, <=, 2 * (g_get_monotonic_time () - begin));
  g_usleep (2000);
  g_assert_cmpint (tote_sandbox_clock_get_now (clock) - start_time, >=, 2 * G_USEC_PER_SEC);

  tote_sandbox_clock_set_paused (clock, TRUE);
  start_time = tote_sandbox_clock_get_now (clock);
  g_usleep (2000);
  g_assert_cmpint (tote_sandbox_clock_get_now (clock), ==, start_time);
  tote_sandbox_clock_advance (clock, G_TIME_SPAN_DAY);
  g_assert_cmpint (tote_sandbox_clock_get_now (clock), ==, start_time + G_TIME_SPAN_DAY);
  g_assert_cmpint (tote_sandbox_clock_get_wall (clock) - wall, <=, g_get_monotonic_time () - begin);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/sandbox/program/one-line-until-sigterm", GINT_TO_POINTER (SIGTERM),
                        test_one_line_until_a_signal);
  g_test_add_data_func ("/sandbox/program/one-line-until-sigint", GINT_TO_POINTER (SIGINT),
                        test_one_line_until_a_signal);
  g_test_add_func ("/sandbox/program/usage", test_usage);
  g_test_add_func ("/sandbox/program/log", test_log);
  g_test_add_func ("/sandbox/program/clock", test_clock);

  return g_test_run ();
}
