/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-schedule.h"

static gboolean
tally_satisfies (const ToteTally *tally, const TotePacePlan *plan)
{
  if (plan->occasion == TOTE_OCCASION_EVER)
    return tally->occasion != TOTE_OCCASION_NONE;
  return tally->occasion == plan->occasion;
}

/* The earliest moment that gap, back-off and Retry-After leave open. */
static gint64
get_earliest (ToteSchedule *self, const ToteTally *tally)
{
  gint64 after_gap = G_MININT64;

  if (tally->sent_at != G_MININT64)
    after_gap = tally->sent_at + tote_pace_get_gap (self->facts.pace);
  return MAX (MAX (after_gap, tally->not_before), self->hold_until);
}

/* When an answer that held nothing is asked for once more; at the end it has to do. */
static gint64
get_doubt (ToteSchedule *self, const ToteTally *tally)
{
  return tote_pace_is_over (&self->facts) ? TOTE_SCHEDULE_NEVER : tally->again_at;
}

/* Whether the next time is left to chance, and not a matter of haste. */
static gboolean
is_steady (const ToteTally *tally, const TotePacePlan *plan)
{
  return plan->ask == TOTE_ASK_STEADILY && tally_satisfies (tally, plan) && !tally->hurried &&
         tally->failures + tally->refusals == 0 && tally->sent_at != G_MININT64;
}

static gint64
get_steady_due (const ToteTally *tally, const TotePacePlan *plan, gint64 earliest)
{
  if (!is_steady (tally, plan))
    return earliest;
  return MAX (earliest, tally->sent_at + tote_pace_spread (plan->interval, tally->random));
}

/* When @resource is due at @random, one end of chance or the other; @due, which it is at, where
 * there is no such freedom. */
static gint64
get_end (ToteSchedule *self, ToteResource resource, double random, gint64 due)
{
  const ToteTally *tally = &self->tallies[resource];
  TotePacePlan plan = tote_pace_plan (&self->facts, resource);

  if (tally->in_flight || tally->demanded || !is_steady (tally, &plan))
    return due;
  return MAX (get_earliest (self, tally),
              tally->sent_at + tote_pace_spread (plan.interval, random));
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
    gint64 sent_at = self->tallies[i].sent_at;

    self->tallies[i] = (ToteTally){ .sent_at = sent_at != 0 ? sent_at : G_MININT64,
                                    .not_before = G_MININT64,
                                    .again_at = TOTE_SCHEDULE_NEVER };
  }
}

/* What was asked before the state was known counts for the state that turned out. */
static void
credit_first (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    ToteTally *tally = &self->tallies[i];
    guint occasion = tote_pace_plan (&self->facts, i).occasion;

    if (tally->occasion == TOTE_OCCASION_FIRST)
      tally->occasion = occasion;
    if (tally->flight == TOTE_OCCASION_FIRST)
      tally->flight = occasion;
  }
}

/* What was refused ahead of its time says nothing about now. */
static void
forgive (ToteTally *tally)
{
  if (tally->refusals == 0)
    return;

  tally->refusals = 0;
  tally->refused = FALSE;
  tally->not_before = G_MININT64;
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
      forgive (&self->tallies[i]);
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
    ToteTally *tally = &self->tallies[i];

    tally->not_before = G_MININT64;
    tally->hurried = TRUE;
  }
}

/**
 * tote_schedule_fall_in_step:
 *
 * Has all that is followed steadily go along with what is asked next. With long intervals, parts
 * that are asked at times of their own would take long to meet by chance.
 */
void
tote_schedule_fall_in_step (ToteSchedule *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    TotePacePlan plan = tote_pace_plan (&self->facts, i);

    self->tallies[i].along = is_steady (&self->tallies[i], &plan);
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
  self->tallies[resource].demanded = TRUE;
}

/**
 * tote_schedule_credit:
 *
 * Counts an answer from an earlier run as given on @occasion.
 */
void
tote_schedule_credit (ToteSchedule *self, ToteResource resource, guint occasion)
{
  self->tallies[resource].occasion = occasion;
}

