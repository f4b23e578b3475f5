/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-schedule.h"

#define S G_USEC_PER_SEC

/* What 500 displays that are switched on in the same moment ask of their server in one second at
 * most. */
#define N_CLIENTS 500
#define START_SECONDS 6
#define PAGES_PEAK_AT_START 750
#define PAGES_PEAK_LATER 450
#define BOARDS_PEAK_AT_START 150
#define BOARDS_PEAK_LATER 120

static void
set_up (ToteSchedule *schedule, const char *state)
{
  tote_schedule_init (schedule);
  if (state != NULL)
    tote_schedule_set_state (schedule, state, TOTE_FULFILLMENT_DELIVERY);
}

static void
answer (ToteSchedule *schedule, ToteResource resource, gint64 now)
{
  tote_schedule_sent (schedule, resource, now, 0.5);
  tote_schedule_answered (schedule, resource);
}

static void
test_begins_at_once (void)
{
  ToteSchedule schedule;

  set_up (&schedule, NULL);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), <=, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_HANDLING), <=, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), <=, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), <=, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER_MESSAGES), ==,
                   TOTE_SCHEDULE_NEVER);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==,
                   TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

static void
test_one_in_flight (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "picking");
  tote_schedule_sent (&schedule, TOTE_RESOURCE_ORDER, 0, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_demand (&schedule, TOTE_RESOURCE_ORDER);
  tote_schedule_ask_now (&schedule);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_answered (&schedule, TOTE_RESOURCE_ORDER);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, 2 * S);
  tote_schedule_clear (&schedule);
}

static void
test_steady (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "picking");
  answer (&schedule, TOTE_RESOURCE_ITEMS, 7 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, 17 * S);
  tote_schedule_clear (&schedule);
}

static void
test_once_and_once_more (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "checkout");
  answer (&schedule, TOTE_RESOURCE_ITEMS, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_set_state (&schedule, "bags_check", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_set_state (&schedule, "delivered", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, 2 * S);
  answer (&schedule, TOTE_RESOURCE_ITEMS, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

/* The state was not known when it was asked; the answer counts for the one that turned out. */
static void
test_first_answer_counts (void)
{
  ToteSchedule schedule;

  set_up (&schedule, NULL);
  answer (&schedule, TOTE_RESOURCE_ORDER, 0);
  answer (&schedule, TOTE_RESOURCE_HANDLING, 0);
  tote_schedule_set_state (&schedule, "picking", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_HANDLING), ==,
                   TOTE_SCHEDULE_NEVER);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, 15 * S);
  tote_schedule_clear (&schedule);
}

static void
test_first_round_is_the_only_one (void)
{
  static const ToteResource first[] = { TOTE_RESOURCE_ORDER, TOTE_RESOURCE_HANDLING,
                                        TOTE_RESOURCE_ITEMS, TOTE_RESOURCE_CHAT };
  ToteSchedule schedule;

  set_up (&schedule, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    tote_schedule_sent (&schedule, first[i], 0, 0.5);
  for (guint i = G_N_ELEMENTS (first); i-- > 1;)
    tote_schedule_answered (&schedule, first[i]);
  tote_schedule_answered (&schedule, TOTE_RESOURCE_ORDER);
  tote_schedule_set_state (&schedule, "picking", TOTE_FULFILLMENT_DELIVERY);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_assert_cmpint (tote_schedule_get_due (&schedule, first[i]), >=, 10 * S);
  tote_schedule_clear (&schedule);
}

static void
refuse (ToteSchedule *schedule, ToteResource resource, gint64 now)
{
  tote_schedule_sent (schedule, resource, now, 0.5);
  tote_schedule_refused (schedule, resource, now, 0.5, TRUE);
}

/* Whether there is a chat was not known: that it was refused says nothing once there is one. */
static void
test_refused_ahead (void)
{
  ToteSchedule schedule;

  set_up (&schedule, NULL);
  refuse (&schedule, TOTE_RESOURCE_CHAT, 0);
  refuse (&schedule, TOTE_RESOURCE_HANDLING, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), >, 10 * S);
  tote_schedule_set_state (&schedule, "brand_new", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_set_state (&schedule, "picking", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_HANDLING), >, 10 * S);
  tote_schedule_clear (&schedule);
}

/* Nor is it the last word about an order that ended unseen. */
static void
test_refused_ahead_of_the_end (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "brand_new");
  refuse (&schedule, TOTE_RESOURCE_CHAT, 0);
  tote_schedule_set_state (&schedule, "delivered", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, 2 * S);
  refuse (&schedule, TOTE_RESOURCE_CHAT, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

/* Asked before the change, answered after it: not good enough for the new phase. */
static void
test_overtaken_answer (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "picking");
  tote_schedule_sent (&schedule, TOTE_RESOURCE_ITEMS, 0, 0);
  tote_schedule_set_state (&schedule, "checkout", TOTE_FULFILLMENT_DELIVERY);
  tote_schedule_answered (&schedule, TOTE_RESOURCE_ITEMS);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, 2 * S);
  tote_schedule_clear (&schedule);
}

