/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-calendar.h"

#include "tote-time.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* A line of the file, without its end, in bytes. */
#define LINE_MAX_BYTES 75

/* Where files lie that other programs were given. */
static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), TOTE_FOLDER, "calendar", NULL);
}

/* Breaks lie between characters, and a line that goes on begins with a blank. */
static void
append_folded (GString *text, const char *line)
{
  gsize room = LINE_MAX_BYTES;

  for (const char *p = line; *p != '\0';) {
    gsize length = (gsize) (g_utf8_next_char (p) - p);

    if (length > room) {
      g_string_append (text, "\r\n ");
      room = LINE_MAX_BYTES - 1;
    }
    g_string_append_len (text, p, (gssize) length);
    room -= length;
    p += length;
  }
  g_string_append (text, "\r\n");
}

/* value: (nullable): text of others. */
static void
append_text (GString *text, const char *name, const char *value)
{
  g_autoptr (GString) line = g_string_new (name);

  if (value == NULL || *value == '\0')
    return;

  g_string_append_c (line, ':');
  for (const char *p = value; *p != '\0'; p++) {
    if (strchr ("\\;,", *p) != NULL)
      g_string_append_c (line, '\\');
    if (*p == '\n')
      g_string_append (line, "\\n");
    else if ((guchar) *p >= ' ')
      g_string_append_c (line, *p);
  }
  append_folded (text, line->str);
}

/* In universal time, which needs no description of a zone. */
static void
append_time (GString *text, const char *name, GDateTime *at)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (at);
  g_autofree char *value = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");

  g_string_append_printf (text, "%s:%s\r\n", name, value);
}

/* A slot that is known by one of its ends is that moment. */
static void
append_slot (GString *text, ToteOrder *order)
{
  GDateTime *starts_at = tote_order_get_window_starts_at (order);
  GDateTime *ends_at = tote_order_get_window_ends_at (order);

  append_time (text, "DTSTART", starts_at != NULL ? starts_at : ends_at);
  if (starts_at != NULL && ends_at != NULL && g_date_time_compare (ends_at, starts_at) > 0)
    append_time (text, "DTEND", ends_at);
}

static char *
dup_summary (ToteOrder *order, const char *store)
{
  return g_strdup_printf (tote_order_get_fulfillment (order) == TOTE_FULFILLMENT_PICKUP
                              /* Translators: in the calendar: the name of a store. */
                              ? _ ("Pick up groceries: %s")
                              /* Translators: in the calendar: the name of a store. */
                              : _ ("Groceries arrive: %s"),
                          store);
}

/* The same order is the same event, whatever its slot has become. */
static void
append_id (GString *text, const char *server, const char *order_id)
{
  g_autofree char *whole = g_strconcat (server, " ", order_id, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  g_string_append_printf (text, "UID:%.32s@tote\r\n", sum);
}

/**
 * tote_calendar_has_slot:
 *
 * Returns: whether there is anything to put in a calendar: a time that is known, and still of use
 */
gboolean
tote_calendar_has_slot (ToteOrder *order)
{
  g_return_val_if_fail (TOTE_IS_ORDER (order), FALSE);

  return !tote_order_get_ended (order) && (tote_order_get_window_starts_at (order) != NULL ||
                                           tote_order_get_window_ends_at (order) != NULL);
}

/**
 * tote_calendar_build:
 * @order: one with a slot
 * @server: where it is
 * @store: who brings it
 * @now_us: real µs
 *
 * Returns: (transfer full): the text of a file of type text/calendar
 */
char *
tote_calendar_build (ToteOrder *order, const char *server, const char *store, gint64 now_us)
{
  GString *text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tote//Tote//EN\r\n"
                                "METHOD:PUBLISH\r\nBEGIN:VEVENT\r\n");
  ToteHandling *handling = tote_order_get_handling (order);
  g_autoptr (GDateTime) now = tote_time_from_us (now_us);
  g_autofree char *summary = dup_summary (order, store);
  g_autofree char *number = tote_words_number (tote_order_get_id (order));

  append_id (text, server, tote_order_get_id (order));
  append_time (text, "DTSTAMP", now);
  append_slot (text, order);
  append_text (text, "SUMMARY", summary);
  append_text (text, "DESCRIPTION", number);
  append_text (text, "LOCATION", handling != NULL ? tote_handling_get_address (handling) : NULL);
  g_string_append (text, "END:VEVENT\r\nEND:VCALENDAR\r\n");

  return g_string_free (text, FALSE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * tote_calendar_save_async:
 * @file: what is there is replaced
 * @text: what tote_calendar_build() returned
 */
void
tote_calendar_save_async (GFile *file, const char *text, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GBytes) bytes = NULL;
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (text != NULL);

  bytes = g_bytes_new (text, strlen (text));
  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_calendar_save_async);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable,
                                       on_saved, task);
}

/**
 * tote_calendar_save_finish:
 *
 * Returns: whether it is there
 */
gboolean
tote_calendar_save_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tote_calendar_new_file:
 *
 * Makes the folder, where a program outside of a sandbox can read too. The name is shown by some.
 *
 * Returns: (transfer full) (nullable): a file to give to another program
 */
GFile *
tote_calendar_new_file (ToteOrder *order, GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *number = tote_words_number (tote_order_get_id (order));
  g_autofree char *name = g_strconcat (number, ".ics", NULL);

  g_return_val_if_fail (TOTE_IS_ORDER (order), NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
    return NULL;
  }

  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  return g_file_new_build_filename (folder, name, NULL);
}

static void
sweep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_unlink (path) != 0)
      g_debug ("%s: %s", path, g_strerror (errno));
  }
  g_task_return_boolean (task, TRUE);
}

/**
 * tote_calendar_sweep:
 *
 * Erases what an earlier run gave to other programs, which read it when they come to it.
 */
void
tote_calendar_sweep (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, tote_calendar_sweep);
  g_task_run_in_thread (task, sweep);
}
