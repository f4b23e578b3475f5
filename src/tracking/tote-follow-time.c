/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

#include "tote-pace.h"

/* Intervals without a good answer after which there is no line of sight to the server. */
#define PATIENCE 2

static gint64
to_us (GDateTime *time)
{
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/* An order that is ready lies and waits for the customer: it is not late. */
static gboolean
is_waiting (ToteTracker *self)
{
  switch (tote_order_get_stage (self->order)) {
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
    return FALSE;
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_DELIVERING:
  default:
    return tote_order_get_state (self->order) != NULL;
  }
}

static gint64
get_patience (ToteTracker *self)
{
  const TotePaceFacts *facts = &tote_reader_get_schedule (self->reader)->facts;
  ToteResource resource = facts->no_order_call ? TOTE_RESOURCE_HANDLING : TOTE_RESOURCE_ORDER;

  return PATIENCE * tote_pace_plan (facts, resource).interval;
}

static ToteOutlookFacts
collect_facts (ToteTracker *self)
{
  gboolean listening = tote_reader_get_running (self->reader) && !self->ended;
  gint64 now = tote_clock_get_monotonic_time (self->clock);

  return (ToteOutlookFacts){
    .now = tote_clock_get_real_time (self->clock),
    .position_seen = self->position_seen,
    .slot_ends_at = to_us (tote_order_get_window_ends_at (self->order)),
    .waiting = is_waiting (self),
    .silence = listening ? MAX (now - self->heard_at, 1) : 0,
    .patience = get_patience (self),
  };
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (ToteTracker) self = g_object_ref (user_data);

  self->outlook_timer = 0;
  tote_follow_outlook (self);
  return G_SOURCE_REMOVE;
}

static void
show (ToteTracker *self, const ToteOutlook *outlook)
{
  ToteOutlook before = self->outlook;

  self->outlook = *outlook;
  if (before.position_age != outlook->position_age)
    tote_tracker_notify (self, TOTE_TRACKER_PROP_POSITION_AGE);
  if (before.late != outlook->late)
    tote_tracker_notify (self, TOTE_TRACKER_PROP_LATE);
  if (before.online != outlook->online)
    tote_tracker_notify (self, TOTE_TRACKER_PROP_ONLINE);
}

/* Erases chat and shopper a day after the end; returns how long it is until then. */
static gint64
expire (ToteTracker *self)
{
  TotePaceFacts *facts = &tote_reader_get_schedule (self->reader)->facts;
  gint64 age = tote_clock_get_real_time (self->clock) - self->ended_at;

  if (self->ended_at == 0 || facts->expired)
    return G_MAXINT64;
  if (age < TOTE_KEEP_PEOPLE)
    return TOTE_KEEP_PEOPLE - age;

  facts->expired = TRUE;
  tote_order_forget_people (self->order);
  tote_message_list_clear (tote_order_get_messages (self->order));
  tote_history_forget_notes (self->history);
  tote_outbox_clear (self->outbox);
  tote_keeper_expire (&self->keeper);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_CHAT, NULL);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_ORDER_MESSAGES, NULL);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_HANDLING, NULL);
  tote_follow_availability (self);
  tote_tracker_emit_updated (self);
  return G_MAXINT64;
}

/**
 * tote_follow_outlook:
 *
 * Works out what the passing of time means by now, and comes back when that changes next. One
 * timer for all of it; an unchanged poll only moves it.
 */
void
tote_follow_outlook (ToteTracker *self)
{
  gint64 until_expiry = expire (self);
  ToteOutlookFacts facts = collect_facts (self);
  ToteOutlook outlook = tote_outlook_compute (&facts);
  gint64 rest = MIN (outlook.rest, until_expiry);

  show (self, &outlook);
  if (self->outlook_timer != 0)
    tote_clock_remove_timer (self->clock, self->outlook_timer);
  self->outlook_timer =
      rest != G_MAXINT64 ? tote_clock_add_timer (self->clock, rest, on_timer, self) : 0;
}