/**
 * tote_schedule_get_credit:
 *
 * Returns: the occasion that the last good answer counts for
 */
guint
tote_schedule_get_credit (ToteSchedule *self, ToteResource resource)
{
  return self->tallies[resource].occasion;
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
  const ToteTally *tally = &self->tallies[resource];
  TotePacePlan plan = tote_pace_plan (&self->facts, resource);
  gint64 earliest = get_earliest (self, tally);

  /* A refusal is asked about again while the order lives; then it is the answer. */
  if (tally->in_flight || (tally->refused && tote_pace_is_over (&self->facts)))
    return TOTE_SCHEDULE_NEVER;
  if (tally->demanded && !self->facts.blocked)
    return earliest;

  switch (plan.ask) {
  case TOTE_ASK_ONCE:
    return tally_satisfies (tally, &plan) ? MAX (earliest, get_doubt (self, tally)) : earliest;
  case TOTE_ASK_STEADILY:
    return get_steady_due (tally, &plan, earliest);
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
  const ToteTally *tally = &self->tallies[resource];
  gint64 due = tote_schedule_get_due (self, resource);

  if (due <= now || get_end (self, resource, 0, due) <= now)
    return TRUE;
  if (due == TOTE_SCHEDULE_NEVER || get_earliest (self, tally) > now)
    return FALSE;
  return tally->along || due - now <= tote_pace_get_together (self->facts.pace);
}

/**
 * tote_schedule_is_quiet:
 *
 * Returns: whether it is for its interval alone that @resource is asked for, and nothing else is
 *   soon, be it at a quick pace or for a board of many orders: nobody waits for what it says
 */
gboolean
tote_schedule_is_quiet (ToteSchedule *self, ToteResource resource)
{
  const ToteTally *tally = &self->tallies[resource];
  TotePacePlan plan = tote_pace_plan (&self->facts, resource);

  return is_steady (tally, &plan) && !tally->demanded && !self->facts.board &&
         self->facts.pace >= 1;
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
  return MAX (self->tallies[resource].not_before, self->hold_until);
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
    if (self->tallies[i].in_flight)
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
  ToteTally *tally = &self->tallies[resource];
  guint occasion = tote_pace_plan (&self->facts, resource).occasion;

  tally->sent_at = now;
  tally->random = (float) random;
  tally->flight = occasion > TOTE_OCCASION_EVER ? occasion : TOTE_OCCASION_EVER;
  tally->in_flight = TRUE;
  tally->flight_demanded = tally->demanded;
  tally->demanded = FALSE;
  tally->hurried = FALSE;
  tally->along = FALSE;
}

/**
 * tote_schedule_answered:
 *
 * A good answer came.
 */
void
tote_schedule_answered (ToteSchedule *self, ToteResource resource)
{
  ToteTally *tally = &self->tallies[resource];

  tally->in_flight = FALSE;
  tally->failures = 0;
  tally->refusals = 0;
  tally->refused = FALSE;
  tally->blanks = 0;
  tally->again_at = TOTE_SCHEDULE_NEVER;
  tally->not_before = G_MININT64;
  tally->occasion = tally->flight;
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
  ToteTally *tally = &self->tallies[resource];
  guint blanks = tally->blanks + 1;

  tote_schedule_answered (self, resource);
  tally->blanks = blanks;
  tally->again_at = now + tote_pace_reask (blanks, random, self->facts.pace);
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
  ToteTally *tally = &self->tallies[resource];

  tally->in_flight = FALSE;
  tally->failures++;
  tally->not_before = now + tote_pace_back_off (tally->failures, random, self->facts.pace);
  tally->demanded |= tally->flight_demanded;
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
  ToteTally *tally = &self->tallies[resource];

  tally->in_flight = FALSE;
  tally->failures = 0;
  tally->refusals++;
  tally->refused = by_word && !tote_pace_is_ahead (&self->facts, resource);
  tally->not_before = now + tote_pace_reask (tally->refusals, random, self->facts.pace);
  tally->demanded |= tally->flight_demanded;
}
