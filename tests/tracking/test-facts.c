/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locales.h"
#include "tote-distance.h"
#include "tote-failure.h"
#include "tote-history.h"
#include "tote-manual-clock.h"
#include "tote-outlook.h"
#include "tote-time.h"

#define S G_USEC_PER_SEC
#define MINUTE (G_GINT64_CONSTANT (60) * S)
#define NOON (G_GINT64_CONSTANT (1774000000) * S)

static void
test_freshness (void)
{
  g_assert_cmpint (tote_freshness_from_age (-1), ==, TOTE_FRESHNESS_NONE);
  g_assert_cmpint (tote_freshness_from_age (0), ==, TOTE_FRESHNESS_LIVE);
  g_assert_cmpint (tote_freshness_from_age (30 * S), ==, TOTE_FRESHNESS_LIVE);
  g_assert_cmpint (tote_freshness_from_age (30 * S + 1), ==, TOTE_FRESHNESS_STALE);
  g_assert_cmpint (tote_freshness_from_age (5 * MINUTE), ==, TOTE_FRESHNESS_STALE);
  g_assert_cmpint (tote_freshness_from_age (5 * MINUTE + 1), ==, TOTE_FRESHNESS_GONE);
}

static void
test_lateness (void)
{
  g_assert_cmpint (tote_lateness_from_slot (0, NOON), ==, TOTE_LATENESS_NO);
  g_assert_cmpint (tote_lateness_from_slot (NOON, NOON - 10 * MINUTE - 1), ==, TOTE_LATENESS_NO);
  g_assert_cmpint (tote_lateness_from_slot (NOON, NOON - 10 * MINUTE), ==, TOTE_LATENESS_NEAR);
  g_assert_cmpint (tote_lateness_from_slot (NOON, NOON - 1), ==, TOTE_LATENESS_NEAR);
  g_assert_cmpint (tote_lateness_from_slot (NOON, NOON), ==, TOTE_LATENESS_PAST);
}

typedef struct {
  ToteClock *clock;
  ToteOutlook *outlook;
  GString *told;
} Watch;

static void
on_outlook (ToteOutlook *outlook, GParamSpec *pspec, Watch *watch)
{
  gint64 at = tote_clock_get_real_time (watch->clock) - NOON;

  g_string_append_printf (watch->told, "%s%s %" G_GINT64_FORMAT, watch->told->len > 0 ? ", " : "",
                          pspec->name, at / S);
  /* It changes in the first moment in which it is so. */
  g_assert_cmpint (at % S, <=, 1);
}

static ToteOrder *
new_order (gint64 slot_starts_at, gint64 slot_ends_at)
{
  g_autoptr (GDateTime) starts_at = tote_time_from_us (slot_starts_at);
  g_autoptr (GDateTime) ends_at = tote_time_from_us (slot_ends_at);

  return g_object_new (TOTE_TYPE_ORDER, "id", "A-1", "state", "picking", "window-starts-at",
                       starts_at, "window-ends-at", ends_at, NULL);
}

/* With no update from outside: each thing is told when it comes true, and only then. */
static void
test_outlook_comes_back_in_time (void)
{
  const char *signals[] = { "notify::online", "notify::position-age", "notify::late" };
  g_autoptr (ToteManualClock) manual = tote_manual_clock_new (NOON);
  ToteClock *clock = TOTE_CLOCK (manual);
  g_autoptr (ToteOrder) order = new_order (NOON, NOON + 20 * MINUTE);
  g_autoptr (ToteOutlook) outlook = tote_outlook_new (order, clock);
  g_autoptr (GString) told = g_string_new (NULL);
  Watch watch = { clock, outlook, told };

  tote_outlook_set_position_seen (outlook, NOON);
  tote_outlook_set_heard (outlook, tote_clock_get_monotonic_time (clock), 20 * S);
  tote_outlook_update (outlook);
  g_assert_cmpint (tote_outlook_get_position_age (outlook), ==, TOTE_FRESHNESS_LIVE);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (outlook, signals[i], G_CALLBACK (on_outlook), &watch);

  tote_manual_clock_advance (manual, 60 * MINUTE);
  g_assert_cmpstr (told->str, ==,
                   "online 20, position-age 30, position-age 300, late 600, late 1200");
  g_assert_cmpint (tote_outlook_get_late (outlook), ==, TOTE_LATENESS_PAST);
  g_assert_cmpint (tote_outlook_get_position_age (outlook), ==, TOTE_FRESHNESS_GONE);
  g_assert_false (tote_outlook_get_online (outlook));
}

