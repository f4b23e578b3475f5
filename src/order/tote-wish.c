/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-wish.h"

#include "tote-order-enums.h"

#include <gio/gio.h>

#define TEXT_FORMAT "(isa{sv})"

/* One thing the customer asks for, with all that is needed to send it, so that it can be written
 * down before it is sent and read again after a crash. Never changes. Its key is its own for good:
 * nothing else on this machine has it. */
struct _ToteWish {
  GObject parent_instance;

  ToteWishKind kind;
  char *key;        /* (owned) */
  GVariant *values; /* (owned) a{sv} */
};

G_DEFINE_FINAL_TYPE (ToteWish, tote_wish, G_TYPE_OBJECT)

static void
tote_wish_finalize (GObject *object)
{
  ToteWish *self = TOTE_WISH (object);

  g_free (self->key);
  g_clear_pointer (&self->values, g_variant_unref);

  G_OBJECT_CLASS (tote_wish_parent_class)->finalize (object);
}

static void
tote_wish_class_init (ToteWishClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_wish_finalize;
}

static void
tote_wish_init (ToteWish *self)
{
}

static ToteWish *
make (ToteWishKind kind, GVariantDict *values)
{
  ToteWish *self = g_object_new (TOTE_TYPE_WISH, NULL);

  self->kind = kind;
  self->key = g_uuid_string_random ();
  self->values = g_variant_ref_sink (g_variant_dict_end (values));
  return self;
}

static void
put_text (GVariantDict *values, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_dict_insert (values, name, "s", text);
}

static void
put_product (GVariantDict *values, ToteProduct *product)
{
  if (product == NULL)
    return;
  put_text (values, "offered-id", tote_product_get_id (product));
  put_text (values, "offered-name", tote_product_get_name (product));
  put_text (values, "offered-quantity", tote_product_get_quantity (product));
  put_text (values, "offered-unit", tote_product_get_unit (product));
}

/**
 * tote_wish_new_decision:
 * @item_id: the line it is about
 * @offered: (nullable): what was offered for it when the customer decided: nothing else is decided
 * @decision: %TOTE_DECISION_APPROVED or %TOTE_DECISION_REJECTED
 * @alternative: (nullable): what to get instead; only with a refusal
 *
 * Returns: (transfer full): a decision on a replacement (contract 3.3)
 */
ToteWish *
tote_wish_new_decision (const char *item_id, ToteProduct *offered, ToteDecision decision,
                        const ToteAlternative *alternative)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (item_id != NULL, NULL);
  g_return_val_if_fail (decision == TOTE_DECISION_APPROVED || decision == TOTE_DECISION_REJECTED,
                        NULL);
  g_return_val_if_fail (alternative == NULL || decision == TOTE_DECISION_REJECTED, NULL);

  g_variant_dict_insert (&values, "item-id", "s", item_id);
  g_variant_dict_insert (&values, "decision", "i", (int) decision);
  put_product (&values, offered);
  if (alternative != NULL) {
    put_text (&values, "upc", alternative->upc);
    put_text (&values, "rrc", alternative->rrc);
    if (alternative->count > 0)
      g_variant_dict_insert (&values, "count", "x", alternative->count);
    if (alternative->weight > 0)
      g_variant_dict_insert (&values, "weight", "d", alternative->weight);
  }
  return make (TOTE_WISH_DECISION, &values);
}

/**
 * tote_wish_new_message:
 * @body: what the customer wrote
 *
 * Returns: (transfer full): a message to the shopper (contract 3.6)
 */
ToteWish *
tote_wish_new_message (const char *body)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (body != NULL, NULL);

  g_variant_dict_insert (&values, "body", "s", body);
  return make (TOTE_WISH_MESSAGE, &values);
}

/**
 * tote_wish_new_mark_read:
 *
 * Returns: (transfer full): that the customer has seen the shopper's messages (contract 3.6)
 */
ToteWish *
tote_wish_new_mark_read (void)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  return make (TOTE_WISH_MARK_READ, &values);
}

/**
 * tote_wish_new_arrival:
 * @is_delegate: whether somebody else collects
 *
 * Returns: (transfer full): that the customer is at the store (contract 3.8)
 */
ToteWish *
tote_wish_new_arrival (gboolean is_delegate)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&values, "is-delegate", "b", is_delegate);
  return make (TOTE_WISH_ARRIVAL, &values);
}

/**
 * tote_wish_new_schedule:
 * @eta: when the customer will be at the store
 *
 * Returns: (transfer full): an announcement (contract 3.8)
 */
