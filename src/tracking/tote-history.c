/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-history.h"

struct _ToteHistory {
  ToteObjectList parent_instance;

  GPtrArray *entries; /* of ToteHistoryEntry (unowned): the list's own */
};

G_DEFINE_FINAL_TYPE (ToteHistory, tote_history, TOTE_TYPE_OBJECT_LIST)

static gboolean
is_later (ToteHistoryEntry *entry, GDateTime *at)
{
  GDateTime *entry_at = tote_history_entry_get_at (entry);

  return entry_at != NULL && at != NULL && g_date_time_compare (entry_at, at) > 0;
}

static gboolean
is_seen (ToteHistoryEntry *entry)
{
  return tote_history_entry_get_state (entry) != NULL &&
         tote_history_entry_get_timing (entry) != TOTE_HISTORY_TIMING_TOLD;
}

/* Before which of the lines it stands; of what is alike, as they are heard of. A state that was
 * seen goes up past what was said in its minute, not past the states before it. */
static guint
find_place (ToteHistory *self, ToteHistoryEntry *entry)
{
  guint position = self->entries->len;

  while (position > 0 && tote_history_entry_compare (self->entries->pdata[position - 1], entry) > 0)
    position--;
  for (guint i = self->entries->len; i > position && is_seen (entry); i--) {
    ToteHistoryEntry *before = self->entries->pdata[i - 1];

    if (tote_history_entry_get_state (before) != NULL &&
        !is_later (before, tote_history_entry_get_at (entry)))
      return i;
  }

  return position;
}

static void
insert_by_time (ToteHistory *self, ToteHistoryEntry *entry)
{
  guint position = find_place (self, entry);

  g_ptr_array_insert (self->entries, (int) position, g_object_ref (entry));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  if (self->entries->len <= TOTE_HISTORY_MAX)
    return;
  g_ptr_array_remove_index (self->entries, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 1, 0);
}

/* A server tells its old notices with every answer. */
static gboolean
is_too_old (ToteHistory *self, GDateTime *at)
{
  return self->entries->len == TOTE_HISTORY_MAX && is_later (self->entries->pdata[0], at);
}

static gboolean
is_same_time (GDateTime *a, GDateTime *b)
{
  return a == NULL || b == NULL ? a == b : g_date_time_equal (a, b);
}

/* The @nth line from the end that is a state. */
static ToteHistoryEntry *
get_recent_state (ToteHistory *self, guint nth)
{
  for (guint i = self->entries->len; i > 0; i--) {
    ToteHistoryEntry *entry = self->entries->pdata[i - 1];

    if (tote_history_entry_get_state (entry) != NULL && nth-- == 0)
      return entry;
  }
  return NULL;
}

static gboolean
tells (ToteHistoryEntry *entry, ToteStage stage, const char *headline)
{
  return entry != NULL && tote_history_entry_get_stage (entry) == stage &&
         g_strcmp0 (tote_history_entry_get_headline (entry), headline) == 0;
}

