/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-handover.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define HAS_TOKEN "tote-has-token"

/* Less than any pipe holds, so that writing never waits for the other side. */
#define TOKEN_MAX 4096

/**
 * tote_handover_write:
 * @token: what opens an order
 * @platform_data: (inout): what is about to be sent to the first instance
 *
 * GApplication passes on the descriptor of the standard input when it sends a command line.
 */
void
tote_handover_write (const char *token, GVariantBuilder *platform_data)
{
  gsize length = strlen (token);
  int fds[2];

  if (length > TOKEN_MAX || !g_unix_open_pipe (fds, FD_CLOEXEC, NULL))
    return;

  if (g_unix_set_fd_nonblocking (fds[0], TRUE, NULL) &&
      write (fds[1], token, length) == (gssize) length && dup2 (fds[0], STDIN_FILENO) >= 0)
    g_variant_builder_add (platform_data, "{sv}", HAS_TOKEN, g_variant_new_boolean (TRUE));
  close (fds[0]);
  close (fds[1]);
}

static gboolean
is_announced (GApplicationCommandLine *command_line)
{
  g_autoptr (GVariant) data = g_application_command_line_get_platform_data (command_line);
  gboolean announced = FALSE;

  return data != NULL && g_variant_lookup (data, HAS_TOKEN, "b", &announced) && announced;
}

/**
 * tote_handover_read:
 * @command_line: of another start
 *
 * Whatever the other side passed, nothing is waited for.
 *
 * Returns: (transfer full) (nullable): the token it hands over; to be freed with
 *   tote_process_wipe()
 */
char *
tote_handover_read (GApplicationCommandLine *command_line)
{
  g_autoptr (GInputStream) stream = NULL;
  char buffer[TOKEN_MAX + 1];
  char *token = NULL;
  gssize length;
  int fd;

  if (!is_announced (command_line))
    return NULL;

  stream = g_application_command_line_get_stdin (command_line);
  if (!G_IS_UNIX_INPUT_STREAM (stream))
    return NULL;

  fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (stream));
  if ((fcntl (fd, F_GETFL) & O_NONBLOCK) == 0)
    return NULL;

  length = read (fd, buffer, sizeof buffer);
  if (length > 0 && length <= TOKEN_MAX)
    token = g_strndup (buffer, (gsize) length);
  explicit_bzero (buffer, sizeof buffer);
  return token;
}