static int
get_minutes_left (ToteOutlook *outlook)
{
  int minutes_left;

  g_object_get (outlook, "minutes-left", &minutes_left, NULL);
  return minutes_left;
}

static void
on_minutes_left (ToteOutlook *outlook, GParamSpec *pspec, GString *told)
{
  g_string_append_printf (told, "%s%d", told->len > 0 ? " " : "", get_minutes_left (outlook));
}

/* Nothing is told before the slot begins and after it ends, and little while much is left. */
static void
test_outlook_of_a_slot (void)
{
  g_autoptr (ToteManualClock) manual = tote_manual_clock_new (NOON);
  g_autoptr (ToteOrder) order = new_order (NOON + 20 * MINUTE, NOON + 65 * MINUTE);
  g_autoptr (ToteOutlook) outlook = tote_outlook_new (order, TOTE_CLOCK (manual));
  g_autoptr (GString) told = g_string_new (NULL);

  tote_outlook_update (outlook);
  g_assert_cmpint (get_minutes_left (outlook), ==, -1);
  g_signal_connect (outlook, "notify::minutes-left", G_CALLBACK (on_minutes_left), told);
  tote_manual_clock_advance (manual, 20 * MINUTE - 1);
  g_assert_cmpstr (told->str, ==, "");
  tote_manual_clock_advance (manual, 1);
  g_assert_cmpstr (told->str, ==, "45");
  tote_manual_clock_advance (manual, 60 * MINUTE);
  g_assert_cmpstr (told->str, ==,
                   "45 40 35 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16 15 14 13 12 11 10 9 8 7 "
                   "6 5 4 3 2 1 -1");
}

/* Nor where nobody waits, or nobody counts the minutes yet. */
static void
test_outlook_of_no_slot (void)
{
  g_autoptr (ToteManualClock) manual = tote_manual_clock_new (NOON);
  g_autoptr (ToteOrder) order = new_order (NOON, NOON + 24 * 60 * MINUTE);
  g_autoptr (ToteOutlook) outlook = tote_outlook_new (order, TOTE_CLOCK (manual));

  tote_outlook_update (outlook);
  g_assert_cmpint (get_minutes_left (outlook), ==, -1);
  tote_manual_clock_advance (manual, 12 * 60 * MINUTE);
  g_assert_cmpint (get_minutes_left (outlook), ==, 12 * 60);
  tote_order_set_state (order, "delivered");
  tote_outlook_update (outlook);
  g_assert_cmpint (get_minutes_left (outlook), ==, -1);
}

static void
test_outlook_of_a_clock_set_back (void)
{
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (NOON - 60 * MINUTE);
  g_autoptr (ToteOrder) order = tote_order_new ("A-1");
  g_autoptr (ToteOutlook) outlook = tote_outlook_new (order, TOTE_CLOCK (clock));

  tote_outlook_set_position_seen (outlook, NOON);
  tote_outlook_update (outlook);
  g_assert_cmpint (tote_outlook_get_position_age (outlook), ==, TOTE_FRESHNESS_LIVE);
}

static GError *
new_error (ToteConnectError code, guint status, const char *said)
{
  GError *error = tote_connect_error_new (code);

  tote_connect_error_set_answer (error, status, status == 429 ? G_MAXINT : 0);
  tote_connect_error_set_reason (error, 0, NULL, said);
  return error;
}

