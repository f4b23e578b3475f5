/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item.h"

#include "tote-item-words.h"
#include "tote-order-enums.h"
#include "tote-property.h"

/* One line of an order: what was ordered, what became of it, and what the customer decided
 * (contract 3.2). The live object of a line keeps its identity as long as the line is there. */
struct _ToteItem {
  GObject parent_instance;

  char *id;                 /* (owned) */
  char *status;             /* (owned) the server's word */
  char *replacement_status; /* (owned) (nullable) the server's word */
  ToteProduct *product;     /* (owned) */
  ToteProduct *replacement; /* (owned) (nullable) */

  gboolean shopped;
  gboolean decidable;

  /* Worked out of the above. */
  ToteItemGroup group;
  ToteDecision decision;
  gboolean known;
  gboolean question;

  gboolean changed;

  /* The customer's wish that is under way, if any. */
  ToteDecision wished;
  ToteSendState send_state;
  char *reason; /* (owned) (nullable) why it failed, in the server's words */
};

G_DEFINE_FINAL_TYPE (ToteItem, tote_item, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_STATUS,
  PROP_REPLACEMENT_STATUS,
  PROP_PRODUCT,
  PROP_REPLACEMENT,
  PROP_GROUP,
  PROP_DECISION,
  PROP_KNOWN,
  PROP_QUESTION,
  PROP_CHANGED,
  PROP_WISHED,
  PROP_SEND_STATE,
  PROP_REASON,
} ToteItemProperty;

static GParamSpec *props[PROP_REASON + 1];

