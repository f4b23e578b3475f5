/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-night.h"

#define FROM 22
#define TO 6

/**
 * tote_night_is:
 * @now: real µs
 *
 * Returns: whether it is night where the screen is
 */
gboolean
tote_night_is (gint64 now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  return moment != NULL &&
         (g_date_time_get_hour (moment) >= FROM || g_date_time_get_hour (moment) < TO);
}
