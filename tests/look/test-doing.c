/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-words.h"

/* What stands on the page in each state of each type: the detail below the headline, and the title
 * of the card. Whoever changes one sees what stands beside it. */
static const struct {
  const char *state;
  ToteFulfillment fulfillment;
  const char *detail;
  const char *doing;
} cases[] = {
  { "acknowledged", TOTE_FULFILLMENT_DELIVERY, "Shopping starts soon", "Bo will shop for you" },
  { "picking", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo is shopping for you" },
  { "verifying_replacements", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo is shopping for you" },
  { "checkout", TOTE_FULFILLMENT_DELIVERY, "At the checkout", "Bo has your order" },
  { "bags_check", TOTE_FULFILLMENT_DELIVERY, "Your bags are being checked", "Bo has your order" },
  { "staging", TOTE_FULFILLMENT_DELIVERY, "Your bags are being set aside", "Bo shopped for you" },
  { "staged", TOTE_FULFILLMENT_DELIVERY, "Waiting for a driver", "Bo shopped for you" },
  { "waiting_for_delivery", TOTE_FULFILLMENT_DELIVERY, "Waiting for a driver",
    "Bo shopped for you" },
  { "acknowledged_for_delivery", TOTE_FULFILLMENT_DELIVERY, "The driver is on the way to the store",
    "Bo shopped for you" },
  { "at_store", TOTE_FULFILLMENT_DELIVERY, "The driver is at the store", "Bo shopped for you" },
  { "delivering", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo is on the way" },
  { "delivered", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo brought your order" },
  { "canceled", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo" },
  { "polishing_apples", TOTE_FULFILLMENT_DELIVERY, NULL, "Bo" },
  { "brand_new", TOTE_FULFILLMENT_LAST_MILE, NULL, "Bo will bring your order" },
  { "staged_for_delivery", TOTE_FULFILLMENT_LAST_MILE, "Your bags are ready",
    "Bo will bring your order" },
  { "acknowledged_for_delivery", TOTE_FULFILLMENT_LAST_MILE,
    "The driver is on the way to the store", "Bo will bring your order" },
  { "at_store", TOTE_FULFILLMENT_LAST_MILE, "The driver is at the store",
    "Bo will bring your order" },
  { "bags_verified", TOTE_FULFILLMENT_LAST_MILE, "The driver has your bags", "Bo has your order" },
  { "delivering", TOTE_FULFILLMENT_LAST_MILE, NULL, "Bo is on the way" },
  { "delivered", TOTE_FULFILLMENT_LAST_MILE, NULL, "Bo brought your order" },
  { "picking", TOTE_FULFILLMENT_PICKUP, NULL, "Bo is shopping for you" },
  { "checkout", TOTE_FULFILLMENT_PICKUP, "At the checkout", "Bo shopped for you" },
  { "staged", TOTE_FULFILLMENT_PICKUP, NULL, "Bo shopped for you" },
  { "ready_for_pickup", TOTE_FULFILLMENT_PICKUP, NULL, "Bo shopped for you" },
  { "runner_acknowledged", TOTE_FULFILLMENT_PICKUP, "Your order is being brought out",
    "Bo shopped for you" },
  { "delivered", TOTE_FULFILLMENT_PICKUP, NULL, "Bo shopped for you" },
};

static void
test_agreement (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    ToteStage stage = tote_stage_from_word (cases[i].state, cases[i].fulfillment);
    const char *detail = tote_stage_get_detail (stage, cases[i].state, cases[i].fulfillment);
    g_autofree char *doing = tote_words_doing ("Bo", cases[i].state, stage, cases[i].fulfillment);

    g_test_message ("%s, type %d: %s", cases[i].state, cases[i].fulfillment, detail);
    g_assert_cmpstr (doing, ==, cases[i].doing);
    if (cases[i].detail != NULL)
      g_assert_cmpstr (detail, ==, cases[i].detail);
  }
}

/* A name is no format. */
static void
test_odd_name (void)
{
  g_autofree char *doing =
      tote_words_doing ("%n%s", NULL, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);

  g_assert_cmpstr (doing, ==, "%n%s is on the way");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/doing/agreement", test_agreement);
  g_test_add_func ("/doing/odd-name", test_odd_name);

  return g_test_run ();
}
