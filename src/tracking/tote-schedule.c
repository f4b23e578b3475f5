/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-schedule.h"

static gboolean
slot_satisfies (const ToteSlot *slot, const TotePacePlan *plan)
{
  if (plan->occasion == TOTE_OCCASION_EVER)
    return slot->occasion != TOTE_OCCASION_NONE;
  return slot->occasion == plan->occasion;
}

/* The earliest moment that gap, back-off and Retry-After leave open. */
static gint64
get_earliest (ToteSchedule *self, const ToteSlot *slot)
{
  gint64 after_gap = G_MININT64;

  if (slot->sent_at != G_MININT64)
    after_gap = slot->sent_at + tote_pace_get_gap (self->facts.pace);
  return MAX (MAX (after_gap, slot->not_before), self->hold_until);
}

/* When an answer that held nothing is asked for once more; at the end it has to do. */
static gint64
get_doubt (ToteSchedule *self, const ToteSlot *slot)
{
  return tote_pace_is_over (&self->facts) ? TOTE_SCHEDULE_NEVER : slot->again_at;
}

/* Whether the next time is left to chance, and not a matter of haste. */
static gboolean
is_steady (const ToteSlot *slot, const TotePacePlan *plan)
{
  return plan->ask == TOTE_ASK_STEADILY && slot_satisfies (slot, plan) && !slot->hurried &&
         slot->failures + slot->refusals == 0 && slot->sent_at != G_MININT64;
}

static gint64
get_steady_due (const ToteSlot *slot, const TotePacePlan *plan, gint64 earliest)
{
  if (!is_steady (slot, plan))
    return earliest;
  return MAX (earliest, slot->sent_at + tote_pace_spread (plan->interval, slot->random));
}

/* When @resource is due at @random, one end of chance or the other; @due, which it is at, where
 * there is no such freedom. */
static gint64
get_end (ToteSchedule *self, ToteResource resource, double random, gint64 due)
{
  const ToteSlot *slot = &self->slots[resource];
  TotePacePlan plan = tote_pace_plan (&self->facts, resource);

  if (slot->in_flight || slot->demanded || !is_steady (slot, &plan))
    return due;
  return MAX (get_earliest (self, slot), slot->sent_at + tote_pace_spread (plan.interval, random));
}

/**
 * tote_schedule_init:
 *
 * Makes @self ready: nothing known, nothing asked, shown, at full pace.
 */
void
tote_schedule_init (ToteSchedule *self)
{
  *self = (ToteSchedule){ .hold_until = G_MININT64, .facts = { .shown = TRUE, .pace = 1 } };
  tote_schedule_reset (self);
}

/**
 * tote_schedule_clear:
 *
 * Frees what @self owns.
 */
void
tote_schedule_clear (ToteSchedule *self)
{
  g_clear_pointer (&self->state, g_free);
  self->facts.state = NULL;
}

/**
 * tote_schedule_reset:
 *
 * Forgets what was asked, refused and demanded, and what is under way; keeps the situation, the
 * hold, and when each kind was last asked for, so that a restart does not break the gap.
 */
void
tote_schedule_reset (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    gint64 sent_at = self->slots[i].sent_at;

    self->slots[i] = (ToteSlot){ .sent_at = sent_at != 0 ? sent_at : G_MININT64,
                                 .not_before = G_MININT64,
                                 .again_at = TOTE_SCHEDULE_NEVER };
  }
}

/* What was asked before the state was known counts for the state that turned out. */
static void
credit_first (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    ToteSlot *slot = &self->slots[i];
    guint occasion = tote_pace_plan (&self->facts, i).occasion;

    if (slot->occasion == TOTE_OCCASION_FIRST)
      slot->occasion = occasion;
    if (slot->flight == TOTE_OCCASION_FIRST)
      slot->flight = occasion;
  }
}

/* What was refused ahead of its time says nothing about now. */
static void
forgive (ToteSlot *slot)
{
  if (slot->refusals == 0)
    return;

  slot->refusals = 0;
  slot->refused = FALSE;
  slot->not_before = G_MININT64;
}

/**
 * tote_schedule_set_state:
 * @state: (nullable): as the server sent it
 */
