/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-pace.h"

#define S G_USEC_PER_SEC

/* What is asked for in one state: “-” never, “1” once, a number: steadily, in seconds. */
typedef struct {
  const char *state;
  ToteFulfillment fulfillment;
  const char *order, *items, *handling, *location, *chat, *messages, *details;
} Row;

#define D TOTE_FULFILLMENT_DELIVERY
#define P TOTE_FULFILLMENT_PICKUP
#define L TOTE_FULFILLMENT_LAST_MILE
#define U TOTE_FULFILLMENT_UNKNOWN

/* Every state of contract 4 for every type that knows it, and those off the path for all. */
static const Row rows[] = {
  { NULL, U, "15", "1", "1", "-", "1", "-", "-" },

  { "brand_new", D, "60", "1", "1", "-", "-", "-", "-" },
  { "acknowledged", D, "15", "1", "1", "-", "-", "-", "-" },
  { "picking", D, "15", "10", "1", "-", "5", "15", "-" },
  { "verifying_replacements", D, "15", "10", "1", "-", "5", "15", "-" },
  { "checkout", D, "15", "1", "1", "-", "5", "15", "-" },
  { "bags_check", D, "15", "1", "1", "-", "5", "15", "-" },
  { "bags_checked", D, "15", "1", "1", "-", "5", "15", "-" },
  { "staged", D, "15", "1", "1", "-", "5", "15", "-" },
  { "delivering", D, "15", "1", "1", "5", "5", "15", "-" },
  { "DELIVERING", D, "15", "1", "1", "5", "5", "15", "-" },
  { "delivered", D, "-", "1", "1", "-", "1", "1", "-" },
  { "canceled", D, "-", "1", "1", "-", "1", "1", "-" },
  { "cancelled", D, "-", "1", "1", "-", "1", "1", "-" },
  { "rescheduled", D, "15", "1", "1", "-", "-", "-", "-" },
  { "paused_for_lunch", D, "15", "1", "1", "-", "5", "15", "-" },

  { "brand_new", P, "60", "1", "1", "-", "-", "-", "-" },
  { "acknowledged", P, "15", "1", "1", "-", "-", "-", "-" },
  { "picking", P, "15", "10", "1", "-", "5", "15", "-" },
  { "verifying_replacements", P, "15", "10", "1", "-", "5", "15", "-" },
  { "checkout", P, "15", "1", "1", "-", "5", "15", "-" },
  { "bags_check", P, "15", "1", "1", "-", "5", "15", "-" },
  { "ready_for_pickup", P, "15", "1", "1", "-", "5", "15", "1" },
  { "user_at_store", P, "15", "1", "1", "-", "5", "15", "1" },
  { "runner_awaiting", P, "15", "1", "1", "-", "5", "15", "1" },
  { "runner_acknowledged", P, "15", "1", "1", "-", "5", "15", "1" },
  { "bags_verified", P, "15", "1", "1", "-", "5", "15", "1" },
  { "delivered", P, "-", "1", "1", "-", "1", "1", "-" },
  { "canceled", P, "-", "1", "1", "-", "1", "1", "-" },
  { "rescheduled", P, "15", "1", "1", "-", "-", "-", "-" },
  { "paused_for_lunch", P, "15", "1", "1", "-", "5", "15", "-" },

  { "brand_new", L, "60", "1", "1", "-", "-", "-", "-" },
  { "acknowledged", L, "15", "1", "1", "-", "-", "-", "-" },
  { "staged_for_delivery", L, "15", "1", "1", "-", "-", "-", "-" },
  { "waiting_for_delivery", L, "15", "1", "1", "-", "-", "-", "-" },
  { "acknowledged_for_delivery", L, "15", "1", "1", "-", "5", "15", "-" },
  { "at_store", L, "15", "1", "1", "-", "5", "15", "-" },
  { "bags_verified", L, "15", "1", "1", "-", "5", "15", "-" },
  { "delivering", L, "15", "1", "1", "5", "5", "15", "-" },
  { "delivered", L, "-", "1", "1", "-", "1", "1", "-" },
  { "canceled", L, "-", "1", "1", "-", "1", "1", "-" },
  { "rescheduled", L, "15", "1", "1", "-", "-", "-", "-" },
  { "paused_for_lunch", L, "15", "1", "1", "-", "5", "15", "-" },
};

