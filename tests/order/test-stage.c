/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-stage.h"

typedef struct {
  const char *state;
  ToteFulfillment fulfillment;
  ToteStage stage;
  int step;
  const char *headline;
} Row;

#define D TOTE_FULFILLMENT_DELIVERY
#define P TOTE_FULFILLMENT_PICKUP
#define L TOTE_FULFILLMENT_LAST_MILE

/* Every state of every type (contract 4), written out. */
static const Row rows[] = {
  { "brand_new", D, TOTE_STAGE_RECEIVED, 0, "We got your order" },
  { "acknowledged", D, TOTE_STAGE_RECEIVED, 0, "We got your order" },
  { "picking", D, TOTE_STAGE_SHOPPING, 1, "Shopping in progress" },
  { "verifying_replacements", D, TOTE_STAGE_REVIEW, 1, "Review replacements" },
  { "checkout", D, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "bags_check", D, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "bags_checked", D, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "staged", D, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "staging", D, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "delivering", D, TOTE_STAGE_DELIVERING, 3, "Out for delivery" },
  { "delivered", D, TOTE_STAGE_DELIVERED, 4, "Delivered" },
  { "canceled", D, TOTE_STAGE_CANCELED, -1, "Canceled" },
  { "cancelled", D, TOTE_STAGE_CANCELED, -1, "Canceled" },
  { "rescheduled", D, TOTE_STAGE_RECEIVED, 0, "We got your order" },
  { "brand_new", P, TOTE_STAGE_RECEIVED, 0, "We got your order" },
  { "picking", P, TOTE_STAGE_SHOPPING, 1, "Shopping in progress" },
  { "checkout", P, TOTE_STAGE_PACKED, 2, "Shopping complete" },
  { "ready_for_pickup", P, TOTE_STAGE_READY, 3, "Ready for pickup" },
  { "user_at_store", P, TOTE_STAGE_HANDING_OVER, 3, "Arrival noted" },
  { "runner_awaiting", P, TOTE_STAGE_HANDING_OVER, 3, "Looking for a runner" },
  { "runner_acknowledged", P, TOTE_STAGE_HANDING_OVER, 3, "Runner found" },
  { "bags_verified", P, TOTE_STAGE_HANDING_OVER, 3, "Handing over" },
  { "delivered", P, TOTE_STAGE_DELIVERED, 4, "Picked up" },
  { "brand_new", L, TOTE_STAGE_RECEIVED, 0, "We got your order" },
  { "staged_for_delivery", L, TOTE_STAGE_PACKED, 1, "Packed" },
  { "waiting_for_delivery", L, TOTE_STAGE_PACKED, 1, "Packed" },
  { "acknowledged_for_delivery", L, TOTE_STAGE_PACKED, 1, "Packed" },
  { "at_store", L, TOTE_STAGE_PACKED, 2, "Packed" },
  { "bags_verified", L, TOTE_STAGE_PACKED, 2, "Packed" },
  { "delivering", L, TOTE_STAGE_DELIVERING, 3, "Out for delivery" },
  { "delivered", L, TOTE_STAGE_DELIVERED, 4, "Delivered" },
  { "DELIVERING", D, TOTE_STAGE_DELIVERING, 3, "Out for delivery" },
  { " Picking ", D, TOTE_STAGE_SHOPPING, 1, "Shopping in progress" },
  { "levitating", D, TOTE_STAGE_UNKNOWN, -1, "In progress" },
  { "", D, TOTE_STAGE_UNKNOWN, -1, "In progress" },
  { NULL, D, TOTE_STAGE_UNKNOWN, -1, "In progress" },
};

static void
test_every_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    ToteStage stage = tote_stage_from_word (row->state, row->fulfillment);

    g_test_message ("%s", row->state);
    g_assert_cmpint (stage, ==, row->stage);
    g_assert_cmpint (tote_stage_get_step (stage, row->state, row->fulfillment), ==, row->step);
    g_assert_cmpstr (tote_stage_get_headline (stage, row->state, row->fulfillment), ==,
                     row->headline);
  }
}

static void
test_types_in_both_dialects (void)
{
  g_assert_cmpint (tote_fulfillment_from_word ("delivery"), ==, D);
  g_assert_cmpint (tote_fulfillment_from_word ("PICKUP"), ==, P);
  g_assert_cmpint (tote_fulfillment_from_word ("last_mile_delivery"), ==, L);
  g_assert_cmpint (tote_fulfillment_from_word ("last_mile"), ==, L);
  g_assert_cmpint (tote_fulfillment_from_word ("drone"), ==, TOTE_FULFILLMENT_UNKNOWN);
  g_assert_cmpint (tote_fulfillment_from_word (NULL), ==, TOTE_FULFILLMENT_UNKNOWN);
}

static void
test_decisions_only_while_shopping (void)
{
  g_assert_true (tote_state_is_decidable ("picking"));
  g_assert_true (tote_state_is_decidable ("VERIFYING_REPLACEMENTS"));
  g_assert_false (tote_state_is_decidable ("checkout"));
  g_assert_false (tote_state_is_decidable ("acknowledged"));
  g_assert_false (tote_state_is_decidable (NULL));
}

static void
test_who_has_the_order (void)
{
  g_assert_true (tote_state_is_untaken ("Brand_New"));
  g_assert_true (tote_state_is_untaken (NULL));
  g_assert_false (tote_state_is_untaken ("acknowledged"));
  g_assert_false (tote_state_is_untaken ("teleporting"));
  g_assert_true (tote_state_is_waiting (" staged "));
  g_assert_false (tote_state_is_waiting ("at_store"));
  g_assert_false (tote_state_is_waiting (NULL));
}

static void
test_driver_steps_are_told (void)
{
  g_assert_cmpstr (tote_stage_get_detail (TOTE_STAGE_PACKED, "at_store", L), ==,
                   "The driver is at the store");
  g_assert_cmpstr (tote_stage_get_detail (TOTE_STAGE_HANDING_OVER, "bags_verified", P), ==,
                   "Your bags are being counted with you");
  g_assert_null (tote_stage_get_detail (TOTE_STAGE_SHOPPING, "picking", D));
  g_assert_null (tote_stage_get_detail (TOTE_STAGE_UNKNOWN, "levitating", D));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/every-state", test_every_state);
  g_test_add_func ("/stage/types-in-both-dialects", test_types_in_both_dialects);
  g_test_add_func ("/stage/decisions-only-while-shopping", test_decisions_only_while_shopping);
  g_test_add_func ("/stage/who-has-the-order", test_who_has_the_order);
  g_test_add_func ("/stage/driver-steps-are-told", test_driver_steps_are_told);
  return g_test_run ();
}
