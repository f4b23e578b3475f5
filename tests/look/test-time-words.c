/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "locales.h"
#include "tote-clock-format.h"
#include "tote-time-words.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <locale.h>

/* The tests are set to Chicago, Saturday, 14 March 2026, where summer time began on the 8th. */
#define CHICAGO "America/Chicago"
#define NEW_YORK "America/New_York"
#define TODAY "2026-03-14T13:41:00"

static GDateTime *
at (const char *text, const char *zone)
{
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zone);

  g_assert_nonnull (there);
  return g_date_time_new_from_iso8601 (text, there);
}

/* Times come from a server in UTC. */
static GDateTime *
told (const char *text, const char *zone)
{
  g_autoptr (GDateTime) time = text != NULL ? at (text, zone) : NULL;

  return time != NULL ? g_date_time_to_utc (time) : NULL;
}

static void
check_slot (const char *zone, const char *now, const char *from, const char *to, const char *words)
{
  g_autoptr (GDateTime) today = at (now, zone);
  g_autoptr (GDateTime) starts_at = told (from, zone);
  g_autoptr (GDateTime) ends_at = told (to, zone);
  g_autofree char *day = tote_time_words_slot_day (starts_at, ends_at, today);
  g_autofree char *hours = tote_time_words_slot_hours (starts_at, ends_at, today);
  g_autofree char *text = g_strdup_printf ("%s, %s", day, hours);

  g_assert_cmpstr (text, ==, words);
}

static void
test_slot_of_one_day (void)
{
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
  check_slot (CHICAGO, TODAY, "2026-03-14T09:00:00", "2026-03-14T11:59:00",
              "Today, 9:00 – 11:59 AM");
  check_slot (CHICAGO, TODAY, "2026-03-14T11:30:00", "2026-03-14T13:30:00",
              "Today, 11:30 AM – 1:30 PM");
  check_slot (CHICAGO, TODAY, "2026-03-14T11:00:00", "2026-03-14T12:00:00",
              "Today, 11:00 AM – 12:00 PM");
  check_slot (CHICAGO, TODAY, "2026-03-13T13:30:00", "2026-03-13T15:30:00",
              "Yesterday, 1:30 – 3:30 PM");
  check_slot (CHICAGO, TODAY, "2026-03-15T13:30:00", "2026-03-15T15:30:00",
              "Tomorrow, 1:30 – 3:30 PM");
  check_slot (CHICAGO, TODAY, "2026-03-07T13:30:00", "2026-03-07T15:30:00",
              "Saturday, March 7, 1:30 – 3:30 PM");
  check_slot (CHICAGO, TODAY, "2027-01-01T13:30:00", "2027-01-01T15:30:00",
              "Friday, January 1, 2027, 1:30 – 3:30 PM");
}

static void
test_slot_over_midnight (void)
{
  check_slot (CHICAGO, TODAY, "2026-03-14T23:50:00", "2026-03-15T01:50:00",
              "Today, 11:50 PM – tomorrow, 1:50 AM");
  check_slot (CHICAGO, TODAY, "2026-03-13T23:50:00", "2026-03-14T01:50:00",
              "Yesterday, 11:50 PM – today, 1:50 AM");
  check_slot (CHICAGO, TODAY, "2026-03-14T14:50:00", "2026-03-15T13:50:00",
              "Today, 2:50 PM – tomorrow, 1:50 PM");
  check_slot (CHICAGO, TODAY, "2026-03-12T23:50:00", "2026-03-13T01:50:00",
              "Thursday, March 12, 11:50 PM – yesterday, 1:50 AM");
  check_slot (CHICAGO, TODAY, "2026-03-14T14:00:00", "2026-03-17T10:00:00",
              "Today, 2:00 PM – Tuesday, March 17, 10:00 AM");
  check_slot (CHICAGO, "2026-12-31T20:00:00", "2026-12-31T23:00:00", "2027-01-02T01:00:00",
              "Today, 11:00 PM – Saturday, January 2, 2027, 1:00 AM");
}

