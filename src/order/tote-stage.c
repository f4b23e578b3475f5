/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-stage.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What else there is to say of a state. */
typedef enum {
  UNTAKEN = 1 << 0,   /* nobody has taken the order yet */
  DECIDABLE = 1 << 1, /* a replacement can be approved or refused (contract 3.3) */
  WAITING = 1 << 2,   /* packed, and no driver has taken it yet */
  DRIVEN = 1 << 3,    /* what is going on is a driver’s, of whom a pickup has none */
} StateTraits;

typedef struct {
  const char *state;
  ToteStage stage;
  int step[TOTE_FULFILLMENT_LAST_MILE + 1]; /* by ToteFulfillment */
  guint traits;                             /* StateTraits */
  const char *detail;                       /* what is going on, or NULL; translatable */
} StateRow;

/* Contract 4 and dialect rows 3 and p, with the page's stages (design 4). An order can be in any of
 * them whatever its type; the columns of the last mile type say what its shorter line shows. */
static const StateRow rows[] = {
  { "brand_new", TOTE_STAGE_RECEIVED, { 0, 0, 0, 0 }, UNTAKEN, NULL },
  { "created", TOTE_STAGE_RECEIVED, { 0, 0, 0, 0 }, 0, NULL },
  { "acknowledged", TOTE_STAGE_RECEIVED, { 0, 0, 0, 0 }, 0, N_ ("Shopping starts soon") },
  { "rescheduled", TOTE_STAGE_RECEIVED, { 0, 0, 0, 0 }, 0, N_ ("Your time slot has moved") },
  { "picking", TOTE_STAGE_SHOPPING, { 1, 1, 1, 0 }, DECIDABLE, NULL },
  { "verifying_replacements", TOTE_STAGE_REVIEW, { 1, 1, 1, 0 }, DECIDABLE, NULL },
  { "checkout", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, 0, N_ ("At the checkout") },
  { "bags_check", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, 0, N_ ("Your bags are being checked") },
  { "bags_checked", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, 0, N_ ("Your bags are being checked") },
  { "staging", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, WAITING, N_ ("Your bags are being set aside") },
  { "staged", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, WAITING | DRIVEN, N_ ("Waiting for a driver") },
  { "staged_for_delivery", TOTE_STAGE_PACKED, { 2, 2, 2, 1 }, WAITING, N_ ("Your bags are ready") },
  { "waiting_for_delivery",
    TOTE_STAGE_PACKED,
    { 2, 2, 2, 1 },
    WAITING | DRIVEN,
    N_ ("Waiting for a driver") },
  { "acknowledged_for_delivery",
    TOTE_STAGE_PACKED,
    { 2, 2, 2, 1 },
    DRIVEN,
    N_ ("The driver is on the way to the store") },
  { "at_store", TOTE_STAGE_PACKED, { 2, 2, 2, 2 }, DRIVEN, N_ ("The driver is at the store") },
  { "bags_verified", TOTE_STAGE_PACKED, { 2, 2, 3, 2 }, DRIVEN, N_ ("The driver has your bags") },
  { "delivering", TOTE_STAGE_DELIVERING, { 3, 3, 3, 3 }, 0, NULL },
  { "ready_for_pickup", TOTE_STAGE_READY, { 3, 3, 3, 3 }, 0, NULL },
  { "user_at_store",
    TOTE_STAGE_HANDING_OVER,
    { 3, 3, 3, 3 },
    0,
    N_ ("The store knows you are here") },
  { "runner_awaiting",
    TOTE_STAGE_HANDING_OVER,
    { 3, 3, 3, 3 },
    0,
    N_ ("Somebody will bring your order out") },
  { "runner_acknowledged",
    TOTE_STAGE_HANDING_OVER,
    { 3, 3, 3, 3 },
    0,
    N_ ("Your order is being brought out") },
  { "delivered", TOTE_STAGE_DELIVERED, { 4, 4, 4, 4 }, 0, NULL },
  { "canceled", TOTE_STAGE_CANCELED, { -1, -1, -1, -1 }, 0, NULL },
  { "cancelled", TOTE_STAGE_CANCELED, { -1, -1, -1, -1 }, 0, NULL },
};

