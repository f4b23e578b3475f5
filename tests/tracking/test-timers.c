/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-timers.h"

#include <string.h>

#define MS 1000

typedef struct {
  ToteTimers *timers;
  GString *fired;
  guint other; /* what a callback takes away */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->timers = tote_timers_new (NULL);
  fixture->fired = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->timers, tote_timers_free);
  g_string_free (fixture->fired, TRUE);
}

static void
wait_for (Fixture *fixture, const char *fired)
{
  while (fixture->fired->len < strlen (fired))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->fired->str, ==, fired);
}

#define DEFINE_LETTER(letter)                                                                      \
  static gboolean on_##letter (gpointer user_data)                                                 \
  {                                                                                                \
    g_string_append (((Fixture *) user_data)->fired, #letter);                                     \
    return G_SOURCE_CONTINUE;                                                                      \
  }

DEFINE_LETTER (a)
DEFINE_LETTER (b)
DEFINE_LETTER (c)

static void
test_in_order (Fixture *fixture, gconstpointer unused)
{
  gint64 start = g_get_monotonic_time ();

  tote_timers_add (fixture->timers, 6 * MS, on_c, fixture);
  tote_timers_add (fixture->timers, 3 * MS, on_b, fixture);
  tote_timers_add (fixture->timers, -1, on_a, fixture);
  wait_for (fixture, "abc");
  g_assert_cmpint (g_get_monotonic_time (), >=, start + 6 * MS);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->fired->str, ==, "abc"); /* once, whatever they return */
}

static void
test_removed (Fixture *fixture, gconstpointer unused)
{
  guint b;

  tote_timers_add (fixture->timers, 0, on_a, fixture);
  b = tote_timers_add (fixture->timers, 0, on_b, fixture);
  tote_timers_add (fixture->timers, 2 * MS, on_c, fixture);
  tote_timers_remove (fixture->timers, b);
  wait_for (fixture, "ac");
}

static gboolean
remove_other (gpointer user_data)
{
  Fixture *fixture = user_data;

  tote_timers_remove (fixture->timers, fixture->other);
  return on_a (fixture);
}

/* Both are due in the same turn; the second does not come to it. */
static void
test_removed_by_another (Fixture *fixture, gconstpointer unused)
{
  tote_timers_add (fixture->timers, 0, remove_other, fixture);
  fixture->other = tote_timers_add (fixture->timers, 0, on_b, fixture);
  tote_timers_add (fixture->timers, 2 * MS, on_c, fixture);
  wait_for (fixture, "ac");
}

static gboolean
add_again (gpointer user_data)
{
  Fixture *fixture = user_data;

  tote_timers_add (fixture->timers, 0, add_again, fixture);
  return on_a (fixture);
}

/* One that adds itself again and again leaves a turn to the rest of the loop. */
static void
test_added_by_another (Fixture *fixture, gconstpointer unused)
{
  tote_timers_add (fixture->timers, 0, add_again, fixture);
  for (guint i = 1; i <= 3; i++) {
    g_main_context_iteration (NULL, TRUE);
    g_assert_cmpuint (fixture->fired->len, <=, i);
  }
}

static gboolean
wait_inside (gpointer user_data)
{
  Fixture *fixture = user_data;

  wait_for (fixture, "b");
  return on_c (fixture);
}

static void
test_loop_inside (Fixture *fixture, gconstpointer unused)
{
  tote_timers_add (fixture->timers, 0, wait_inside, fixture);
  tote_timers_add (fixture->timers, MS, on_b, fixture);
  wait_for (fixture, "bc");
}

static gboolean
free_all (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->timers, tote_timers_free);
  return on_a (fixture);
}

static void
test_freed_by_one (Fixture *fixture, gconstpointer unused)
{
  tote_timers_add (fixture->timers, 0, free_all, fixture);
  tote_timers_add (fixture->timers, 0, on_b, fixture);
  wait_for (fixture, "a");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->fired->str, ==, "a");
}

static void
test_far_away (Fixture *fixture, gconstpointer unused)
{
  tote_timers_add (fixture->timers, G_MAXINT64, on_b, fixture);
  tote_timers_add (fixture->timers, MS, on_a, fixture);
  wait_for (fixture, "a");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/timers/in-order", test_in_order);
  add ("/timers/removed", test_removed);
  add ("/timers/removed-by-another", test_removed_by_another);
  add ("/timers/added-by-another", test_added_by_another);
  add ("/timers/loop-inside", test_loop_inside);
  add ("/timers/freed-by-one", test_freed_by_one);
  add ("/timers/far-away", test_far_away);

  return g_test_run ();
}
