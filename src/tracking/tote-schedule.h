/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-pace.h"

G_BEGIN_DECLS

/* A time that never comes. */
#define TOTE_SCHEDULE_NEVER G_MAXINT64

/**
 * ToteTally: what a schedule remembers of one kind of request.
 *
 * @sent_at: monotonic time of the last request, G_MININT64 for none
 * @not_before: monotonic time until which failures hold it back
 * @occasion: the occasion that the last good answer counts for
 * @flight: the occasion of the request under way
 * @failures: in a row
 * @refusals: since the last good answer
 * @blanks: good answers in a row that held nothing
 * @again_at: monotonic time at which an answer that held nothing is doubted
 * @random: the draw for the wait under way
 * @in_flight: a request is under way
 * @refused: the last of the refusals was the platform's own word
 * @hurried: the rest of the interval is skipped
 * @along: goes with whatever is asked next
 * @demanded: asked for once, whatever the plan says
 * @flight_demanded: so was the request under way
 */
typedef struct {
  gint64 sent_at;
  gint64 not_before;
  guint occasion;
  guint flight;
  guint failures;
  guint refusals;
  guint blanks;
  gint64 again_at;
  float random;
  guint in_flight : 1;
  guint refused : 1;
  guint hurried : 1;
  guint along : 1;
  guint demanded : 1;
  guint flight_demanded : 1;
} ToteTally;

/**
 * ToteSchedule: when each part of one order is due, by the plan (#TotePacePlan) and by what became
 * of the requests so far. It has no clock and sends nothing: times (monotonic, µs) and random
 * numbers come from the caller. A plain value inside its owner.
 */
typedef struct {
  TotePaceFacts facts;
  gint64 hold_until; /* nothing at all before this: Retry-After, or the first delay of a display */
  char *state;       /* (owned): what facts.state points to */
  ToteTally tallies[TOTE_N_RESOURCES];
} ToteSchedule;

void tote_schedule_init (ToteSchedule *self);
void tote_schedule_clear (ToteSchedule *self);
void tote_schedule_reset (ToteSchedule *self);

void tote_schedule_set_state (ToteSchedule *self, const char *state, ToteFulfillment fulfillment);
void tote_schedule_hold (ToteSchedule *self, gint64 until);
void tote_schedule_ask_now (ToteSchedule *self);
void tote_schedule_fall_in_step (ToteSchedule *self);
void tote_schedule_demand (ToteSchedule *self, ToteResource resource);

void tote_schedule_credit (ToteSchedule *self, ToteResource resource, guint occasion);
guint tote_schedule_get_credit (ToteSchedule *self, ToteResource resource);

gint64 tote_schedule_get_due (ToteSchedule *self, ToteResource resource);
gboolean tote_schedule_is_due (ToteSchedule *self, ToteResource resource, gint64 now);
gboolean tote_schedule_is_quiet (ToteSchedule *self, ToteResource resource);
gint64 tote_schedule_get_held (ToteSchedule *self, ToteResource resource);
gint64 tote_schedule_get_next (ToteSchedule *self);
gboolean tote_schedule_get_settled (ToteSchedule *self);

void tote_schedule_sent (ToteSchedule *self, ToteResource resource, gint64 now, double random);
void tote_schedule_answered (ToteSchedule *self, ToteResource resource);
void tote_schedule_answered_blank (ToteSchedule *self, ToteResource resource, gint64 now,
                                   double random);
void tote_schedule_failed (ToteSchedule *self, ToteResource resource, gint64 now, double random);
void tote_schedule_refused (ToteSchedule *self, ToteResource resource, gint64 now, double random,
                            gboolean by_word);

G_END_DECLS