static char *
fold (const char *word)
{
  return word != NULL ? g_strstrip (g_ascii_strdown (word, -1)) : NULL;
}

static gboolean
is_state (const char *sent, const char *state)
{
  g_autofree char *folded = fold (sent);

  return g_strcmp0 (folded, state) == 0;
}

static const StateRow *
find_row (const char *state)
{
  g_autofree char *folded = fold (state);

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].state, folded))
      return &rows[i];
  return NULL;
}

static gboolean
has_trait (const char *state, StateTraits trait)
{
  const StateRow *row = find_row (state);

  return row != NULL && (row->traits & trait) != 0;
}

/* The one state that means two things (contract 4.2, 4.3). */
static gboolean
is_handing_over (const StateRow *row, ToteFulfillment fulfillment)
{
  return fulfillment == TOTE_FULFILLMENT_PICKUP && g_str_equal (row->state, "bags_verified");
}

/**
 * tote_fulfillment_from_word:
 * @word: (nullable): the server's fulfillment_type, either dialect, any case
 *
 * Returns: the type of the order
 */
ToteFulfillment
tote_fulfillment_from_word (const char *word)
{
  g_autofree char *folded = fold (word);

  if (folded == NULL)
    return TOTE_FULFILLMENT_UNKNOWN;
  if (g_str_equal (folded, "delivery"))
    return TOTE_FULFILLMENT_DELIVERY;
  if (g_str_equal (folded, "pickup"))
    return TOTE_FULFILLMENT_PICKUP;
  if (g_str_equal (folded, "last_mile_delivery") || g_str_equal (folded, "last_mile"))
    return TOTE_FULFILLMENT_LAST_MILE;
  return TOTE_FULFILLMENT_UNKNOWN;
}

/**
 * tote_stage_from_word:
 * @state: (nullable): the server's workflow state, any case
 * @fulfillment: the type of the order
 *
 * Returns: the stage of the page, %TOTE_STAGE_UNKNOWN for a word that is not in the contract
 */
ToteStage
tote_stage_from_word (const char *state, ToteFulfillment fulfillment)
{
  const StateRow *row = find_row (state);

  if (row == NULL)
    return TOTE_STAGE_UNKNOWN;
  return is_handing_over (row, fulfillment) ? TOTE_STAGE_HANDING_OVER : row->stage;
}

/**
 * tote_stage_is_final:
 * @stage: a stage
 *
 * Returns: whether nothing is asked any more after it
 */
gboolean
tote_stage_is_final (ToteStage stage)
{
  return stage == TOTE_STAGE_DELIVERED || stage == TOTE_STAGE_CANCELED;
}

/**
 * tote_state_is_shopped:
 * @state: (nullable): the server's workflow state
 * @fulfillment: the type of the order
 *
 * Returns: whether the shopper is at the till or further, so that what was not found is refunded
 *     (contract 3.2)
 */
gboolean
tote_state_is_shopped (const char *state, ToteFulfillment fulfillment)
{
  switch (tote_stage_from_word (state, fulfillment)) {
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_DELIVERING:
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
  case TOTE_STAGE_DELIVERED:
    return TRUE;
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_CANCELED:
  default:
    return FALSE;
  }
}

/**
 * tote_state_is_decidable:
 * @state: (nullable): the server's workflow state
 *
 * Returns: whether a replacement can be approved or refused now (contract 3.3)
 */
gboolean
tote_state_is_decidable (const char *state)
{
  return has_trait (state, DECIDABLE);
}

/**
 * tote_state_is_untaken:
 * @state: (nullable): the server's workflow state
 *
 * Returns: whether nobody has taken the order yet, as far as is known
 */
gboolean
tote_state_is_untaken (const char *state)
{
  return state == NULL || has_trait (state, UNTAKEN);
}

/**
 * tote_state_is_waiting:
 * @state: (nullable): the server's workflow state
 *
 * Returns: whether the order is packed and no driver has taken it yet
 */
gboolean
tote_state_is_waiting (const char *state)
{
  return has_trait (state, WAITING);
}