ToteWish *
tote_wish_new_schedule (GDateTime *eta)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (eta != NULL, NULL);

  utc = g_date_time_to_utc (eta);
  text = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  g_variant_dict_insert (&values, "eta", "s", text);
  return make (TOTE_WISH_SCHEDULE, &values);
}

/**
 * tote_wish_new_vehicle:
 * @vehicle: what to look for
 * @is_delegate: whether somebody else drives it
 *
 * Returns: (transfer full): the vehicle form (contract 3.8)
 */
ToteWish *
tote_wish_new_vehicle (ToteVehicle *vehicle, gboolean is_delegate)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (TOTE_IS_VEHICLE (vehicle), NULL);

  put_text (&values, "model", tote_vehicle_get_model (vehicle));
  put_text (&values, "vehicle-type", tote_vehicle_get_vehicle_type (vehicle));
  put_text (&values, "license-plate", tote_vehicle_get_license_plate (vehicle));
  put_text (&values, "color", tote_vehicle_get_color (vehicle));
  g_variant_dict_insert (&values, "is-delegate", "b", is_delegate);
  return make (TOTE_WISH_VEHICLE, &values);
}

/**
 * tote_wish_new_delegate:
 * @name: who collects
 * @phone_number: their number
 *
 * Returns: (transfer full): that somebody else collects the order (contract 3.8)
 */
ToteWish *
tote_wish_new_delegate (const char *name, const char *phone_number)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (name != NULL && phone_number != NULL, NULL);

  g_variant_dict_insert (&values, "name", "s", name);
  g_variant_dict_insert (&values, "phone-number", "s", phone_number);
  return make (TOTE_WISH_DELEGATE, &values);
}

/**
 * tote_wish_new_rating:
 * @stars: 1 to 5
 * @highlights: (nullable): words of contract 3.9
 * @note: (nullable): thanks to the shopper
 *
 * Returns: (transfer full): a rating (contract 3.9)
 */
ToteWish *
tote_wish_new_rating (guint stars, const char *const *highlights, const char *note)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  static const char *const none[] = { NULL };

  g_return_val_if_fail (stars >= 1 && stars <= 5, NULL);

  g_variant_dict_insert (&values, "stars", "x", (gint64) stars);
  g_variant_dict_insert (&values, "highlights", "^as", highlights != NULL ? highlights : none);
  put_text (&values, "note", note);
  return make (TOTE_WISH_RATING, &values);
}

/**
 * tote_wish_to_text:
 *
 * Returns: (transfer full): @self in writing, for tote_wish_new_from_text()
 */
char *
tote_wish_to_text (ToteWish *self)
{
  g_autoptr (GVariant) whole = NULL;

  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);

  whole =
      g_variant_ref_sink (g_variant_new ("(is@a{sv})", (int) self->kind, self->key, self->values));
  return g_variant_print (whole, FALSE);
}

/**
 * tote_wish_new_from_text:
 * @text: what tote_wish_to_text() wrote
 * @error: a %G_VARIANT_PARSE_ERROR, or %G_IO_ERROR_INVALID_DATA for an unknown kind
 *
 * Returns: (transfer full) (nullable): the same wish, with its key
 */
ToteWish *
tote_wish_new_from_text (const char *text, GError **error)
{
  g_autoptr (GVariant) whole = NULL;
  ToteWish *self;
  int kind;

  g_return_val_if_fail (text != NULL, NULL);

  whole = g_variant_parse (G_VARIANT_TYPE (TEXT_FORMAT), text, NULL, NULL, error);
  if (whole == NULL)
    return NULL;

  g_variant_get_child (whole, 0, "i", &kind);
  if (kind < 0 || kind > TOTE_WISH_RATING) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No kind of wish: %d", kind);
    return NULL;
  }

  self = g_object_new (TOTE_TYPE_WISH, NULL);
  self->kind = (ToteWishKind) kind;
  g_variant_get_child (whole, 1, "s", &self->key);
  self->values = g_variant_get_child_value (whole, 2);
  return self;
}

/**
 * tote_wish_get_kind:
 *
 * Returns: what it asks for
 */
ToteWishKind
tote_wish_get_kind (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), TOTE_WISH_MESSAGE);
  return self->kind;
}

/**
 * tote_wish_get_key:
 *
 * Returns: what tells it from every other wish; a fresh one for each, kept with it on disk
 */
const char *
tote_wish_get_key (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return self->key;
}

/* What a wish of this kind does not have is %NULL. */
static const char *
get_text (ToteWish *self, const char *name)
{
  const char *text = NULL;

  g_variant_lookup (self->values, name, "&s", &text);
  return text;
}

/**
 * tote_wish_get_item_id:
 *
 * Returns: (nullable): the line that a decision is about
 */
const char *
tote_wish_get_item_id (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "item-id");
}