static void
test_falls_back (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "picking");
  answer (&schedule, TOTE_RESOURCE_ITEMS, 0);
  answer (&schedule, TOTE_RESOURCE_HANDLING, 0);
  tote_schedule_set_state (&schedule, "brand_new", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_HANDLING), ==, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

static void
test_failures_back_off (void)
{
  ToteSchedule schedule;
  gint64 now = 0;

  set_up (&schedule, "delivering");
  for (guint i = 0; i < 8; i++) {
    tote_schedule_sent (&schedule, TOTE_RESOURCE_LOCATION, now, 0);
    tote_schedule_failed (&schedule, TOTE_RESOURCE_LOCATION, now, 1);
    now = tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION);
  }
  /* 2 (the gap), 2, 4, 8, 16, 32, 60, 60 */
  g_assert_cmpint (now, ==, 184 * S);
  answer (&schedule, TOTE_RESOURCE_LOCATION, now);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==, now + 5 * S);
  tote_schedule_clear (&schedule);
}

static void
test_retry_after_is_obeyed (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivering");
  schedule.facts.pace = 0.01;
  tote_schedule_sent (&schedule, TOTE_RESOURCE_ORDER, 0, 0);
  tote_schedule_failed (&schedule, TOTE_RESOURCE_ORDER, 0, 0);
  tote_schedule_hold (&schedule, 30 * S);
  tote_schedule_ask_now (&schedule);
  tote_schedule_demand (&schedule, TOTE_RESOURCE_CHAT);
  g_assert_cmpint (tote_schedule_get_next (&schedule), ==, 30 * S);
  tote_schedule_clear (&schedule);
}

static void
test_ask_now (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "checkout");
  for (guint i = 0; i < 6; i++) {
    tote_schedule_sent (&schedule, TOTE_RESOURCE_ORDER, 0, 0);
    tote_schedule_failed (&schedule, TOTE_RESOURCE_ORDER, 0, 1);
  }
  answer (&schedule, TOTE_RESOURCE_CHAT, 0);
  answer (&schedule, TOTE_RESOURCE_ITEMS, 0);
  tote_schedule_ask_now (&schedule);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), ==, 2 * S);
  /* What is asked once is not asked again for it. */
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ITEMS), ==, TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

static void
test_hurry_ends_with_its_phase (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivering");
  answer (&schedule, TOTE_RESOURCE_LOCATION, 0);
  tote_schedule_ask_now (&schedule);
  tote_schedule_set_state (&schedule, "delivered", TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==,
                   TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

static void
test_demand_survives_a_failure (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "ready_for_pickup");
  tote_schedule_demand (&schedule, TOTE_RESOURCE_VEHICLE);
  tote_schedule_sent (&schedule, TOTE_RESOURCE_VEHICLE, 0, 0);
  tote_schedule_failed (&schedule, TOTE_RESOURCE_VEHICLE, 0, 0);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_VEHICLE), ==, 2 * S);
  answer (&schedule, TOTE_RESOURCE_VEHICLE, 2 * S);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_VEHICLE), ==,
                   TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

