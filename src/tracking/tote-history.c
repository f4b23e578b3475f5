/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-history.h"

struct _ToteHistory {
  ToteObjectList parent_instance;

  GPtrArray *steps; /* of ToteStep (unowned): the list's own */
};

G_DEFINE_FINAL_TYPE (ToteHistory, tote_history, TOTE_TYPE_OBJECT_LIST)

static gboolean
is_later (ToteStep *step, GDateTime *at)
{
  GDateTime *step_at = tote_step_get_at (step);

  return step_at != NULL && at != NULL && g_date_time_compare (step_at, at) > 0;
}

/* Before which of the lines it stands; of what is alike, as they are heard of. */
static guint
find_place (ToteHistory *self, ToteStep *step)
{
  guint position = self->steps->len;

  while (position > 0 && tote_step_compare (self->steps->pdata[position - 1], step) > 0)
    position--;
  return position;
}

static void
insert_by_time (ToteHistory *self, ToteStep *step)
{
  guint position = find_place (self, step);

  g_ptr_array_insert (self->steps, (int) position, g_object_ref (step));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  if (self->steps->len <= TOTE_HISTORY_MAX)
    return;
  g_ptr_array_remove_index (self->steps, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 1, 0);
}

/* A server tells its old notices with every answer. */
static gboolean
is_too_old (ToteHistory *self, GDateTime *at)
{
  return self->steps->len == TOTE_HISTORY_MAX && is_later (self->steps->pdata[0], at);
}

static gboolean
is_same_time (GDateTime *a, GDateTime *b)
{
  return a == NULL || b == NULL ? a == b : g_date_time_equal (a, b);
}

/* The @nth line from the end that is a state. */
static ToteStep *
get_recent_state (ToteHistory *self, guint nth)
{
  for (guint i = self->steps->len; i > 0; i--) {
    ToteStep *step = self->steps->pdata[i - 1];

    if (tote_step_get_state (step) != NULL && nth-- == 0)
      return step;
  }
  return NULL;
}

static gboolean
tells (ToteStep *step, ToteStage stage, const char *headline)
{
  return step != NULL && tote_step_get_stage (step) == stage &&
         g_strcmp0 (tote_step_get_headline (step), headline) == 0;
}

