/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch-harness.h"

#include "test-child.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdarg.h>
#include <string.h>

#define DEADLINE (30 * G_USEC_PER_SEC)

static GPtrArray *
collect (const char *program, const char *first, va_list options)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);

  g_assert_nonnull (program);
  g_ptr_array_add (argv, g_strdup (program));
  for (const char *option = first; option != NULL; option = va_arg (options, const char *))
    g_ptr_array_add (argv, g_strdup (option));
  return argv;
}

static GSubprocess *
spawn (GPtrArray *argv, const char *token)
{
  g_autoptr (GSubprocessLauncher) launcher =
      test_child_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (token != NULL)
    g_subprocess_launcher_setenv (launcher, "TOTE_TOKEN", token, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, "TOTE_TOKEN");
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

/* Reads the one line that tells where it listens. */
static void
read_description (WatchSandbox *self)
{
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
  g_autoptr (JsonNode) node = line != NULL ? json_from_string (line, NULL) : NULL;
  JsonObject *order;

  g_assert_nonnull (node);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  self->description = json_object_ref (json_node_get_object (node));
  order =
      json_array_get_object_element (json_object_get_array_member (self->description, "orders"), 0);
  self->url = g_strdup (json_object_get_string_member (self->description, "url"));
  self->order_id = g_strdup (json_object_get_string_member (order, "id"));
  self->token = g_strdup (json_object_get_string_member (order, "token"));
}

WatchSandbox *
watch_sandbox_new (const char *first_option, ...)
{
  WatchSandbox *self = g_new0 (WatchSandbox, 1);
  g_autoptr (GPtrArray) argv = NULL;
  va_list options;
  int fd = g_file_open_tmp ("tote-watch-XXXXXX.log", &self->log_path, NULL);

  g_close (fd, NULL);
  va_start (options, first_option);
  argv = collect (g_getenv ("TOTE_SANDBOX"), first_option, options);
  va_end (options);
  g_ptr_array_add (argv, g_strdup ("--log"));
  g_ptr_array_add (argv, g_strdup (self->log_path));
  self->process = spawn (argv, NULL);
  read_description (self);
  return self;
}

void
watch_sandbox_free (WatchSandbox *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_remove (self->log_path);
  json_object_unref (self->description);
  g_free (self->url);
  g_free (self->order_id);
  g_free (self->token);
  g_free (self->log_path);
  g_free (self);
}

/**
 * watch_sandbox_control:
 *
 * Makes one of the sandbox's control calls.
 */
void
watch_sandbox_control (WatchSandbox *self, const char *call, const char *json)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("%s/sandbox/%s", self->url, call);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

/**
 * watch_sandbox_read_log:
 *
 * Returns: (transfer full) (element-type JsonObject): the requests so far
 */
GPtrArray *
watch_sandbox_read_log (WatchSandbox *self)
{
  GPtrArray *log = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (self->log_path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autoptr (JsonNode) node = *lines[i] != '\0' ? json_from_string (lines[i], NULL) : NULL;

    if (node != NULL)
      g_ptr_array_add (log, json_object_ref (json_node_get_object (node)));
  }
  return log;
}

static void
take_line (WatchRun *self, char *line)
{
  g_autoptr (JsonNode) node = *line == '{' ? json_from_string (line, NULL) : NULL;

  g_ptr_array_add (self->lines, line);
  if (node != NULL)
    g_ptr_array_add (self->events, json_object_ref (json_node_get_object (node)));
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WatchRun *self = user_data;
  char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL) {
    self->line_is_done = TRUE;
    return;
  }
  take_line (self, line);
  g_data_input_stream_read_line_async (self->stream, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  ((WatchRun *) user_data)->ended = TRUE;
}

static WatchRun *
run_new (GPtrArray *argv, const char *token)
{
  WatchRun *self = g_new0 (WatchRun, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->process = spawn (argv, token);
  self->stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->stream, G_PRIORITY_DEFAULT, NULL, on_line, self);
  g_subprocess_wait_async (self->process, NULL, on_ended, self);
  return self;
}

/**
 * watch_run_new:
 * @token: (nullable): what TOTE_TOKEN is
 */
WatchRun *
watch_run_new (const char *token, const char *first_option, ...)
{
  g_autoptr (GPtrArray) argv = NULL;
  va_list options;

  va_start (options, first_option);
  argv = collect (g_getenv ("TOTE_WATCH"), first_option, options);
  va_end (options);
  return run_new (argv, token);
}

/**
 * watch_run_new_for:
 *
 * Follows the sandbox's order with its token.
 */
WatchRun *
watch_run_new_for (WatchSandbox *sandbox, const char *first_option, ...)
{
  g_autoptr (GPtrArray) argv = NULL;
  va_list options;

  va_start (options, first_option);
  argv = collect (g_getenv ("TOTE_WATCH"), first_option, options);
  va_end (options);
  g_ptr_array_add (argv, g_strdup ("--server"));
  g_ptr_array_add (argv, g_strdup (sandbox->url));
  g_ptr_array_add (argv, g_strdup ("--order"));
  g_ptr_array_add (argv, g_strdup (sandbox->order_id));
  return run_new (argv, sandbox->token);
}

void
watch_run_free (WatchRun *self)
{
  g_subprocess_force_exit (self->process);
  watch_run_wait (self);
  g_object_unref (self->process);
  g_object_unref (self->stream);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->events);
  g_free (self);
}

