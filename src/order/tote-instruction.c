/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-instruction.h"

/* One way of picking an order up, in the store's words and pictures (contract 3.8). */
struct _ToteInstruction {
  GObject parent_instance;

  char *category;          /* (owned) (nullable) the server's word */
  char *text;              /* (owned) */
  GPtrArray *urls;         /* (owned) of char * */
  GPtrArray *descriptions; /* (owned) of char *, empty where there is none */
};

G_DEFINE_FINAL_TYPE (ToteInstruction, tote_instruction, G_TYPE_OBJECT)

typedef enum {
  PROP_CATEGORY = 1,
  PROP_TEXT,
} ToteInstructionProperty;

static GParamSpec *props[PROP_TEXT + 1];

static void
tote_instruction_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteInstruction *self = TOTE_INSTRUCTION (object);

  switch ((ToteInstructionProperty) id) {
  case PROP_CATEGORY:
    g_value_set_string (value, self->category);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_instruction_finalize (GObject *object)
{
  ToteInstruction *self = TOTE_INSTRUCTION (object);

  g_free (self->category);
  g_free (self->text);
  g_ptr_array_unref (self->urls);
  g_ptr_array_unref (self->descriptions);

  G_OBJECT_CLASS (tote_instruction_parent_class)->finalize (object);
}

static void
tote_instruction_class_init (ToteInstructionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_instruction_get_property;
  object_class->finalize = tote_instruction_finalize;

  props[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL, read);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_instruction_init (ToteInstruction *self)
{
  self->urls = g_ptr_array_new_with_free_func (g_free);
  self->descriptions = g_ptr_array_new_with_free_func (g_free);
}

/**
 * tote_instruction_new:
 * @category: (nullable): curbside, locker, in_store, or another word
 * @text: what to do
 *
 * Returns: (transfer full): an instruction with no pictures yet
 */
ToteInstruction *
tote_instruction_new (const char *category, const char *text)
{
  ToteInstruction *self = g_object_new (TOTE_TYPE_INSTRUCTION, NULL);

  self->category = g_strdup (category);
  self->text = g_strdup (text != NULL ? text : "");
  return self;
}

/**
 * tote_instruction_add_image:
 * @url: where a picture is
 * @description: (nullable): what it shows
 */
void
tote_instruction_add_image (ToteInstruction *self, const char *url, const char *description)
{
  g_return_if_fail (TOTE_IS_INSTRUCTION (self));
  g_return_if_fail (url != NULL);

  g_ptr_array_add (self->urls, g_strdup (url));
  g_ptr_array_add (self->descriptions, g_strdup (description != NULL ? description : ""));
}

/**
 * tote_instruction_get_n_images:
 *
 * Returns: how many pictures it has
 */
guint
tote_instruction_get_n_images (ToteInstruction *self)
{
  g_return_val_if_fail (TOTE_IS_INSTRUCTION (self), 0);
  return self->urls->len;
}

/**
 * tote_instruction_get_image_url:
 *
 * Returns: the address of the picture at @position, which must be there
 */
const char *
tote_instruction_get_image_url (ToteInstruction *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_INSTRUCTION (self), NULL);
  g_return_val_if_fail (position < self->urls->len, NULL);
  return g_ptr_array_index (self->urls, position);
}

/**
 * tote_instruction_get_image_description:
 *
 * Returns: (nullable): what the picture at @position shows, in words
 */
const char *
tote_instruction_get_image_description (ToteInstruction *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_INSTRUCTION (self), NULL);
  g_return_val_if_fail (position < self->descriptions->len, NULL);
  return g_ptr_array_index (self->descriptions, position);
}

static gboolean
texts_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * tote_instruction_equal:
 * @a: an instruction
 * @b: another
 *
 * Returns: whether both say and show the same
 */
gboolean
tote_instruction_equal (ToteInstruction *a, ToteInstruction *b)
{
  g_return_val_if_fail (TOTE_IS_INSTRUCTION (a), FALSE);
  g_return_val_if_fail (TOTE_IS_INSTRUCTION (b), FALSE);
  return g_strcmp0 (a->category, b->category) == 0 && g_str_equal (a->text, b->text) &&
         texts_equal (a->urls, b->urls) && texts_equal (a->descriptions, b->descriptions);
}