static void
remove_at (ToteHistory *self, guint position)
{
  g_ptr_array_remove_index (self->steps, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* The next line from @position on, or before it, that is a state; -1 when there is none. */
static int
find_state (ToteHistory *self, int position, int direction)
{
  while (position >= 0 && position < (int) self->steps->len &&
         tote_step_get_state (self->steps->pdata[position]) == NULL)
    position += direction;
  return position < (int) self->steps->len ? position : -1;
}

/* Where a state has gone from between two that are told by the same words, the first counts. */
static void
close_gap (ToteHistory *self, guint position)
{
  int before = find_state (self, (int) position - 1, -1);
  int after = find_state (self, (int) position, 1);
  ToteStep *first = before >= 0 ? self->steps->pdata[before] : NULL;

  if (after >= 0 && first != NULL &&
      tells (self->steps->pdata[after], tote_step_get_stage (first),
             tote_step_get_headline (first)))
    remove_at (self, (guint) after);
}

/* The next state from @position on, or before it, or the one after that, that is told by these
 * words; -1 where neither is: a step to and fro is told once. */
static int
find_near (ToteHistory *self, int position, int direction, ToteStage stage, const char *headline)
{
  for (guint i = 0; i < 2; i++, position += direction) {
    position = find_state (self, position, direction);
    if (position < 0)
      return -1;
    if (tells (self->steps->pdata[position], stage, headline))
      return position;
  }
  return -1;
}

static gboolean
is_told (ToteHistory *self, ToteStep *step)
{
  for (guint i = 0; i < self->steps->len; i++) {
    ToteStep *other = self->steps->pdata[i];

    if (tote_step_get_state (other) != NULL &&
        tote_step_get_timing (other) == TOTE_STEP_TIMING_TOLD &&
        tells (other, tote_step_get_stage (step), tote_step_get_headline (step)) &&
        is_same_time (tote_step_get_at (other), tote_step_get_at (step)))
      return TRUE;
  }
  return FALSE;
}

/* The line that was written when @step was seen from here. */
static int
find_seen (ToteHistory *self, ToteStep *step)
{
  for (guint i = 0; i < self->steps->len; i++) {
    ToteStep *other = self->steps->pdata[i];

    if (tote_step_get_state (other) != NULL &&
        tote_step_get_timing (other) != TOTE_STEP_TIMING_TOLD &&
        tells (other, tote_step_get_stage (step), tote_step_get_headline (step)))
      return (int) i;
  }
  return -1;
}

static gboolean
has_note (ToteHistory *self, const char *text, GDateTime *at)
{
  for (guint i = 0; i < self->steps->len; i++) {
    ToteStep *step = self->steps->pdata[i];

    if (tote_step_get_state (step) == NULL &&
        g_strcmp0 (tote_step_get_headline (step), text) == 0 &&
        is_same_time (tote_step_get_at (step), at))
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
  self->steps = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_STEP);
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
ToteStep *
tote_history_add_state (ToteHistory *self, const char *state, ToteStage stage, const char *headline,
                        GDateTime *at, gboolean vague)
{
  g_autoptr (ToteStep) step = NULL;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (state != NULL, NULL);

  if (tells (get_recent_state (self, 0), stage, headline) ||
      tells (get_recent_state (self, 1), stage, headline))
    return NULL;

  step = tote_step_new_timed (state, stage, headline, at,
                              vague ? TOTE_STEP_TIMING_VAGUE : TOTE_STEP_TIMING_SEEN);
  insert_by_time (self, step);
  return step;
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
  g_autoptr (ToteStep) step = NULL;
  int place, after, seen;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), FALSE);
  g_return_val_if_fail (state != NULL && at != NULL, FALSE);

  step = tote_step_new_timed (state, stage, headline, at, TOTE_STEP_TIMING_TOLD);
  if (is_too_old (self, at) || is_told (self, step))
    return FALSE;

  seen = find_seen (self, step);
  if (seen >= 0) {
    remove_at (self, (guint) seen);
    close_gap (self, (guint) seen);
  }

  place = (int) find_place (self, step);
  if (find_near (self, place - 1, -1, stage, headline) >= 0)
    return seen >= 0;
  after = find_near (self, place, 1, stage, headline);
  if (after >= 0) {
    remove_at (self, (guint) after);
    close_gap (self, (guint) after);
  }

  insert_by_time (self, step);
  return TRUE;
}

/**
 * tote_history_add_note:
 * @stage: %TOTE_STAGE_UNKNOWN, but for what Tote itself has found out
 * @text: a notice of the server, a decision of the customer, or another shopper, in words
 *
 * Returns: (transfer none) (nullable): the new line, %NULL if it is there already
 */
ToteStep *
tote_history_add_note (ToteHistory *self, ToteStage stage, const char *text, GDateTime *at)
{
  g_autoptr (ToteStep) step = NULL;

  g_return_val_if_fail (TOTE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' || is_too_old (self, at) || has_note (self, text, at))
    return NULL;

  step = tote_step_new (NULL, stage, text, at);
  insert_by_time (self, step);
  return step;
}

/**
 * tote_history_restore:
 * @steps: (element-type ToteStep): what was kept of an earlier run, oldest first
 */
void
tote_history_restore (ToteHistory *self, GPtrArray *steps)
{
  guint n_removed;

  g_return_if_fail (TOTE_IS_HISTORY (self));

  n_removed = self->steps->len;
  g_ptr_array_set_size (self->steps, 0);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_insert (self->steps, (int) find_place (self, steps->pdata[i]),
                        g_object_ref (steps->pdata[i]));
  if (n_removed > 0 || steps->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, steps->len);
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

  for (guint i = self->steps->len; i > 0; i--) {
    if (tote_step_get_state (self->steps->pdata[i - 1]) == NULL)
      remove_at (self, i - 1);
  }
}