/* However often it was said, it is asked again within five minutes, and what is demanded waits for
 * it as well; one good answer, and all is as before. */
static void
test_refusals_are_asked_about_again (void)
{
  static const double randoms[] = { 0, 0.5, 0.999 };
  ToteSchedule schedule;
  gint64 now = 0, wait = 0;

  set_up (&schedule, "delivering");
  for (guint i = 0; i < 20; i++) {
    tote_schedule_sent (&schedule, TOTE_RESOURCE_LOCATION, now, 0);
    tote_schedule_refused (&schedule, TOTE_RESOURCE_LOCATION, now, randoms[i % 3], TRUE);
    tote_schedule_demand (&schedule, TOTE_RESOURCE_LOCATION);
    wait = tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION) - now;
    g_assert_cmpint (wait, >=, i < 5 ? (13 * S << i) : 216 * S);
    g_assert_cmpint (wait, <, i < 5 ? (17 * S << i) : 264 * S);
    now += wait;
  }
  answer (&schedule, TOTE_RESOURCE_LOCATION, now);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==, now + 5 * S);
  tote_schedule_clear (&schedule);
}

static void
test_refusals_end_with_the_order (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivered");
  answer (&schedule, TOTE_RESOURCE_HANDLING, 0);
  answer (&schedule, TOTE_RESOURCE_ITEMS, 0);
  answer (&schedule, TOTE_RESOURCE_ORDER_MESSAGES, 0);
  tote_schedule_sent (&schedule, TOTE_RESOURCE_CHAT, 0, 0);
  tote_schedule_refused (&schedule, TOTE_RESOURCE_CHAT, 0, 0, TRUE);
  g_assert_true (tote_schedule_get_settled (&schedule));
  tote_schedule_clear (&schedule);
}

/* Of an order that is refused nothing but itself is asked for; then all at once. */
static void
test_blocked (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivering");
  schedule.facts.blocked = TRUE;
  tote_schedule_demand (&schedule, TOTE_RESOURCE_CHAT);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    g_assert_true ((tote_schedule_get_due (&schedule, i) != TOTE_SCHEDULE_NEVER) ==
                   (i == TOTE_RESOURCE_ORDER));
  answer (&schedule, TOTE_RESOURCE_ORDER, 0);
  tote_schedule_demand (&schedule, TOTE_RESOURCE_ORDER);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_ORDER), ==, 15 * S);
  schedule.facts.no_order_call = TRUE;
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_HANDLING), !=,
                   TOTE_SCHEDULE_NEVER);
  schedule.facts.blocked = FALSE;
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT), !=, TOTE_SCHEDULE_NEVER);
  tote_schedule_clear (&schedule);
}

/* What could be due by now is early enough; what is held back is not pulled along. */
static void
test_goes_together (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivering");
  answer (&schedule, TOTE_RESOURCE_ORDER, 0);
  answer (&schedule, TOTE_RESOURCE_CHAT, S / 2);
  answer (&schedule, TOTE_RESOURCE_ORDER_MESSAGES, 2 * S);
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_ORDER, 27 * S / 2 - 1));
  g_assert_true (tote_schedule_is_due (&schedule, TOTE_RESOURCE_ORDER, 27 * S / 2));
  g_assert_true (tote_schedule_is_due (&schedule, TOTE_RESOURCE_CHAT, 15 * S));
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_ORDER_MESSAGES, 15 * S));

  tote_schedule_sent (&schedule, TOTE_RESOURCE_LOCATION, 14 * S, 0.5);
  tote_schedule_failed (&schedule, TOTE_RESOURCE_LOCATION, 14 * S, 0.5);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==, 16 * S);
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_LOCATION, 15 * S));
  tote_schedule_clear (&schedule);
}

