/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-channel.h"

#include "tote-source.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* More than anything that is said. */
#define LINE_MAX_BYTES (160 * 1024)

struct _ToteChannel {
  GObject parent_instance;

  GSocket *socket; /* (owned) */
  GSource *source; /* (owned) (nullable): while it listens */
  GString *heard;  /* (owned): the beginning of a line */
  GString *unsaid; /* (owned): what the socket has no room for yet */
  GSource *sayer;  /* (owned) (nullable): while there is such */
};

G_DEFINE_FINAL_TYPE (ToteChannel, tote_channel, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_LINE,
  SIGNAL_CLOSED,
} ToteChannelSignal;

static guint signals[SIGNAL_CLOSED + 1];

/* Returns: what could be read, 0 at the end, less than 0 when there is nothing now. */
static gssize
hear (ToteChannel *self, GError **error)
{
  char bytes[4096];
  gssize n = g_socket_receive (self->socket, bytes, sizeof bytes, NULL, error);

  if (n > 0)
    g_string_append_len (self->heard, bytes, n);

  return self->heard->len > LINE_MAX_BYTES ? 0 : n;
}

static char *
take_line (ToteChannel *self)
{
  const char *end = strchr (self->heard->str, '\n');
  char *line;

  if (end == NULL)
    return NULL;

  line = g_strndup (self->heard->str, (gsize) (end - self->heard->str));
  g_string_erase (self->heard, 0, end + 1 - self->heard->str);

  return line;
}

static gboolean
on_heard (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (ToteChannel) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  gssize n = hear (self, &error);
  char *line;

  while ((line = take_line (self)) != NULL) {
    g_signal_emit (self, signals[SIGNAL_LINE], 0, line);
    g_free (line);
  }

  if (n > 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  tote_source_clear (&self->source);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);

  return G_SOURCE_REMOVE;
}

/* Returns: whether some of it is still to be said. */
static gboolean
say (ToteChannel *self)
{
  while (self->unsaid->len > 0) {
    g_autoptr (GError) error = NULL;
    gssize n = g_socket_send (self->socket, self->unsaid->str, self->unsaid->len, NULL, &error);

    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      return TRUE;
    if (n < 0)
      g_debug ("The other end of the display does not listen: %s", error->message);
    g_string_erase (self->unsaid, 0, n < 0 ? -1 : n);
  }

  return FALSE;
}

static gboolean
on_room (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  ToteChannel *self = user_data;

  if (say (self))
    return G_SOURCE_CONTINUE;

  tote_source_clear (&self->sayer);

  return G_SOURCE_REMOVE;
}

static void
tote_channel_dispose (GObject *object)
{
  ToteChannel *self = TOTE_CHANNEL (object);

  tote_source_clear (&self->source);
  tote_source_clear (&self->sayer);

  G_OBJECT_CLASS (tote_channel_parent_class)->dispose (object);
}

static void
tote_channel_finalize (GObject *object)
{
  ToteChannel *self = TOTE_CHANNEL (object);

  g_clear_object (&self->socket);
  g_string_free (self->heard, TRUE);
  g_string_free (self->unsaid, TRUE);

  G_OBJECT_CLASS (tote_channel_parent_class)->finalize (object);
}

static void
tote_channel_class_init (ToteChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_channel_dispose;
  object_class->finalize = tote_channel_finalize;

  signals[SIGNAL_LINE] =
      g_signal_new ("line", TOTE_TYPE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", TOTE_TYPE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_channel_init (ToteChannel *self)
{
  self->heard = g_string_new (NULL);
  self->unsaid = g_string_new (NULL);
}

/**
 * tote_channel_new:
 * @fd: a connected socket, which the channel closes in the end
 *
 * Returns: (transfer full) (nullable): that end of the line
 */
ToteChannel *
tote_channel_new (int fd, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, error);
  ToteChannel *self;

  if (socket == NULL)
    return NULL;

  self = g_object_new (TOTE_TYPE_CHANNEL, NULL);
  self->socket = g_steal_pointer (&socket);
  g_socket_set_blocking (self->socket, FALSE);

  return self;
}

/**
 * tote_channel_new_pair:
 * @other_fd: (out): the other end, for another process
 *
 * Returns: (transfer full) (nullable): this end
 */
ToteChannel *
tote_channel_new_pair (int *other_fd, GError **error)
{
  int ends[2];
  ToteChannel *self;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (errno));
    return NULL;
  }

  self = tote_channel_new (ends[0], error);
  if (self == NULL)
    close (ends[1]);
  else
    *other_fd = ends[1];

  return self;
}

/**
 * tote_channel_send:
 * @line: without its end
 *
 * What there is no room for yet is said later. What finds nobody any more is lost: "closed" tells
 * of that.
 */
void
tote_channel_send (ToteChannel *self, const char *line)
{
  g_return_if_fail (TOTE_IS_CHANNEL (self));
  g_return_if_fail (line != NULL);

  g_string_append (self->unsaid, line);
  g_string_append_c (self->unsaid, '\n');
  if (self->sayer != NULL || !say (self))
    return;

  self->sayer = g_socket_create_source (self->socket, G_IO_OUT, NULL);
  g_source_set_callback (self->sayer, G_SOURCE_FUNC (on_room), self, NULL);
  g_source_attach (self->sayer, NULL);
}

/**
 * tote_channel_wait:
 *
 * Waits for the first line, before there is a main loop.
 *
 * Returns: (transfer full) (nullable): what was said
 */
char *
tote_channel_wait (ToteChannel *self, GError **error)
{
  char *line;

  g_return_val_if_fail (TOTE_IS_CHANNEL (self), NULL);

  while ((line = take_line (self)) == NULL) {
    if (!g_socket_condition_wait (self->socket, G_IO_IN, NULL, error))
      return NULL;

    if (hear (self, error) <= 0) {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The other end is gone");
      return NULL;
    }
  }

  return line;
}

/**
 * tote_channel_listen:
 *
 * Tells of what is said from now on.
 */
void
tote_channel_listen (ToteChannel *self)
{
  g_return_if_fail (TOTE_IS_CHANNEL (self));

  if (self->source != NULL)
    return;

  self->source = g_socket_create_source (self->socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_heard), self, NULL);
  g_source_attach (self->source, NULL);
}