/* What ends a program that does not wait, what is asked about seldom, and how long a rest is. */
static void
test_failures (void)
{
  static const struct {
    ToteConnectError code;
    guint status;
    const char *said;
    gboolean verdict;
    gboolean lasting;
  } cases[] = {
    { TOTE_CONNECT_ERROR_NOT_FOUND, 404, "Resource not found", TRUE, TRUE },
    { TOTE_CONNECT_ERROR_FORBIDDEN, 403, "Not yours", TRUE, TRUE },
    { TOTE_CONNECT_ERROR_UNAUTHORISED, 401, "Expired", TRUE, TRUE },
    { TOTE_CONNECT_ERROR_UNAUTHORISED, 401, NULL, FALSE, TRUE },
    { TOTE_CONNECT_ERROR_NO_TOKEN, 0, NULL, FALSE, TRUE },
    { TOTE_CONNECT_ERROR_CERTIFICATE, 0, NULL, FALSE, TRUE },
    { TOTE_CONNECT_ERROR_UNREACHABLE, 403, NULL, FALSE, FALSE },
    { TOTE_CONNECT_ERROR_UNREACHABLE, 404, NULL, FALSE, FALSE },
    { TOTE_CONNECT_ERROR_SERVER, 503, "Sorry", FALSE, FALSE },
    { TOTE_CONNECT_ERROR_BUSY, 429, "Slower", FALSE, FALSE },
    { TOTE_CONNECT_ERROR_MALFORMED, 200, NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = new_error (cases[i].code, cases[i].status, cases[i].said);

    g_test_message ("%d %u", (int) cases[i].code, cases[i].status);
    g_assert_true (tote_failure_is_verdict (error) == cases[i].verdict);
    g_assert_true (tote_failure_is_lasting (error) == cases[i].lasting);
    g_assert_cmpint (tote_failure_get_rest (error), ==, cases[i].status == 429 ? 60 * MINUTE : 0);
  }
  g_assert_false (tote_failure_is_verdict (NULL));
}

/* A day after the end people are forgotten; a clock that was wrong, or an order that goes on after
 * all, ends that. */
static void
test_outlook_of_a_day_after (void)
{
  const gint64 hour = 60 * MINUTE;
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (NOON);
  g_autoptr (ToteOrder) order = tote_order_new ("A-1");
  g_autoptr (ToteOutlook) outlook = tote_outlook_new (order, TOTE_CLOCK (clock));

  tote_outlook_set_ended_at (outlook, NOON - 22 * hour);
  tote_outlook_update (outlook);
  g_assert_false (tote_outlook_get_chat_ending (outlook));
  tote_manual_clock_advance (clock, hour);
  g_assert_true (tote_outlook_get_chat_ending (outlook));
  g_assert_false (tote_outlook_get_expired (outlook));
  tote_manual_clock_advance (clock, hour);
  g_assert_false (tote_outlook_get_chat_ending (outlook));
  g_assert_true (tote_outlook_get_expired (outlook));
  tote_manual_clock_jump (clock, -2 * hour);
  tote_outlook_update (outlook);
  g_assert_false (tote_outlook_get_expired (outlook));
  tote_manual_clock_advance (clock, 3 * hour);
  g_assert_true (tote_outlook_get_expired (outlook));
  tote_outlook_set_ended_at (outlook, 0);
  tote_outlook_update (outlook);
  g_assert_false (tote_outlook_get_expired (outlook));
}

static void
test_distance (void)
{
  static const struct {
    double metres;
    ToteDistanceUnit unit;
    const char *text;
  } rows[] = {
    { 3400, TOTE_DISTANCE_UNIT_MILES, "2.1 mi" },
    { 3400, TOTE_DISTANCE_UNIT_KILOMETRES, "3.4 km" },
    { 3400, TOTE_DISTANCE_UNIT_LOCALE, "3.4 km" }, /* the tests are in the C locale */
    { 40000, TOTE_DISTANCE_UNIT_MILES, "25 mi" },
    { 40000, TOTE_DISTANCE_UNIT_KILOMETRES, "40 km" },
    { 30.48, TOTE_DISTANCE_UNIT_MILES, "100 ft" },
    { 99.6, TOTE_DISTANCE_UNIT_KILOMETRES, "100 m" },
    { 994, TOTE_DISTANCE_UNIT_KILOMETRES, "994 m" },
    { 999, TOTE_DISTANCE_UNIT_KILOMETRES, "1.0 km" },
    { -5, TOTE_DISTANCE_UNIT_KILOMETRES, "0 m" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = NULL;

    tote_distance_choose_unit (rows[i].unit);
    text = tote_distance_format (rows[i].metres);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_LOCALE);
}

static void
test_distance_british (TestLocales *locales, gconstpointer unused)
{
  g_autofree char *far = NULL;

  if (!test_locales_use (locales, "en_GB"))
    return;

  far = tote_distance_format (3400);
  g_assert_cmpstr (far, ==, "2.1 mi");
}

/* The number is written as the person's locale writes it. */
static void
test_distance_german (TestLocales *locales, gconstpointer unused)
{
  g_autofree char *far = NULL;
  g_autofree char *farther = NULL;

  if (!test_locales_use (locales, "de_DE"))
    return;

  far = tote_distance_format (3400);
  farther = tote_distance_format (3400000);
  g_assert_cmpstr (far, ==, "3,4 km");
  g_assert_cmpstr (farther, ==, "3.400 km");
}

/* What the person chose goes before what the locale says, for the map's scale too. */
static void
test_distance_chosen (void)
{
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_MILES);
  g_assert_true (tote_distance_is_in_miles ());
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_KILOMETRES);
  g_assert_false (tote_distance_is_in_miles ());
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_LOCALE);
  g_assert_false (tote_distance_is_in_miles ()); /* the tests are in the C locale */
}

