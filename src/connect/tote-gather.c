/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-gather.h"

#include "tote-source.h"

#include <sys/socket.h>

/* Bytes that are kept back: answers of quiet questions are smaller, mostly a mere 304. */
#define SMALL 16384

/* µs for which answers are kept back. A server nearby has answered all of a round by the first. One
 * that is further away than the last is not waited for: what it says would be late for it. */
#define HOLD_LEAST 20000
#define HOLD_MOST 150000

/* µs that it takes to read what was kept back. */
#define READING 10000

struct _ToteGather {
  GPtrArray *sockets; /* (owned) of GSocket, not owned: all that the session has connected */
  guint n_quiet;      /* questions under way that nobody waits for */
  guint n_others;
  gint64 began_at; /* monotonic µs, of the round under way; 0 if it tells nothing of the server */
  gint64 hold;     /* µs, 0 for not at all */
  GSource *timer;  /* (owned) (nullable): while answers are kept back */
};

static void
keep_back (ToteGather *self, int bytes)
{
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_set_option (self->sockets->pdata[i], SOL_SOCKET, SO_RCVLOWAT, bytes, NULL);
}

static void
release (ToteGather *self)
{
  if (self->timer == NULL)
    return;

  tote_source_clear (&self->timer);
  keep_back (self, 1);
}

static gboolean
on_timer (gpointer user_data)
{
  release (user_data);
  return G_SOURCE_REMOVE;
}

static void
hold (ToteGather *self)
{
  if (self->hold == 0)
    return;

  keep_back (self, SMALL);
  self->timer = g_timeout_source_new ((guint) (self->hold / 1000));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
on_socket_gone (gpointer user_data, GObject *where_the_socket_was)
{
  g_ptr_array_remove_fast (((ToteGather *) user_data)->sockets, where_the_socket_was);
}

static void
gather_free (gpointer data)
{
  ToteGather *self = data;

  release (self);
  for (guint i = 0; i < self->sockets->len; i++)
    g_object_weak_unref (self->sockets->pdata[i], on_socket_gone, self);
  g_ptr_array_unref (self->sockets);
  g_free (self);
}

static ToteGather *
gather_new (void)
{
  ToteGather *self = g_new0 (ToteGather, 1);

  self->sockets = g_ptr_array_new ();
  self->hold = HOLD_LEAST;
  return self;
}

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("tote-gather");
}

/**
 * tote_gather_set_up:
 * @session: of somebody who follows orders for hours, by the clock on the wall
 *
 * Has the quiet answers of @session read together from now on.
 */
void
tote_gather_set_up (SoupSession *session)
{
  g_return_if_fail (SOUP_IS_SESSION (session));

  g_object_set_qdata_full (G_OBJECT (session), get_quark (), gather_new (), gather_free);
}

/**
 * tote_gather_get:
 *
 * Returns: (transfer none) (nullable): the one of @session, if it was set up
 */
ToteGather *
tote_gather_get (SoupSession *session)
{
  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);

  return g_object_get_qdata (G_OBJECT (session), get_quark ());
}

/**
 * tote_gather_watch:
 * @socket: of a connection that the session has just made
 *
 * Keeps back what comes on this one too, from the next round on.
 */
void
tote_gather_watch (ToteGather *self, GSocket *socket)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_SOCKET (socket));

  g_object_weak_ref (G_OBJECT (socket), on_socket_gone, self);
  g_ptr_array_add (self->sockets, socket);
}

/**
 * tote_gather_begin:
 * @quiet: whether nobody waits for the answer
 *
 * A question is about to leave.
 */
void
tote_gather_begin (ToteGather *self, gboolean quiet)
{
  g_return_if_fail (self != NULL);

  if (!quiet) {
    self->n_others++;
    self->began_at = 0;
    release (self);
  } else if (self->n_quiet++ == 0 && self->n_others == 0) {
    self->began_at = g_get_monotonic_time ();
    hold (self);
  }
}

/**
 * tote_gather_end:
 * @quiet: as it was with tote_gather_begin()
 *
 * It was answered, or nobody waits for it any more.
 */
void
tote_gather_end (ToteGather *self, gboolean quiet)
{
  g_return_if_fail (self != NULL);

  if (!quiet) {
    self->n_others--;
    return;
  }

  if (--self->n_quiet > 0)
    return;
  release (self);
  if (self->began_at != 0)
    self->hold = tote_gather_learn (self->hold, g_get_monotonic_time () - self->began_at);
  self->began_at = 0;
}

/**
 * tote_gather_learn:
 * @hold: µs for which answers were kept back, 0 for not at all
 * @took: µs from the first question of the round to its last answer
 *
 * When an answer came that was kept back, nobody knows. So the time is shortened bit by bit until
 * one comes after it, which tells how long it took; and a little more is left to the next.
 *
 * Returns: the same for the next round
 *
 * For tests: with no server that takes its time.
 */
gint64
tote_gather_learn (gint64 hold, gint64 took)
{
  if (took <= hold + READING)
    return MAX (hold - hold / 16, HOLD_LEAST);
  if (took + took / 4 <= HOLD_MOST)
    return MAX (took + took / 4, HOLD_LEAST);
  return 0;
}
