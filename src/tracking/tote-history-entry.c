/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-history-entry.h"

#include "tote-time.h"

struct _ToteHistoryEntry {
  GObject parent_instance;

  char *state; /* (owned) (nullable) */
  ToteStage stage;
  char *headline; /* (owned) */
  GDateTime *at;  /* (owned) (nullable) */
  ToteHistoryTiming timing;
};

G_DEFINE_FINAL_TYPE (ToteHistoryEntry, tote_history_entry, G_TYPE_OBJECT)

static void
tote_history_entry_finalize (GObject *object)
{
  ToteHistoryEntry *self = TOTE_HISTORY_ENTRY (object);

  g_free (self->state);
  g_free (self->headline);
  g_clear_pointer (&self->at, g_date_time_unref);

  G_OBJECT_CLASS (tote_history_entry_parent_class)->finalize (object);
}

static void
tote_history_entry_class_init (ToteHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_history_entry_finalize;
}

static void
tote_history_entry_init (ToteHistoryEntry *self)
{
}

/**
 * tote_history_entry_new:
 * @state: (nullable): the workflow state as the server sent it; %NULL for a notice or a decision
 * @stage: of @state
 * @headline: what a person reads
 * @at: when it was first seen
 *
 * Returns: (transfer full): an entry
 */
ToteHistoryEntry *
tote_history_entry_new (const char *state, ToteStage stage, const char *headline, GDateTime *at)
{
  ToteHistoryEntry *self = g_object_new (TOTE_TYPE_HISTORY_ENTRY, NULL);

  self->state = g_strdup (state);
  self->stage = stage;
  self->headline = g_strdup (headline);
  self->at = at != NULL ? g_date_time_ref (at) : NULL;
  return self;
}

/**
 * tote_history_entry_new_timed:
 * @at: when it came about, as far as @timing says
 *
 * Returns: (transfer full): an entry, as of tote_history_entry_new()
 */
ToteHistoryEntry *
tote_history_entry_new_timed (const char *state, ToteStage stage, const char *headline,
                              GDateTime *at, ToteHistoryTiming timing)
{
  ToteHistoryEntry *self = tote_history_entry_new (state, stage, headline, at);

  self->timing = timing;
  return self;
}

/**
 * tote_history_entry_get_state:
 *
 * Returns: (nullable): the workflow state; %NULL for a notice or a decision
 */
const char *
tote_history_entry_get_state (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), NULL);

  return self->state;
}

/**
 * tote_history_entry_get_stage:
 *
 * Returns: the stage of the state
 */
ToteStage
tote_history_entry_get_stage (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), TOTE_STAGE_UNKNOWN);

  return self->stage;
}

/**
 * tote_history_entry_get_headline:
 *
 * Returns: what a person reads
 */
const char *
tote_history_entry_get_headline (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), NULL);

  return self->headline;
}

/**
 * tote_history_entry_get_at:
 *
 * Returns: (transfer none) (nullable): when it was first seen
 */
GDateTime *
tote_history_entry_get_at (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), NULL);

  return self->at;
}

/**
 * tote_history_entry_get_vague:
 *
 * Returns: whether it came about some time before it was seen, so that when is not known
 */
gboolean
tote_history_entry_get_vague (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), FALSE);

  return self->timing == TOTE_HISTORY_TIMING_VAGUE;
}

/**
 * tote_history_entry_get_timing:
 *
 * Returns: where its time is from
 */
ToteHistoryTiming
tote_history_entry_get_timing (ToteHistoryEntry *self)
{
  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (self), TOTE_HISTORY_TIMING_SEEN);

  return self->timing;
}

/* A state that was seen has come about some time before that, by as much as nobody looked: within
 * the minute, which is all that people read, it stands before what was said. */
static gint64
get_place (ToteHistoryEntry *self)
{
  gint64 us = tote_time_to_us (self->at);

  return self->state != NULL && self->timing != TOTE_HISTORY_TIMING_TOLD
             ? us - us % G_TIME_SPAN_MINUTE
             : us;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/**
 * tote_history_entry_compare:
 *
 * Returns: below, at or above zero: which stands before the other in a history, whichever was heard
 *   of first. Nothing can be said of one without a time
 */
int
tote_history_entry_compare (ToteHistoryEntry *a, ToteHistoryEntry *b)
{
  int order;

  g_return_val_if_fail (TOTE_IS_HISTORY_ENTRY (a) && TOTE_IS_HISTORY_ENTRY (b), 0);

  if (a->at == NULL || b->at == NULL)
    return 0;

  order = compare_numbers (get_place (a), get_place (b));
  if (order == 0)
    order = (a->state == NULL) - (b->state == NULL);
  return order != 0 ? order : g_date_time_compare (a->at, b->at);
}

/**
 * tote_history_entry_find_time:
 * @entries: (element-type ToteHistoryEntry): a history
 *
 * Returns: (transfer full) (nullable): since when the order is at @stage; %NULL if it is at another
 *   one as far as the history goes, which does not tell every state of a going to and fro, or if
 *   nobody knows
 */
GDateTime *
tote_history_entry_find_time (GListModel *entries, ToteStage stage)
{
  for (guint i = g_list_model_get_n_items (entries); i > 0; i--) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (entries, i - 1);

    if (entry->state != NULL)
      return entry->stage != stage || tote_history_entry_get_vague (entry) || entry->at == NULL
                 ? NULL
                 : g_date_time_ref (entry->at);
  }
  return NULL;
}
