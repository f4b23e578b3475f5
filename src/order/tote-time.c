/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-time.h"

/**
 * tote_time_from_us:
 * @us: µs since 1970, UTC
 *
 * Returns: (transfer full) (nullable): that moment in UTC, to the µs; %NULL outside the years 1 to
 *   9999
 */
GDateTime *
tote_time_from_us (gint64 us)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);

  return g_date_time_add (epoch, us);
}

/**
 * tote_time_from_us_here:
 * @us: µs since 1970, UTC
 *
 * Returns: (transfer full) (nullable): that moment where this computer is; %NULL as of
 *   tote_time_from_us()
 */
GDateTime *
tote_time_from_us_here (gint64 us)
{
  g_autoptr (GDateTime) utc = tote_time_from_us (us);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/**
 * tote_time_to_us:
 * @time: in any zone
 *
 * Returns: µs since 1970, UTC
 */
gint64
tote_time_to_us (GDateTime *time)
{
  g_return_val_if_fail (time != NULL, 0);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}
