/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sure-time.h"

/**
 * tote_sure_time_begin:
 *
 * Returns: by how much real time is ahead of monotonic time now
 */
gint64
tote_sure_time_begin (ToteClock *clock)
{
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), 0);

  return tote_clock_get_real_time (clock) - tote_clock_get_monotonic_time (clock);
}

/**
 * tote_sure_time_get:
 * @offset: what tote_sure_time_begin() returned some time ago
 *
 * Returns: real µs by what the clock said then or says now, whichever is earlier
 */
gint64
tote_sure_time_get (ToteClock *clock, gint64 offset)
{
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), 0);

  return tote_clock_get_monotonic_time (clock) + MIN (offset, tote_sure_time_begin (clock));
}
