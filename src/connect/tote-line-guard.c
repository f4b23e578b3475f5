/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-line-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Seconds of the main thread's own processor time: an idle program is never woken for this. */
#define LOOK_EVERY 1

/* More than a session has connections, for all sessions together. */
#define MOST_LINES 64

#define NO_LINE (-1)

/* What is drawn has a lower priority than what comes in on a line: a loop that never gets as far as
 * this one draws nothing either, however often it turns. */
#define LEISURE_PRIORITY G_PRIORITY_HIGH_IDLE

/* Written by the main thread, read by the signal's handler. The descriptors are copies of the
 * sockets', so that none of them can mean another file by then. */
static volatile sig_atomic_t lines[MOST_LINES];

/* The handler wants to know whether the loop still gets to other things, and was not told yet. */
static volatile sig_atomic_t asked;

static gboolean
prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return asked != 0;
}

static gboolean
check (GSource *source)
{
  return asked != 0;
}

static gboolean
answer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  asked = 0;
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs leisure_funcs = { .prepare = prepare, .check = check, .dispatch = answer };

/* A whole second of work without a moment's leisure: the main thread is held up by a line, if by
 * anything that is ours to end. Other work that is as slow loses its connections, which come again.
 */
static void
on_look (int number)
{
  int before = errno;

  if (asked) {
    for (guint i = 0; i < MOST_LINES; i++) {
      if (lines[i] != NO_LINE)
        shutdown (lines[i], SHUT_RDWR);
    }
  }
  asked = 1;
  errno = before;
}

static void
start (void)
{
  const struct itimerspec every = { { LOOK_EVERY, 0 }, { LOOK_EVERY, 0 } };
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM };
  struct sigaction action = { .sa_handler = on_look, .sa_flags = SA_RESTART };
  GSource *leisure = g_source_new (&leisure_funcs, sizeof (GSource));
  timer_t timer;

  for (guint i = 0; i < MOST_LINES; i++)
    lines[i] = NO_LINE;
  g_source_set_priority (leisure, LEISURE_PRIORITY);
  g_source_attach (leisure, NULL);
  g_source_unref (leisure);
  sigaction (SIGVTALRM, &action, NULL);
  if (timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &timer) != 0 ||
      timer_settime (timer, 0, &every, NULL) != 0)
    g_debug ("Nobody looks after the lines: %s", g_strerror (errno));
}

static void
on_gone (gpointer data, GObject *where_the_socket_was)
{
  guint i = GPOINTER_TO_UINT (data);
  int line = lines[i];

  lines[i] = NO_LINE;
  close (line);
}

/**
 * tote_line_guard_watch:
 * @line: an encrypted connection whose handshake is done
 *
 * Sees to it that this connection is cut when it holds up the main loop. Only those of HTTP/2 can.
 */
void
tote_line_guard_watch (GIOStream *line)
{
  static gboolean started;
  g_autoptr (GIOStream) base = NULL;
  GSocket *socket;

  g_return_if_fail (G_IS_IO_STREAM (line));

  if (!G_IS_TLS_CONNECTION (line) ||
      g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (line)), "h2") != 0)
    return;
  g_object_get (line, "base-io-stream", &base, NULL);
  if (!G_IS_SOCKET_CONNECTION (base))
    return;

  if (!started)
    start ();
  started = TRUE;
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (base));
  for (guint i = 0; i < MOST_LINES; i++) {
    if (lines[i] != NO_LINE)
      continue;
    lines[i] = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);
    if (lines[i] != NO_LINE)
      g_object_weak_ref (G_OBJECT (socket), on_gone, GUINT_TO_POINTER (i));
    return;
  }
}