static const char *
get_handing_over_headline (const char *state)
{
  if (is_state (state, "user_at_store"))
    return _ ("Arrival noted");
  if (is_state (state, "runner_awaiting"))
    return _ ("Looking for a runner");
  if (is_state (state, "runner_acknowledged"))
    return _ ("Runner found");
  return _ ("Handing over");
}

/**
 * tote_stage_get_headline:
 * @stage: a stage
 * @state: (nullable): the server's workflow state behind it
 * @fulfillment: the type of the order
 *
 * Returns: (transfer none): the headline of the page (design 4)
 */
const char *
tote_stage_get_headline (ToteStage stage, const char *state, ToteFulfillment fulfillment)
{
  switch (stage) {
  case TOTE_STAGE_RECEIVED:
    return _ ("We got your order");
  case TOTE_STAGE_SHOPPING:
    return _ ("Shopping in progress");
  case TOTE_STAGE_REVIEW:
    return _ ("Review replacements");
  case TOTE_STAGE_PACKED:
    return fulfillment == TOTE_FULFILLMENT_LAST_MILE ? _ ("Packed") : _ ("Shopping complete");
  case TOTE_STAGE_DELIVERING:
    return _ ("Out for delivery");
  case TOTE_STAGE_READY:
    return _ ("Ready for pickup");
  case TOTE_STAGE_HANDING_OVER:
    return get_handing_over_headline (state);
  case TOTE_STAGE_DELIVERED:
    return fulfillment == TOTE_FULFILLMENT_PICKUP ? _ ("Picked up") : _ ("Delivered");
  case TOTE_STAGE_CANCELED:
    return _ ("Canceled");
  case TOTE_STAGE_UNKNOWN:
  default:
    return _ ("In progress");
  }
}

/**
 * tote_stage_get_detail:
 * @stage: a stage
 * @state: (nullable): the server's workflow state behind it
 * @fulfillment: the type of the order
 *
 * Returns: (transfer none) (nullable): what is going on, where the headline alone does not say;
 *     a driver's step for a last mile order
 */
const char *
tote_stage_get_detail (ToteStage stage, const char *state, ToteFulfillment fulfillment)
{
  const StateRow *row = find_row (state);

  if (row == NULL || row->detail == NULL)
    return NULL;
  if (is_handing_over (row, fulfillment))
    return _ ("Your bags are being counted with you");
  if (fulfillment == TOTE_FULFILLMENT_PICKUP && (row->traits & DRIVEN) != 0)
    return NULL;
  return _ (row->detail);
}

/**
 * tote_stage_get_step:
 * @stage: a stage
 * @state: (nullable): the server's workflow state behind it
 * @fulfillment: the type of the order
 *
 * Returns: the current step of the progress line, from 0, or -1 when it cannot be told
 */
int
tote_stage_get_step (ToteStage stage, const char *state, ToteFulfillment fulfillment)
{
  const StateRow *row = find_row (state);

  return row != NULL ? row->step[fulfillment] : -1;
}

/**
 * tote_step_get_label:
 * @fulfillment: the type of the order
 * @step: a step, below %TOTE_N_STEPS
 *
 * Returns: (transfer none): its name on the progress line
 */
const char *
tote_step_get_label (ToteFulfillment fulfillment, guint step)
{
  static const char *const labels[][TOTE_N_STEPS] = {
    { N_ ("Placed"), N_ ("Shopping"), N_ ("Checkout"), N_ ("On the way"), N_ ("Delivered") },
    { N_ ("Placed"), N_ ("Shopping"), N_ ("Checkout"), N_ ("On the way"), N_ ("Delivered") },
    { N_ ("Placed"), N_ ("Shopping"), N_ ("Checkout"), N_ ("Ready"), N_ ("Picked up") },
    { N_ ("Placed"), N_ ("Packed"), N_ ("Driver at the store"), N_ ("On the way"),
      N_ ("Delivered") },
  };

  g_return_val_if_fail ((guint) fulfillment < G_N_ELEMENTS (labels), NULL);
  g_return_val_if_fail (step < TOTE_N_STEPS, NULL);
  return _ (labels[fulfillment][step]);
}