/* The rendition dialect: no GET order, which is tried now and then all the same; the type is not
 * told, handling stands in (dialect rows 1 to 3), as often as the order. */
static const Row rendition_rows[] = {
  { NULL, U, "15", "1", "15", "-", "1", "-", "-" },
  { "brand_new", U, "60", "1", "60", "-", "-", "-", "-" },
  { "acknowledged", U, "15", "1", "15", "-", "-", "-", "-" },
  { "picking", U, "15", "10", "15", "-", "5", "15", "-" },
  { "staging", U, "15", "1", "15", "-", "5", "15", "-" },
  { "delivering", U, "15", "1", "15", "5", "5", "15", "-" },
  { "delivered", U, "-", "1", "-", "-", "1", "1", "-" },
  { "canceled", U, "-", "1", "-", "-", "1", "1", "-" },
  { "rescheduled", U, "15", "1", "15", "-", "-", "-", "-" },
  { "paused_for_lunch", U, "15", "1", "15", "-", "5", "15", "-" },
};

static char *
describe (const TotePaceFacts *facts, ToteResource resource)
{
  TotePacePlan plan = tote_pace_plan (facts, resource);

  switch (plan.ask) {
  case TOTE_ASK_NEVER:
    return g_strdup ("-");
  case TOTE_ASK_ONCE:
    return g_strdup ("1");
  case TOTE_ASK_STEADILY:
  default:
    return g_strdup_printf ("%g", (double) plan.interval / S);
  }
}

static void
assert_plan (const Row *row, const TotePaceFacts *facts, ToteResource resource,
             const char *expected)
{
  g_autofree char *plan = describe (facts, resource);

  if (g_strcmp0 (plan, expected) != 0)
    g_error ("%s in state %s, type %d: %s, not %s", tote_resource_get_name (resource), row->state,
             (int) row->fulfillment, plan, expected);
}

static void
assert_row (const Row *row, gboolean no_order_call)
{
  TotePaceFacts facts = { .state = row->state,
                          .fulfillment = row->fulfillment,
                          .shown = TRUE,
                          .chat_open = TRUE,
                          .no_order_call = no_order_call,
                          .pace = 1 };

  assert_plan (row, &facts, TOTE_RESOURCE_ORDER, row->order);
  assert_plan (row, &facts, TOTE_RESOURCE_ITEMS, row->items);
  assert_plan (row, &facts, TOTE_RESOURCE_HANDLING, row->handling);
  assert_plan (row, &facts, TOTE_RESOURCE_LOCATION, row->location);
  assert_plan (row, &facts, TOTE_RESOURCE_CHAT, row->chat);
  assert_plan (row, &facts, TOTE_RESOURCE_ORDER_MESSAGES, row->messages);
  assert_plan (row, &facts, TOTE_RESOURCE_PICKUP_DETAILS, row->details);
  assert_plan (row, &facts, TOTE_RESOURCE_VEHICLE, "-");
}

static void
test_every_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_row (&rows[i], FALSE);
}

static void
test_rendition (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rendition_rows); i++)
    assert_row (&rendition_rows[i], TRUE);
}

static gint64
get_interval (TotePaceFacts facts, ToteResource resource)
{
  return tote_pace_plan (&facts, resource).interval;
}

static void
test_hidden_is_half_as_often (void)
{
  TotePaceFacts facts = { .state = "delivering", .fulfillment = D, .shown = FALSE, .pace = 1 };

  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_ORDER), ==, 30 * S);
  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_LOCATION), ==, 10 * S);
  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_CHAT), ==, 30 * S);
}

static void
test_chat_that_nobody_sees (void)
{
  TotePaceFacts facts = { .state = "picking", .fulfillment = D, .shown = TRUE, .pace = 1 };

  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_CHAT), ==, 15 * S);
  facts.chat_open = TRUE;
  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_CHAT), ==, 5 * S);
}

static void
test_board_asks_for_the_state_alone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TotePaceFacts facts = { .state = rows[i].state,
                            .fulfillment = rows[i].fulfillment,
                            .shown = TRUE,
                            .board = TRUE,
                            .pace = 1 };

    assert_plan (&rows[i], &facts, TOTE_RESOURCE_ORDER, rows[i].order);
    for (guint j = TOTE_RESOURCE_ITEMS; j < TOTE_N_RESOURCES; j++)
      assert_plan (&rows[i], &facts, j, "-");
  }
}

