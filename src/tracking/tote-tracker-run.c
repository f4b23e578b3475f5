/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

/* What can be done with a ToteTracker: let it run, look closer, wish, forget. */

/* Begins to ask and to send, once what the archive had is in place. */
static void
begin (ToteTracker *self)
{
  ToteSchedule *schedule = tote_reader_get_schedule (self->reader);

  if (!self->started)
    return;
  self->heard_at = tote_clock_get_monotonic_time (self->clock) + self->first_delay;
  if (self->first_delay > 0)
    tote_schedule_hold (schedule, self->heard_at);
  self->halted = FALSE;
  tote_reader_start (self->reader);
  tote_outbox_set_running (self->outbox, TRUE);
  tote_follow_outlook (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteTracker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteKeptOrder) kept = tote_archive_load_finish (TOTE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (kept != NULL)
    tote_follow_kept (self, kept);
  else
    g_debug ("The archive has nothing to give: %s", error->message);
  self->restored = TRUE;
  begin (self);
}

static void
restore (ToteTracker *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tote_archive_load_async (self->keeper.archive, self->keeper.base, self->keeper.order_id,
                           tote_clock_get_real_time (self->clock), self->cancellable, on_loaded,
                           g_object_ref (self));
}

static void
on_marked_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteTracker) self = user_data;
  g_autoptr (GError) error = NULL;

  self->marking_read = FALSE;
  if (!tote_client_write_finish (TOTE_CLIENT (source), result, NULL, &error))
    g_debug ("Messages could not be marked as read: %s", error->message);
  else
    tote_follow_demand (self, TOTE_RESOURCE_CHAT);
}

/* Not worth writing down: the next look at the chat does it again. */
static gboolean
mark_read (ToteTracker *self, ToteWish *wish)
{
  if (self->marking_read)
    return TRUE;
  self->marking_read = TRUE;
  tote_client_write_async (self->client, tote_order_get_id (self->order), wish, NULL,
                           on_marked_read, g_object_ref (self));
  return TRUE;
}

/**
 * tote_tracker_set_pace:
 * @pace: factor on every interval, gap and back-off, above 0; for tests and demos
 */
void
tote_tracker_set_pace (ToteTracker *self, double pace)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));
  g_return_if_fail (pace > 0);

  tote_reader_get_schedule (self->reader)->facts.pace = pace;
  tote_outbox_set_pace (self->outbox, pace);
  tote_reader_update (self->reader);
}

/**
 * tote_tracker_set_board:
 * @board: whether only the state is followed
 */
void
tote_tracker_set_board (ToteTracker *self, gboolean board)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_reader_get_schedule (self->reader)->facts.board = board;
  tote_reader_update (self->reader);
}

/**
 * tote_tracker_set_first_delay:
 * @delay_us: µs that tote_tracker_start() waits before the first request
 */
void
tote_tracker_set_first_delay (ToteTracker *self, gint64 delay_us)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  self->first_delay = delay_us;
}

/**
 * tote_tracker_start:
 *
 * Shows what the archive has, then follows the order.
 */
void
tote_tracker_start (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  if (self->started)
    return;
  self->started = TRUE;
  if (self->keeper.archive != NULL && !self->restored)
    restore (self);
  else
    begin (self);
}

/**
 * tote_tracker_stop:
 *
 * Asks and sends nothing any more. What is on the line comes to its end.
 */
void
tote_tracker_stop (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  if (self->reader != NULL)
    tote_reader_stop (self->reader);
  if (self->outbox != NULL)
    tote_outbox_set_running (self->outbox, FALSE);
  if (self->outlook_timer != 0)
    tote_clock_remove_timer (self->clock, self->outlook_timer);
  self->outlook_timer = 0;
}

/**
 * tote_tracker_refresh:
 *
 * Asks at once for everything that is followed, also if that had been given up.
 */
void
tote_tracker_refresh (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_follow_resume (self);
}

/**
 * tote_tracker_set_shown:
 * @shown: whether somebody can see the order; else it is asked for half as often
 */
void
tote_tracker_set_shown (ToteTracker *self, gboolean shown)
{
  TotePaceFacts *facts;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  facts = &tote_reader_get_schedule (self->reader)->facts;
  shown = !!shown;
  if (facts->shown == shown)
    return;
  facts->shown = shown;
  if (shown)
    tote_follow_resume (self);
  tote_reader_update (self->reader);
  tote_tracker_notify (self, TOTE_TRACKER_PROP_SHOWN);
}

/**
 * tote_tracker_set_chat_open:
 * @chat_open: whether somebody can see the conversation; then it is asked for more often
 */
void
tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open)
{
  TotePaceFacts *facts;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  facts = &tote_reader_get_schedule (self->reader)->facts;
  chat_open = !!chat_open;
  if (facts->chat_open == chat_open)
    return;
  facts->chat_open = chat_open;
  tote_reader_update (self->reader);
  tote_tracker_notify (self, TOTE_TRACKER_PROP_CHAT_OPEN);
}

/**
 * tote_tracker_load_vehicle:
 *
 * Asks once for the vehicle that the form is filled with (contract 3.8).
 */
void
tote_tracker_load_vehicle (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_follow_demand (self, TOTE_RESOURCE_VEHICLE);
}

/**
 * tote_tracker_wish:
 *
 * Returns: whether the wish was taken
 */
gboolean
tote_tracker_wish (ToteTracker *self, ToteWish *wish)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  g_return_val_if_fail (TOTE_IS_WISH (wish), FALSE);

  if (tote_wish_get_kind (wish) == TOTE_WISH_MARK_READ)
    return mark_read (self, wish);
  if (!tote_outbox_add (self->outbox, wish))
    return FALSE;
  tote_tracker_emit_updated (self);
  return TRUE;
}

/**
 * tote_tracker_retry:
 * @wish_key: of a wish that failed
 */
void
tote_tracker_retry (ToteTracker *self, const char *wish_key)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_outbox_retry (self->outbox, wish_key);
}

/**
 * tote_tracker_withdraw:
 * @wish_key: of a wish that failed, or that has not left yet
 */
void
tote_tracker_withdraw (ToteTracker *self, const char *wish_key)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_outbox_withdraw (self->outbox, wish_key);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (tote_archive_forget_finish (TOTE_ARCHIVE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
forget_here (ToteTracker *self)
{
  tote_tracker_stop (self);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    tote_reader_set_answer (self->reader, i, NULL);
  tote_outbox_clear (self->outbox);
  tote_order_forget_people (self->order);
  tote_message_list_clear (tote_order_get_messages (self->order));
  tote_history_forget_notes (self->history);
}

/**
 * tote_tracker_forget_async:
 *
 * Stops, and erases everything of this order on disk and in memory. The token is not the
 * tracker's: whoever keeps it lets go of it.
 */
void
tote_tracker_forget_async (ToteTracker *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (ToteArchive) archive = NULL;
  GTask *task;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_tracker_forget_async);
  archive = self->keeper.archive != NULL ? g_object_ref (self->keeper.archive) : NULL;
  forget_here (self);
  tote_keeper_close (&self->keeper);

  if (archive != NULL) {
    tote_archive_forget_async (archive, self->keeper.base, self->keeper.order_id, cancellable,
                               on_forgotten, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
tote_tracker_forget_finish (ToteTracker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
