/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-leaps.h"

#define S G_USEC_PER_SEC

typedef struct {
  ToteLeaps leaps;
  gint64 now;
} Fixture;

/* A reading five seconds after the one before. */
static gboolean
read_position (Fixture *fixture, double latitude, double longitude)
{
  g_autoptr (TotePosition) position = tote_position_new (latitude, longitude);

  fixture->now += 5 * S;
  return tote_leaps_believe (&fixture->leaps, position, fixture->now);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_leaps_clear (&fixture->leaps);
}

static void
test_drive (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 100; i++) /* 167 m in 5 s: 120 km/h */
    g_assert_true (read_position (fixture, 38.68 + 0.0015 * i, -89.99));
}

/* A server that tells a new place once a minute tells the old one until then. */
static void
test_seldom_told (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 60; i++) /* 1.5 km a minute */
    g_assert_true (read_position (fixture, 38.68 + 0.0135 * (i / 12), -89.99));
}

static void
test_nowhere (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (read_position (fixture, 0, 0));
  g_assert_true (read_position (fixture, 38.68, -89.99));
  for (int i = 0; i < 10; i++)
    g_assert_false (read_position (fixture, 0, 0));
  g_assert_true (read_position (fixture, 38.681, -89.99));
}

static void
test_one_leap (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (read_position (fixture, 38.68, -89.99));
  g_assert_false (read_position (fixture, 38.78, -89.99));
  g_assert_true (read_position (fixture, 38.681, -89.99));

  /* Each of them alone. */
  for (int i = 0; i < 5; i++) {
    g_assert_false (read_position (fixture, 38.78, -89.99));
    g_assert_false (read_position (fixture, 38.48, -89.99));
    g_assert_true (read_position (fixture, 38.681, -89.99));
  }
}

/* What was doubted is the truth after all, or the last good one was the mistake. */
static void
test_confirmed (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (read_position (fixture, 38.68, -89.99));
  g_assert_false (read_position (fixture, 39.68, -89.99));
  g_assert_false (read_position (fixture, 39.68, -89.99));
  g_assert_true (read_position (fixture, 39.68, -89.99));
  g_assert_true (read_position (fixture, 39.681, -89.99));
}

static void
test_back (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (read_position (fixture, 38.68, -89.99));
  for (int i = 0; i < 3; i++)
    g_assert_true (read_position (fixture, 39.68, -89.99) == (i == 2));
  g_assert_true (read_position (fixture, 38.681, -89.99));
}

/* Nobody looked for an hour. */
static void
test_pause (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (read_position (fixture, 38.68, -89.99));
  fixture->now += 3600 * (gint64) S;
  g_assert_true (read_position (fixture, 39.68, -89.99));
}

/* 180° W is 180° E. */
static void
test_date_line (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (read_position (fixture, -16.8, 179.9995));
  g_assert_true (read_position (fixture, -16.8, -179.9995));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/leaps/" name, Fixture, NULL, NULL, test, tear_down)
  ADD ("drive", test_drive);
  ADD ("seldom-told", test_seldom_told);
  ADD ("nowhere", test_nowhere);
  ADD ("one-leap", test_one_leap);
  ADD ("confirmed", test_confirmed);
  ADD ("back", test_back);
  ADD ("pause", test_pause);
  ADD ("date-line", test_date_line);

  return g_test_run ();
}
