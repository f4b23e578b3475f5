/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer, a failure and a wait mean for one part of the order. */
#include "tote-connect-error.h"
#include "tote-manual-clock.h"
#include "tote-reading.h"

#define SECOND G_USEC_PER_SEC
#define NOW (1000 * SECOND)

static void
test_empty (void)
{
  ToteReading reading = { 0 };

  g_assert_false (tote_reading_doubt (&reading, TRUE, NOW, 1)); /* nothing was known */
  tote_reading_take (&reading, FALSE, NOW);
  g_assert_false (tote_reading_doubt (&reading, FALSE, NOW, 1));
  g_assert_true (tote_reading_doubt (&reading, TRUE, NOW, 1));
  g_assert_true (tote_reading_doubt (&reading, TRUE, NOW + 59 * SECOND, 1));
  g_assert_false (tote_reading_doubt (&reading, TRUE, NOW + 60 * SECOND, 1));

  /* one that holds something begins it anew, and a pace shortens it */
  g_assert_false (tote_reading_doubt (&reading, FALSE, NOW + 61 * SECOND, 1));
  g_assert_true (tote_reading_doubt (&reading, TRUE, NOW + 62 * SECOND, 1));
  g_assert_false (tote_reading_doubt (&reading, TRUE, NOW + 68 * SECOND, 0.1));
  tote_reading_clear (&reading);
}

static void
test_unread (void)
{
  ToteReading reading = { 0 };
  g_autoptr (GError) lost = tote_connect_error_new (TOTE_CONNECT_ERROR_UNREACHABLE);
  g_autoptr (GError) refused = tote_connect_error_new (TOTE_CONNECT_ERROR_FORBIDDEN);

  tote_reading_take (&reading, FALSE, NOW);
  g_assert_false (tote_reading_is_unread (&reading, NOW + 90 * SECOND));
  g_assert_true (tote_reading_fail (&reading, lost));
  g_assert_false (tote_reading_fail (&reading, lost)); /* the same again is no news */
  g_assert_false (tote_reading_is_unread (&reading, NOW + 59 * SECOND));
  g_assert_true (tote_reading_is_unread (&reading, NOW + 60 * SECOND));
  g_assert_true (tote_reading_is_unread (&reading, NOW - 60 * SECOND)); /* a clock put back */

  /* what the platform itself refuses is at once, until it answers again */
  g_assert_true (tote_reading_fail (&reading, refused));
  g_assert_true (tote_reading_is_unread (&reading, NOW));
  g_assert_true (tote_reading_set_old (&reading, TRUE));
  g_assert_cmpint (reading.as_of, ==, NOW);
  g_assert_false (tote_reading_set_old (&reading, TRUE));
  tote_reading_take (&reading, TRUE, NOW + 2 * SECOND);
  g_assert_false (reading.refused);
  g_assert_false (tote_reading_is_unread (&reading, NOW + 90 * SECOND));
  g_assert_true (tote_reading_set_old (&reading, FALSE));
  g_assert_cmpint (reading.as_of, ==, 0);
  tote_reading_clear (&reading);
}

static void
test_held (void)
{
  ToteReading reading = { 0 };
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (NOW);
  ToteClock *as_clock = TOTE_CLOCK (clock);
  gint64 now = tote_clock_get_monotonic_time (as_clock);

  /* less than a minute is not worth a word */
  g_assert_false (tote_reading_set_held_until (&reading, now + 60 * SECOND, as_clock));
  g_assert_true (tote_reading_set_held_until (&reading, now + 300 * SECOND, as_clock));
  g_assert_cmpint (reading.asks_again_at, ==, NOW + 300 * SECOND);

  /* what was said stands until it is due */
  tote_manual_clock_advance (clock, 299 * SECOND);
  g_assert_false (tote_reading_set_held_until (&reading, now + 300 * SECOND, as_clock));
  g_assert_cmpint (reading.asks_again_at, ==, NOW + 300 * SECOND);
  tote_manual_clock_advance (clock, SECOND);
  g_assert_true (tote_reading_set_held_until (&reading, now + 300 * SECOND, as_clock));
  g_assert_cmpint (reading.asks_again_at, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reading/empty", test_empty);
  g_test_add_func ("/reading/unread", test_unread);
  g_test_add_func ("/reading/held", test_held);

  return g_test_run ();
}