static void
test_expired_chat_is_left_alone (void)
{
  TotePaceFacts facts = { .state = "delivered", .fulfillment = D, .expired = TRUE, .pace = 1 };

  g_assert_cmpint (tote_pace_plan (&facts, TOTE_RESOURCE_CHAT).ask, ==, TOTE_ASK_NEVER);
  g_assert_cmpint (tote_pace_get_chat_phase (&facts), ==, TOTE_CHAT_PHASE_EXPIRED);
}

/* “Once more”: each of these is an occasion of its own. */
static void
test_occasions (void)
{
  static const char *const walk[] = { "brand_new", "picking", "checkout", "delivered" };
  guint last = TOTE_OCCASION_NONE;
  TotePaceFacts facts = { .fulfillment = D, .shown = TRUE, .pace = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    facts.state = walk[i];
    g_assert_cmpuint (tote_pace_plan (&facts, TOTE_RESOURCE_ITEMS).occasion, !=, last);
    last = tote_pace_plan (&facts, TOTE_RESOURCE_ITEMS).occasion;
  }

  facts.state = "acknowledged";
  last = tote_pace_plan (&facts, TOTE_RESOURCE_HANDLING).occasion;
  facts.state = "picking";
  g_assert_cmpuint (tote_pace_plan (&facts, TOTE_RESOURCE_HANDLING).occasion, ==, last);
  facts.state = "delivering";
  g_assert_cmpuint (tote_pace_plan (&facts, TOTE_RESOURCE_HANDLING).occasion, !=, last);

  facts.fulfillment = P;
  facts.state = "ready_for_pickup";
  last = tote_pace_plan (&facts, TOTE_RESOURCE_PICKUP_DETAILS).occasion;
  facts.state = "user_at_store";
  g_assert_cmpuint (tote_pace_plan (&facts, TOTE_RESOURCE_PICKUP_DETAILS).occasion, !=, last);
}

static void
test_spread (void)
{
  gint64 sum = 0;

  for (int i = 0; i < 1000; i++) {
    gint64 us = tote_pace_spread (10 * S, i / 1000.0);

    sum += us;
    g_assert_cmpint (us, <=, 11 * S);
    g_assert_cmpint (us, >=, 9 * S);
  }
  g_assert_cmpint (ABS (sum / 1000 - 10 * S), <, S / 100);
}

static void
test_back_off (void)
{
  static const int ceilings[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };

  for (guint n = 1; n <= G_N_ELEMENTS (ceilings); n++) {
    g_assert_cmpint (tote_pace_back_off (n, 0, 1), ==, 0);
    g_assert_cmpint (tote_pace_back_off (n, 0.999999, 1), <=, ceilings[n - 1] * S);
    g_assert_cmpint (tote_pace_back_off (n, 0.999999, 1), >, ceilings[n - 1] * S - S / 10);
  }
  g_assert_cmpint (tote_pace_back_off (G_MAXUINT, 0.5, 1), ==, 30 * S);
}

static void
test_pace_scales (void)
{
  TotePaceFacts facts = { .state = "picking", .fulfillment = D, .shown = TRUE, .pace = 0.1 };

  g_assert_cmpint (get_interval (facts, TOTE_RESOURCE_ITEMS), ==, S);
  g_assert_cmpint (tote_pace_get_gap (0.1), ==, S / 5);
  g_assert_cmpint (tote_pace_back_off (1, 0.5, 0.1), ==, S / 20);
  g_assert_cmpint (tote_pace_first_delay (0.5, 0.1), ==, S / 4);
  g_assert_cmpint (tote_pace_get_turn (500, 0.1), ==, S * 3 / 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pace/every-state", test_every_state);
  g_test_add_func ("/pace/rendition", test_rendition);
  g_test_add_func ("/pace/hidden-is-half-as-often", test_hidden_is_half_as_often);
  g_test_add_func ("/pace/chat-that-nobody-sees", test_chat_that_nobody_sees);
  g_test_add_func ("/pace/board-asks-for-the-state-alone", test_board_asks_for_the_state_alone);
  g_test_add_func ("/pace/expired-chat-is-left-alone", test_expired_chat_is_left_alone);
  g_test_add_func ("/pace/occasions", test_occasions);
  g_test_add_func ("/pace/spread", test_spread);
  g_test_add_func ("/pace/back-off", test_back_off);
  g_test_add_func ("/pace/scales", test_pace_scales);

  return g_test_run ();
}
