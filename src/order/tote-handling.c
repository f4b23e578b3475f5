/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-handling.h"

/* Where the order goes, how it is handed over, and who brings it (contract 3.4). Empty text means
 * that nothing was said and is kept as %NULL. Never changes; all properties are set once. */

/* The texts, so that copying, comparing and freeing them is one loop. */
enum {
  TEXT_ADDRESS_LINE_1,
  TEXT_ADDRESS_LINE_2,
  TEXT_LOCALITY,
  TEXT_ADMINISTRATIVE_AREA,
  TEXT_POSTAL_CODE,
  TEXT_COUNTRY_CODE,
  TEXT_SHOPPER_NAME,
  TEXT_SHOPPER_IMAGE_URL,
  TEXT_SHOPPER_PHONE,
  TEXT_DROPOFF_LOCATION,
  TEXT_NOTES,
  TEXT_INSTRUCTIONS,
  TEXT_STATE,
  N_TEXTS,
};

struct _ToteHandling {
  GObject parent_instance;

  char *texts[N_TEXTS];   /* (owned) (nullable) */
  char *address;          /* (owned) on one line */
  TotePosition *position; /* (owned) (nullable) */
  gboolean leave_unattended;
  gboolean alcoholic;
  gboolean certified_delivery;
};

G_DEFINE_FINAL_TYPE (ToteHandling, tote_handling, G_TYPE_OBJECT)

/* The texts come first, in the order of their enumeration. */
typedef enum {
  PROP_TEXT = 1,
  PROP_POSITION = PROP_TEXT + N_TEXTS,
  PROP_LEAVE_UNATTENDED,
  PROP_ALCOHOLIC,
  PROP_CERTIFIED_DELIVERY,
  PROP_ADDRESS,
} ToteHandlingProperty;

static GParamSpec *props[PROP_ADDRESS + 1];

static const char *const text_names[N_TEXTS] = {
  [TEXT_ADDRESS_LINE_1] = "address-line-1",
  [TEXT_ADDRESS_LINE_2] = "address-line-2",
  [TEXT_LOCALITY] = "locality",
  [TEXT_ADMINISTRATIVE_AREA] = "administrative-area",
  [TEXT_POSTAL_CODE] = "postal-code",
  [TEXT_COUNTRY_CODE] = "country-code",
  [TEXT_SHOPPER_NAME] = "shopper-name",
  [TEXT_SHOPPER_IMAGE_URL] = "shopper-image-url",
  [TEXT_SHOPPER_PHONE] = "shopper-phone",
  [TEXT_DROPOFF_LOCATION] = "dropoff-location",
  [TEXT_NOTES] = "notes",
  [TEXT_INSTRUCTIONS] = "instructions",
  [TEXT_STATE] = "state",
};

static void
append_part (GString *line, const char *separator, const char *part)
{
  if (part == NULL)
    return;
  if (line->len > 0)
    g_string_append (line, separator);
  g_string_append (line, part);
}

static char *
join_address (ToteHandling *self)
{
  g_autoptr (GString) region = g_string_new (NULL);
  GString *line = g_string_new (NULL);

  append_part (region, " ", self->texts[TEXT_ADMINISTRATIVE_AREA]);
  append_part (region, " ", self->texts[TEXT_POSTAL_CODE]);

  append_part (line, ", ", self->texts[TEXT_ADDRESS_LINE_1]);
  append_part (line, ", ", self->texts[TEXT_ADDRESS_LINE_2]);
  append_part (line, ", ", self->texts[TEXT_LOCALITY]);
  append_part (line, ", ", region->len > 0 ? region->str : NULL);
  return g_string_free (line, FALSE);
}

static void
tote_handling_constructed (GObject *object)
{
  ToteHandling *self = TOTE_HANDLING (object);

  self->address = join_address (self);

  G_OBJECT_CLASS (tote_handling_parent_class)->constructed (object);
}

