/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-log.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

struct _ToteSandboxLog {
  GOutputStream *stream; /* (owned) */
};

/**
 * tote_sandbox_log_new:
 * @path: a file; lines are added to what is there
 * @error: why it cannot be written
 *
 * Returns: (transfer full) (nullable): the log
 */
ToteSandboxLog *
tote_sandbox_log_new (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileOutputStream *stream = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error);
  ToteSandboxLog *self;

  if (stream == NULL)
    return NULL;

  self = g_new0 (ToteSandboxLog, 1);
  self->stream = G_OUTPUT_STREAM (stream);
  return self;
}

/**
 * tote_sandbox_log_free:
 * @self: (transfer full): the log
 */
void
tote_sandbox_log_free (ToteSandboxLog *self)
{
  g_object_unref (self->stream);
  g_free (self);
}

/**
 * tote_sandbox_log_write:
 * @method: the HTTP method
 * @path: the path, without the query
 * @status: the HTTP status; 0 when the connection was broken on purpose
 * @started: the monotonic time at which the request was there
 * @bearer: whether a bearer came along
 */
void
tote_sandbox_log_write (ToteSandboxLog *self, const char *method, const char *path, guint status,
                        gint64 started, gboolean bearer)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *readable = g_utf8_make_valid (path, -1);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "method", method);
  json_object_set_string_member (object, "path", readable);
  json_object_set_int_member (object, "status", status);
  json_object_set_double_member (
      object, "milliseconds", round ((double) (g_get_monotonic_time () - started) / 10.0) / 100.0);
  json_object_set_boolean_member (object, "bearer", bearer);
  json_node_take_object (root, object);
  text = json_to_string (root, FALSE);
  line = g_strconcat (text, "\n", NULL);
  g_output_stream_write_all (self->stream, line, strlen (line), NULL, NULL, NULL);
}