/* Nobody looks any more: what was asked at odd times is asked in one go, and stays together. */
static void
test_falls_in_step (void)
{
  const ToteResource parts[] = { TOTE_RESOURCE_ORDER, TOTE_RESOURCE_ORDER_MESSAGES,
                                 TOTE_RESOURCE_CHAT };
  ToteSchedule schedule;
  gint64 next;

  set_up (&schedule, "picking");
  schedule.facts.shown = FALSE;
  answer (&schedule, TOTE_RESOURCE_ORDER, 0);
  answer (&schedule, TOTE_RESOURCE_ORDER_MESSAGES, 4 * S);
  answer (&schedule, TOTE_RESOURCE_CHAT, 9 * S);
  answer (&schedule, TOTE_RESOURCE_ITEMS, 9 * S);
  answer (&schedule, TOTE_RESOURCE_HANDLING, 9 * S);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_false (tote_schedule_is_due (&schedule, parts[i], 26 * S));

  tote_schedule_fall_in_step (&schedule);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_assert_true (tote_schedule_is_due (&schedule, parts[i], 26 * S));
    answer (&schedule, parts[i], 26 * S);
    g_assert_false (tote_schedule_is_due (&schedule, parts[i], 52 * S));
  }
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_HANDLING, 26 * S));

  tote_schedule_fall_in_step (&schedule);
  tote_schedule_sent (&schedule, TOTE_RESOURCE_CHAT, 55 * S, 0.5);
  tote_schedule_failed (&schedule, TOTE_RESOURCE_CHAT, 55 * S, 0.9);
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_CHAT, 56 * S));
  tote_schedule_hold (&schedule, 100 * S);
  next = tote_schedule_get_next (&schedule);
  g_assert_cmpint (next, ==, 100 * S);
  g_assert_false (tote_schedule_is_due (&schedule, TOTE_RESOURCE_ORDER, 90 * S));
  tote_schedule_clear (&schedule);
}

/* Only what is asked for its interval's sake waits for company of the answers too. */
static void
test_quiet (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "picking");
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  answer (&schedule, TOTE_RESOURCE_ORDER, 0);
  g_assert_true (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_HANDLING));

  tote_schedule_demand (&schedule, TOTE_RESOURCE_ORDER);
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  answer (&schedule, TOTE_RESOURCE_ORDER, 10 * S);
  g_assert_true (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  tote_schedule_ask_now (&schedule);
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));

  answer (&schedule, TOTE_RESOURCE_ORDER, 20 * S);
  schedule.facts.board = TRUE;
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  schedule.facts.board = FALSE;
  schedule.facts.pace = 0.1;
  g_assert_false (tote_schedule_is_quiet (&schedule, TOTE_RESOURCE_ORDER));
  tote_schedule_clear (&schedule);
}

/* What somebody waits for does not wait for company. */
static void
test_haste_goes_alone (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivering");
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    answer (&schedule, i, 0);
  tote_schedule_sent (&schedule, TOTE_RESOURCE_CHAT, 0, 0.9);
  tote_schedule_answered (&schedule, TOTE_RESOURCE_CHAT);
  g_assert_cmpint (tote_schedule_get_due (&schedule, TOTE_RESOURCE_LOCATION), ==, 5 * S);
  g_assert_cmpint (tote_schedule_get_next (&schedule), ==, 5 * S);
  schedule.facts.chat_open = TRUE;
  g_assert_cmpint (tote_schedule_get_next (&schedule), ==,
                   tote_schedule_get_due (&schedule, TOTE_RESOURCE_CHAT));
  g_assert_cmpint (tote_schedule_get_next (&schedule), >, 5 * S);
  tote_schedule_demand (&schedule, TOTE_RESOURCE_ORDER);
  g_assert_cmpint (tote_schedule_get_next (&schedule), ==, 2 * S);
  tote_schedule_clear (&schedule);
}

/* Follows an order for ten minutes, each answer there at once.
 * @n_asked: of one kind
 *
 * Returns: how often something was asked for */
