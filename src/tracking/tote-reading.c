/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-reading.h"

#include "tote-failure.h"

/* For how long an answer that holds nothing is not believed where something was known. */
#define DOUBT (60 * G_USEC_PER_SEC)

/**
 * tote_reading_take:
 * @blank: whether the answer holds nothing
 * @at: real µs at which it came
 *
 * Takes over a good answer: nothing is wrong with the part any more.
 */
void
tote_reading_take (ToteReading *self, gboolean blank, gint64 at)
{
  self->seen = at;
  self->known = !blank;
  self->refused = FALSE;
  g_clear_error (&self->error);
}

/**
 * tote_reading_fail:
 * @error: why it could not be read
 *
 * Returns: whether that is another failure than the last one
 */
gboolean
tote_reading_fail (ToteReading *self, const GError *error)
{
  gboolean news = !tote_failure_equal (self->error, error);

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->refused |= tote_failure_is_refusal (error);
  return news;
}

/**
 * tote_reading_doubt:
 * @blank: whether the answer holds nothing
 * @now: monotonic µs
 * @pace: factor on how long that is doubted
 *
 * An answer that holds nothing may be how a server writes an empty list, or not be its answer at
 * all: it is believed where nothing was known, or once others say the same a minute later; until
 * then the last good one stays.
 *
 * Returns: whether the answer is not to be believed yet
 */
gboolean
tote_reading_doubt (ToteReading *self, gboolean blank, gint64 now, double pace)
{
  if (!blank) {
    self->blank_at = 0;
    return FALSE;
  }

  if (self->blank_at == 0)
    self->blank_at = now;
  return self->known && (double) (now - self->blank_at) < DOUBT * pace;
}

/**
 * tote_reading_is_unread:
 * @now: real µs
 *
 * Returns: whether the part cannot be read; what was read a moment ago is not old
 */
gboolean
tote_reading_is_unread (const ToteReading *self, gint64 now)
{
  return self->error != NULL && (self->refused || ABS (now - self->seen) >= TOTE_READING_MOMENT);
}

/**
 * tote_reading_set_held_until:
 * @until: monotonic µs before which the part is not asked for, 0 for none
 *
 * A wait of less than a minute is not worth a word.
 *
 * Returns: whether “asks_again_at” is another one
 */
gboolean
tote_reading_set_held_until (ToteReading *self, gint64 until, ToteClock *clock)
{
  gint64 now = tote_clock_get_monotonic_time (clock);

  if (until <= now + (self->held_until == until ? 0 : TOTE_READING_MOMENT))
    until = 0;
  if (self->held_until == until)
    return FALSE;

  self->held_until = until;
  self->asks_again_at = until > 0 ? tote_clock_get_real_time (clock) + until - now : 0;
  return TRUE;
}

/**
 * tote_reading_set_old:
 * @old: whether what is shown of the part is from the last good answer, since it cannot be read
 *
 * Returns: whether “as_of” is another one
 */
gboolean
tote_reading_set_old (ToteReading *self, gboolean old)
{
  gint64 before = self->as_of;

  self->as_of = old ? self->seen : 0;
  return self->as_of != before;
}

/**
 * tote_reading_clear:
 *
 * Frees what it holds.
 */
void
tote_reading_clear (ToteReading *self)
{
  g_clear_error (&self->error);
}
