/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-line-writer.h"

#include <errno.h>
#include <glib-unix.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

/* A reader that takes nothing for so long has lost the thread. */
#define MOST_WAITING (16 * 1024 * 1024)

struct _ToteLineWriter {
  GObject parent_instance;

  int fd;           /* borrowed */
  char *charset;    /* (owned) (nullable): %NULL for UTF-8 */
  GString *waiting; /* (owned): what the reader has not made room for yet */
  guint reader_source;
  guint room_source; /* while there is something that waits */
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (ToteLineWriter, tote_line_writer, G_TYPE_OBJECT)

enum {
  FAILED,
  WRITTEN,
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
  g_string_truncate (self->waiting, 0);
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

static gboolean
has_room (int fd)
{
  struct pollfd room = { fd, POLLOUT, 0 };

  return poll (&room, 1, 0) != 0;
}

/* No more at a time than surely fits: the descriptor may be shared, and has to stay as it is. */
static void
push (ToteLineWriter *self)
{
  gsize done = 0;

  while (done < self->waiting->len && has_room (self->fd)) {
    gssize written =
        write (self->fd, self->waiting->str + done, MIN (self->waiting->len - done, PIPE_BUF));

    if (written >= 0) {
      done += (gsize) written;
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      fail (self, errno);
      return;
    }
  }
  g_string_erase (self->waiting, 0, (gssize) done);
}

static gboolean
on_room (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (ToteLineWriter) self = g_object_ref (user_data);

  push (self);
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;

  self->room_source = 0;
  g_signal_emit (self, signals[WRITTEN], 0);
  return G_SOURCE_REMOVE;
}

static void
tote_line_writer_finalize (GObject *object)
{
  ToteLineWriter *self = TOTE_LINE_WRITER (object);

  g_clear_handle_id (&self->reader_source, g_source_remove);
  g_clear_handle_id (&self->room_source, g_source_remove);
  g_string_free (self->waiting, TRUE);
  g_free (self->charset);

  G_OBJECT_CLASS (tote_line_writer_parent_class)->finalize (object);
}

static void
tote_line_writer_class_init (ToteLineWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_line_writer_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_line_writer_init (ToteLineWriter *self)
{
  self->waiting = g_string_new (NULL);
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
  g_string_append (self->waiting, text);
  push (self);
  if (self->waiting->len > MOST_WAITING)
    fail (self, ENOBUFS);
  if (self->waiting->len > 0 && self->room_source == 0)
    self->room_source = g_unix_fd_add (self->fd, G_IO_OUT, on_room, self);
}

/**
 * tote_line_writer_is_waiting:
 *
 * Returns: whether there are lines that the reader has not made room for yet
 */
gboolean
tote_line_writer_is_waiting (ToteLineWriter *self)
{
  g_return_val_if_fail (TOTE_IS_LINE_WRITER (self), FALSE);

  return self->waiting->len > 0;
}