static void
notify (ToteItem *self, ToteItemProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* Works out what follows from the server's words and the phase, and tells what differs. */
static gboolean
settle (ToteItem *self)
{
  gboolean known, question, differs = FALSE;
  ToteItemGroup group =
      tote_group_from_words (self->status, self->replacement_status, self->shopped, &known);
  ToteDecision decision = tote_decision_from_words (self->status, self->replacement_status);

  question =
      self->decidable && group == TOTE_ITEM_GROUP_REPLACED && decision == TOTE_DECISION_PENDING;

  if (self->group != group) {
    self->group = group;
    differs = TRUE;
    notify (self, PROP_GROUP);
  }
  if (self->decision != decision) {
    self->decision = decision;
    differs = TRUE;
    notify (self, PROP_DECISION);
  }
  if (self->known != known) {
    self->known = known;
    notify (self, PROP_KNOWN);
  }
  if (self->question != question) {
    self->question = question;
    differs = TRUE;
    notify (self, PROP_QUESTION);
  }
  return differs;
}

static void
tote_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteItem *self = TOTE_ITEM (object);

  switch ((ToteItemProperty) id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_STATUS:
    g_value_set_string (value, self->status);
    break;
  case PROP_REPLACEMENT_STATUS:
    g_value_set_string (value, self->replacement_status);
    break;
  case PROP_PRODUCT:
    g_value_set_object (value, self->product);
    break;
  case PROP_REPLACEMENT:
    g_value_set_object (value, self->replacement);
    break;
  case PROP_GROUP:
    g_value_set_enum (value, self->group);
    break;
  case PROP_DECISION:
    g_value_set_enum (value, self->decision);
    break;
  case PROP_KNOWN:
    g_value_set_boolean (value, self->known);
    break;
  case PROP_QUESTION:
    g_value_set_boolean (value, self->question);
    break;
  case PROP_CHANGED:
    g_value_set_boolean (value, self->changed);
    break;
  case PROP_WISHED:
    g_value_set_enum (value, self->wished);
    break;
  case PROP_SEND_STATE:
    g_value_set_enum (value, self->send_state);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_finalize (GObject *object)
{
  ToteItem *self = TOTE_ITEM (object);

  g_free (self->id);
  g_free (self->status);
  g_free (self->replacement_status);
  g_clear_object (&self->product);
  g_clear_object (&self->replacement);
  g_free (self->reason);

  G_OBJECT_CLASS (tote_item_parent_class)->finalize (object);
}

static void
tote_item_class_init (ToteItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_item_get_property;
  object_class->finalize = tote_item_finalize;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  props[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, read);
  props[PROP_REPLACEMENT_STATUS] =
      g_param_spec_string ("replacement-status", NULL, NULL, NULL, read);
  props[PROP_PRODUCT] = g_param_spec_object ("product", NULL, NULL, TOTE_TYPE_PRODUCT, read);
  props[PROP_REPLACEMENT] =
      g_param_spec_object ("replacement", NULL, NULL, TOTE_TYPE_PRODUCT, read);
  props[PROP_GROUP] =
      g_param_spec_enum ("group", NULL, NULL, TOTE_TYPE_ITEM_GROUP, TOTE_ITEM_GROUP_SHOPPING, read);
  props[PROP_DECISION] =
      g_param_spec_enum ("decision", NULL, NULL, TOTE_TYPE_DECISION, TOTE_DECISION_NONE, read);
  props[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, TRUE, read);
  props[PROP_QUESTION] = g_param_spec_boolean ("question", NULL, NULL, FALSE, read);
  props[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE, read);
  props[PROP_WISHED] =
      g_param_spec_enum ("wished", NULL, NULL, TOTE_TYPE_DECISION, TOTE_DECISION_NONE, read);
  props[PROP_SEND_STATE] = g_param_spec_enum ("send-state", NULL, NULL, TOTE_TYPE_SEND_STATE,
                                              TOTE_SEND_STATE_NONE, read);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_item_init (ToteItem *self)
{
}

/**
 * tote_item_new:
 * @id: the line's id
 * @status: (nullable): the server's word for what became of it
 * @replacement_status: (nullable): the server's word for the customer's decision
 * @product: what was ordered
 * @replacement: (nullable): what is offered or was taken instead
 *
 * Returns: (transfer full): an item
 */
ToteItem *
tote_item_new (const char *id, const char *status, const char *replacement_status,
               ToteProduct *product, ToteProduct *replacement)
{
  ToteItem *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (TOTE_IS_PRODUCT (product), NULL);

  self = g_object_new (TOTE_TYPE_ITEM, NULL);
  self->id = g_strdup (id);
  self->status = g_strdup (status);
  self->replacement_status = g_strdup (replacement_status);
  self->product = g_object_ref (product);
  g_set_object (&self->replacement, replacement);
  settle (self);
  return self;
}

/**
 * tote_item_get_id:
 *
 * Returns: the server’s id of it, as text
 */
const char *
tote_item_get_id (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), NULL);
  return self->id;
}

/**
 * tote_item_get_status:
 *
 * Returns: (nullable): the server's word, for the small print when it is not known
 */
const char *
tote_item_get_status (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), NULL);
  return self->status;
}

/**
 * tote_item_get_product:
 *
 * Returns: (transfer none): what was ordered
 */
ToteProduct *
tote_item_get_product (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), NULL);
  return self->product;
}

/**
 * tote_item_get_replacement:
 *
 * Returns: (transfer none) (nullable): what is offered or was taken instead
 */
ToteProduct *
tote_item_get_replacement (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), NULL);
  return self->replacement;
}

/**
 * tote_item_get_group:
 *
 * Returns: the list of the page it stands in (contract 3.2)
 */
ToteItemGroup
tote_item_get_group (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), TOTE_ITEM_GROUP_SHOPPING);
  return self->group;
}

/**
 * tote_item_get_decision:
 *
 * Returns: the customer’s decision on the replacement, as the server has it
 */
ToteDecision
tote_item_get_decision (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), TOTE_DECISION_NONE);
  return self->decision;
}

/**
 * tote_item_get_known:
 *
 * Returns: whether its status is a word of the contract; else the raw word is shown small
 */
gboolean
tote_item_get_known (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), FALSE);
  return self->known;
}

/**
 * tote_item_get_question:
 *
 * Returns: whether a replacement waits for the customer, and can still be decided
 */