static char *
tell (ToteHistory *history)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (history), i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            tote_history_entry_get_headline (entry));
  }
  return g_string_free (text, FALSE);
}

/* One letter a state, each a second later. */
static void
assert_history (const char *states, const char *expected)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; states[i] != '\0'; i++) {
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (1774000000 + i);
    char state[] = { states[i], '\0' };

    tote_history_add_state (history, state, TOTE_STAGE_SHOPPING, state, at, FALSE);
  }
  text = tell (history);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_history (void)
{
  assert_history ("abcd", "a b c d");
  assert_history ("aabbb", "a b");
  assert_history ("ababab", "a b");
  assert_history ("abcbcd", "a b c d");
  assert_history ("abcabc", "a b c a b c");
}

/* Not every state of a going to and fro is told, so then nobody knows. */
static void
test_since_when (void)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (GDateTime) early = g_date_time_new_from_unix_utc (1774000000);
  g_autoptr (GDateTime) later = g_date_time_new_from_unix_utc (1774000009);
  g_autoptr (GDateTime) since = NULL;

  g_assert_null (tote_history_entry_find_time (G_LIST_MODEL (history), TOTE_STAGE_DELIVERING));
  tote_history_add_state (history, "delivering", TOTE_STAGE_DELIVERING, "road", early, FALSE);
  tote_history_add_note (history, TOTE_STAGE_UNKNOWN, "on the way", later);
  since = tote_history_entry_find_time (G_LIST_MODEL (history), TOTE_STAGE_DELIVERING);
  g_assert_true (g_date_time_equal (since, early));
  g_assert_null (tote_history_entry_find_time (G_LIST_MODEL (history), TOTE_STAGE_PACKED));
  tote_history_add_state (history, "staged", TOTE_STAGE_PACKED, "packed", later, FALSE);
  tote_history_add_state (history, "delivering", TOTE_STAGE_DELIVERING, "road", later, FALSE);
  g_assert_null (tote_history_entry_find_time (G_LIST_MODEL (history), TOTE_STAGE_DELIVERING));
}