static void
tote_handling_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteHandling *self = TOTE_HANDLING (object);

  if (id >= PROP_TEXT && id < PROP_TEXT + N_TEXTS)
    g_value_set_string (value, self->texts[id - PROP_TEXT]);
  else if (id == PROP_POSITION)
    g_value_set_object (value, self->position);
  else if (id == PROP_LEAVE_UNATTENDED)
    g_value_set_boolean (value, self->leave_unattended);
  else if (id == PROP_ALCOHOLIC)
    g_value_set_boolean (value, self->alcoholic);
  else if (id == PROP_CERTIFIED_DELIVERY)
    g_value_set_boolean (value, self->certified_delivery);
  else if (id == PROP_ADDRESS)
    g_value_set_string (value, self->address);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tote_handling_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteHandling *self = TOTE_HANDLING (object);

  if (id >= PROP_TEXT && id < PROP_TEXT + N_TEXTS) {
    const char *text = g_value_get_string (value);

    self->texts[id - PROP_TEXT] = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  } else if (id == PROP_POSITION) {
    self->position = g_value_dup_object (value);
  } else if (id == PROP_LEAVE_UNATTENDED) {
    self->leave_unattended = g_value_get_boolean (value);
  } else if (id == PROP_ALCOHOLIC) {
    self->alcoholic = g_value_get_boolean (value);
  } else if (id == PROP_CERTIFIED_DELIVERY) {
    self->certified_delivery = g_value_get_boolean (value);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_handling_finalize (GObject *object)
{
  ToteHandling *self = TOTE_HANDLING (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self->address);
  g_clear_object (&self->position);

  G_OBJECT_CLASS (tote_handling_parent_class)->finalize (object);
}

static void
tote_handling_class_init (ToteHandlingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tote_handling_constructed;
  object_class->get_property = tote_handling_get_property;
  object_class->set_property = tote_handling_set_property;
  object_class->finalize = tote_handling_finalize;

  for (guint i = 0; i < N_TEXTS; i++)
    props[PROP_TEXT + i] = g_param_spec_string (text_names[i], NULL, NULL, NULL, once);
  props[PROP_POSITION] = g_param_spec_object ("position", NULL, NULL, TOTE_TYPE_POSITION, once);
  props[PROP_LEAVE_UNATTENDED] = g_param_spec_boolean ("leave-unattended", NULL, NULL, FALSE, once);
  props[PROP_ALCOHOLIC] = g_param_spec_boolean ("alcoholic", NULL, NULL, FALSE, once);
  props[PROP_CERTIFIED_DELIVERY] =
      g_param_spec_boolean ("certified-delivery", NULL, NULL, FALSE, once);
  props[PROP_ADDRESS] =
      g_param_spec_string ("address", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_handling_init (ToteHandling *self)
{
}

/**
 * tote_handling_get_shopper_name:
 *
 * Returns: (nullable): the first name of who shops now
 */
const char *
tote_handling_get_shopper_name (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_SHOPPER_NAME];
}

/**
 * tote_handling_get_shopper_image_url:
 *
 * Returns: (nullable): the address of their picture
 */
const char *
tote_handling_get_shopper_image_url (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_SHOPPER_IMAGE_URL];
}

/**
 * tote_handling_get_shopper_phone:
 *
 * Returns: (nullable): the shopper's number, masked or not, where the server gives one
 */
const char *
tote_handling_get_shopper_phone (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_SHOPPER_PHONE];
}

/**
 * tote_handling_get_dropoff_location:
 *
 * Returns: (nullable): where the bags are to be left
 */
const char *
tote_handling_get_dropoff_location (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_DROPOFF_LOCATION];
}

/**
 * tote_handling_get_notes:
 *
 * Returns: (nullable): what the customer wrote for the driver
 */
const char *
tote_handling_get_notes (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_NOTES];
}

/**
 * tote_handling_get_instructions:
 *
 * Returns: (nullable): what the store says of the delivery
 */