gboolean
tote_item_get_question (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), FALSE);
  return self->question;
}

/**
 * tote_item_get_changed:
 *
 * Returns: whether it changed since the customer last looked
 */
gboolean
tote_item_get_changed (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), FALSE);
  return self->changed;
}

/**
 * tote_item_set_changed:
 *
 * Marks what has changed since the customer last looked, or takes the mark off.
 */
void
tote_item_set_changed (ToteItem *self, gboolean changed)
{
  g_return_if_fail (TOTE_IS_ITEM (self));

  tote_property_set_flag (self, &self->changed, changed, props[PROP_CHANGED]);
}

/**
 * tote_item_get_send_state:
 *
 * Returns: how far the customer’s own decision has come
 */
ToteSendState
tote_item_get_send_state (ToteItem *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM (self), TOTE_SEND_STATE_NONE);
  return self->send_state;
}

/**
 * tote_item_set_wish:
 * @wished: what the customer decided, or %TOTE_DECISION_NONE
 * @send_state: how far the wish has come
 * @reason: (nullable): why it failed
 */
void
tote_item_set_wish (ToteItem *self, ToteDecision wished, ToteSendState send_state,
                    const char *reason)
{
  g_return_if_fail (TOTE_IS_ITEM (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->wished != wished) {
    self->wished = wished;
    notify (self, PROP_WISHED);
  }
  if (self->send_state != send_state) {
    self->send_state = send_state;
    notify (self, PROP_SEND_STATE);
  }
  tote_property_set_text (self, &self->reason, reason, props[PROP_REASON]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * tote_item_set_phase:
 * @shopped: whether the shopper is done, so that what was not found is refunded
 * @decidable: whether the customer can still decide on replacements
 *
 * Returns: whether the item stands elsewhere now
 */
gboolean
tote_item_set_phase (ToteItem *self, gboolean shopped, gboolean decidable)
{
  gboolean differs;

  g_return_val_if_fail (TOTE_IS_ITEM (self), FALSE);

  self->shopped = shopped;
  self->decidable = decidable;
  g_object_freeze_notify (G_OBJECT (self));
  differs = settle (self);
  g_object_thaw_notify (G_OBJECT (self));
  return differs;
}

static gboolean
take_product (ToteProduct **product, ToteProduct *fresh)
{
  return !tote_product_equal (*product, fresh) && g_set_object (product, fresh);
}

static gboolean
says_same (ToteItem *self, ToteItem *fresh)
{
  return g_strcmp0 (self->status, fresh->status) == 0 &&
         g_strcmp0 (self->replacement_status, fresh->replacement_status) == 0 &&
         tote_product_equal (self->product, fresh->product) &&
         tote_product_equal (self->replacement, fresh->replacement);
}

/**
 * tote_item_update:
 * @fresh: the same line in a newer answer
 *
 * Takes over what differs and notifies that alone. What a person would see as news marks the item
 * as changed.
 *
 * Returns: whether anything differed
 */
gboolean
tote_item_update (ToteItem *self, ToteItem *fresh)
{
  gboolean news = FALSE;

  g_return_val_if_fail (TOTE_IS_ITEM (self), FALSE);
  g_return_val_if_fail (TOTE_IS_ITEM (fresh), FALSE);

  if (says_same (self, fresh))
    return FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  tote_property_set_text (self, &self->status, fresh->status, props[PROP_STATUS]);
  tote_property_set_text (self, &self->replacement_status, fresh->replacement_status,
                          props[PROP_REPLACEMENT_STATUS]);
  if (take_product (&self->product, fresh->product)) {
    news = TRUE;
    notify (self, PROP_PRODUCT);
  }
  if (take_product (&self->replacement, fresh->replacement)) {
    news = TRUE;
    notify (self, PROP_REPLACEMENT);
  }
  if (settle (self))
    news = TRUE;
  if (news)
    tote_item_set_changed (self, TRUE);
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}
