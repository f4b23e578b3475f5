/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-pace.h"

#include "tote-stage.h"

/* Intervals of contract 5, in microseconds. */
#define ORDER_UNASSIGNED (60 * G_USEC_PER_SEC)
#define ORDER_ASSIGNED (15 * G_USEC_PER_SEC)
#define ITEMS (10 * G_USEC_PER_SEC)
#define LOCATION (5 * G_USEC_PER_SEC)
#define CHAT_OPEN (5 * G_USEC_PER_SEC)
#define CHAT_CLOSED (15 * G_USEC_PER_SEC)

/* A board of more orders than this asks for some of them together. */
#define TURNS 1000

#define GAP (2 * G_USEC_PER_SEC)
#define FIRST_DELAY (5 * G_USEC_PER_SEC)
#define TURN (ORDER_ASSIGNED / TURNS)
#define BACK_OFF_FIRST (1 * G_USEC_PER_SEC)
#define BACK_OFF_MOST (60 * G_USEC_PER_SEC)
#define REASK_FIRST (15 * G_USEC_PER_SEC)
#define REASK_MOST (240 * G_USEC_PER_SEC) /* with the spread, under five minutes */

/* How much of an interval is left to chance, half of it to either side. */
#define SPREAD 0.2

/* What is due within this time goes together: one waking up for several questions. */
#define TOGETHER (1 * G_USEC_PER_SEC)

static gint64
scale (gint64 us, double factor)
{
  return (gint64) ((double) us * factor);
}

/* An occasion of its own for each state word. */
static guint
state_occasion (const char *state)
{
  guint hash = 5381;

  for (const char *c = state; c != NULL && *c != '\0'; c++)
    hash = hash * 33 + (guchar) g_ascii_tolower (*c);
  return MAX (hash, TOTE_OCCASION_STATES);
}

static ToteStage
get_stage (const TotePaceFacts *facts)
{
  return tote_stage_from_word (facts->state, facts->fulfillment);
}

static TotePacePlan
never (void)
{
  return (TotePacePlan){ .ask = TOTE_ASK_NEVER };
}

static TotePacePlan
once (guint occasion)
{
  return (TotePacePlan){ .ask = TOTE_ASK_ONCE, .occasion = occasion };
}

/* Half as often when nobody looks. */
static TotePacePlan
steadily (const TotePaceFacts *facts, guint occasion, gint64 interval)
{
  return (TotePacePlan){ .ask = TOTE_ASK_STEADILY,
                         .occasion = occasion,
                         .interval = scale (interval, facts->pace * (facts->shown ? 1 : 2)) };
}

/* An end is the platform's own word, in an answer that was understood, and its last: no state comes
 * after it (design 3), so this is the one thing that is concluded for good. */
static TotePacePlan
plan_state (const TotePaceFacts *facts)
{
  if (tote_pace_is_over (facts))
    return never ();
  if (facts->state == NULL)
    return steadily (facts, TOTE_OCCASION_FIRST, ORDER_ASSIGNED);
  if (tote_state_is_untaken (facts->state))
    return steadily (facts, TOTE_OCCASION_RECEIVED, ORDER_UNASSIGNED);
  return steadily (facts, TOTE_OCCASION_ASSIGNED, ORDER_ASSIGNED);
}

static TotePacePlan
plan_items (const TotePaceFacts *facts)
{
  ToteStage stage = get_stage (facts);

  if (facts->state == NULL)
    return once (TOTE_OCCASION_FIRST);
  /* The platform has no items of these: asked once, for retailers who supply them all the same. */
  if (facts->fulfillment == TOTE_FULFILLMENT_LAST_MILE)
    return once (TOTE_OCCASION_EVER);
  if (tote_stage_is_final (stage))
    return once (TOTE_OCCASION_ENDED);
  if (stage == TOTE_STAGE_SHOPPING || stage == TOTE_STAGE_REVIEW)
    return steadily (facts, TOTE_OCCASION_SHOPPING, ITEMS);
  if (stage == TOTE_STAGE_RECEIVED)
    return once (TOTE_OCCASION_RECEIVED);
  if (stage == TOTE_STAGE_UNKNOWN)
    return once (state_occasion (facts->state));
  return once (TOTE_OCCASION_SHOPPED);
}