static void
remove_at (ToteHistory *self, guint position)
{
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* The next line from @position on, or before it, that is a state; -1 when there is none. */
static int
find_state (ToteHistory *self, int position, int direction)
{
  while (position >= 0 && position < (int) self->entries->len &&
         tote_history_entry_get_state (self->entries->pdata[position]) == NULL)
    position += direction;
  return position < (int) self->entries->len ? position : -1;
}

/* Where a state has gone from between two that are told by the same words, the first counts. */
static void
close_gap (ToteHistory *self, guint position)
{
  int before = find_state (self, (int) position - 1, -1);
  int after = find_state (self, (int) position, 1);
  ToteHistoryEntry *first = before >= 0 ? self->entries->pdata[before] : NULL;

  if (after >= 0 && first != NULL &&
      tells (self->entries->pdata[after], tote_history_entry_get_stage (first),
             tote_history_entry_get_headline (first)))
    remove_at (self, (guint) after);
}

/* The next state from @position on, or before it, or the one after that, that is told by these
 * words; -1 where neither is: a way to and fro is told once. */
static int
find_near (ToteHistory *self, int position, int direction, ToteStage stage, const char *headline)
{
  for (guint i = 0; i < 2; i++, position += direction) {
    position = find_state (self, position, direction);
    if (position < 0)
      return -1;
    if (tells (self->entries->pdata[position], stage, headline))
      return position;
  }
  return -1;
}

static gboolean
is_told (ToteHistory *self, ToteHistoryEntry *entry)
{
  for (guint i = 0; i < self->entries->len; i++) {
    ToteHistoryEntry *other = self->entries->pdata[i];

    if (tote_history_entry_get_state (other) != NULL &&
        tote_history_entry_get_timing (other) == TOTE_HISTORY_TIMING_TOLD &&
        tells (other, tote_history_entry_get_stage (entry),
               tote_history_entry_get_headline (entry)) &&
        is_same_time (tote_history_entry_get_at (other), tote_history_entry_get_at (entry)))
      return TRUE;
  }
  return FALSE;
}

/* The line that was written when @entry was seen from here. */
static int
find_seen (ToteHistory *self, ToteHistoryEntry *entry)
{
  for (guint i = 0; i < self->entries->len; i++) {
    ToteHistoryEntry *other = self->entries->pdata[i];

    if (tote_history_entry_get_state (other) != NULL &&
        tote_history_entry_get_timing (other) != TOTE_HISTORY_TIMING_TOLD &&
        tells (other, tote_history_entry_get_stage (entry),
               tote_history_entry_get_headline (entry)))
      return (int) i;
  }
  return -1;
}

/* Whether @entry was seen from here, comes about later than @told, and stands before it. */
static gboolean
is_misplaced (ToteHistoryEntry *entry, ToteHistoryEntry *told)
{
  return tote_history_entry_get_state (entry) != NULL &&
         tote_history_entry_get_timing (entry) != TOTE_HISTORY_TIMING_TOLD &&
         tote_history_entry_get_stage (entry) > tote_history_entry_get_stage (told) &&
         is_later (told, tote_history_entry_get_at (entry));
}

/* The clock of this computer may be slow. */
static void
put_seen_after (ToteHistory *self, ToteHistoryEntry *told)
{
  for (guint i = 0; i < self->entries->len;) {
    ToteHistoryEntry *entry = self->entries->pdata[i];
    g_autoptr (ToteHistoryEntry) later = NULL;

    if (!is_misplaced (entry, told)) {
      i++;
      continue;
    }

    later = tote_history_entry_new_timed (
        tote_history_entry_get_state (entry), tote_history_entry_get_stage (entry),
        tote_history_entry_get_headline (entry), tote_history_entry_get_at (told),
        tote_history_entry_get_timing (entry));
    remove_at (self, i);
    insert_by_time (self, later);
  }
}

static gboolean
has_note (ToteHistory *self, const char *text, GDateTime *at)
{
  for (guint i = 0; i < self->entries->len; i++) {
    ToteHistoryEntry *entry = self->entries->pdata[i];

    if (tote_history_entry_get_state (entry) == NULL &&
        g_strcmp0 (tote_history_entry_get_headline (entry), text) == 0 &&
        is_same_time (tote_history_entry_get_at (entry), at))
      return TRUE;
  }
  return FALSE;
}

static void
tote_history_class_init (ToteHistoryClass *klass)
{
}

static void
tote_history_init (ToteHistory *self)
{
  self->entries = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_HISTORY_ENTRY);
}

/**
 * tote_history_new:
 *
 * Returns: (transfer full): an empty history
 */
ToteHistory *
tote_history_new (void)
{
  return g_object_new (TOTE_TYPE_HISTORY, NULL);
}

/**
 * tote_history_add_state:
 * @at: when @state was first seen
 * @vague: whether it may have come about long before
 *
 * Returns: (transfer none) (nullable): the new line, %NULL if the list tells it already
 */
ToteHistoryEntry *
tote_history_add_state (ToteHistory *self, const char *state, ToteStage stage, const char *headline,
                        GDateTime *at, gboolean vague)
{
  g_autoptr (ToteHistoryEntry) entry = NULL;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (state != NULL, NULL);

  if (tells (get_recent_state (self, 0), stage, headline) ||
      tells (get_recent_state (self, 1), stage, headline))
    return NULL;

  entry = tote_history_entry_new_timed (
      state, stage, headline, at, vague ? TOTE_HISTORY_TIMING_VAGUE : TOTE_HISTORY_TIMING_SEEN);
  insert_by_time (self, entry);
  return entry;
}

