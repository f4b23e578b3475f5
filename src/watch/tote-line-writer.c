/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-line-writer.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

struct _ToteLineWriter {
  GObject parent_instance;

  int fd;        /* borrowed */
  char *charset; /* (owned) (nullable): %NULL for UTF-8 */
  guint reader_source;
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (ToteLineWriter, tote_line_writer, G_TYPE_OBJECT)

enum {
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
fail (ToteLineWriter *self, int reason)
{
  g_autoptr (GError) error = NULL;

  if (self->failed)
    return;

  self->failed = TRUE;
  error = g_error_new_literal (G_FILE_ERROR, (int) g_file_error_from_errno (reason),
                               g_strerror (reason));
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* A pipe tells of itself that its reader has gone: an order may not change for hours. */
static gboolean
on_reader_gone (int fd, GIOCondition condition, gpointer user_data)
{
  ToteLineWriter *self = user_data;

  self->reader_source = 0;
  fail (self, EPIPE);
  return G_SOURCE_REMOVE;
}

static void
tote_line_writer_finalize (GObject *object)
{
  ToteLineWriter *self = TOTE_LINE_WRITER (object);

  g_clear_handle_id (&self->reader_source, g_source_remove);
  g_free (self->charset);

  G_OBJECT_CLASS (tote_line_writer_parent_class)->finalize (object);
}

static void
tote_line_writer_class_init (ToteLineWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_line_writer_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tote_line_writer_init (ToteLineWriter *self)
{
}

/**
 * tote_line_writer_new:
 * @fd: where the lines go; not closed
 * @charset: (nullable): what they are written in; %NULL for UTF-8
 *
 * Returns: (transfer full): a writer
 */
ToteLineWriter *
tote_line_writer_new (int fd, const char *charset)
{
  ToteLineWriter *self = g_object_new (TOTE_TYPE_LINE_WRITER, NULL);

  self->fd = fd;
  self->charset = g_strdup (charset);
  self->reader_source = g_unix_fd_add (fd, G_IO_ERR, on_reader_gone, self);
  return self;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0) {
    gssize written = write (fd, text, length);

    if (written >= 0) {
      text += written;
      length -= (gsize) written;
    } else if (errno == EAGAIN) {
      struct pollfd room = { fd, POLLOUT, 0 };

      poll (&room, 1, -1);
    } else if (errno != EINTR) {
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * tote_line_writer_write:
 * @line: UTF-8, without its end; what the character set does not have becomes a question mark
 */
void
tote_line_writer_write (ToteLineWriter *self, const char *line)
{
  g_autofree char *whole = NULL;
  g_autofree char *converted = NULL;
  const char *text;

  g_return_if_fail (TOTE_IS_LINE_WRITER (self));
  g_return_if_fail (line != NULL);

  if (self->failed)
    return;

  whole = g_strconcat (line, "\n", NULL);
  if (self->charset != NULL)
    converted = g_convert_with_fallback (whole, -1, self->charset, "UTF-8", "?", NULL, NULL, NULL);
  text = converted != NULL ? converted : whole;
  if (!write_all (self->fd, text, strlen (text)))
    fail (self, errno);
}
