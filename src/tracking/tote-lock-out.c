/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-lock-out.h"

#include "tote-failure.h"

/* For how long a lock-out holds, in µs, before it is one, and where the last one passed that
 * recently. */
#define HOLDS G_TIME_SPAN_MINUTE
#define HOLDS_AGAIN (30 * G_TIME_SPAN_MINUTE)

/* Whether it has begun soon after one that passed. */
static gboolean
is_another (ToteLockOut *self, double pace)
{
  return self->since != 0 && self->passed_at != 0 &&
         (double) (self->since - self->passed_at) < HOLDS_AGAIN * pace;
}

static void
pass (ToteLockOut *self, gint64 now, double pace)
{
  if (self->error != NULL || is_another (self, pace))
    self->passed_at = now;
  self->since = 0;
  g_clear_error (&self->error);
}

static gboolean
holds (ToteLockOut *self, gint64 now, double pace)
{
  return (double) (now - self->since) >= (is_another (self, pace) ? HOLDS_AGAIN : HOLDS) * pace;
}

/**
 * tote_lock_out_settle:
 * @failure: (nullable): why the order could not be read just now; %NULL if it could
 * @now: monotonic µs
 * @pace: factor on how long it has to hold
 *
 * Between two refusals there may be no answer at all: that says nothing about the way in.
 *
 * Returns: whether “error” is another one
 */
gboolean
tote_lock_out_settle (ToteLockOut *self, const GError *failure, gint64 now, double pace)
{
  gboolean had = self->error != NULL;

  if (failure == NULL) {
    pass (self, now, pace);
    return had;
  }
  if (!tote_failure_is_locked_out (failure) || tote_failure_equal (self->error, failure))
    return FALSE;

  if (self->since == 0)
    self->since = now;
  if (!had && !holds (self, now, pace))
    return FALSE;

  g_clear_error (&self->error);
  self->error = g_error_copy (failure);
  return TRUE;
}

/**
 * tote_lock_out_clear:
 *
 * Frees what it holds.
 */
void
tote_lock_out_clear (ToteLockOut *self)
{
  g_clear_error (&self->error);
}