static guint
follow (gboolean shown, guint32 seed, guint n_asked[TOTE_N_RESOURCES])
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  ToteSchedule schedule;
  guint n_times = 0;

  set_up (&schedule, "picking");
  schedule.facts.chat_open = shown;
  schedule.facts.shown = shown;
  for (gint64 now = 0; now < 600 * S; now = tote_schedule_get_next (&schedule)) {
    double random = g_rand_double (rand);

    n_times++;
    for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
      if (!tote_schedule_is_due (&schedule, i, now))
        continue;
      tote_schedule_sent (&schedule, i, now, random);
      tote_schedule_answered (&schedule, i);
      n_asked[i]++;
    }
  }
  tote_schedule_clear (&schedule);

  return n_times;
}

/* The quickest of them takes the others along, and none is asked for more or less often for it. */
static void
test_wakes_once_for_several (void)
{
  for (guint32 seed = 0; seed < 20; seed++) {
    guint shown[TOTE_N_RESOURCES] = { 0 }, hidden[TOTE_N_RESOURCES] = { 0 };

    g_assert_cmpuint (follow (TRUE, seed, shown), <=, shown[TOTE_RESOURCE_CHAT] + 3);
    g_assert_cmpuint (follow (FALSE, seed, hidden), <=, hidden[TOTE_RESOURCE_ITEMS] + 18);
    g_assert_cmpfloat_with_epsilon (shown[TOTE_RESOURCE_CHAT], 120, 6);
    g_assert_cmpfloat_with_epsilon (shown[TOTE_RESOURCE_ITEMS], 60, 3);
    g_assert_cmpfloat_with_epsilon (shown[TOTE_RESOURCE_ORDER], 40, 2);
    g_assert_cmpfloat_with_epsilon (hidden[TOTE_RESOURCE_ITEMS], 30, 2);
    g_assert_cmpfloat_with_epsilon (hidden[TOTE_RESOURCE_ORDER], 20, 2);
  }
}

static void
test_settles_after_the_end (void)
{
  ToteSchedule schedule;

  set_up (&schedule, "delivered");
  g_assert_false (tote_schedule_get_settled (&schedule));
  answer (&schedule, TOTE_RESOURCE_ITEMS, 0);
  answer (&schedule, TOTE_RESOURCE_HANDLING, 0);
  answer (&schedule, TOTE_RESOURCE_CHAT, 0);
  tote_schedule_sent (&schedule, TOTE_RESOURCE_ORDER_MESSAGES, 0, 0);
  g_assert_false (tote_schedule_get_settled (&schedule));
  tote_schedule_answered (&schedule, TOTE_RESOURCE_ORDER_MESSAGES);
  g_assert_true (tote_schedule_get_settled (&schedule));
  tote_schedule_ask_now (&schedule);
  g_assert_true (tote_schedule_get_settled (&schedule));
  tote_schedule_clear (&schedule);
}

/* Runs one client for one tenth of a second; returns how many requests it sent. */
static guint
step (ToteSchedule *schedule, gint64 now, GRand *rand)
{
  guint n_sent = 0;

  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (tote_schedule_get_due (schedule, i) > now)
      continue;
    tote_schedule_sent (schedule, i, now, g_rand_double (rand));
    tote_schedule_answered (schedule, i);
    if (i == TOTE_RESOURCE_ORDER && schedule->state == NULL)
      tote_schedule_set_state (schedule, "delivering", TOTE_FULFILLMENT_DELIVERY);
    n_sent++;
  }
  return n_sent;
}

static void
start_crowd (ToteSchedule *clients, GRand *rand, gboolean board)
{
  for (guint i = 0; i < N_CLIENTS; i++) {
    tote_schedule_init (&clients[i]);
    clients[i].facts.board = board;
    tote_schedule_hold (&clients[i], tote_pace_first_delay (g_rand_double (rand), 1));
  }
}