/* The day ends at midnight: that is not another day yet. */
static void
test_slot_up_to_midnight (void)
{
  check_slot (CHICAGO, TODAY, "2026-03-14T22:00:00", "2026-03-15T00:00:00",
              "Today, 10:00 PM – 12:00 AM");
  check_slot (CHICAGO, TODAY, "2026-03-14T22:00:00", "2026-03-15T00:00:01",
              "Today, 10:00 PM – tomorrow, 12:00 AM");
  check_slot (CHICAGO, TODAY, "2026-03-14T00:00:00", "2026-03-15T00:00:00", "Today, ");
}

static void
test_slot_with_one_end (void)
{
  check_slot (CHICAGO, TODAY, "2026-03-14T11:00:00", NULL, "Today, from 11:00 AM");
  check_slot (CHICAGO, TODAY, NULL, "2026-03-15T11:00:00", "Tomorrow, until 11:00 AM");
  check_slot (NEW_YORK, TODAY, NULL, "2026-03-15T11:00:00", "Tomorrow, until 11:00 AM EDT");
  check_slot (CHICAGO, TODAY, NULL, NULL, ", ");
}

/* An end that cannot be is not told. */
static void
test_slot_that_ends_before_it_starts (void)
{
  check_slot (CHICAGO, TODAY, "2026-03-14T15:30:00", "2026-03-14T13:30:00", "Today, 3:30 PM");
  check_slot (CHICAGO, TODAY, "2026-03-14T15:30:00", "2026-03-14T15:30:00", "Today, 3:30 PM");
}