/**
 * tote_wish_get_decision:
 *
 * Returns: what was decided; %TOTE_DECISION_NONE for a wish of another kind
 */
ToteDecision
tote_wish_get_decision (ToteWish *self)
{
  int decision = TOTE_DECISION_NONE;

  g_return_val_if_fail (TOTE_IS_WISH (self), TOTE_DECISION_NONE);
  g_variant_lookup (self->values, "decision", "i", &decision);
  return (ToteDecision) decision;
}

static gboolean
is_text (ToteWish *self, const char *name, const char *text)
{
  const char *held = get_text (self, name);

  return g_strcmp0 (held != NULL ? held : "", text != NULL ? text : "") == 0;
}

/**
 * tote_wish_is_about:
 * @offered: (nullable): what is offered now
 *
 * Returns: whether a decision was about this very replacement, and as much of it. One that an
 *   earlier version wrote down without saying is not.
 */
gboolean
tote_wish_is_about (ToteWish *self, ToteProduct *offered)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), FALSE);

  return is_text (self, "offered-id", offered != NULL ? tote_product_get_id (offered) : NULL) &&
         is_text (self, "offered-name", offered != NULL ? tote_product_get_name (offered) : NULL) &&
         is_text (self, "offered-quantity",
                  offered != NULL ? tote_product_get_quantity (offered) : NULL) &&
         is_text (self, "offered-unit", offered != NULL ? tote_product_get_unit (offered) : NULL);
}

/**
 * tote_wish_get_alternative:
 * @alternative: (out caller-allocates): its texts belong to the wish
 *
 * Returns: whether the customer wants another item instead of the one offered
 */
gboolean
tote_wish_get_alternative (ToteWish *self, ToteAlternative *alternative)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), FALSE);
  g_return_val_if_fail (alternative != NULL, FALSE);

  *alternative = (ToteAlternative){ .upc = get_text (self, "upc"), .rrc = get_text (self, "rrc") };
  g_variant_lookup (self->values, "count", "x", &alternative->count);
  g_variant_lookup (self->values, "weight", "d", &alternative->weight);
  return alternative->upc != NULL || alternative->rrc != NULL;
}

/**
 * tote_wish_get_body:
 *
 * Returns: (nullable): the text of a message
 */
const char *
tote_wish_get_body (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "body");
}

/**
 * tote_wish_get_eta:
 *
 * Returns: (nullable): when the customer will be at the store: ISO 8601, in UTC
 */
const char *
tote_wish_get_eta (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "eta");
}

/**
 * tote_wish_dup_vehicle:
 *
 * Returns: (transfer full): what to look for; empty for a wish of another kind
 */
ToteVehicle *
tote_wish_dup_vehicle (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return tote_vehicle_new (get_text (self, "model"), get_text (self, "vehicle-type"),
                           get_text (self, "license-plate"), get_text (self, "color"));
}

/**
 * tote_wish_get_is_delegate:
 *
 * Returns: whether it is somebody else who arrives, or drives the vehicle
 */
gboolean
tote_wish_get_is_delegate (ToteWish *self)
{
  gboolean is_delegate = FALSE;

  g_return_val_if_fail (TOTE_IS_WISH (self), FALSE);
  g_variant_lookup (self->values, "is-delegate", "b", &is_delegate);
  return is_delegate;
}

/**
 * tote_wish_get_name:
 *
 * Returns: (nullable): who collects the order
 */
const char *
tote_wish_get_name (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "name");
}

/**
 * tote_wish_get_phone_number:
 *
 * Returns: (nullable): of whoever collects the order
 */
const char *
tote_wish_get_phone_number (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "phone-number");
}

/**
 * tote_wish_get_stars:
 *
 * Returns: 1 to 5 of a rating
 */
guint
tote_wish_get_stars (ToteWish *self)
{
  gint64 stars = 0;

  g_return_val_if_fail (TOTE_IS_WISH (self), 0);
  g_variant_lookup (self->values, "stars", "x", &stars);
  return (guint) CLAMP (stars, 0, 5);
}

/**
 * tote_wish_dup_highlights:
 *
 * Returns: (transfer full): the words of a rating; empty if there are none
 */
char **
tote_wish_dup_highlights (ToteWish *self)
{
  char **words = NULL;

  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  g_variant_lookup (self->values, "highlights", "^as", &words);
  return words != NULL ? words : g_new0 (char *, 1);
}

/**
 * tote_wish_get_note:
 *
 * Returns: (nullable): the thanks of a rating
 */
const char *
tote_wish_get_note (ToteWish *self)
{
  g_return_val_if_fail (TOTE_IS_WISH (self), NULL);
  return get_text (self, "note");
}
