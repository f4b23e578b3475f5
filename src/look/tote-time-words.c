/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-time-words.h"

#include "tote-clock-format.h"
#include "tote-direction.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

static char *
format (GDateTime *at, const char *pattern)
{
  g_autofree char *text = g_date_time_format (at, pattern);

  return tote_direction_isolate (text != NULL ? text : "");
}

/* At the very ends of the calendar some zones have no such moment: then it stays as it was told.
 *
 * Returns: (transfer full): the same moment where the order is */
static GDateTime *
there (GDateTime *at, GDateTime *today)
{
  GDateTime *time = g_date_time_to_timezone (at, g_date_time_get_timezone (today));

  return time != NULL ? time : g_date_time_ref (at);
}

static gboolean
is_foreign (GDateTime *at)
{
  g_autoptr (GDateTime) here = g_date_time_to_local (at);

  return here == NULL || g_date_time_get_utc_offset (here) != g_date_time_get_utc_offset (at);
}

/* Many zones have no letters of their own: what stands for them is the offset as it is known. */
static char *
dup_zone_name (GDateTime *at)
{
  const char *name = g_date_time_get_timezone_abbreviation (at);
  GTimeSpan offset = g_date_time_get_utc_offset (at);
  int minutes = (int) (ABS (offset) / G_TIME_SPAN_MINUTE);
  const char *sign = offset < 0 ? "−" : "+";

  if (g_ascii_isalpha (*name))
    return g_strdup (name);
  if (minutes % 60 == 0)
    return g_strdup_printf ("UTC%s%d", sign, minutes / 60);

  return g_strdup_printf ("UTC%s%d:%02d", sign, minutes / 60, minutes % 60);
}

/* The hour as the clock shows it: to some languages one o’clock is one, and any other many. */
static gulong
count_hours (GDateTime *at)
{
  gulong hour = (gulong) g_date_time_get_hour (at);

  return tote_clock_format_get_twelve () ? (hour + 11) % 12 + 1 : hour;
}

static char *
dup_clock (GDateTime *at)
{
  /* Translators: a time of day on a twelve-hour and on a twenty-four-hour clock. */
  return format (at, tote_clock_format_get_twelve () ? _ ("%-l:%M %p") : _ ("%H:%M"));
}

static char *
dup_clock_with_zone (GDateTime *at)
{
  g_autofree char *time = dup_clock (at);
  g_autofree char *zone = dup_zone_name (at);
  g_autofree char *text = g_strdup_printf (C_ ("time of day and zone", "%s %s"), time, zone);

  return tote_direction_isolate (text);
}

/**
 * tote_time_words_clock:
 * @at: a moment
 * @today: the present day where the order is
 *
 * Returns: (transfer full): “1:41 PM”
 */
char *
tote_time_words_clock (GDateTime *at, GDateTime *today)
{
  g_autoptr (GDateTime) time = there (at, today);

  return is_foreign (time) ? dup_clock_with_zone (time) : dup_clock (time);
}

static int
days_between (GDateTime *from, GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to), (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (&a, &b);
}

/**
 * tote_time_words_is_same_day:
 * @a: a moment
 * @b: another
 * @today: the present day where the order is
 *
 * Returns: whether both are on the same day there
 */
gboolean
tote_time_words_is_same_day (GDateTime *a, GDateTime *b, GDateTime *today)
{
  g_autoptr (GDateTime) one = there (a, today);
  g_autoptr (GDateTime) other = there (b, today);

  return days_between (one, other) == 0;
}

static char *
dup_date (GDateTime *day, GDateTime *today)
{
  if (g_date_time_get_year (day) != g_date_time_get_year (today))
    /* Translators: a date of another year, such as “Friday, January 1, 2027”. */
    return format (day, _ ("%A, %B %-e, %Y"));

  /* Translators: a date such as “Sunday, November 22”. */
  return format (day, _ ("%A, %B %-e"));
}

/**
 * tote_time_words_day:
 * @at: a moment
 * @today: the present day where the order is
 *
 * Returns: (transfer full): “Today”, “Tomorrow”, “Yesterday”, or the date
 */
char *
tote_time_words_day (GDateTime *at, GDateTime *today)
{
  g_autoptr (GDateTime) day = there (at, today);

  switch (days_between (today, day)) {
  case -1:
    return g_strdup (_ ("Yesterday"));
  case 0:
    return g_strdup (_ ("Today"));
  case 1:
    return g_strdup (_ ("Tomorrow"));
  default:
    return dup_date (day, today);
  }
}

/* The same within a sentence. */
static char *
dup_day_within (GDateTime *day, GDateTime *today)
{
  switch (days_between (today, day)) {
  case -1:
    return g_strdup (C_ ("within a sentence", "yesterday"));
  case 0:
    return g_strdup (C_ ("within a sentence", "today"));
  case 1:
    return g_strdup (C_ ("within a sentence", "tomorrow"));
  default:
    return dup_date (day, today);
  }
}

/**
 * tote_time_words_moment:
 * @at: a moment
 * @today: the present day where the order is
 *
 * Returns: (transfer full): “1:41 PM” when it is today, else “Tomorrow, 1:41 PM”
 */
char *
tote_time_words_moment (GDateTime *at, GDateTime *today)
{
  g_autofree char *time = tote_time_words_clock (at, today);
  g_autofree char *day = tote_time_words_day (at, today);

  /* Translators: a day and a time of day or a span of time, such as “Today, 1:30 – 3:30 PM”. */
  return tote_time_words_is_same_day (at, today, today) ? g_steal_pointer (&time)
                                                        : g_strdup_printf (_ ("%s, %s"), day, time);
}