static void
test_history_of_notes (void)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (GDateTime) early = g_date_time_new_from_unix_utc (1774000000);
  g_autoptr (GDateTime) later = g_date_time_new_from_unix_utc (1774000069);
  g_autofree char *text = NULL;

  tote_history_add_state (history, "picking", TOTE_STAGE_SHOPPING, "shopping", later, FALSE);
  g_assert_nonnull (tote_history_add_note (history, TOTE_STAGE_UNKNOWN, "taken", early));
  g_assert_null (tote_history_add_note (history, TOTE_STAGE_UNKNOWN, "taken", early));
  text = tell (history);
  g_assert_cmpstr (text, ==, "taken shopping");

  tote_history_forget_notes (history);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
}

/* What is heard of in the tests below, by the second: a state that was seen, one that the server
 * tells of, or a note. */
typedef enum {
  SEEN,
  TOLD,
  NOTE,
} Kind;

typedef struct {
  Kind kind;
  const char *what;
  gint64 second;
} News;

static void
hear (ToteHistory *history, const News *news)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (1774000020 + news->second);

  if (news->kind == SEEN)
    tote_history_add_state (history, news->what, TOTE_STAGE_SHOPPING, news->what, at, FALSE);
  else if (news->kind == TOLD)
    tote_history_tell_state (history, news->what, TOTE_STAGE_SHOPPING, news->what, at);
  else
    tote_history_add_note (history, TOTE_STAGE_UNKNOWN, news->what, at);
}

/* However short the order is. */
static void
test_history_of_a_minute (void)
{
  const News news[] = { { TOLD, "taken", 8 },     { TOLD, "shopping", 8 }, { SEEN, "asking", 16 },
                        { NOTE, "approved", 12 }, { TOLD, "road", 20 },    { SEEN, "done", 30 } };
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    hear (history, &news[i]);

  text = tell (history);
  g_assert_cmpstr (text, ==, "taken shopping asking approved road done");
}

/* Each order in which so many things can be heard of. */
static void
hear_in_any_order (const News *news, guint n, guint rest, const char *expected)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (left, (gpointer) &news[i]);
  for (; left->len > 0; rest /= left->len + 1)
    hear (history, g_ptr_array_remove_index (left, rest % left->len));

  text = tell (history);
  g_assert_cmpstr (text, ==, expected);
}

/* When the server's notices and the customer's answers come beside what is seen from here is
 * chance; how it went is not. */
static void
test_history_stands_still (void)
{
  const News seen[] = {
    { SEEN, "shopping", 7 }, { NOTE, "found", 3 }, { NOTE, "asked", 58 }, { SEEN, "packed", 95 }
  };
  const News told[] = {
    { TOLD, "shopping", 0 }, { NOTE, "found", 3 }, { NOTE, "asked", 58 }, { TOLD, "packed", 58 }
  };

  /* One question after the other: the state goes to and fro. */
  const News to_and_fro[] = { { TOLD, "shopping", 0 },
                              { TOLD, "asking", 30 },
                              { TOLD, "shopping", 40 },
                              { TOLD, "asking", 70 } };

  for (guint i = 0; i < 24; i++) {
    hear_in_any_order (seen, G_N_ELEMENTS (seen), i, "shopping found asked packed");
    hear_in_any_order (told, G_N_ELEMENTS (told), i, "shopping found packed asked");
    hear_in_any_order (to_and_fro, G_N_ELEMENTS (to_and_fro), i, "shopping asking");
  }
}

static void
assert_told (const News *news, guint n, const char *expected)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    hear (history, &news[i]);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (history), i);

    g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "",
                            tote_history_entry_get_headline (entry),
                            g_date_time_to_unix (tote_history_entry_get_at (entry)) - 1774000020);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