void
tote_schedule_set_state (ToteSchedule *self, const char *state, ToteFulfillment fulfillment)
{
  gboolean first = self->state == NULL && state != NULL;
  gboolean ahead[TOTE_N_RESOURCES];
  char *copy = g_strdup (state);

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    ahead[i] = tote_pace_is_ahead (&self->facts, i);

  g_free (self->state);
  self->state = copy;
  self->facts.state = copy;
  self->facts.fulfillment = fulfillment;
  if (first)
    credit_first (self);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (ahead[i] && !tote_pace_is_ahead (&self->facts, i))
      forgive (&self->slots[i]);
  }
}

/**
 * tote_schedule_hold:
 *
 * Asks for nothing before @until (monotonic time); an earlier hold that lasts longer stands.
 */
void
tote_schedule_hold (ToteSchedule *self, gint64 until)
{
  self->hold_until = MAX (self->hold_until, until);
}

/**
 * tote_schedule_ask_now:
 *
 * Ends the waiting of everything that is followed steadily or has failed: the line is back, or
 * somebody looks again. The gap and a server's Retry-After still hold.
 */
void
tote_schedule_ask_now (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    ToteSlot *slot = &self->slots[i];

    slot->not_before = G_MININT64;
    slot->hurried = TRUE;
  }
}

/**
 * tote_schedule_demand:
 *
 * Asks for @resource once, as soon as the gap allows, whatever the plan says.
 */
void
tote_schedule_demand (ToteSchedule *self, ToteResource resource)
{
  self->slots[resource].demanded = TRUE;
}

/**
 * tote_schedule_credit:
 *
 * Counts an answer from an earlier run as given on @occasion.
 */
void
tote_schedule_credit (ToteSchedule *self, ToteResource resource, guint occasion)
{
  self->slots[resource].occasion = occasion;
}

/**
 * tote_schedule_get_credit:
 *
 * Returns: the occasion that the last good answer counts for
 */
guint
tote_schedule_get_credit (ToteSchedule *self, ToteResource resource)
{
  return self->slots[resource].occasion;
}

/**
 * tote_schedule_get_due:
 *
 * Returns: the monotonic time from which @resource may be asked for (it may be past), or
 *   %TOTE_SCHEDULE_NEVER
 *
 * For tests: when each resource is due, with nobody who asks.
 */
gint64
tote_schedule_get_due (ToteSchedule *self, ToteResource resource)
{
  const ToteSlot *slot = &self->slots[resource];
  TotePacePlan plan = tote_pace_plan (&self->facts, resource);
  gint64 earliest = get_earliest (self, slot);

  /* A refusal is asked about again while the order lives; then it is the answer. */
  if (slot->in_flight || (slot->refused && tote_pace_is_over (&self->facts)))
    return TOTE_SCHEDULE_NEVER;
  if (slot->demanded && !self->facts.blocked)
    return earliest;

  switch (plan.ask) {
  case TOTE_ASK_ONCE:
    return slot_satisfies (slot, &plan) ? MAX (earliest, get_doubt (self, slot)) : earliest;
  case TOTE_ASK_STEADILY:
    return get_steady_due (slot, &plan, earliest);
  case TOTE_ASK_NEVER:
  default:
    return TOTE_SCHEDULE_NEVER;
  }
}

/**
 * tote_schedule_is_due:
 *
 * Returns: whether @resource is to be asked for when something is: it is due, or could be by now,
 *   or will be so soon that it goes along. Gap, back-off and the server's wishes are never
 * shortened
 */
gboolean
tote_schedule_is_due (ToteSchedule *self, ToteResource resource, gint64 now)
{
  gint64 due = tote_schedule_get_due (self, resource);

  if (due <= now || get_end (self, resource, 0, due) <= now)
    return TRUE;
  return due - now <= tote_pace_get_together (self->facts.pace) &&
         get_earliest (self, &self->slots[resource]) <= now;
}

/**
 * tote_schedule_get_held:
 *
 * Returns: the monotonic time until which a failure, or what the server asked for, keeps @resource
 *   from being asked for; %G_MININT64 if nothing does
 */
