/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

/* The getters of ToteTracker, which need no words; what they mean is said with its properties. */

ToteOrder *
tote_tracker_get_order (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return self->order;
}

ToteClient *
tote_tracker_get_client (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return self->client;
}

ToteClock *
tote_tracker_get_clock (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return self->clock;
}

gboolean
tote_tracker_get_loaded (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return self->loaded;
}

gboolean
tote_tracker_get_items_loaded (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return self->items_loaded;
}

gboolean
tote_tracker_get_online (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return self->outlook.online;
}

const GError *
tote_tracker_get_failure (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return self->failure;
}

gboolean
tote_tracker_get_ended (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return self->ended;
}

/**
 * tote_tracker_get_settled:
 *
 * Returns: whether nothing is under way and nothing more will be asked or sent
 */
gboolean
tote_tracker_get_settled (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return tote_schedule_get_settled (tote_reader_get_schedule (self->reader)) &&
         tote_outbox_get_settled (self->outbox);
}

gboolean
tote_tracker_get_shown (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return tote_reader_get_schedule (self->reader)->facts.shown;
}

gboolean
tote_tracker_get_chat_open (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  return tote_reader_get_schedule (self->reader)->facts.chat_open;
}

ToteAvailability
tote_tracker_get_chat (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_AVAILABILITY_UNKNOWN);
  return self->chat;
}

ToteAvailability
tote_tracker_get_location (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_AVAILABILITY_UNKNOWN);
  return self->location;
}

gint64
tote_tracker_get_last_answer (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), 0);
  return self->last_answer;
}

/**
 * tote_tracker_get_seen:
 *
 * Returns: real µs at which @resource was last confirmed, 0 for never; where the handling data
 *   stand in for the order, theirs
 */
gint64
tote_tracker_get_seen (ToteTracker *self, ToteResource resource)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), 0);
  g_return_val_if_fail ((guint) resource < TOTE_N_RESOURCES, 0);

  if (resource == TOTE_RESOURCE_ORDER &&
      tote_reader_get_schedule (self->reader)->facts.no_order_call)
    return self->seen[TOTE_RESOURCE_HANDLING];
  return self->seen[resource];
}

ToteFreshness
tote_tracker_get_position_age (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_FRESHNESS_NONE);
  return self->outlook.position_age;
}

ToteLateness
tote_tracker_get_late (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_LATENESS_NO);
  return self->outlook.late;
}

double
tote_tracker_get_distance (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), -1);
  return self->distance;
}

/**
 * tote_tracker_get_today:
 *
 * Returns: (transfer none): a moment of the day that it is where the order is, in its zone
 */
GDateTime *
tote_tracker_get_today (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  if (self->today == NULL)
    tote_follow_today (self);
  return self->today;
}

GListModel *
tote_tracker_get_history (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return G_LIST_MODEL (self->history);
}

GListModel *
tote_tracker_get_outbox (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);
  return tote_outbox_ledger_get_entries (tote_outbox_get_ledger (self->outbox));
}
