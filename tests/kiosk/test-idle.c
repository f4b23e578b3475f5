/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-idle.h"
#include "tote-manual-clock.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct {
  ToteManualClock *clock;
  ToteIdle *idle;
  guint n_left;
} Fixture;

static void
on_left (Fixture *fixture)
{
  fixture->n_left++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->clock = tote_manual_clock_new (1);
  fixture->idle = tote_idle_new (TOTE_CLOCK (fixture->clock), 60);
  g_signal_connect_swapped (fixture->idle, "left", G_CALLBACK (on_left), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->idle);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->clock);
}

static void
test_warning (Fixture *fixture, gconstpointer unused)
{
  tote_idle_start (fixture->idle);
  tote_manual_clock_advance (fixture->clock, 40 * SECOND - 1);
  g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 0);

  for (guint rest = 20; rest > 0; rest--) {
    tote_manual_clock_advance (fixture->clock, rest == 20 ? 1 : SECOND);
    g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, rest);
    g_assert_cmpuint (fixture->n_left, ==, 0);
  }

  tote_manual_clock_advance (fixture->clock, SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 1);
  g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 0);
  tote_manual_clock_advance (fixture->clock, 3600 * SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 1);
}

static void
test_touch (Fixture *fixture, gconstpointer unused)
{
  tote_idle_start (fixture->idle);
  for (guint i = 0; i < 30; i++) {
    tote_manual_clock_advance (fixture->clock, 59 * SECOND);
    g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 1);
    tote_idle_touch (fixture->idle);
    g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 0);
  }

  g_assert_cmpuint (fixture->n_left, ==, 0);
}

/* A finger that stays on the screen for an hour is somebody. */
static void
test_held (Fixture *fixture, gconstpointer unused)
{
  tote_idle_start (fixture->idle);
  tote_idle_hold (fixture->idle, TRUE);
  tote_manual_clock_advance (fixture->clock, 3600 * SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 0);
  g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 0);

  tote_idle_hold (fixture->idle, FALSE);
  tote_manual_clock_advance (fixture->clock, 59 * SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 0);
  tote_manual_clock_advance (fixture->clock, SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 1);
}

static void
test_stopped (Fixture *fixture, gconstpointer unused)
{
  tote_idle_touch (fixture->idle);
  tote_idle_hold (fixture->idle, TRUE);
  tote_idle_touch (fixture->idle);
  tote_idle_hold (fixture->idle, FALSE);
  tote_manual_clock_advance (fixture->clock, 3600 * SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 0);

  tote_idle_start (fixture->idle);
  tote_idle_stop (fixture->idle);
  tote_manual_clock_advance (fixture->clock, 3600 * SECOND);
  g_assert_cmpuint (fixture->n_left, ==, 0);
}

/* The wall clock is set by an hour: nobody is sent away by that. */
static void
test_clock_jump (Fixture *fixture, gconstpointer unused)
{
  tote_idle_start (fixture->idle);
  tote_manual_clock_jump (fixture->clock, 3600 * SECOND);
  tote_manual_clock_advance (fixture->clock, 39 * SECOND);
  g_assert_cmpuint (tote_idle_get_warning (fixture->idle), ==, 0);
  g_assert_cmpuint (fixture->n_left, ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/kiosk/idle/warning", test_warning);
  add ("/kiosk/idle/touch", test_touch);
  add ("/kiosk/idle/held", test_held);
  add ("/kiosk/idle/stopped", test_stopped);
  add ("/kiosk/idle/clock-jump", test_clock_jump);

  return g_test_run ();
}