gint64
tote_schedule_get_held (ToteSchedule *self, ToteResource resource)
{
  return MAX (self->slots[resource].not_before, self->hold_until);
}

/**
 * tote_schedule_get_next:
 *
 * Returns: the monotonic time at which something is to be asked for next, or
 *   %TOTE_SCHEDULE_NEVER. What may as well be asked for a little later waits for the next that is
 *   due by then, so that one waking up does for several
 */
gint64
tote_schedule_get_next (ToteSchedule *self)
{
  gint64 due[TOTE_N_RESOURCES];
  gint64 next = TOTE_SCHEDULE_NEVER;

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    due[i] = tote_schedule_get_due (self, i);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    gint64 end = get_end (self, i, 1, due[i]);
    gint64 latest = due[i];

    for (guint j = 0; j < TOTE_N_RESOURCES; j++)
      latest = due[j] <= end ? MAX (latest, due[j]) : latest;
    next = MIN (next, latest);
  }
  return next;
}

/**
 * tote_schedule_get_settled:
 *
 * Returns: whether nothing is under way and nothing will be asked for
 */
gboolean
tote_schedule_get_settled (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (self->slots[i].in_flight)
      return FALSE;
  }
  return tote_schedule_get_next (self) == TOTE_SCHEDULE_NEVER;
}

/**
 * tote_schedule_sent:
 * @random: in [0, 1)
 *
 * A request for @resource has left.
 */
void
tote_schedule_sent (ToteSchedule *self, ToteResource resource, gint64 now, double random)
{
  ToteSlot *slot = &self->slots[resource];
  guint occasion = tote_pace_plan (&self->facts, resource).occasion;

  slot->sent_at = now;
  slot->random = (float) random;
  slot->flight = occasion > TOTE_OCCASION_EVER ? occasion : TOTE_OCCASION_EVER;
  slot->in_flight = TRUE;
  slot->flight_demanded = slot->demanded;
  slot->demanded = FALSE;
  slot->hurried = FALSE;
}

/**
 * tote_schedule_answered:
 *
 * A good answer came.
 */
void
tote_schedule_answered (ToteSchedule *self, ToteResource resource)
{
  ToteSlot *slot = &self->slots[resource];

  slot->in_flight = FALSE;
  slot->failures = 0;
  slot->refusals = 0;
  slot->refused = FALSE;
  slot->blanks = 0;
  slot->again_at = TOTE_SCHEDULE_NEVER;
  slot->not_before = G_MININT64;
  slot->occasion = slot->flight;
}

/**
 * tote_schedule_answered_blank:
 * @random: in [0, 1)
 *
 * A good answer came that held nothing: what is asked for once is asked for again.
 */
void
tote_schedule_answered_blank (ToteSchedule *self, ToteResource resource, gint64 now, double random)
{
  ToteSlot *slot = &self->slots[resource];
  guint blanks = slot->blanks + 1;

  tote_schedule_answered (self, resource);
  slot->blanks = blanks;
  slot->again_at = now + tote_pace_reask (blanks, random, self->facts.pace);
}

/**
 * tote_schedule_failed:
 * @random: in [0, 1)
 *
 * No good answer came, for a reason that passes.
 */
void
tote_schedule_failed (ToteSchedule *self, ToteResource resource, gint64 now, double random)
{
  ToteSlot *slot = &self->slots[resource];

  slot->in_flight = FALSE;
  slot->failures++;
  slot->not_before = now + tote_pace_back_off (slot->failures, random, self->facts.pace);
  slot->demanded |= slot->flight_demanded;
}

/**
 * tote_schedule_refused:
 * @random: in [0, 1)
 * @by_word: whether the platform itself has said so
 *
 * No good answer came, and it may be long until one does.
 */
void
tote_schedule_refused (ToteSchedule *self, ToteResource resource, gint64 now, double random,
                       gboolean by_word)
{
  ToteSlot *slot = &self->slots[resource];

  slot->in_flight = FALSE;
  slot->failures = 0;
  slot->refusals++;
  slot->refused = by_word && !tote_pace_is_ahead (&self->facts, resource);
  slot->not_before = now + tote_pace_reask (slot->refusals, random, self->facts.pace);
  slot->demanded |= slot->flight_demanded;
}
