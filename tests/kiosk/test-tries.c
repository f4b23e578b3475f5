/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tries.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_five (void)
{
  ToteTries tries = { 0 };

  for (gint64 i = 1; i <= 4; i++) {
    tote_tries_add (&tries, i * 10 * SECOND);
    g_assert_cmpint (tote_tries_get_wait (&tries, i * 10 * SECOND), ==, 0);
  }

  tote_tries_add (&tries, 50 * SECOND);
  g_assert_cmpint (tote_tries_get_wait (&tries, 50 * SECOND), ==, 60 * SECOND);
  g_assert_cmpint (tote_tries_get_wait (&tries, 109 * SECOND), ==, SECOND);
  g_assert_cmpint (tote_tries_get_wait (&tries, 110 * SECOND), ==, 0);
  g_assert_cmpint (tote_tries_get_wait (&tries, 500 * SECOND), ==, 0);
}

/* A store with many customers who mistype is not paused. */
static void
test_spread (void)
{
  ToteTries tries = { 0 };

  for (gint64 i = 1; i <= 20; i++) {
    tote_tries_add (&tries, i * 20 * SECOND);
    g_assert_cmpint (tote_tries_get_wait (&tries, i * 20 * SECOND), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/tries/five", test_five);
  g_test_add_func ("/kiosk/tries/spread", test_spread);

  return g_test_run ();
}