const char *
tote_handling_get_instructions (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_INSTRUCTIONS];
}

/**
 * tote_handling_get_state:
 *
 * Returns: (nullable): the workflow state, where the server says it here (dialect row 20)
 */
const char *
tote_handling_get_state (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->texts[TEXT_STATE];
}

/**
 * tote_handling_get_address:
 *
 * Returns: (transfer none): the whole address on one line, without the country
 */
const char *
tote_handling_get_address (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->address;
}

/**
 * tote_handling_get_position:
 *
 * Returns: (transfer none) (nullable): where the customer is, or the store for a pickup order
 */
TotePosition *
tote_handling_get_position (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);
  return self->position;
}

/**
 * tote_handling_get_leave_unattended:
 *
 * Returns: whether the bags may be left with nobody there
 */
gboolean
tote_handling_get_leave_unattended (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), FALSE);
  return self->leave_unattended;
}

/**
 * tote_handling_get_alcoholic:
 *
 * Returns: whether there is alcohol in it, so that an ID is asked for at the door
 */
gboolean
tote_handling_get_alcoholic (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), FALSE);
  return self->alcoholic;
}

/**
 * tote_handling_get_certified_delivery:
 *
 * Returns: whether somebody has to sign
 */
gboolean
tote_handling_get_certified_delivery (ToteHandling *self)
{
  g_return_val_if_fail (TOTE_IS_HANDLING (self), FALSE);
  return self->certified_delivery;
}

/**
 * tote_handling_equal:
 * @a: (nullable): handling data
 * @b: (nullable): other handling data
 *
 * Returns: whether both say the same; two %NULL are equal
 */
gboolean
tote_handling_equal (ToteHandling *a, ToteHandling *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  for (guint i = 0; i < N_TEXTS; i++)
    if (g_strcmp0 (a->texts[i], b->texts[i]) != 0)
      return FALSE;
  return a->leave_unattended == b->leave_unattended && a->alcoholic == b->alcoholic &&
         a->certified_delivery == b->certified_delivery &&
         tote_position_equal (a->position, b->position);
}

static gboolean
is_masked (guint text, ToteMask mask)
{
  switch (text) {
  case TEXT_ADDRESS_LINE_1:
  case TEXT_ADDRESS_LINE_2:
  case TEXT_LOCALITY:
  case TEXT_ADMINISTRATIVE_AREA:
  case TEXT_POSTAL_CODE:
    return (mask & TOTE_MASK_ADDRESS) != 0;
  case TEXT_SHOPPER_NAME:
  case TEXT_SHOPPER_IMAGE_URL:
    return (mask & TOTE_MASK_NAME) != 0;
  case TEXT_SHOPPER_PHONE:
    return (mask & TOTE_MASK_PHONE) != 0;
  case TEXT_DROPOFF_LOCATION:
  case TEXT_NOTES:
  case TEXT_INSTRUCTIONS:
    return (mask & TOTE_MASK_NOTES) != 0;
  default:
    return FALSE;
  }
}

/**
 * tote_handling_mask:
 * @mask: what is to be left out
 *
 * Returns: (transfer full): the same without that
 */
ToteHandling *
tote_handling_mask (ToteHandling *self, ToteMask mask)
{
  ToteHandling *masked;

  g_return_val_if_fail (TOTE_IS_HANDLING (self), NULL);

  if (mask == TOTE_MASK_NOTHING)
    return g_object_ref (self);

  masked =
      g_object_new (TOTE_TYPE_HANDLING, "leave-unattended", self->leave_unattended, "alcoholic",
                    self->alcoholic, "certified-delivery", self->certified_delivery, "position",
                    (mask & TOTE_MASK_ADDRESS) != 0 ? NULL : self->position, NULL);
  for (guint i = 0; i < N_TEXTS; i++)
    if (!is_masked (i, mask))
      masked->texts[i] = g_strdup (self->texts[i]);
  g_free (masked->address);
  masked->address = join_address (masked);

  return masked;
}
