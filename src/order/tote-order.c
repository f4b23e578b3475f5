/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-order.h"

#include "tote-instruction.h"
#include "tote-order-enums.h"
#include "tote-property.h"
#include "tote-zone.h"

struct _ToteOrder {
  GObject parent_instance;

  char *id;                    /* (owned) */
  char *state;                 /* (owned) (nullable) the server's word */
  char *fulfillment_word;      /* (owned) (nullable) the server's word */
  GDateTime *created_at;       /* (owned) (nullable) */
  GDateTime *window_starts_at; /* (owned) (nullable) */
  GDateTime *window_ends_at;   /* (owned) (nullable) */
  char *pickup_category;       /* (owned) (nullable) */
  GTimeZone *slot_zone;        /* (owned) (nullable): as the slot's times were told */
  GTimeZone *chat_zone;        /* (owned) (nullable): as the conversation named it */

  ToteFulfillment fulfillment;
  ToteStage stage;

  ToteItemList *items;       /* (owned) */
  ToteMessageList *messages; /* (owned) */
  GListStore *instructions;  /* (owned) of ToteInstruction */
  ToteHandling *handling;    /* (owned) (nullable) */
  ToteVehicle *vehicle;      /* (owned) (nullable) */
  TotePosition *position;    /* (owned) (nullable) of the shopper */
  GListStore *track;         /* (owned) of TotePosition */

  char *chat_shopper_name;      /* (owned) (nullable) */
  char *chat_shopper_image_url; /* (owned) (nullable) */
  gboolean taken_over;          /* the chat has another shopper since the handling data was told */
  gboolean people_forgotten;
  ToteMask mask;
};

G_DEFINE_FINAL_TYPE (ToteOrder, tote_order, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_STATE,
  PROP_FULFILLMENT_WORD,
  PROP_CREATED_AT,
  PROP_WINDOW_STARTS_AT,
  PROP_WINDOW_ENDS_AT,
  PROP_PICKUP_CATEGORY,
  PROP_TIME_ZONE,
  PROP_FULFILLMENT,
  PROP_STAGE,
  PROP_HEADLINE,
  PROP_DETAIL,
  PROP_STEP,
  PROP_ENDED,
  PROP_ITEMS,
  PROP_MESSAGES,
  PROP_INSTRUCTIONS,
  PROP_HANDLING,
  PROP_VEHICLE,
  PROP_POSITION,
  PROP_SHOPPER_NAME,
  PROP_SHOPPER_IMAGE_URL,
  PROP_SHOPPER_PHONE,
} ToteOrderProperty;

static GParamSpec *props[PROP_SHOPPER_PHONE + 1];

