/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-order.h"

#include "tote-instruction.h"
#include "tote-order-enums.h"
#include "tote-order-private.h"
#include "tote-property.h"

G_DEFINE_FINAL_TYPE (ToteOrder, tote_order, G_TYPE_OBJECT)

static GParamSpec *props[PROP_SHOPPER_PHONE + 1];

void
tote_order_notify (ToteOrder *self, ToteOrderProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* While a replacement waits, shopping is a review: the customer's turn (design 4). */
static ToteStage
find_stage (ToteOrder *self)
{
  ToteStage stage = tote_stage_from_word (self->state, self->fulfillment);

  if (stage == TOTE_STAGE_SHOPPING && tote_item_list_get_n_questions (self->items) > 0)
    return TOTE_STAGE_REVIEW;
  return stage;
}

static void
settle_stage (ToteOrder *self)
{
  ToteStage stage = find_stage (self);
  gboolean ended = tote_stage_is_final (stage);

  if (self->stage == stage)
    return;

  if (tote_stage_is_final (self->stage) != ended)
    tote_order_notify (self, PROP_ENDED);
  self->stage = stage;
  tote_order_notify (self, PROP_STAGE);
  tote_order_notify (self, PROP_HEADLINE);
}

/* What follows from state and type, down to the items. */
static void
settle (ToteOrder *self)
{
  ToteFulfillment fulfillment = tote_fulfillment_from_word (self->fulfillment_word);

  if (self->fulfillment != fulfillment) {
    self->fulfillment = fulfillment;
    tote_order_notify (self, PROP_FULFILLMENT);
  }
  tote_item_list_set_phase (self->items, tote_state_is_shopped (self->state, self->fulfillment),
                            tote_state_is_decidable (self->state));
  settle_stage (self);
}

static void
on_questions_changed (ToteItemList *items, GParamSpec *pspec, ToteOrder *self)
{
  settle_stage (self);
}

static void
tote_order_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOrder *self = TOTE_ORDER (object);

  switch ((ToteOrderProperty) id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_STATE:
    g_value_set_string (value, self->state);
    break;
  case PROP_FULFILLMENT_WORD:
    g_value_set_string (value, self->fulfillment_word);
    break;
  case PROP_CREATED_AT:
    g_value_set_boxed (value, self->created_at);
    break;
  case PROP_WINDOW_STARTS_AT:
    g_value_set_boxed (value, self->window_starts_at);
    break;
  case PROP_WINDOW_ENDS_AT:
    g_value_set_boxed (value, self->window_ends_at);
    break;
  case PROP_PICKUP_CATEGORY:
    g_value_set_string (value, self->pickup_category);
    break;
  case PROP_TIME_ZONE:
    g_value_set_boxed (value, tote_order_get_time_zone (self));
    break;
  case PROP_FULFILLMENT:
    g_value_set_enum (value, self->fulfillment);
    break;
  case PROP_STAGE:
    g_value_set_enum (value, self->stage);
    break;
  case PROP_HEADLINE:
    g_value_set_string (value, tote_order_get_headline (self));
    break;
  case PROP_DETAIL:
    g_value_set_string (value, tote_stage_get_detail (self->stage, self->state, self->fulfillment));
    break;
  case PROP_STEP:
    g_value_set_int (value, tote_order_get_step (self));
    break;
  case PROP_ENDED:
    g_value_set_boolean (value, tote_order_get_ended (self));
    break;
  case PROP_ITEMS:
    g_value_set_object (value, self->items);
    break;
  case PROP_MESSAGES:
    g_value_set_object (value, self->messages);
    break;
  case PROP_INSTRUCTIONS:
    g_value_set_object (value, self->instructions);
    break;
  case PROP_HANDLING:
    g_value_set_object (value, self->handling);
    break;
  case PROP_VEHICLE:
    g_value_set_object (value, self->vehicle);
    break;
  case PROP_POSITION:
    g_value_set_object (value, self->position);
    break;
  case PROP_TRACK:
    g_value_set_object (value, self->track);
    break;
  case PROP_SHOPPER_NAME:
    g_value_set_string (value, tote_order_get_shopper_name (self));
    break;
  case PROP_SHOPPER_IMAGE_URL:
    g_value_set_string (value, tote_order_get_shopper_image_url (self));
    break;
  case PROP_SHOPPER_PHONE:
    g_value_set_string (value, tote_order_get_shopper_phone (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteOrder *self = TOTE_ORDER (object);

  switch (id) {
  case PROP_ID:
    self->id = g_value_dup_string (value);
    break;
  case PROP_STATE:
    self->state = g_value_dup_string (value);
    break;
  case PROP_FULFILLMENT_WORD:
    self->fulfillment_word = g_value_dup_string (value);
    break;
  case PROP_CREATED_AT:
    self->created_at = g_value_dup_boxed (value);
    break;
  case PROP_WINDOW_STARTS_AT:
    self->window_starts_at = g_value_dup_boxed (value);
    break;
  case PROP_WINDOW_ENDS_AT:
    self->window_ends_at = g_value_dup_boxed (value);
    break;
  case PROP_PICKUP_CATEGORY:
    self->pickup_category = g_value_dup_string (value);
    break;
  case PROP_TIME_ZONE:
    self->slot_zone = g_value_dup_boxed (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_constructed (GObject *object)
{
  settle (TOTE_ORDER (object));

  G_OBJECT_CLASS (tote_order_parent_class)->constructed (object);
}

static void
tote_order_dispose (GObject *object)
{
  ToteOrder *self = TOTE_ORDER (object);

  g_clear_object (&self->items);
  g_clear_object (&self->messages);
  g_clear_object (&self->instructions);
  g_clear_object (&self->handling);
  g_clear_object (&self->vehicle);
  g_clear_object (&self->position);
  g_clear_object (&self->track);

  G_OBJECT_CLASS (tote_order_parent_class)->dispose (object);
}

static void
tote_order_finalize (GObject *object)
{
  ToteOrder *self = TOTE_ORDER (object);

  g_free (self->id);
  g_free (self->state);
  g_free (self->fulfillment_word);
  g_clear_pointer (&self->created_at, g_date_time_unref);
  g_clear_pointer (&self->window_starts_at, g_date_time_unref);
  g_clear_pointer (&self->window_ends_at, g_date_time_unref);
  g_free (self->pickup_category);
  g_clear_pointer (&self->slot_zone, g_time_zone_unref);
  g_clear_pointer (&self->chat_zone, g_time_zone_unref);
  g_free (self->chat_shopper_name);
  g_free (self->chat_shopper_image_url);

  G_OBJECT_CLASS (tote_order_parent_class)->finalize (object);
}

static void
install_said (GParamFlags once)
{
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, once);
  props[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, once);
  props[PROP_FULFILLMENT_WORD] = g_param_spec_string ("fulfillment-word", NULL, NULL, NULL, once);
  props[PROP_CREATED_AT] = g_param_spec_boxed ("created-at", NULL, NULL, G_TYPE_DATE_TIME, once);
  props[PROP_WINDOW_STARTS_AT] =
      g_param_spec_boxed ("window-starts-at", NULL, NULL, G_TYPE_DATE_TIME, once);
  props[PROP_WINDOW_ENDS_AT] =
      g_param_spec_boxed ("window-ends-at", NULL, NULL, G_TYPE_DATE_TIME, once);
  props[PROP_PICKUP_CATEGORY] = g_param_spec_string ("pickup-category", NULL, NULL, NULL, once);
  props[PROP_TIME_ZONE] = g_param_spec_boxed ("time-zone", NULL, NULL, G_TYPE_TIME_ZONE, once);
}

static void
install_derived (GParamFlags read)
{
  props[PROP_FULFILLMENT] = g_param_spec_enum ("fulfillment", NULL, NULL, TOTE_TYPE_FULFILLMENT,
                                               TOTE_FULFILLMENT_UNKNOWN, read);
  props[PROP_STAGE] =
      g_param_spec_enum ("stage", NULL, NULL, TOTE_TYPE_STAGE, TOTE_STAGE_UNKNOWN, read);
  props[PROP_HEADLINE] = g_param_spec_string ("headline", NULL, NULL, NULL, read);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, read);
  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, -1, TOTE_N_STEPS - 1, -1, read);
  props[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, read);
  props[PROP_SHOPPER_NAME] = g_param_spec_string ("shopper-name", NULL, NULL, NULL, read);
  props[PROP_SHOPPER_IMAGE_URL] = g_param_spec_string ("shopper-image-url", NULL, NULL, NULL, read);
  props[PROP_SHOPPER_PHONE] = g_param_spec_string ("shopper-phone", NULL, NULL, NULL, read);
}

static void
install_parts (GParamFlags read)
{
  props[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, TOTE_TYPE_ITEM_LIST, read);
  props[PROP_MESSAGES] = g_param_spec_object ("messages", NULL, NULL, TOTE_TYPE_MESSAGE_LIST, read);
  props[PROP_INSTRUCTIONS] =
      g_param_spec_object ("instructions", NULL, NULL, G_TYPE_LIST_MODEL, read);
  props[PROP_HANDLING] = g_param_spec_object ("handling", NULL, NULL, TOTE_TYPE_HANDLING, read);
  props[PROP_VEHICLE] = g_param_spec_object ("vehicle", NULL, NULL, TOTE_TYPE_VEHICLE, read);
  props[PROP_POSITION] = g_param_spec_object ("position", NULL, NULL, TOTE_TYPE_POSITION, read);
  props[PROP_TRACK] = g_param_spec_object ("track", NULL, NULL, G_TYPE_LIST_MODEL, read);
}

static void
tote_order_class_init (ToteOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = tote_order_constructed;
  object_class->get_property = tote_order_get_property;
  object_class->set_property = tote_order_set_property;
  object_class->dispose = tote_order_dispose;
  object_class->finalize = tote_order_finalize;

  install_said (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  install_derived (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_parts (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_order_init (ToteOrder *self)
{
  self->items = tote_item_list_new ();
  self->messages = tote_message_list_new ();
  self->instructions = g_list_store_new (TOTE_TYPE_INSTRUCTION);
  self->track = g_list_store_new (TOTE_TYPE_POSITION);
  g_signal_connect_object (self->items, "notify::n-questions", G_CALLBACK (on_questions_changed),
                           self, 0);
}

/**
 * tote_order_new:
 * @id: the order's id, opaque
 *
 * Returns: (transfer full): an order of which nothing is known yet
 */
ToteOrder *
tote_order_new (const char *id)
{
  return g_object_new (TOTE_TYPE_ORDER, "id", id, NULL);
}

const char *
tote_order_get_id (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->id;
}

/**
 * tote_order_get_state:
 * @self: an order
 *
 * Returns: (nullable): the server's workflow state, as it was sent; %NULL before the first answer
 */
const char *
tote_order_get_state (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->state;
}

const char *
tote_order_get_fulfillment_word (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->fulfillment_word;
}

ToteFulfillment
tote_order_get_fulfillment (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), TOTE_FULFILLMENT_UNKNOWN);
  return self->fulfillment;
}

GDateTime *
tote_order_get_created_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->created_at;
}

GDateTime *
tote_order_get_window_starts_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->window_starts_at;
}

GDateTime *
tote_order_get_window_ends_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->window_ends_at;
}

const char *
tote_order_get_pickup_category (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->pickup_category;
}

static gboolean
take_state (ToteOrder *self, const char *state)
{
  int step = tote_order_get_step (self);
  ToteStage stage = self->stage;

  if (!tote_property_set_text (self, &self->state, state, props[PROP_STATE]))
    return FALSE;

  settle (self);
  tote_order_notify (self, PROP_DETAIL);
  if (step != tote_order_get_step (self))
    tote_order_notify (self, PROP_STEP);
  if (stage == self->stage && stage == TOTE_STAGE_HANDING_OVER)
    tote_order_notify (self, PROP_HEADLINE);
  return TRUE;
}

/**
 * tote_order_set_state:
 * @self: the live order
 * @state: the workflow state, from a part that says it where there is no GET order
 */
void
tote_order_set_state (ToteOrder *self, const char *state)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  g_object_freeze_notify (G_OBJECT (self));
  take_state (self, state);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * tote_order_update:
 * @self: the live order
 * @fresh: what GET order says now
 *
 * Takes over what differs of that part and notifies it alone.
 *
 * Returns: whether anything differed
 */
gboolean
tote_order_update (ToteOrder *self, ToteOrder *fresh)
{
  gboolean differs = FALSE;

  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);
  g_return_val_if_fail (TOTE_IS_ORDER (fresh), FALSE);

  g_object_freeze_notify (G_OBJECT (self));
  if (tote_property_set_text (self, &self->fulfillment_word, fresh->fulfillment_word,
                              props[PROP_FULFILLMENT_WORD])) {
    settle (self);
    tote_order_notify (self, PROP_HEADLINE);
    tote_order_notify (self, PROP_STEP);
    differs = TRUE;
  }
  differs |=
      tote_property_set_time (self, &self->created_at, fresh->created_at, props[PROP_CREATED_AT]);
  differs |= tote_property_set_time (self, &self->window_starts_at, fresh->window_starts_at,
                                     props[PROP_WINDOW_STARTS_AT]);
  differs |= tote_property_set_time (self, &self->window_ends_at, fresh->window_ends_at,
                                     props[PROP_WINDOW_ENDS_AT]);
  differs |= tote_property_set_text (self, &self->pickup_category, fresh->pickup_category,
                                     props[PROP_PICKUP_CATEGORY]);
  differs |= tote_order_take_zone (self, &self->slot_zone, fresh->slot_zone);
  differs |= take_state (self, fresh->state);
  g_object_thaw_notify (G_OBJECT (self));
  return differs;
}

ToteStage
tote_order_get_stage (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), TOTE_STAGE_UNKNOWN);
  return self->stage;
}

/**
 * tote_order_get_headline:
 * @self: an order
 *
 * Returns: (transfer none): what the page says first
 */
const char *
tote_order_get_headline (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return tote_stage_get_headline (self->stage, self->state, self->fulfillment);
}

/**
 * tote_order_get_step:
 * @self: an order
 *
 * Returns: the current step of its progress line, from 0, or -1 when it cannot be told
 */
int
tote_order_get_step (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), -1);
  return tote_stage_get_step (self->stage, self->state, self->fulfillment);
}

gboolean
tote_order_get_ended (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);
  return tote_stage_is_final (self->stage);
}