/* Three minutes of all clients; notes the busiest second of the start and of the time after it. */
static void
run_crowd (gboolean board, guint *peak_at_start, guint *peak_later)
{
  g_autofree ToteSchedule *clients = g_new (ToteSchedule, N_CLIENTS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  *peak_at_start = *peak_later = 0;
  start_crowd (clients, rand, board);
  for (gint64 second = 0; second < 180; second++) {
    guint *peak = second < START_SECONDS ? peak_at_start : peak_later;
    guint n_sent = 0;

    for (guint tenth = 0; tenth < 10; tenth++) {
      for (guint i = 0; i < N_CLIENTS; i++)
        n_sent += step (&clients[i], second * S + tenth * S / 10, rand);
    }
    *peak = MAX (*peak, n_sent);
  }
  for (guint i = 0; i < N_CLIENTS; i++)
    tote_schedule_clear (&clients[i]);
  g_test_message ("%u clients: at most %u requests a second at the start, %u later", N_CLIENTS,
                  *peak_at_start, *peak_later);
}

/* Displays of whole orders in the busiest phase: each asks for state, address, items, position,
 * chat and notices once, within five seconds; then 222 a second are the average. */
static void
test_crowd_of_pages (void)
{
  guint peak_at_start, peak_later;

  run_crowd (FALSE, &peak_at_start, &peak_later);
  g_assert_cmpuint (peak_at_start, <=, PAGES_PEAK_AT_START);
  g_assert_cmpuint (peak_later, <=, PAGES_PEAK_LATER);
}

/* Boards ask for the state alone. */
static void
test_crowd_of_boards (void)
{
  guint peak_at_start, peak_later;

  run_crowd (TRUE, &peak_at_start, &peak_later);
  g_assert_cmpuint (peak_at_start, <=, BOARDS_PEAK_AT_START);
  g_assert_cmpuint (peak_later, <=, BOARDS_PEAK_LATER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schedule/begins-at-once", test_begins_at_once);
  g_test_add_func ("/schedule/one-in-flight", test_one_in_flight);
  g_test_add_func ("/schedule/steady", test_steady);
  g_test_add_func ("/schedule/once-and-once-more", test_once_and_once_more);
  g_test_add_func ("/schedule/first-answer-counts", test_first_answer_counts);
  g_test_add_func ("/schedule/first-round-is-the-only-one", test_first_round_is_the_only_one);
  g_test_add_func ("/schedule/refused-ahead", test_refused_ahead);
  g_test_add_func ("/schedule/refused-ahead-of-the-end", test_refused_ahead_of_the_end);
  g_test_add_func ("/schedule/overtaken-answer", test_overtaken_answer);
  g_test_add_func ("/schedule/falls-back", test_falls_back);
  g_test_add_func ("/schedule/failures-back-off", test_failures_back_off);
  g_test_add_func ("/schedule/retry-after-is-obeyed", test_retry_after_is_obeyed);
  g_test_add_func ("/schedule/ask-now", test_ask_now);
  g_test_add_func ("/schedule/hurry-ends-with-its-phase", test_hurry_ends_with_its_phase);
  g_test_add_func ("/schedule/demand-survives-a-failure", test_demand_survives_a_failure);
  g_test_add_func ("/schedule/refusals-are-asked-about-again", test_refusals_are_asked_about_again);
  g_test_add_func ("/schedule/refusals-end-with-the-order", test_refusals_end_with_the_order);
  g_test_add_func ("/schedule/blocked", test_blocked);
  g_test_add_func ("/schedule/goes-together", test_goes_together);
  g_test_add_func ("/schedule/falls-in-step", test_falls_in_step);
  g_test_add_func ("/schedule/quiet", test_quiet);
  g_test_add_func ("/schedule/haste-goes-alone", test_haste_goes_alone);
  g_test_add_func ("/schedule/wakes-once-for-several", test_wakes_once_for_several);
  g_test_add_func ("/schedule/settles-after-the-end", test_settles_after_the_end);
  g_test_add_func ("/schedule/crowd-of-pages", test_crowd_of_pages);
  g_test_add_func ("/schedule/crowd-of-boards", test_crowd_of_boards);

  return g_test_run ();
}