/**
 * watch_run_wait:
 *
 * Returns: the exit status, once it has ended; -1 if it was killed
 */
int
watch_run_wait (WatchRun *self)
{
  while (!self->ended || !self->line_is_done)
    g_main_context_iteration (NULL, TRUE);
  return g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process)
                                                    : -1;
}

static gboolean
matches (JsonObject *object, const char *event, const char *member, const char *value)
{
  return g_strcmp0 (json_object_get_string_member (object, "event"), event) == 0 &&
         (member == NULL ||
          g_strcmp0 (json_object_get_string_member_with_default (object, member, NULL), value) ==
              0);
}

/**
 * watch_run_find:
 * @member: (nullable): a member that has to have @value; %NULL for any
 *
 * Returns: (transfer none) (nullable): the first such event so far
 */
JsonObject *
watch_run_find (WatchRun *self, const char *event, const char *member, const char *value)
{
  for (guint i = 0; i < self->events->len; i++) {
    if (matches (self->events->pdata[i], event, member, value))
      return self->events->pdata[i];
  }
  return NULL;
}

/**
 * watch_run_await:
 *
 * Returns: (transfer none): the first such event, which has to come
 */
JsonObject *
watch_run_await (WatchRun *self, const char *event, const char *member, const char *value)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  JsonObject *found;

  while ((found = watch_run_find (self, event, member, value)) == NULL) {
    g_assert_false (self->line_is_done);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (200);
  }
  return found;
}

static gboolean
says (WatchRun *self, const char *words)
{
  for (guint i = 0; i < self->lines->len; i++) {
    if (strstr (self->lines->pdata[i], words) != NULL)
      return TRUE;
  }

  return FALSE;
}

guint
watch_run_count (WatchRun *self, const char *event)
{
  guint n = 0;

  for (guint i = 0; i < self->events->len; i++)
    n += matches (self->events->pdata[i], event, NULL, NULL);
  return n;
}

/**
 * watch_run_await_words:
 *
 * Waits until they have been printed, which has to come.
 */
void
watch_run_await_words (WatchRun *self, const char *words)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  while (!says (self, words)) {
    g_assert_false (self->line_is_done);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (200);
  }
}

/**
 * watch_run_join:
 *
 * Returns: (transfer full): all that was printed
 */
char *
watch_run_join (WatchRun *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) self->lines->pdata[i]);
  return g_string_free (text, FALSE);
}