enum {
  TAKEN_OVER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
notify (ToteOrder *self, ToteOrderProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
notify_shopper (ToteOrder *self)
{
  notify (self, PROP_SHOPPER_NAME);
  notify (self, PROP_SHOPPER_IMAGE_URL);
  notify (self, PROP_SHOPPER_PHONE);
}

/* “Ines” and “Ines K.” are one. */
static gboolean
is_same_person (const char *a, const char *b)
{
  size_t n = strcspn (a, " ");

  return n == strcspn (b, " ") && strncmp (a, b, n) == 0;
}

/* One part of what the server says has another name than before. */
static gboolean
is_replaced (const char *before, const char *now)
{
  return before != NULL && now != NULL && !is_same_person (before, now);
}

/* Each part says so in its own time, and it is told once. */
static void
tell_taken_over (ToteOrder *self, const char *before)
{
  g_autofree char *now = g_strdup (tote_order_get_shopper_name (self));

  if (is_replaced (before, now))
    g_signal_emit (self, signals[TAKEN_OVER], 0, now, before);
}

/* A zone of the order is heard of; the one that counts may stay the same. */
static gboolean
take_zone (ToteOrder *self, GTimeZone **place, GTimeZone *fresh)
{
  g_autoptr (GTimeZone) before = NULL;
  GTimeZone *told = tote_order_get_time_zone (self);

  if (tote_zone_equal (*place, fresh))
    return FALSE;

  before = told != NULL ? g_time_zone_ref (told) : NULL;
  g_clear_pointer (place, g_time_zone_unref);
  *place = fresh != NULL ? g_time_zone_ref (fresh) : NULL;
  if (!tote_zone_equal (before, tote_order_get_time_zone (self)))
    notify (self, PROP_TIME_ZONE);
  return TRUE;
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
    notify (self, PROP_ENDED);
  self->stage = stage;
  notify (self, PROP_STAGE);
  notify (self, PROP_HEADLINE);
}

/* What follows from state and type, down to the items. */
static void
settle (ToteOrder *self)
{
  ToteFulfillment fulfillment = tote_fulfillment_from_word (self->fulfillment_word);

  if (self->fulfillment != fulfillment) {
    self->fulfillment = fulfillment;
    notify (self, PROP_FULFILLMENT);
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

  signals[TAKEN_OVER] =
      g_signal_new ("taken-over", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
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

/**
 * tote_order_get_id:
 *
 * Returns: the order’s id, as the server has it
 */
const char *
tote_order_get_id (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->id;
}

/**
 * tote_order_get_state:
 *
 * Returns: (nullable): the server's workflow state, as it was sent; %NULL before the first answer
 */
const char *
tote_order_get_state (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->state;
}

/**
 * tote_order_get_fulfillment_word:
 *
 * Returns: (nullable): the server’s word for how it reaches the customer
 */
const char *
tote_order_get_fulfillment_word (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->fulfillment_word;
}

/**
 * tote_order_get_fulfillment:
 *
 * Returns: how it reaches the customer
 */
ToteFulfillment
tote_order_get_fulfillment (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), TOTE_FULFILLMENT_UNKNOWN);
  return self->fulfillment;
}

/**
 * tote_order_get_created_at:
 *
 * Returns: (nullable): when it was placed
 */
GDateTime *
tote_order_get_created_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->created_at;
}

/**
 * tote_order_get_window_starts_at:
 *
 * Returns: (nullable): the beginning of the slot
 */
GDateTime *
tote_order_get_window_starts_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->window_starts_at;
}

/**
 * tote_order_get_window_ends_at:
 *
 * Returns: (nullable): the end of the slot
 */
GDateTime *
tote_order_get_window_ends_at (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->window_ends_at;
}

static gboolean
take_state (ToteOrder *self, const char *state)
{
  int step = tote_order_get_step (self);
  ToteStage stage = self->stage;

  if (!tote_property_set_text (self, &self->state, state, props[PROP_STATE]))
    return FALSE;

  settle (self);
  notify (self, PROP_DETAIL);
  if (step != tote_order_get_step (self))
    notify (self, PROP_STEP);
  if (stage == self->stage && stage == TOTE_STAGE_HANDING_OVER)
    notify (self, PROP_HEADLINE);
  return TRUE;
}

/**
 * tote_order_set_state:
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
    notify (self, PROP_HEADLINE);
    notify (self, PROP_STEP);
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
  differs |= take_zone (self, &self->slot_zone, fresh->slot_zone);
  differs |= take_state (self, fresh->state);
  g_object_thaw_notify (G_OBJECT (self));
  return differs;
}

/**
 * tote_order_get_stage:
 *
 * Returns: what the page is about
 */
ToteStage
tote_order_get_stage (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), TOTE_STAGE_UNKNOWN);
  return self->stage;
}

/**
 * tote_order_get_headline:
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
 *
 * Returns: the current step of its progress line, from 0, or -1 when it cannot be told
 */
int
tote_order_get_step (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), -1);
  return tote_stage_get_step (self->stage, self->state, self->fulfillment);
}

/**
 * tote_order_get_ended:
 *
 * Returns: whether it was delivered or canceled
 */
gboolean
tote_order_get_ended (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);
  return tote_stage_is_final (self->stage);
}

/**
 * tote_order_get_time_zone:
 *
 * Returns: (transfer none) (nullable): the zone where the order is: the one that the conversation
 *     named, else the one that the slot was told in; %NULL when neither says, which is to be taken
 *     for the machine's own
 */
GTimeZone *
tote_order_get_time_zone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->chat_zone != NULL ? self->chat_zone : self->slot_zone;
}

/**
 * tote_order_get_chat_zone:
 *
 * Returns: (nullable): the name of the zone, as the conversation had it
 */
