/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-course.h"

#include "tote-pace.h"

/* A clock may be put right by this much while a wish waits. */
#define CLOCKS_DIFFER (60 * G_USEC_PER_SEC)

/* How long it is read back after an unclear outcome, and how much later each time. */
#define READ_BACK_FOR (120 * G_USEC_PER_SEC)
#define READ_BACK_GROWTH 1.5

/**
 * tote_course_get_send_state:
 *
 * Returns: what the customer is told of it
 */
ToteSendState
tote_course_get_send_state (const ToteCourse *self)
{
  switch (self->progress) {
  case TOTE_OUTBOX_CONFIRMING:
  case TOTE_OUTBOX_DONE:
    return TOTE_SEND_STATE_SENT;
  case TOTE_OUTBOX_FAILED:
    return TOTE_SEND_STATE_FAILED;
  case TOTE_OUTBOX_UNCLEAR:
    return TOTE_SEND_STATE_UNCLEAR;
  case TOTE_OUTBOX_OVERDUE:
    return TOTE_SEND_STATE_OVERDUE;
  case TOTE_OUTBOX_OVERTAKEN:
    return TOTE_SEND_STATE_OVERTAKEN;
  case TOTE_OUTBOX_WRITING:
  case TOTE_OUTBOX_READY:
  case TOTE_OUTBOX_SENDING:
  case TOTE_OUTBOX_CHECKING:
  default:
    return TOTE_SEND_STATE_SENDING;
  }
}

/**
 * tote_course_is_pending:
 *
 * Returns: whether it is not known yet whether the server has it
 */
gboolean
tote_course_is_pending (const ToteCourse *self)
{
  return self->progress <= TOTE_OUTBOX_CHECKING;
}

/**
 * tote_course_is_sought:
 *
 * Returns: whether it may be on the server, and is looked for there
 */
gboolean
tote_course_is_sought (const ToteCourse *self)
{
  return self->progress == TOTE_OUTBOX_CHECKING || self->progress == TOTE_OUTBOX_UNCLEAR;
}

/**
 * tote_course_is_read_back_over:
 * @time: of the reading that did not show it
 *
 * Returns: whether it has been looked for long enough
 */
gboolean
tote_course_is_read_back_over (const ToteCourse *self, gint64 time, double pace)
{
  return (double) (time - self->doubted_at) >= READ_BACK_FOR * pace;
}

/**
 * tote_course_move:
 *
 * Takes it to @progress; what was read on the way there no longer counts.
 */
void
tote_course_move (ToteCourse *self, ToteOutboxProgress progress)
{
  self->progress = progress;
  self->checks = 0;
  self->asked = FALSE;
}

/**
 * tote_course_begin:
 *
 * Begins anew, as if it had just been wished.
 */
void
tote_course_begin (ToteCourse *self, gint64 now)
{
  tote_course_move (self, TOTE_OUTBOX_WRITING);
  self->failures = 0;
  self->not_before = now;
  g_clear_pointer (&self->refusal, g_free);
}

/**
 * tote_course_begin_checks:
 *
 * It may be on the server: that is read back from now on.
 */
void
tote_course_begin_checks (ToteCourse *self, gint64 now)
{
  tote_course_move (self, TOTE_OUTBOX_CHECKING);
  self->not_before = self->doubted_at = now;
}

/**
 * tote_course_check_later:
 * @pace: factor on how much later
 *
 * A reading did not show it: the next one is each time later.
 */
void
tote_course_check_later (ToteCourse *self, gint64 now, double pace)
{
  double gap = (double) tote_pace_get_gap (pace);

  for (guint i = 0; i < self->checks; i++)
    gap *= READ_BACK_GROWTH;
  self->checks++;
  self->asked = FALSE;
  self->not_before = now + (gint64) gap;
}

/**
 * tote_course_back_off:
 * @random: from 0 to 1, see tote_pace_back_off()
 *
 * It did not arrive: it waits longer with every failure.
 */
void
tote_course_back_off (ToteCourse *self, gint64 now, double random, double pace)
{
  self->failures++;
  self->not_before =
      now + MAX (tote_pace_get_gap (pace), tote_pace_back_off (self->failures, random, pace));
}

/**
 * tote_course_set_expiry:
 * @life: µs for which it is good, %G_MAXINT64 for ever
 * @age: µs since it was wished. A clock that was wrong makes no age: then the customer is asked
 */
void
tote_course_set_expiry (ToteCourse *self, gint64 life, gint64 age, gint64 now)
{
  if (life == G_MAXINT64)
    self->expires_at = G_MAXINT64;
  else if (age < -CLOCKS_DIFFER || age >= life)
    self->expires_at = now;
  else
    self->expires_at = now + life - MAX (age, 0);
}
