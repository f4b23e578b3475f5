/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-product.h"

#include "tote-unit.h"

/* What stands on one line of an order, as ordered or as offered instead (contract 3.2, OrderItem).
 * Never changes. */
struct _ToteProduct {
  GObject parent_instance;

  char *id;        /* (owned) (nullable) */
  char *name;      /* (owned) */
  char *image_url; /* (owned) (nullable) */
  char *quantity;  /* (owned) (nullable) decimal text without needless zeros, if it was one */
  char *unit;      /* (owned) (nullable) the server's word */
};

G_DEFINE_FINAL_TYPE (ToteProduct, tote_product, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_NAME,
  PROP_IMAGE_URL,
  PROP_QUANTITY,
  PROP_UNIT,
} ToteProductProperty;

static GParamSpec *props[PROP_UNIT + 1];

static void
tote_product_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteProduct *self = TOTE_PRODUCT (object);

  switch ((ToteProductProperty) id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_IMAGE_URL:
    g_value_set_string (value, self->image_url);
    break;
  case PROP_QUANTITY:
    g_value_set_string (value, self->quantity);
    break;
  case PROP_UNIT:
    g_value_set_string (value, self->unit);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_product_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteProduct *self = TOTE_PRODUCT (object);

  switch ((ToteProductProperty) id) {
  case PROP_ID:
    self->id = g_value_dup_string (value);
    break;
  case PROP_NAME:
    self->name = g_value_dup_string (value);
    break;
  case PROP_IMAGE_URL:
    self->image_url = g_value_dup_string (value);
    break;
  case PROP_QUANTITY:
    self->quantity = g_value_dup_string (value);
    break;
  case PROP_UNIT:
    self->unit = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_product_finalize (GObject *object)
{
  ToteProduct *self = TOTE_PRODUCT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->image_url);
  g_free (self->quantity);
  g_free (self->unit);

  G_OBJECT_CLASS (tote_product_parent_class)->finalize (object);
}

static void
tote_product_class_init (ToteProductClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_product_get_property;
  object_class->set_property = tote_product_set_property;
  object_class->finalize = tote_product_finalize;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, once);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", once);
  props[PROP_IMAGE_URL] = g_param_spec_string ("image-url", NULL, NULL, NULL, once);
  props[PROP_QUANTITY] = g_param_spec_string ("quantity", NULL, NULL, NULL, once);
  props[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, once);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_product_init (ToteProduct *self)
{
}

/**
 * tote_product_new:
 * @id: (nullable): the server's, where it tells one
 * @name: what it is called, clean
 * @image_url: (nullable): where its picture is
 * @quantity: (nullable): decimal text without needless zeros
 * @unit: (nullable): the server's unit word
 *
 * Returns: (transfer full): a product
 */
ToteProduct *
tote_product_new (const char *id, const char *name, const char *image_url, const char *quantity,
                  const char *unit)
{
  return g_object_new (TOTE_TYPE_PRODUCT, "id", id, "name", name, "image-url", image_url,
                       "quantity", quantity, "unit", unit, NULL);
}

/**
 * tote_product_get_id:
 *
 * Returns: (nullable): the server’s id of the product, as text
 */
const char *
tote_product_get_id (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);
  return self->id;
}

/**
 * tote_product_get_name:
 *
 * Returns: what it is called; never %NULL
 */
const char *
tote_product_get_name (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);
  return self->name;
}

/**
 * tote_product_get_image_url:
 *
 * Returns: (nullable): the address of its picture
 */
const char *
tote_product_get_image_url (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);
  return self->image_url;
}

/**
 * tote_product_get_quantity:
 *
 * Returns: (nullable): how much, as decimal text
 */
const char *
tote_product_get_quantity (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);
  return self->quantity;
}

/**
 * tote_product_get_unit:
 *
 * Returns: (nullable): of what, in the server’s word
 */
const char *
tote_product_get_unit (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);
  return self->unit;
}

/**
 * tote_product_dup_amount:
 *
 * Returns: (transfer full): quantity and unit for people, such as “2.5 lb” or “10 each”; empty
 *     when the server named no quantity
 */
char *
tote_product_dup_amount (ToteProduct *self)
{
  g_return_val_if_fail (TOTE_IS_PRODUCT (self), NULL);

  return tote_unit_describe (self->quantity, self->unit);
}

/**
 * tote_product_equal:
 * @a: (nullable): a product
 * @b: (nullable): another
 *
 * Returns: whether a person would see the same product; two %NULL are equal
 */
gboolean
tote_product_equal (ToteProduct *a, ToteProduct *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->image_url, b->image_url) == 0 && g_strcmp0 (a->quantity, b->quantity) == 0 &&
         g_strcmp0 (a->unit, b->unit) == 0;
}
