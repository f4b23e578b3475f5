/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-timers.h"

typedef struct {
  gint64 due; /* monotonic, µs */
  guint id;
  GSourceFunc callback;
  gpointer user_data;
} Timer;

struct _ToteTimers {
  GSource source;

  GSequence *queue;  /* (owned): Timer, what is due first in front */
  GHashTable *by_id; /* (owned): id → its GSequenceIter */
  guint last_id;
};

static int
compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Timer *first = a, *second = b;

  if (first->due != second->due)
    return first->due < second->due ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static const Timer *
peek (ToteTimers *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->queue);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static void
schedule (ToteTimers *self)
{
  const Timer *next = peek (self);

  g_source_set_ready_time (&self->source, next != NULL ? next->due : -1);
}

/* What a callback adds is for the next turn, however short its delay: others want their turn too.
 */
static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  ToteTimers *self = (ToteTimers *) source;
  gint64 now = g_source_get_time (source);
  guint last_id = self->last_id;
  const Timer *next;

  while (!g_source_is_destroyed (source) && (next = peek (self)) != NULL && next->due <= now &&
         next->id <= last_id) {
    Timer timer = *next;

    tote_timers_remove (self, timer.id);
    timer.callback (timer.user_data);
  }
  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  ToteTimers *self = (ToteTimers *) source;

  g_hash_table_unref (self->by_id);
  g_sequence_free (self->queue);
}

/**
 * tote_timers_new:
 * @context: (nullable): where the callbacks run; %NULL for the default one
 *
 * Returns: (transfer full): no timers yet
 */
ToteTimers *
tote_timers_new (GMainContext *context)
{
  static GSourceFuncs funcs = { .dispatch = dispatch, .finalize = finalize };
  ToteTimers *self = (ToteTimers *) g_source_new (&funcs, sizeof (ToteTimers));

  self->queue = g_sequence_new (g_free);
  self->by_id = g_hash_table_new (NULL, NULL);
  g_source_set_static_name (&self->source, "Tote timers");
  /* A callback that runs a loop of its own does not hold up the others. */
  g_source_set_can_recurse (&self->source, TRUE);
  g_source_attach (&self->source, context);
  return self;
}

/**
 * tote_timers_free:
 * @self: (transfer full): whose timers do not fire any more
 */
void
tote_timers_free (ToteTimers *self)
{
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

/**
 * tote_timers_add:
 * @delay_us: microseconds from now; never fires earlier
 * @callback: called once, its return value does not count
 *
 * Returns: an id for tote_timers_remove(), never 0; not valid any more once the callback runs
 */
guint
tote_timers_add (ToteTimers *self, gint64 delay_us, GSourceFunc callback, gpointer user_data)
{
  Timer *timer = g_new (Timer, 1);
  gint64 now = g_get_monotonic_time ();

  timer->due = now + CLAMP (delay_us, 0, G_MAXINT64 - now);
  timer->id = ++self->last_id;
  timer->callback = callback;
  timer->user_data = user_data;
  g_hash_table_insert (self->by_id, GUINT_TO_POINTER (timer->id),
                       g_sequence_insert_sorted (self->queue, timer, compare, NULL));
  schedule (self);
  return timer->id;
}

/**
 * tote_timers_remove:
 * @id: of a timer that has not fired
 */
void
tote_timers_remove (ToteTimers *self, guint id)
{
  GSequenceIter *iter = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (id));

  g_return_if_fail (iter != NULL);

  g_hash_table_remove (self->by_id, GUINT_TO_POINTER (id));
  g_sequence_remove (iter);
  schedule (self);
}
