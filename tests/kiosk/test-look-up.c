/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct {
  Store *store;
  ToteLookUp *look_up;
  char *found;
  guint n_wrong;
} Fixture;

static void
on_found (Fixture *fixture, ToteTokenResponse *response)
{
  fixture->found = g_strdup (tote_token_response_get_order_id (response));
}

static void
on_wrong (Fixture *fixture)
{
  fixture->n_wrong++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->store = store_new (3);
  fixture->look_up =
      tote_look_up_new (fixture->store->broker, TOTE_CLOCK (fixture->store->clock), NULL);
  g_signal_connect_swapped (fixture->look_up, "found", G_CALLBACK (on_found), fixture);
  g_signal_connect_swapped (fixture->look_up, "wrong", G_CALLBACK (on_wrong), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->look_up);
  g_free (fixture->found);
  store_free (fixture->store);
}

static void
try_wrong (Fixture *fixture, const char *number, const char *postal_code)
{
  const guint before = fixture->n_wrong;

  tote_look_up_find (fixture->look_up, number, postal_code);
  g_assert_true (tote_look_up_get_busy (fixture->look_up));
  while (fixture->n_wrong == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_found (Fixture *fixture, gconstpointer unused)
{
  tote_look_up_find (fixture->look_up, store_get_number (fixture->store, 1),
                     store_get_postal_code (fixture->store));
  while (fixture->found == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (fixture->found, ==,
                   tote_sandbox_server_get_order_id (fixture->store->server, 1));
  g_assert_false (tote_look_up_get_busy (fixture->look_up));
  g_assert_cmpuint (fixture->n_wrong, ==, 0);
}

/* A number nobody has, the number of somebody with another postal code, nonsense: the same is
 * said, and at the same time. */
static void
test_same_words_same_time (Fixture *fixture, gconstpointer unused)
{
  const char *const numbers[] = { "9999999", store_get_number (fixture->store, 0), "x" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    try_wrong (fixture, numbers[i], i == 1 ? "00000" : store_get_postal_code (fixture->store));
    g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_NO_TROUBLE);
    tote_manual_clock_advance (fixture->store->clock, SECOND - 1);
    g_assert_true (tote_look_up_get_busy (fixture->look_up));
    tote_manual_clock_advance (fixture->store->clock, 1);
    g_assert_false (tote_look_up_get_busy (fixture->look_up));
    g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_NOT_FOUND);
    tote_manual_clock_advance (fixture->store->clock, 30 * SECOND);
  }
}

static void
test_pause (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < TOTE_TRIES_MAX; i++) {
    try_wrong (fixture, "9999999", "00000");
    tote_manual_clock_advance (fixture->store->clock, SECOND);
  }

  g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_PAUSED);
  g_assert_cmpuint (tote_look_up_get_wait_seconds (fixture->look_up), ==, 59);

  /* Not even the right pair is looked up now, nor does going back to the start help. */
  tote_look_up_clear (fixture->look_up);
  tote_look_up_find (fixture->look_up, store_get_number (fixture->store, 0),
                     store_get_postal_code (fixture->store));
  g_assert_false (tote_look_up_get_busy (fixture->look_up));
  g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_PAUSED);

  tote_manual_clock_advance (fixture->store->clock, 59 * SECOND);
  g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_NO_TROUBLE);
}

/* The next process goes on with the pause of the last. */
static void
test_pause_is_handed_on (Fixture *fixture, gconstpointer unused)
{
  ToteTries tries = { 0 };
  g_autoptr (ToteLookUp) next = NULL;

  for (guint i = 0; i < TOTE_TRIES_MAX; i++)
    tote_tries_add (&tries, tote_clock_get_monotonic_time (TOTE_CLOCK (fixture->store->clock)));
  next = tote_look_up_new (fixture->store->broker, TOTE_CLOCK (fixture->store->clock), &tries);
  tote_look_up_find (next, "1", "2");
  g_assert_cmpint (tote_look_up_get_trouble (next), ==, TOTE_LOOK_UP_PAUSED);
}

/* A line that is down is nobody's wrong try. */
static void
test_unreachable (Fixture *fixture, gconstpointer unused)
{
  store_control (fixture->store, "fault", "{\"spec\": \"broker-lookup:503\"}");
  tote_look_up_find (fixture->look_up, "1", "2");
  while (tote_look_up_get_trouble (fixture->look_up) == TOTE_LOOK_UP_NO_TROUBLE) {
    g_main_context_iteration (NULL, FALSE);
    tote_manual_clock_advance (fixture->store->clock, SECOND / 10);
  }

  g_assert_cmpint (tote_look_up_get_trouble (fixture->look_up), ==, TOTE_LOOK_UP_UNREACHABLE);
  g_assert_cmpuint (fixture->n_wrong, ==, 0);
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
  add ("/kiosk/look-up/found", test_found);
  add ("/kiosk/look-up/same-words-same-time", test_same_words_same_time);
  add ("/kiosk/look-up/pause", test_pause);
  add ("/kiosk/look-up/pause-is-handed-on", test_pause_is_handed_on);
  add ("/kiosk/look-up/unreachable", test_unreachable);

  return g_test_run ();
}
