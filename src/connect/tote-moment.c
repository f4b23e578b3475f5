/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-moment.h"

#include "tote-zone.h"

#include <stdlib.h>
#include <string.h>

/* Longer than any spelling of a moment. */
#define TEXT_MAX 80

/* A smaller number, before September 2001, counts something else. */
#define SECONDS_MIN G_GINT64_CONSTANT (1000000000)

/* From here on a number counts milliseconds: as seconds it would be the year 5138. */
#define MILLISECONDS_FROM G_GINT64_CONSTANT (100000000000)

/* The end of the year 9999, as far as a GDateTime reaches. */
#define SECONDS_MAX G_GINT64_CONSTANT (253402300799)

enum {
  PART_DAY = 1,
  PART_HOUR,
  PART_MINUTE,
  PART_SECOND,
  PART_FRACTION,
  PART_ZONE,
  PART_PLACE,
};

/* A day, perhaps a time of day with or without seconds, perhaps a zone, perhaps the place it is the
 * zone of. */
static const char pattern[] = "^(\\d{4}-\\d{2}-\\d{2})"
                              "(?:[t ]\\s*(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?"
                              "\\s*(z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)?"
                              "(?:\\[([A-Za-z0-9_+/-]+)\\])?$";

static GMatchInfo *
match (const char *text)
{
  static GRegex *regex;
  g_autoptr (GMatchInfo) info = NULL;

  if (regex == NULL)
    regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

  if (text == NULL || strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL) ||
      !g_regex_match (regex, text, 0, &info))
    return NULL;

  return g_steal_pointer (&info);
}

static int
fetch_int (GMatchInfo *info, int part)
{
  g_autofree char *text = g_match_info_fetch (info, part);

  return text != NULL ? atoi (text) : 0;
}

static gboolean
has (GMatchInfo *info, int part)
{
  g_autofree char *text = g_match_info_fetch (info, part);

  return text != NULL && *text != '\0';
}

static GTimeZone *
fetch_zone (GMatchInfo *info, GTimeZone *otherwise)
{
  g_autofree char *zone = g_match_info_fetch (info, PART_ZONE);
  g_autofree char *place = g_match_info_fetch (info, PART_PLACE);
  g_autoptr (GTimeZone) there = tote_zone_from_name (place);

  if (zone != NULL && (*zone == '+' || *zone == '-'))
    return g_time_zone_new_identifier (zone);
  if (zone != NULL && *zone != '\0')
    return g_time_zone_new_utc ();
  if (there != NULL)
    return g_steal_pointer (&there);

  return otherwise != NULL ? g_time_zone_ref (otherwise) : NULL;
}

static double
fetch_seconds (GMatchInfo *info)
{
  g_autofree char *fraction = g_match_info_fetch (info, PART_FRACTION);
  g_autofree char *decimal = g_strconcat ("0.", fraction != NULL ? fraction : "0", NULL);

  return fetch_int (info, PART_SECOND) + g_ascii_strtod (decimal, NULL);
}

static GDateTime *
build (GMatchInfo *info, GTimeZone *zone)
{
  g_autofree char *day = g_match_info_fetch (info, PART_DAY);
  gboolean at_end = fetch_int (info, PART_HOUR) == 24;
  g_autoptr (GDateTime) time = g_date_time_new (
      zone, atoi (day), atoi (day + 5), atoi (day + 8), at_end ? 0 : fetch_int (info, PART_HOUR),
      fetch_int (info, PART_MINUTE), fetch_seconds (info));

  if (!at_end || time == NULL)
    return g_steal_pointer (&time);

  /* Only the midnight that ends a day can be called 24 o’clock. */
  return fetch_int (info, PART_MINUTE) == 0 && fetch_seconds (info) == 0
             ? g_date_time_add_days (time, 1)
             : NULL;
}

/**
 * tote_moment_from_text:
 * @text: (nullable): as a server wrote it
 * @zone: (nullable): the one it means when it names none
 *
 * Returns: (transfer full) (nullable): the moment, with the offset or in the zone it was told in
 */
GDateTime *
tote_moment_from_text (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) plain = text != NULL ? g_date_time_new_from_iso8601 (text, zone) : NULL;
  g_autoptr (GMatchInfo) info = plain == NULL ? match (text) : NULL;
  g_autoptr (GTimeZone) there = NULL;

  if (plain != NULL)
    return g_steal_pointer (&plain);
  if (info == NULL || !has (info, PART_HOUR))
    return NULL;

  there = fetch_zone (info, zone);
  return there != NULL ? build (info, there) : NULL;
}

/**
 * tote_moment_from_number:
 * @seconds: since 1970; a number of today’s milliseconds is taken for that
 *
 * Returns: (transfer full) (nullable): the moment in UTC
 */
GDateTime *
tote_moment_from_number (gint64 seconds)
{
  if (seconds >= MILLISECONDS_FROM)
    seconds /= 1000;

  return seconds >= SECONDS_MIN && seconds <= SECONDS_MAX ? g_date_time_new_from_unix_utc (seconds)
                                                          : NULL;
}

/**
 * tote_moment_from_day:
 * @text: (nullable): a day and nothing else, “2026-11-27”
 * @zone: where it is that day
 * @at_end: whether the midnight at its end is wanted
 *
 * Returns: (transfer full) (nullable): the midnight at which the day begins or ends
 */
GDateTime *
tote_moment_from_day (const char *text, GTimeZone *zone, gboolean at_end)
{
  g_autoptr (GMatchInfo) info = match (text);
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (zone != NULL, NULL);

  if (info == NULL || has (info, PART_HOUR) || has (info, PART_ZONE))
    return NULL;

  time = build (info, zone);
  return time != NULL && at_end ? g_date_time_add_days (time, 1) : g_steal_pointer (&time);
}
