/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-timeline.h"

struct _ToteSandboxTimeline {
  GSequence *events; /* (owned): ToteSandboxEvent */
  guint next_serial;
};

static int
compare_events (gconstpointer a, gconstpointer b, gpointer unused)
{
  const ToteSandboxEvent *first = a;
  const ToteSandboxEvent *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  return first->serial < second->serial ? -1 : first->serial > second->serial;
}

static void
free_event (gpointer data)
{
  tote_sandbox_event_free (data);
}

/**
 * tote_sandbox_timeline_new:
 *
 * Returns: (transfer full): a timeline in which nothing happens
 */
ToteSandboxTimeline *
tote_sandbox_timeline_new (void)
{
  ToteSandboxTimeline *self = g_new0 (ToteSandboxTimeline, 1);

  self->events = g_sequence_new (free_event);
  return self;
}

/**
 * tote_sandbox_timeline_free:
 * @self: (transfer full): the timeline
 */
void
tote_sandbox_timeline_free (ToteSandboxTimeline *self)
{
  g_sequence_free (self->events);
  g_free (self);
}

/**
 * tote_sandbox_event_free:
 * @event: (transfer full) (nullable): an event taken from a timeline
 */
void
tote_sandbox_event_free (ToteSandboxEvent *event)
{
  if (event == NULL)
    return;

  g_free (event->text);
  g_free (event);
}

/**
 * tote_sandbox_timeline_add:
 * @at: the story time
 * @kind: what happens
 * @line: the line it happens to, where the kind is about one
 * @text: (nullable): the words, where the kind has any
 */
void
tote_sandbox_timeline_add (ToteSandboxTimeline *self, gint64 at, ToteSandboxEventKind kind,
                           guint line, const char *text)
{
  ToteSandboxEvent *event = g_new0 (ToteSandboxEvent, 1);

  event->at = at;
  event->serial = self->next_serial++;
  event->kind = kind;
  event->line = line;
  event->text = g_strdup (text);
  g_sequence_insert_sorted (self->events, event, compare_events, NULL);
}

/**
 * tote_sandbox_timeline_take_due:
 * @now: the story time
 *
 * Returns: (transfer full) (nullable): the next event that has come to pass, or %NULL
 */
ToteSandboxEvent *
tote_sandbox_timeline_take_due (ToteSandboxTimeline *self, gint64 now)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->events);
  ToteSandboxEvent *event;
  ToteSandboxEvent *taken;

  if (g_sequence_iter_is_end (first))
    return NULL;

  event = g_sequence_get (first);
  if (event->at > now)
    return NULL;

  taken = g_memdup2 (event, sizeof *event);
  event->text = NULL;
  g_sequence_remove (first);
  return taken;
}

/**
 * tote_sandbox_timeline_find_state:
 * @state: (nullable): a workflow state; %NULL for whichever comes next
 * @at: (out): when the order enters it
 *
 * Returns: whether the timeline has that state
 */
gboolean
tote_sandbox_timeline_find_state (ToteSandboxTimeline *self, const char *state, gint64 *at)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->events);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter)) {
    const ToteSandboxEvent *event = g_sequence_get (iter);

    if (event->kind != TOTE_SANDBOX_EVENT_STATE && event->kind != TOTE_SANDBOX_EVENT_ARRIVED)
      continue;
    if (state != NULL && g_strcmp0 (event->text, state) != 0)
      continue;
    *at = event->at;
    return TRUE;
  }
  return FALSE;
}

/**
 * tote_sandbox_timeline_has:
 * @kind: a kind of event
 *
 * Returns: whether one of that kind is still to come
 */
gboolean
tote_sandbox_timeline_has (ToteSandboxTimeline *self, ToteSandboxEventKind kind)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->events);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter)) {
    const ToteSandboxEvent *event = g_sequence_get (iter);

    if (event->kind == kind)
      return TRUE;
  }
  return FALSE;
}

/**
 * tote_sandbox_timeline_hurry:
 * @microseconds: how much sooner all of it happens
 */
void
tote_sandbox_timeline_hurry (ToteSandboxTimeline *self, gint64 microseconds)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->events);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter)) {
    ToteSandboxEvent *event = g_sequence_get (iter);

    event->at -= microseconds;
  }
}

/**
 * tote_sandbox_timeline_clear: somebody else takes the wheel; nothing happens by itself any more
 */
void
tote_sandbox_timeline_clear (ToteSandboxTimeline *self)
{
  g_sequence_remove_range (g_sequence_get_begin_iter (self->events),
                           g_sequence_get_end_iter (self->events));
}