static void
test_slot_in_another_zone (void)
{
  check_slot (NEW_YORK, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM EDT");
  check_slot (NEW_YORK, TODAY, "2026-03-14T23:50:00", "2026-03-15T01:50:00",
              "Today, 11:50 PM – tomorrow, 1:50 AM EDT");
  check_slot ("Asia/Kathmandu", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM UTC+5:45");
  check_slot ("-03:30", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM UTC−3:30");
  check_slot ("Pacific/Kiritimati", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM UTC+14");
}

/* Of two zones only the clocks count, not the names. */
static void
test_zone_with_the_same_clocks (void)
{
  check_slot ("America/Menominee", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
  check_slot ("America/Jamaica", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
  check_slot ("America/Jamaica", TODAY, "2026-01-14T13:30:00", "2026-01-14T15:30:00",
              "Wednesday, January 14, 1:30 – 3:30 PM EST");
}

/* Moments that not every zone has. */
static void
test_ends_of_the_calendar (void)
{
  g_autoptr (GDateTime) today = at (TODAY, "Pacific/Kiritimati");
  g_autoptr (GDateTime) here = at (TODAY, CHICAGO);
  g_autoptr (GDateTime) last = g_date_time_new_from_iso8601 ("9999-12-31T23:59:59Z", NULL);
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 ("0001-01-01T00:00:00Z", NULL);
  g_autofree char *day = tote_time_words_slot_day (last, NULL, today);
  g_autofree char *hours = tote_time_words_slot_hours (first, last, today);
  g_autofree char *ends = tote_time_words_at (first, here);

  g_assert_cmpstr (day, ==, "Friday, December 31, 9999");
  g_assert_true (g_str_has_suffix (hours, "Friday, December 31, 9999, 11:59 PM UTC"));
  g_assert_true (g_str_has_prefix (ends, "Monday, January 1, 1 at 12:00 AM"));
  g_assert_false (tote_time_words_is_same_day (first, last, today));
}

/* In the night on which clocks are changed, an hour is missing or comes twice. */
static void
test_slot_when_clocks_change (void)
{
  g_autoptr (GDateTime) today = at ("2026-11-01T00:30:00", CHICAGO);
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 ("2026-11-01T06:30:00Z", NULL);
  g_autoptr (GDateTime) second = g_date_time_new_from_iso8601 ("2026-11-01T07:30:00Z", NULL);
  g_autofree char *hours = tote_time_words_slot_hours (first, second, today);

  g_assert_cmpstr (hours, ==, "1:30 AM CDT – 1:30 AM CST");
  check_slot (CHICAGO, "2026-03-08T00:30:00", "2026-03-08T01:30:00", "2026-03-08T04:30:00",
              "Today, 1:30 AM CST – 4:30 AM CDT");
}

static void
check_words (char *(*function) (GDateTime *at, GDateTime *today), const char *zone,
             const char *time, const char *words)
{
  g_autoptr (GDateTime) today = at (TODAY, zone);
  g_autoptr (GDateTime) moment = told (time, zone);
  g_autofree char *text = function (moment, today);

  g_assert_cmpstr (text, ==, words);
}

static void
test_moment (void)
{
  check_words (tote_time_words_clock, CHICAGO, "2026-03-14T00:05:00", "12:05 AM");
  check_words (tote_time_words_clock, CHICAGO, "2026-03-01T12:05:00", "12:05 PM");
  check_words (tote_time_words_moment, CHICAGO, "2026-03-14T13:48:00", "1:48 PM");
  check_words (tote_time_words_moment, CHICAGO, "2026-03-13T13:48:00", "Yesterday, 1:48 PM");
  check_words (tote_time_words_since, CHICAGO, "2026-03-14T13:48:00", "1:48 PM");
  check_words (tote_time_words_since, CHICAGO, "2026-03-13T13:48:00", "yesterday, 1:48 PM");
  check_words (tote_time_words_at, CHICAGO, "2026-03-14T13:48:00", "at 1:48 PM");
  check_words (tote_time_words_at, CHICAGO, "2026-03-15T01:48:00", "tomorrow at 1:48 AM");
  check_words (tote_time_words_at, NEW_YORK, "2026-03-14T13:48:00", "at 1:48 PM EDT");
}

/* The same order, looked at from elsewhere. */
static void
test_machine_elsewhere (void)
{
  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM CDT");
  check_slot (CHICAGO, TODAY, "2026-03-14T23:50:00", "2026-03-15T01:50:00",
              "Today, 11:50 PM – tomorrow, 1:50 AM CDT");
  check_slot ("Pacific/Kiritimati", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
  g_setenv ("TZ", "UTC", TRUE);
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM CDT");
  check_slot ("Europe/London", TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
  check_slot ("Europe/London", TODAY, "2026-03-29T13:30:00", "2026-03-29T15:30:00",
              "Sunday, March 29, 1:30 – 3:30 PM BST");
  g_setenv ("TZ", CHICAGO, TRUE);
}

/* The day is the one where the order is, not the one here. */
static void
test_day_of_another_zone (void)
{
  g_autoptr (GDateTime) here = at ("2026-03-14T23:30:00", CHICAGO);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Pacific/Kiritimati");
  g_autoptr (GDateTime) today = g_date_time_to_timezone (here, zone);
  g_autofree char *there = tote_time_words_day (here, today);
  g_autoptr (GDateTime) before = g_date_time_add_hours (here, -19);
  g_autofree char *yesterday = tote_time_words_day (before, today);
  g_autofree char *same = tote_time_words_day (before, here);

  g_assert_cmpstr (there, ==, "Today");
  g_assert_cmpstr (yesterday, ==, "Yesterday");
  g_assert_cmpstr (same, ==, "Today");
}

/* Days are counted by the calendar: over the ends of months and years, and of days of 23 hours. */
static void
test_day_by_calendar (void)
{
  check_slot (CHICAGO, "2026-12-31T23:59:59", "2027-01-01T00:00:00", NULL,
              "Tomorrow, from 12:00 AM");
  check_slot (CHICAGO, "2027-01-01T00:00:00", "2026-12-31T23:59:00", NULL,
              "Yesterday, from 11:59 PM");
  check_slot (CHICAGO, "2026-01-31T12:00:00", "2026-02-01T12:00:00", NULL,
              "Tomorrow, from 12:00 PM");
  check_slot (CHICAGO, "2028-02-28T12:00:00", "2028-02-29T12:00:00", NULL,
              "Tomorrow, from 12:00 PM");
  check_slot (CHICAGO, "2026-03-07T23:30:00", "2026-03-08T23:30:00", NULL,
              "Tomorrow, from 11:30 PM");
  check_slot (CHICAGO, "2026-03-08T00:00:00", "2026-03-09T00:00:00", NULL,
              "Tomorrow, from 12:00 AM");
}

static void
test_clock_of_the_desktop (void)
{
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_true (tote_clock_format_choose ("24h"));
  check_slot (CHICAGO, TODAY, "2026-03-14T09:30:00", "2026-03-14T15:30:00", "Today, 09:30 – 15:30");
  check_slot (CHICAGO, TODAY, "2026-03-14T22:00:00", "2026-03-15T00:00:00", "Today, 22:00 – 00:00");
  g_assert_false (tote_clock_format_choose ("24h"));
  g_assert_true (tote_clock_format_choose ("12h"));
  g_assert_false (tote_clock_format_choose ("in any way"));
  g_assert_false (tote_clock_format_choose (NULL));
  g_assert_true (tote_clock_format_get_twelve ());
}

static void
test_locale_with_24_hours (TestLocales *locales, gconstpointer language)
{
  if (!test_locales_use (locales, language))
    return;

  g_assert_false (tote_clock_format_get_twelve ());
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00", "Today, 13:30 – 15:30");
  check_slot (CHICAGO, TODAY, "2026-03-14T23:50:00", "2026-03-15T01:50:00",
              "Today, 23:50 – tomorrow, 01:50");
  check_words (tote_time_words_clock, NEW_YORK, "2026-03-14T08:05:00", "08:05 EDT");
}

static void
test_locale_with_12_hours (TestLocales *locales, gconstpointer language)
{
  if (!test_locales_use (locales, language))
    return;

  g_assert_true (tote_clock_format_get_twelve ());
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Today, 1:30 – 3:30 PM");
}

static void
test_french (TestLocales *locales, gconstpointer language)
{
  g_autofree char *catalogues = g_build_filename (g_getenv ("TOTE_BUILDDIR"), "po", NULL);
  g_autofree char *before = g_strdup (bindtextdomain (GETTEXT_PACKAGE, NULL));

  if (!test_locales_use (locales, language))
    return;

  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  check_slot (CHICAGO, TODAY, "2026-03-14T13:30:00", "2026-03-14T15:30:00",
              "Aujourd’hui, 13:30 – 15:30");
  check_slot (CHICAGO, TODAY, "2026-03-14T23:50:00", "2026-03-15T01:50:00",
              "Aujourd’hui, 23:50 – demain, 01:50");
  check_slot (CHICAGO, TODAY, "2026-03-17T13:30:00", "2027-03-17T15:30:00",
              "mardi 17\u00a0mars, 13:30 – mercredi 17\u00a0mars 2027, 15:30");
  check_slot (CHICAGO, TODAY, NULL, "2026-03-15T15:30:00", "Demain, jusqu’à 15:30");
  check_words (tote_time_words_at, CHICAGO, "2026-03-13T13:48:00", "hier à 13:48");
  bindtextdomain (GETTEXT_PACKAGE, before);
}

/* One o’clock is one, any other hour many; on either clock. */
static void
test_spanish (TestLocales *locales, gconstpointer language)
{
  g_autoptr (GDateTime) one = at ("2026-03-14T13:41:00", CHICAGO);
  g_autofree char *afternoon = NULL;
  g_autofree char *catalogues = g_build_filename (g_getenv ("TOTE_BUILDDIR"), "po", NULL);
  g_autofree char *before = g_strdup (bindtextdomain (GETTEXT_PACKAGE, NULL));

  if (!test_locales_use (locales, language))
    return;

  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  tote_clock_format_choose ("24h");
  check_words (tote_time_words_at, CHICAGO, "2026-03-14T13:41:00", "a las 13:41");
  check_words (tote_time_words_at, CHICAGO, "2026-03-14T01:41:00", "a la 01:41");
  check_words (tote_time_words_at, CHICAGO, "2026-03-13T01:41:00", "ayer a la 01:41");
  check_slot (CHICAGO, TODAY, NULL, "2026-03-14T01:30:00", "Hoy, hasta la 01:30");
  check_slot (CHICAGO, TODAY, "2026-03-14T02:30:00", NULL, "Hoy, desde las 02:30");

  /* What Spanish has for PM is another thing on each machine. */
  tote_clock_format_choose ("12h");
  afternoon = tote_time_words_at (one, one);
  g_assert_true (g_str_has_prefix (afternoon, "a la 1:41 "));
  tote_clock_format_choose (NULL);
  bindtextdomain (GETTEXT_PACKAGE, before);
}

/* A slot keeps its start before its end whichever way the words around it run. */
static void
test_both_directions (TestLocales *locales, gconstpointer language)
{
  if (!test_locales_use (locales, language))
    return;

  check_slot (CHICAGO, TODAY, "2026-03-14T11:30:00", "2026-03-14T13:30:00",
              "Today, \u206811:30 ص\u2069 – \u20681:30 م\u2069");

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  setlocale (LC_ALL, "C.UTF-8");
  tote_clock_format_choose ("12h");
  check_slot (CHICAGO, TODAY, "2026-03-14T11:30:00", "2026-03-14T13:30:00",
              "Today, \u206811:30 AM\u2069 – \u20681:30 PM\u2069");
  check_slot (NEW_YORK, TODAY, NULL, "2026-03-14T13:30:00",
              "Today, until \u2068\u20681:30 PM\u2069 EDT\u2069");
  tote_clock_format_choose (NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-words/slot/one-day", test_slot_of_one_day);
  g_test_add_func ("/time-words/slot/over-midnight", test_slot_over_midnight);
  g_test_add_func ("/time-words/slot/up-to-midnight", test_slot_up_to_midnight);
  g_test_add_func ("/time-words/slot/one-end", test_slot_with_one_end);
  g_test_add_func ("/time-words/slot/ends-before-it-starts", test_slot_that_ends_before_it_starts);
  g_test_add_func ("/time-words/slot/clocks-change", test_slot_when_clocks_change);
  g_test_add_func ("/time-words/slot/ends-of-the-calendar", test_ends_of_the_calendar);
  g_test_add_func ("/time-words/zone/another", test_slot_in_another_zone);
  g_test_add_func ("/time-words/zone/same-clocks", test_zone_with_the_same_clocks);
  g_test_add_func ("/time-words/zone/machine-elsewhere", test_machine_elsewhere);
  g_test_add_func ("/time-words/zone/day", test_day_of_another_zone);
  g_test_add_func ("/time-words/moment", test_moment);
  g_test_add_func ("/time-words/day", test_day_by_calendar);
  g_test_add_func ("/time-words/clock/desktop", test_clock_of_the_desktop);
  g_test_add ("/time-words/clock/german", TestLocales, "de_DE", test_locales_set_up,
              test_locale_with_24_hours, test_locales_tear_down);
  g_test_add ("/time-words/clock/british", TestLocales, "en_GB", test_locales_set_up,
              test_locale_with_24_hours, test_locales_tear_down);
  g_test_add ("/time-words/clock/american", TestLocales, "en_US", test_locales_set_up,
              test_locale_with_12_hours, test_locales_tear_down);
  g_test_add ("/time-words/clock/french", TestLocales, "fr_FR", test_locales_set_up, test_french,
              test_locales_tear_down);

  g_test_add ("/time-words/spanish", TestLocales, "es_MX", test_locales_set_up, test_spanish,
              test_locales_tear_down);
  g_test_add ("/time-words/both-directions", TestLocales, "ar_EG", test_locales_set_up,
              test_both_directions, test_locales_tear_down);

  return g_test_run ();
}