const char *
tote_order_get_chat_zone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->chat_zone != NULL ? g_time_zone_get_identifier (self->chat_zone) : NULL;
}

/**
 * tote_order_set_chat_zone:
 * @name: (nullable): what the server calls the zone; one that is not known here changes nothing
 *
 * The answer to a sent message names it (contract 3.6); the last one counts.
 */
void
tote_order_set_chat_zone (ToteOrder *self, const char *name)
{
  g_autoptr (GTimeZone) zone = tote_zone_from_name (name);

  g_return_if_fail (TOTE_IS_ORDER (self));

  if (zone != NULL)
    take_zone (self, &self->chat_zone, zone);
}

/**
 * tote_order_get_items:
 *
 * Returns: (transfer none): its live items
 */
ToteItemList *
tote_order_get_items (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->items;
}

/**
 * tote_order_get_messages:
 *
 * Returns: (transfer none): its live conversation
 */
ToteMessageList *
tote_order_get_messages (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->messages;
}

/**
 * tote_order_get_instructions:
 *
 * Returns: (transfer none): a live model of #ToteInstruction, empty unless it is picked up
 */
GListModel *
tote_order_get_instructions (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return G_LIST_MODEL (self->instructions);
}

static gboolean
instructions_equal (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (n != g_list_model_get_n_items (b))
    return FALSE;

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteInstruction) x = g_list_model_get_item (a, i);
    g_autoptr (ToteInstruction) y = g_list_model_get_item (b, i);

    if (!tote_instruction_equal (x, y))
      return FALSE;
  }
  return TRUE;
}

/**
 * tote_order_update_instructions:
 * @fresh: a model of #ToteInstruction, what GET pickup details says now
 *
 * Returns: whether anything differed
 */
gboolean
tote_order_update_instructions (ToteOrder *self, GListModel *fresh)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (fresh), FALSE);

  if (instructions_equal (G_LIST_MODEL (self->instructions), fresh))
    return FALSE;

  all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (fresh); i++)
    g_ptr_array_add (all, g_list_model_get_item (fresh, i));
  g_list_store_splice (self->instructions, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->instructions)), all->pdata,
                       all->len);
  return TRUE;
}

/**
 * tote_order_set_mask:
 * @mask: what is left out of it
 *
 * To be called before anything is known of the order.
 */
void
tote_order_set_mask (ToteOrder *self, ToteMask mask)
{
  g_return_if_fail (TOTE_IS_ORDER (self));
  g_return_if_fail (self->handling == NULL);

  self->mask = mask;
}

/**
 * tote_order_get_handling:
 *
 * Returns: (transfer none) (nullable): its handling data, %NULL before the first answer
 */
ToteHandling *
tote_order_get_handling (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->handling;
}

/**
 * tote_order_update_handling:
 * @fresh: (nullable): what GET handling says now
 *
 * Returns: whether anything differed
 */
gboolean
tote_order_update_handling (ToteOrder *self, ToteHandling *fresh)
{
  g_autoptr (ToteHandling) shown = NULL;
  g_autofree char *before = NULL;
  gboolean replaced;

  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);

  shown = fresh != NULL ? tote_handling_mask (fresh, self->mask) : NULL;
  if (tote_handling_equal (self->handling, shown))
    return FALSE;

  before = g_strdup (tote_order_get_shopper_name (self));
  replaced = self->handling != NULL && shown != NULL &&
             is_replaced (tote_handling_get_shopper_name (self->handling),
                          tote_handling_get_shopper_name (shown));
  if (self->handling == NULL || shown == NULL ||
      g_strcmp0 (tote_handling_get_shopper_name (self->handling),
                 tote_handling_get_shopper_name (shown)) != 0)
    self->taken_over = FALSE;
  g_set_object (&self->handling, shown);
  notify (self, PROP_HANDLING);
  notify_shopper (self);
  if (replaced)
    tell_taken_over (self, before);
  return TRUE;
}

/**
 * tote_order_get_vehicle:
 *
 * Returns: (transfer none) (nullable): what the customer comes with
 */
ToteVehicle *
tote_order_get_vehicle (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->vehicle;
}

/**
 * tote_order_set_vehicle:
 *
 * Sets what the customer comes with; @vehicle is nullable.
 */