/**
 * tote_history_tell_state:
 * @at: when the order came to @state, as the server says
 *
 * What was seen from here is dated as the server says; what nobody saw is added. Of states that are
 * told by the same words the first counts.
 *
 * Returns: whether that is news
 */
gboolean
tote_history_tell_state (ToteHistory *self, const char *state, ToteStage stage,
                         const char *headline, GDateTime *at)
{
  g_autoptr (ToteHistoryEntry) entry = NULL;
  int place, after, seen;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), FALSE);
  g_return_val_if_fail (state != NULL && at != NULL, FALSE);

  entry = tote_history_entry_new_timed (state, stage, headline, at, TOTE_HISTORY_TIMING_TOLD);
  if (is_too_old (self, at) || is_told (self, entry))
    return FALSE;

  seen = find_seen (self, entry);
  if (seen >= 0) {
    remove_at (self, (guint) seen);
    close_gap (self, (guint) seen);
  }

  place = (int) find_place (self, entry);
  if (find_near (self, place - 1, -1, stage, headline) >= 0)
    return seen >= 0;
  after = find_near (self, place, 1, stage, headline);
  if (after >= 0) {
    remove_at (self, (guint) after);
    close_gap (self, (guint) after);
  }

  insert_by_time (self, entry);
  put_seen_after (self, entry);
  return TRUE;
}

/**
 * tote_history_is_ahead:
 * @stage, @headline: of the state that the order itself said last
 *
 * Returns: whether the server has told of another one since
 */
gboolean
tote_history_is_ahead (ToteHistory *self, ToteStage stage, const char *headline)
{
  ToteHistoryEntry *entry;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), FALSE);

  entry = get_recent_state (self, 0);
  return entry != NULL && !is_seen (entry) && !tells (entry, stage, headline);
}

/**
 * tote_history_add_note:
 * @stage: %TOTE_STAGE_UNKNOWN, but for what Tote itself has found out
 * @text: a notice of the server, a decision of the customer, or another shopper, in words
 *
 * Returns: (transfer none) (nullable): the new line, %NULL if it is there already
 */
ToteHistoryEntry *
tote_history_add_note (ToteHistory *self, ToteStage stage, const char *text, GDateTime *at)
{
  g_autoptr (ToteHistoryEntry) entry = NULL;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' || is_too_old (self, at) || has_note (self, text, at))
    return NULL;

  entry = tote_history_entry_new (NULL, stage, text, at);
  insert_by_time (self, entry);
  return entry;
}

/**
 * tote_history_dup_present:
 * @now: by the clock of this computer
 *
 * Returns: (transfer full): when something came about that is noticed now: where the server's clock
 *   is ahead, not before what it has told already
 */
GDateTime *
tote_history_dup_present (ToteHistory *self, GDateTime *now)
{
  GDateTime *present = now;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    if (is_later (self->entries->pdata[i], present))
      present = tote_history_entry_get_at (self->entries->pdata[i]);

  return g_date_time_ref (present);
}

/**
 * tote_history_restore:
 * @entries: (element-type ToteHistoryEntry): what was kept of an earlier run, oldest first
 */
void
tote_history_restore (ToteHistory *self, GPtrArray *entries)
{
  guint n_removed;

  g_return_if_fail (TOTE_IS_HISTORY (self));

  n_removed = self->entries->len;
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_insert (self->entries, (int) find_place (self, entries->pdata[i]),
                        g_object_ref (entries->pdata[i]));
  if (n_removed > 0 || entries->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, entries->len);
}

/**
 * tote_history_forget_notes:
 *
 * Removes what people said: only the states and their times stay.
 */
void
tote_history_forget_notes (ToteHistory *self)
{
  g_return_if_fail (TOTE_IS_HISTORY (self));

  for (guint i = self->entries->len; i > 0; i--) {
    if (tote_history_entry_get_state (self->entries->pdata[i - 1]) == NULL)
      remove_at (self, i - 1);
  }
}