static TotePacePlan
plan_handling (const TotePaceFacts *facts)
{
  ToteStage stage = get_stage (facts);

  if (facts->state == NULL)
    return once (TOTE_OCCASION_FIRST);
  if (tote_stage_is_final (stage))
    return once (TOTE_OCCASION_EVER);
  if (tote_state_is_untaken (facts->state))
    return once (TOTE_OCCASION_RECEIVED);
  if (stage == TOTE_STAGE_DELIVERING)
    return once (TOTE_OCCASION_DELIVERING);
  return once (TOTE_OCCASION_ASSIGNED);
}

static TotePacePlan
plan_location (const TotePaceFacts *facts)
{
  if (get_stage (facts) != TOTE_STAGE_DELIVERING || facts->fulfillment == TOTE_FULFILLMENT_PICKUP)
    return never ();
  return steadily (facts, TOTE_OCCASION_DELIVERING, LOCATION);
}

static TotePacePlan
plan_chat (const TotePaceFacts *facts, gboolean main_source)
{
  gboolean open = main_source && facts->chat_open;

  switch (tote_pace_get_chat_phase (facts)) {
  case TOTE_CHAT_PHASE_OPEN:
    return steadily (facts, TOTE_OCCASION_SHOPPING, open ? CHAT_OPEN : CHAT_CLOSED);
  case TOTE_CHAT_PHASE_ENDED:
    return once (TOTE_OCCASION_ENDED);
  case TOTE_CHAT_PHASE_UNKNOWN:
    return main_source ? once (TOTE_OCCASION_FIRST) : never ();
  case TOTE_CHAT_PHASE_BEFORE:
  case TOTE_CHAT_PHASE_EXPIRED:
  default:
    return never ();
  }
}

static TotePacePlan
plan_pickup_details (const TotePaceFacts *facts)
{
  ToteStage stage = get_stage (facts);

  if (facts->fulfillment != TOTE_FULFILLMENT_PICKUP)
    return never ();
  if (stage != TOTE_STAGE_READY && stage != TOTE_STAGE_HANDING_OVER)
    return never ();
  return once (state_occasion (facts->state));
}

/**
 * tote_pace_is_over:
 *
 * Returns: whether the order has ended, so that what is asked still is asked for the last time
 */
gboolean
tote_pace_is_over (const TotePaceFacts *facts)
{
  return facts->state != NULL && tote_stage_is_final (get_stage (facts));
}

/**
 * tote_pace_is_ahead:
 *
 * What nearly every order has is asked for together with the order itself, so that a first look
 * takes one round. Whether this one has it only its state tells: refused before that is known, or
 * once it turned out that there is none yet, it was asked for too early, and nothing follows.
 *
 * Returns: whether asking for @resource now is ahead of the state
 */
gboolean
tote_pace_is_ahead (const TotePaceFacts *facts, ToteResource resource)
{
  if (resource != TOTE_RESOURCE_ITEMS && resource != TOTE_RESOURCE_CHAT)
    return FALSE;
  return facts->state == NULL || tote_pace_plan (facts, resource).ask == TOTE_ASK_NEVER;
}

/**
 * tote_pace_get_chat_phase:
 *
 * The chat opens when the picking starts. A last mile order is never picked by the platform: its
 * chat opens when a driver has it, who is the first to answer.
 *
 * Returns: where the order stands in the life of its chat
 */
ToteChatPhase
tote_pace_get_chat_phase (const TotePaceFacts *facts)
{
  ToteStage stage = get_stage (facts);

  if (facts->state == NULL)
    return TOTE_CHAT_PHASE_UNKNOWN;
  if (tote_stage_is_final (stage))
    return facts->expired ? TOTE_CHAT_PHASE_EXPIRED : TOTE_CHAT_PHASE_ENDED;
  if (stage == TOTE_STAGE_RECEIVED)
    return TOTE_CHAT_PHASE_BEFORE;
  if (facts->fulfillment == TOTE_FULFILLMENT_LAST_MILE && tote_state_is_waiting (facts->state))
    return TOTE_CHAT_PHASE_BEFORE;
  return TOTE_CHAT_PHASE_OPEN;
}

