/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-connect-error.h"
#include "tote-lock-out.h"

#define MINUTE G_TIME_SPAN_MINUTE

typedef struct {
  ToteLockOut lock_out;
  gint64 now;
  double pace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->now = 1000 * MINUTE;
  fixture->pace = 1;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_lock_out_clear (&fixture->lock_out);
}

/* An answer a minute after the one before. Returns whether that is news. */
static gboolean
hear (Fixture *fixture, ToteConnectError code)
{
  g_autoptr (GError) error = tote_connect_error_new (code);

  fixture->now += (gint64) (MINUTE * fixture->pace);
  return tote_lock_out_settle (&fixture->lock_out, error, fixture->now, fixture->pace);
}

static gboolean
hear_well (Fixture *fixture)
{
  fixture->now += (gint64) (MINUTE * fixture->pace);
  return tote_lock_out_settle (&fixture->lock_out, NULL, fixture->now, fixture->pace);
}

static gboolean
is_told (Fixture *fixture)
{
  return fixture->lock_out.error != NULL;
}

static void
test_holds (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_false (is_told (fixture));
  g_assert_true (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_true (is_told (fixture));
  for (guint i = 0; i < 100; i++)
    g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_true (hear (fixture, TOTE_CONNECT_ERROR_LOCKED));
  g_assert_error (fixture->lock_out.error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_LOCKED);
  g_assert_true (hear_well (fixture));
  g_assert_false (is_told (fixture));
}

/* A server that says the one and the other in turn. */
static void
test_slips (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 100; i++) {
    g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
    g_assert_false (hear_well (fixture));
  }
}

/* One that says it for a while, again and again, is believed once. */
static void
test_flapping (Fixture *fixture, gconstpointer unused)
{
  guint told = 0;

  for (guint i = 0; i < 10; i++) {
    for (guint j = 0; j < 5; j++)
      told += hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED);
    hear_well (fixture);
  }
  g_assert_cmpuint (told, ==, 1);

  /* What then lasts is told all the same. */
  for (guint j = 0; j < 30; j++)
    g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_true (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
}

/* Whoever was signed in again, and follows for an hour, is signed out anew. */
static void
test_anew (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 3; i++) {
    g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_NO_TOKEN));
    g_assert_true (hear (fixture, TOTE_CONNECT_ERROR_NO_TOKEN));
    for (guint j = 0; j < 60; j++)
      hear_well (fixture);
  }
}

/* With no line nobody knows whether there is a way in. */
static void
test_offline (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 10; i++)
    g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNREACHABLE));
  g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNREACHABLE));
  g_assert_true (hear (fixture, TOTE_CONNECT_ERROR_UNAUTHORISED));
  g_assert_false (hear (fixture, TOTE_CONNECT_ERROR_UNREACHABLE));
  g_assert_true (is_told (fixture));
}

static void
test_pace (Fixture *fixture, gconstpointer unused)
{
  fixture->pace = 0.01;
  test_flapping (fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/lock-out/holds", test_holds);
  ADD ("/lock-out/slips", test_slips);
  ADD ("/lock-out/flapping", test_flapping);
  ADD ("/lock-out/anew", test_anew);
  ADD ("/lock-out/offline", test_offline);
  ADD ("/lock-out/pace", test_pace);
#undef ADD

  return g_test_run ();
}
