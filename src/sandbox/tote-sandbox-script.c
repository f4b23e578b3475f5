/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-script.h"

struct _ToteSandboxScript {
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
 * tote_sandbox_script_new:
 *
 * Returns: (transfer full): a script in which nothing happens
 */
ToteSandboxScript *
tote_sandbox_script_new (void)
{
  ToteSandboxScript *self = g_new0 (ToteSandboxScript, 1);

  self->events = g_sequence_new (free_event);
  return self;
}

/**
 * tote_sandbox_script_free:
 * @self: (transfer full): the script
 */
void
tote_sandbox_script_free (ToteSandboxScript *self)
{
  g_sequence_free (self->events);
  g_free (self);
}

/**
 * tote_sandbox_event_free:
 * @event: (transfer full) (nullable): an event taken from a script
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
 * tote_sandbox_script_add:
 * @at: the story time
 * @kind: what happens
 * @line: the line it happens to, where the kind is about one
 * @text: (nullable): the words, where the kind has any
 */
void
tote_sandbox_script_add (ToteSandboxScript *self, gint64 at, ToteSandboxEventKind kind, guint line,
                         const char *text)
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
 * tote_sandbox_script_take_due:
 * @now: the story time
 *
 * Returns: (transfer full) (nullable): the next event that has come to pass, or %NULL
 */
ToteSandboxEvent *
tote_sandbox_script_take_due (ToteSandboxScript *self, gint64 now)
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
 * tote_sandbox_script_find_state:
 * @state: (nullable): a workflow state; %NULL for whichever comes next
 * @at: (out): when the order enters it
 *
 * Returns: whether the script has that state
 */
gboolean
tote_sandbox_script_find_state (ToteSandboxScript *self, const char *state, gint64 *at)
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
 * tote_sandbox_script_has:
 * @kind: a kind of event
 *
 * Returns: whether one of that kind is still to come
 */
gboolean
tote_sandbox_script_has (ToteSandboxScript *self, ToteSandboxEventKind kind)
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
 * tote_sandbox_script_hurry:
 * @microseconds: how much sooner all of it happens
 */
void
tote_sandbox_script_hurry (ToteSandboxScript *self, gint64 microseconds)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->events);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter)) {
    ToteSandboxEvent *event = g_sequence_get (iter);

    event->at -= microseconds;
  }
}

/**
 * tote_sandbox_script_clear: somebody else takes the wheel; nothing happens by itself any more
 */
void
tote_sandbox_script_clear (ToteSandboxScript *self)
{
  g_sequence_remove_range (g_sequence_get_begin_iter (self->events),
                           g_sequence_get_end_iter (self->events));
}