void
tote_order_set_vehicle (ToteOrder *self, ToteVehicle *vehicle)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  if (!tote_vehicle_equal (self->vehicle, vehicle) && g_set_object (&self->vehicle, vehicle))
    notify (self, PROP_VEHICLE);
}

/**
 * tote_order_get_position:
 *
 * Returns: (transfer none) (nullable): where the shopper was last seen; how old that is, the
 *     tracker knows
 */
TotePosition *
tote_order_get_position (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->position;
}

/**
 * tote_order_get_track:
 *
 * Returns: (transfer none): a live model of #TotePosition: where the shopper was seen so far
 */
GListModel *
tote_order_get_track (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return G_LIST_MODEL (self->track);
}

/**
 * tote_order_set_position:
 * @position: (nullable): where the shopper is now; %NULL when there is nothing to tell
 */
void
tote_order_set_position (ToteOrder *self, TotePosition *position)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  if (tote_position_equal (self->position, position))
    return;

  g_set_object (&self->position, position);
  if (position != NULL)
    g_list_store_append (self->track, position);
  notify (self, PROP_POSITION);
}

/**
 * tote_order_get_shopper_name:
 *
 * Returns: (nullable): the shopper's first name, from the handling data or the chat
 */
const char *
tote_order_get_shopper_name (ToteOrder *self)
{
  const char *name = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten)
    return NULL;
  if (self->handling != NULL && !self->taken_over)
    name = tote_handling_get_shopper_name (self->handling);
  return name != NULL ? name : self->chat_shopper_name;
}

/**
 * tote_order_get_shopper_image_url:
 *
 * Returns: (nullable): the address of the shopper’s picture, from the handling data or the chat
 */
const char *
tote_order_get_shopper_image_url (ToteOrder *self)
{
  const char *url = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten)
    return NULL;
  if (self->handling != NULL && !self->taken_over)
    url = tote_handling_get_shopper_image_url (self->handling);
  return url != NULL ? url : self->chat_shopper_image_url;
}

/**
 * tote_order_get_shopper_phone:
 *
 * Returns: (nullable): the shopper’s number, where the server gives one
 */
const char *
tote_order_get_shopper_phone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten || self->handling == NULL || self->taken_over)
    return NULL;
  return tote_handling_get_shopper_phone (self->handling);
}

/**
 * tote_order_set_chat_shopper:
 * @name: (nullable): the present shopper's name, as the chat has it
 * @image_url: (nullable): the shopper's picture
 *
 * The two parts may call the same person by different names, so the handling data counts; but when
 * the chat changes its mind, somebody else has taken over, and the other part does not know yet.
 */
void
tote_order_set_chat_shopper (ToteOrder *self, const char *name, const char *image_url)
{
  g_autofree char *before = NULL;
  const char *handler;
  gboolean replaced;

  g_return_if_fail (TOTE_IS_ORDER (self));

  if ((self->mask & TOTE_MASK_NAME) != 0)
    return;
  if (g_strcmp0 (self->chat_shopper_name, name) == 0 &&
      g_strcmp0 (self->chat_shopper_image_url, image_url) == 0)
    return;

  before = g_strdup (tote_order_get_shopper_name (self));
  handler = self->handling != NULL ? tote_handling_get_shopper_name (self->handling) : NULL;
  replaced = is_replaced (self->chat_shopper_name, name);
  if (replaced)
    self->taken_over = handler == NULL || !is_same_person (handler, name);
  g_free (self->chat_shopper_name);
  g_free (self->chat_shopper_image_url);
  self->chat_shopper_name = g_strdup (name);
  self->chat_shopper_image_url = g_strdup (image_url);
  notify_shopper (self);
  if (replaced)
    tell_taken_over (self, before);
}

/**
 * tote_order_forget_people:
 *
 * Drops the conversation and what is known of the shopper, 24 h after the end (design 3).
 */
void
tote_order_forget_people (ToteOrder *self)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  self->people_forgotten = TRUE;
  g_clear_pointer (&self->chat_shopper_name, g_free);
  g_clear_pointer (&self->chat_shopper_image_url, g_free);
  tote_message_list_clear (self->messages);
  tote_order_set_position (self, NULL);
  g_list_store_remove_all (self->track);
  notify_shopper (self);
}