/**
 * tote_pace_plan:
 *
 * The polling plan of contract 5 as a pure function: no clock, no memory. The caller keeps which
 * occasion was answered last (see #ToteSchedule).
 *
 * Returns: how @resource is asked for in the situation that @facts describe
 */
TotePacePlan
tote_pace_plan (const TotePaceFacts *facts, ToteResource resource)
{
  if (facts->no_order_call && resource == TOTE_RESOURCE_HANDLING)
    return plan_state (facts);
  if (facts->blocked && resource != TOTE_RESOURCE_ORDER)
    return never ();
  if (facts->board && resource != TOTE_RESOURCE_ORDER)
    return never ();

  switch (resource) {
  case TOTE_RESOURCE_ORDER:
    return plan_state (facts);
  case TOTE_RESOURCE_ITEMS:
    return plan_items (facts);
  case TOTE_RESOURCE_HANDLING:
    return plan_handling (facts);
  case TOTE_RESOURCE_LOCATION:
    return plan_location (facts);
  case TOTE_RESOURCE_CHAT:
    return plan_chat (facts, TRUE);
  case TOTE_RESOURCE_ORDER_MESSAGES:
    return plan_chat (facts, FALSE);
  case TOTE_RESOURCE_PICKUP_DETAILS:
    return plan_pickup_details (facts);
  case TOTE_RESOURCE_VEHICLE:
  default:
    return never ();
  }
}

/**
 * tote_pace_get_gap:
 *
 * Returns: µs that two requests of one kind are apart at least
 */
gint64
tote_pace_get_gap (double pace)
{
  return scale (GAP, pace);
}

/**
 * tote_pace_get_together:
 *
 * Returns: µs by which a question may be early to go with others
 */
gint64
tote_pace_get_together (double pace)
{
  return scale (TOGETHER, pace);
}

/**
 * tote_pace_spread:
 * @random: in [0, 1)
 *
 * Returns: @interval, up to a tenth shorter or longer, so that many clients do not ask in step, and
 *   that much in the middle
 */
gint64
tote_pace_spread (gint64 interval, double random)
{
  return scale (interval, 1 + SPREAD * (random - 0.5));
}

/**
 * tote_pace_back_off:
 * @failures: in a row, from 1
 * @random: in [0, 1)
 *
 * Full jitter: anything between nothing and a ceiling that doubles from 1 s to 60 s. The gap
 * between two requests holds besides.
 *
 * Returns: µs to wait before the next try
 */
gint64
tote_pace_back_off (guint failures, double random, double pace)
{
  gint64 ceiling = BACK_OFF_FIRST;

  for (guint i = 1; i < failures && ceiling < BACK_OFF_MOST; i++)
    ceiling *= 2;
  return scale (MIN (ceiling, BACK_OFF_MOST), random * pace);
}

/**
 * tote_pace_reask:
 * @refusals: in a row, from 1
 * @random: in [0, 1)
 *
 * What the platform itself has refused does not get better by the second, but no word is its last:
 * from a quarter of a minute to less than five minutes, whatever was said and however often.
 *
 * Returns: µs to wait before asking again
 */
gint64
tote_pace_reask (guint refusals, double random, double pace)
{
  gint64 interval = REASK_FIRST;

  for (guint i = 1; i < refusals && interval < REASK_MOST; i++)
    interval *= 2;
  return scale (tote_pace_spread (MIN (interval, REASK_MOST), random), pace);
}

/**
 * tote_pace_first_delay:
 * @random: in [0, 1)
 *
 * Returns: µs that a store display waits before its first request, so that a chain of stores does
 *   not ask in step after a power cut
 */
gint64
tote_pace_first_delay (double random, double pace)
{
  return scale (FIRST_DELAY, random * pace);
}

/**
 * tote_pace_get_turn:
 * @nth: how many orders of a board begin before this one
 *
 * Returns: µs that it waits before its first request: a few orders are there at once, a thousand
 *   are asked for evenly from the beginning
 */
gint64
tote_pace_get_turn (guint nth, double pace)
{
  return scale (TURN * (nth % TURNS), pace);
}