/* Once each, and when the server says, however often it says so. */
static void
test_history_told (void)
{
  const News seen_first[] = { { SEEN, "a", 8 },   { SEEN, "b", 130 }, { TOLD, "a", 2 },
                              { TOLD, "b", 120 }, { TOLD, "a", 2 },   { TOLD, "b", 120 } };
  const News told_first[] = { { TOLD, "a", 2 },   { SEEN, "a", 8 }, { TOLD, "b", 120 },
                              { SEEN, "b", 130 }, { TOLD, "a", 2 }, { TOLD, "b", 120 } };
  const News unseen[] = {
    { SEEN, "c", 190 }, { TOLD, "a", 2 }, { TOLD, "b", 120 }, { TOLD, "c", 180 }
  };
  /* More than one word of the server for what is one thing on the page. */
  const News twice[] = {
    { TOLD, "a", 2 }, { TOLD, "a", 50 }, { TOLD, "b", 120 }, { TOLD, "b", 110 }, { TOLD, "a", 50 }
  };
  /* It really goes back: a line of its own. */
  const News back[] = { { TOLD, "a", 2 },   { TOLD, "b", 60 }, { TOLD, "c", 120 },
                        { TOLD, "a", 180 }, { TOLD, "a", 2 },  { TOLD, "a", 180 } };
  /* What stood between two that are told by the same words was before both. */
  const News gap[] = {
    { TOLD, "a", 10 }, { SEEN, "b", 20 }, { TOLD, "a", 30 }, { TOLD, "b", 5 }, { TOLD, "a", 30 }
  };
  /* The clock of this computer is an hour slow. */
  const News slow[] = {
    { SEEN, "a", -3598 }, { TOLD, "a", 2 }, { SEEN, "b", -3480 }, { TOLD, "b", 120 }
  };

  assert_told (seen_first, G_N_ELEMENTS (seen_first), "a 2, b 120");
  assert_told (told_first, G_N_ELEMENTS (told_first), "a 2, b 120");
  assert_told (unseen, G_N_ELEMENTS (unseen), "a 2, b 120, c 180");
  assert_told (twice, G_N_ELEMENTS (twice), "a 2, b 110");
  assert_told (back, G_N_ELEMENTS (back), "a 2, b 60, c 120, a 180");
  assert_told (gap, G_N_ELEMENTS (gap), "b 5, a 10");
  assert_told (slow, G_N_ELEMENTS (slow), "a 2, b 120");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/freshness", test_freshness);
  g_test_add_func ("/facts/lateness", test_lateness);
  g_test_add_func ("/facts/history/stands-still", test_history_stands_still);
  g_test_add_func ("/facts/history/told", test_history_told);
  g_test_add_func ("/facts/outlook-comes-back-in-time", test_outlook_comes_back_in_time);
  g_test_add_func ("/facts/outlook-of-a-clock-set-back", test_outlook_of_a_clock_set_back);
  g_test_add_func ("/facts/outlook/slot", test_outlook_of_a_slot);
  g_test_add_func ("/facts/outlook/no-slot", test_outlook_of_no_slot);
  g_test_add_func ("/facts/outlook-of-a-day-after", test_outlook_of_a_day_after);
  g_test_add_func ("/facts/failures", test_failures);
  g_test_add_func ("/facts/distance", test_distance);
  g_test_add ("/facts/distance-british", TestLocales, NULL, test_locales_set_up,
              test_distance_british, test_locales_tear_down);
  g_test_add ("/facts/distance-german", TestLocales, NULL, test_locales_set_up,
              test_distance_german, test_locales_tear_down);
  g_test_add_func ("/facts/distance-chosen", test_distance_chosen);
  g_test_add_func ("/history/repeats-and-steps-back", test_history);
  g_test_add_func ("/history/notes", test_history_of_notes);
  g_test_add_func ("/history/of-a-minute", test_history_of_a_minute);
  g_test_add_func ("/history/since-when", test_since_when);

  return g_test_run ();
}
