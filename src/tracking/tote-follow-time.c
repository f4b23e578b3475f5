/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

#include "tote-pace.h"
#include "tote-zone.h"

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

/**
 * tote_follow_get_patience:
 *
 * Returns: for how long, in µs, hearing nothing is as usual
 */
gint64
tote_follow_get_patience (ToteTracker *self)
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
    .patience = tote_follow_get_patience (self),
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

/* The present, where the order is. */
static GDateTime *
get_present (ToteTracker *self)
{
  gint64 us = tote_clock_get_real_time (self->clock);
  GTimeZone *zone = tote_order_get_time_zone (self->order);
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) utc = g_date_time_add (seconds, us % G_USEC_PER_SEC);

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b) &&
         tote_zone_equal (g_date_time_get_timezone (a), g_date_time_get_timezone (b));
}

/* Where midnight does not exist because summer begins then, the day begins at one. */
static gint64
get_rest_of_day (GDateTime *present)
{
  g_autoptr (GDateTime) next = g_date_time_add_days (present, 1);
  g_autoptr (GDateTime) midnight =
      g_date_time_new (g_date_time_get_timezone (present), g_date_time_get_year (next),
                       g_date_time_get_month (next), g_date_time_get_day_of_month (next), 0, 0, 0);

  return g_date_time_difference (midnight, present);
}

/* Returns: for how long what day it is stays true, in µs */
static gint64
settle_today (ToteTracker *self)
{
  g_autoptr (GDateTime) before = NULL;
  g_autoptr (GDateTime) present = get_present (self);
  gint64 rest = get_rest_of_day (present);

  if (self->today != NULL && is_same_day (self->today, present))
    return rest;

  before = g_steal_pointer (&self->today);
  self->today = g_steal_pointer (&present);
  if (before != NULL)
    tote_tracker_notify (self, TOTE_TRACKER_PROP_TODAY);

  return rest;
}

/**
 * tote_follow_today:
 *
 * Finds out which day it is.
 */
void
tote_follow_today (ToteTracker *self)
{
  settle_today (self);
}

/**
 * tote_follow_zone:
 *
 * The order turns out to be in another zone, where it may be another day.
 */
void
tote_follow_zone (ToteTracker *self)
{
  tote_keeper_keep_zone (&self->keeper, tote_order_get_chat_zone (self->order));
  if (self->started)
    tote_follow_outlook (self);
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
  gint64 rest = MIN (MIN (outlook.rest, until_expiry), settle_today (self));

  show (self, &outlook);
  if (self->outlook_timer != 0)
    tote_clock_remove_timer (self->clock, self->outlook_timer);
  self->outlook_timer = tote_clock_add_timer (self->clock, rest, on_timer, self);
}
