/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-zone.h"

#include <string.h>

/* The zone that an order's times are told in, from what a server says of it. */

/* The longest name there is has 32 characters. */
#define NAME_MAX_LENGTH 64

/* Clocks on land are this far from UTC at most, in hours. */
#define WEST_MAX (-12)
#define EAST_MAX 14

/* What a place can be in. “UTC” and “Etc” are not among them: that is what a server says that was
 * never told where it is. */
static const char *const areas[] = {
  "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/",   "Atlantic/", "Australia/", "Brazil/",
  "Canada/", "Chile/",   "Europe/",     "Indian/", "Mexico/", "Pacific/",  "US/",
};

static gboolean
has_area (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_str_has_prefix (name, areas[i]))
      return TRUE;

  return FALSE;
}

/* The name becomes a part of a path, so it is let through only if it cannot lead anywhere else. */
static gboolean
is_name (const char *name)
{
  gsize length = strnlen (name, NAME_MAX_LENGTH + 1);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("/_+-", name[i]) == NULL)
      return FALSE;

  return length <= NAME_MAX_LENGTH && has_area (name) && strstr (name, "//") == NULL &&
         name[length - 1] != '/';
}

/**
 * tote_zone_from_name:
 * @name: (nullable): what a server calls the zone, such as “America/Chicago”
 *
 * Returns: (transfer full) (nullable): that zone; %NULL if it is no name of a place, or of none
 *   that is known here
 */
GTimeZone *
tote_zone_from_name (const char *name)
{
  return name != NULL && is_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

/**
 * tote_zone_from_time:
 * @time: (nullable): a time as a server told it, with the offset it told it with
 *
 * A time in UTC says nothing about a place. An offset that is this machine's own at that moment
 * says that the place is here; the machine then knows more than the offset: when summer begins.
 *
 * Returns: (transfer full) (nullable): the zone that @time was told in, if that says anything
 */
GTimeZone *
tote_zone_from_time (GDateTime *time)
{
  GTimeSpan offset = time != NULL ? g_date_time_get_utc_offset (time) : 0;
  g_autoptr (GDateTime) here = offset != 0 ? g_date_time_to_local (time) : NULL;

  if (here == NULL || offset < WEST_MAX * G_TIME_SPAN_HOUR || offset > EAST_MAX * G_TIME_SPAN_HOUR)
    return NULL;

  return g_date_time_get_utc_offset (here) == offset
             ? NULL
             : g_time_zone_ref (g_date_time_get_timezone (time));
}

/**
 * tote_zone_equal:
 * @a: (nullable): a zone
 * @b: (nullable): another
 *
 * Returns: whether both have the same name
 */
gboolean
tote_zone_equal (GTimeZone *a, GTimeZone *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_str_equal (g_time_zone_get_identifier (a), g_time_zone_get_identifier (b));
}
