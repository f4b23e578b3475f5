/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-moment.h"

static void
test_spellings (void)
{
  static const char *const spellings[] = {
    "2026-11-27T22:00:00Z",
    "2026-11-27T22:00:00.000Z",
    "2026-11-27T22:00Z",
    "2026-11-27t22:00:00z",
    "2026-11-27 22:00:00Z",
    "2026-11-27 22:00 UTC",
    "2026-11-27T22:00:00 UTC",
    "2026-11-27T22:00:00+0000",
    "2026-11-27T22:00:00 +00:00",
    "2026-11-27T16:00:00-06:00",
    "2026-11-27T16:00-0600",
    "2026-11-27T16:00:00-06:00[America/Chicago]",
    "2026-11-27T16:00:00[America/Chicago]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autoptr (GDateTime) time = tote_moment_from_text (spellings[i], NULL);
    g_autofree char *utc = NULL;

    g_test_message ("%s", spellings[i]);
    g_assert_nonnull (time);
    g_assert_cmpint (g_date_time_to_unix (time), ==, 1795816800);
  }
}

static void
test_end_of_day (void)
{
  g_autoptr (GDateTime) time = tote_moment_from_text ("2026-11-26T24:00:00Z", NULL);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  g_assert_cmpstr (text, ==, "2026-11-27T00:00:00Z");
  g_assert_null (tote_moment_from_text ("2026-11-26T24:00:01Z", NULL));
  g_assert_null (tote_moment_from_text ("2026-11-26T24:30Z", NULL));
}

static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GDateTime) meant = tote_moment_from_text ("2026-11-27T22:00:00", zone);
  g_autoptr (GDateTime) told = tote_moment_from_text ("2026-11-27 22:00Z", zone);

  g_assert_cmpint (g_date_time_to_unix (meant), ==, 1795816800 + 5 * 3600);
  g_assert_cmpint (g_date_time_to_unix (told), ==, 1795816800);
  g_assert_null (tote_moment_from_text ("2026-11-27T22:00:00", NULL));
  g_assert_null (tote_moment_from_text ("2026-11-27T22:00", NULL));
}

static void
test_none (void)
{
  static const char *const texts[] = {
    NULL,
    "",
    "tomorrow",
    "2026-11-27",
    "2026-13-27T22:00Z",
    "2026-02-30T22:00Z",
    "2026-11-27T25:00Z",
    "2026-11-27T22:61Z",
    "22:00:00Z",
    "2026-11-27T22:00Z and more",
    "2026-11-27T22:00[../../etc/passwd]",
    "2026-11-27T22:00[Mars/Olympus]",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (tote_moment_from_text (texts[i], NULL));
}

static void
test_numbers (void)
{
  g_autoptr (GDateTime) seconds = tote_moment_from_number (1795816800);
  g_autoptr (GDateTime) milliseconds = tote_moment_from_number (G_GINT64_CONSTANT (1795816800000));

  g_assert_cmpint (g_date_time_to_unix (seconds), ==, 1795816800);
  g_assert_true (g_date_time_equal (seconds, milliseconds));
  g_assert_null (tote_moment_from_number (0));
  g_assert_null (tote_moment_from_number (12));
  g_assert_null (tote_moment_from_number (-5));
  g_assert_null (tote_moment_from_number (G_MAXINT64));
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Chicago");
  g_autoptr (GDateTime) start = tote_moment_from_day ("2026-11-27", zone, FALSE);
  g_autoptr (GDateTime) end = tote_moment_from_day ("2026-11-27", zone, TRUE);

  g_assert_cmpint (g_date_time_to_unix (start), ==, 1795759200);
  g_assert_cmpint (g_date_time_difference (end, start), ==, G_TIME_SPAN_DAY);
  g_assert_null (tote_moment_from_day ("2026-11-31", zone, FALSE));
  g_assert_null (tote_moment_from_day ("2026-11-27T22:00:00", zone, FALSE));
  g_assert_null (tote_moment_from_day (NULL, zone, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/moment/spellings", test_spellings);
  g_test_add_func ("/moment/end-of-day", test_end_of_day);
  g_test_add_func ("/moment/zone", test_zone);
  g_test_add_func ("/moment/none", test_none);
  g_test_add_func ("/moment/numbers", test_numbers);
  g_test_add_func ("/moment/days", test_days);

  return g_test_run ();
}