/**
 * tote_time_words_since:
 * @at: a moment
 * @today: the present day where the order is
 *
 * Returns: (transfer full): the same after “since” or “as of”: “1:41 PM”, “yesterday, 1:41 PM”
 */
char *
tote_time_words_since (GDateTime *at, GDateTime *today)
{
  g_autoptr (GDateTime) date = there (at, today);
  g_autofree char *time = tote_time_words_clock (at, today);
  g_autofree char *day = dup_day_within (date, today);

  return tote_time_words_is_same_day (at, today, today) ? g_steal_pointer (&time)
                                                        : g_strdup_printf (_ ("%s, %s"), day, time);
}

/**
 * tote_time_words_at:
 * @at: a moment
 * @today: the present day where the order is
 *
 * Returns: (transfer full): when something is or was: “at 1:41 PM”, “tomorrow at 1:41 PM”
 */
char *
tote_time_words_at (GDateTime *at, GDateTime *today)
{
  g_autoptr (GDateTime) date = there (at, today);
  g_autofree char *time = tote_time_words_clock (at, today);
  g_autofree char *day = dup_day_within (date, today);
  gulong hour = count_hours (date);

  if (tote_time_words_is_same_day (at, today, today))
    /* Translators: when something is, a time of today; the number is its hour (Spanish: “a la
     * 1:41”, “a las 2:41”). */
    return g_strdup_printf (ngettext ("at %s", "at %s", hour), time);

  /* Translators: when something is, a day and a time of day; the number is its hour. */
  return g_strdup_printf (ngettext ("%s at %s", "%s at %s", hour), day, time);
}

/**
 * tote_time_words_slot_day:
 * @starts_at: (nullable): the slot's start
 * @ends_at: (nullable): its end
 * @today: the present day where the order is
 *
 * Returns: (transfer full): the day it is on, or begins on; nothing if neither is known
 */
char *
tote_time_words_slot_day (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  GDateTime *at = starts_at != NULL ? starts_at : ends_at;

  return at != NULL ? tote_time_words_day (at, today) : g_strdup ("");
}

/* Midnight at its end belongs to the day that it ends: “10:00 PM – 12:00 AM”. */
static gboolean
is_over_midnight (GDateTime *from, GDateTime *to)
{
  g_autoptr (GDateTime) last = g_date_time_add (to, -1);

  return days_between (from, last) != 0;
}

/* A slot that was told as a day and no more. */
static gboolean
is_whole_day (GDateTime *from, GDateTime *to)
{
  g_autoptr (GDateTime) next = g_date_time_add_days (from, 1);

  return g_date_time_get_hour (from) == 0 && g_date_time_get_minute (from) == 0 &&
         g_date_time_equal (next, to);
}

static gboolean
is_same_half_day (GDateTime *from, GDateTime *to)
{
  return days_between (from, to) == 0 &&
         g_date_time_get_hour (from) / 12 == g_date_time_get_hour (to) / 12;
}

static char *
dup_start (GDateTime *from, GDateTime *to)
{
  if (g_date_time_get_utc_offset (from) != g_date_time_get_utc_offset (to))
    return dup_clock_with_zone (from);
  if (tote_clock_format_get_twelve () && is_same_half_day (from, to))
    return format (from, _ ("%-l:%M"));

  return dup_clock (from);
}

/* When the clocks are changed in between, both ends say by which they go. */
static char *
dup_end (GDateTime *from, GDateTime *to, GDateTime *today)
{
  gboolean changed = g_date_time_get_utc_offset (from) != g_date_time_get_utc_offset (to);
  g_autofree char *time = changed || is_foreign (to) ? dup_clock_with_zone (to) : dup_clock (to);
  g_autofree char *day = dup_day_within (to, today);

  return is_over_midnight (from, to) ? g_strdup_printf (_ ("%s, %s"), day, time)
                                     : g_steal_pointer (&time);
}

static char *
dup_open_hours (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  GDateTime *at = starts_at != NULL ? starts_at : ends_at;
  g_autoptr (GDateTime) date = there (at, today);
  g_autofree char *time = tote_time_words_clock (at, today);
  gulong hour = count_hours (date);

  if (starts_at == NULL)
    /* Translators: a time slot of which only the end is known; the number is its hour. */
    return g_strdup_printf (ngettext ("until %s", "until %s", hour), time);

  /* Translators: a time slot of which only the start is known; the number is its hour. */
  return g_strdup_printf (ngettext ("from %s", "from %s", hour), time);
}

/**
 * tote_time_words_slot_hours:
 * @starts_at: (nullable): the slot's start
 * @ends_at: (nullable): its end; one before the start is not told
 * @today: the present day where the order is
 *
 * Returns: (transfer full): what follows the day: “1:30 – 3:30 PM”, “11:50 PM – tomorrow, 1:50 AM”,
 *   “until 3:30 PM”; nothing if neither is known, or the slot is a whole day
 */
char *
tote_time_words_slot_hours (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  g_autoptr (GDateTime) from = starts_at != NULL ? there (starts_at, today) : NULL;
  g_autoptr (GDateTime) to = ends_at != NULL ? there (ends_at, today) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (from == NULL && to == NULL)
    return g_strdup ("");
  if (from == NULL || to == NULL)
    return dup_open_hours (starts_at, ends_at, today);
  if (g_date_time_compare (from, to) >= 0)
    return tote_time_words_clock (starts_at, today);
  if (is_whole_day (from, to))
    return g_strdup ("");

  first = dup_start (from, to);
  last = dup_end (from, to, today);

  /* Translators: the start and the end of a time slot. */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}
