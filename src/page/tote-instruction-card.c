/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-instruction-card.h"

#include "tote-closures.h"
#include "tote-picture.h"
#include "tote-spoken.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* In pixels: two stand side by side in a column of 360. */
#define PICTURE_SIZE 132

struct _ToteInstructionCard {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *category;
  GtkWidget *text;
  GtkWidget *pictures;

  ToteInstruction *instruction; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteInstructionCard, tote_instruction_card, GTK_TYPE_WIDGET)

typedef enum {
  PROP_INSTRUCTION = 1,
} ToteInstructionCardProperty;

static GParamSpec *props[PROP_INSTRUCTION + 1];

static const struct {
  const char *word; /* contract 3.8 */
  const char *label;
} categories[] = {
  { "curbside", N_ ("At the curb") },
  { "locker", N_ ("At the locker") },
  { "in_store", N_ ("In the store") },
};

static char *
category_text (ToteInstructionCard *self, const char *category)
{
  for (guint i = 0; category != NULL && i < G_N_ELEMENTS (categories); i++)
    if (g_ascii_strcasecmp (categories[i].word, category) == 0)
      return g_strdup (_ (categories[i].label));
  return g_strdup (_ ("At the store"));
}

static GtkWidget *
new_caption (const char *description)
{
  GtkWidget *label = gtk_label_new (description);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, *description != '\0');
  return label;
}

/* The caption says what is on the picture, which has nothing to add to that. */
static GtkWidget *
new_figure (const char *url, const char *description)
{
  GtkWidget *figure =
      g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
  GtkWidget *picture = g_object_new (
      TOTE_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "url", url, "name",
      description, "size", PICTURE_SIZE, "halign", GTK_ALIGN_START, NULL);

  gtk_widget_set_valign (figure, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (figure), picture);
  gtk_box_append (GTK_BOX (figure), new_caption (description));
  return figure;
}

static void
fill_pictures (ToteInstructionCard *self)
{
  guint n = tote_instruction_get_n_images (self->instruction);

  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->pictures),
                    new_figure (tote_instruction_get_image_url (self->instruction, i),
                                tote_instruction_get_image_description (self->instruction, i)));
  gtk_widget_set_visible (self->pictures, n > 0);
}

static void
tote_instruction_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteInstructionCardProperty) id) {
  case PROP_INSTRUCTION:
    g_value_set_object (value, TOTE_INSTRUCTION_CARD (object)->instruction);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_instruction_card_set_property (GObject *object, guint id, const GValue *value,
                                    GParamSpec *pspec)
{
  switch ((ToteInstructionCardProperty) id) {
  case PROP_INSTRUCTION:
    TOTE_INSTRUCTION_CARD (object)->instruction = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_instruction_card_constructed (GObject *object)
{
  G_OBJECT_CLASS (tote_instruction_card_parent_class)->constructed (object);

  fill_pictures (TOTE_INSTRUCTION_CARD (object));
}

static void
tote_instruction_card_dispose (GObject *object)
{
  ToteInstructionCard *self = TOTE_INSTRUCTION_CARD (object);

  g_clear_object (&self->instruction);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_instruction_card_parent_class)->dispose (object);
}

static void
tote_instruction_card_class_init (ToteInstructionCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_instruction_card_get_property;
  object_class->set_property = tote_instruction_card_set_property;
  object_class->constructed = tote_instruction_card_constructed;
  object_class->dispose = tote_instruction_card_dispose;

  props[PROP_INSTRUCTION] =
      g_param_spec_object ("instruction", NULL, NULL, TOTE_TYPE_INSTRUCTION,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-instruction-card.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteInstructionCard, box);
  gtk_widget_class_bind_template_child (widget_class, ToteInstructionCard, category);
  gtk_widget_class_bind_template_child (widget_class, ToteInstructionCard, text);
  gtk_widget_class_bind_template_child (widget_class, ToteInstructionCard, pictures);
  gtk_widget_class_bind_template_callback (widget_class, category_text);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "instructioncard");
}

static void
tote_instruction_card_init (ToteInstructionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_instruction_card_new:
 * @instruction: what to show
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
tote_instruction_card_new (ToteInstruction *instruction)
{
  return g_object_new (TOTE_TYPE_INSTRUCTION_CARD, "instruction", instruction, NULL);
}

/**
 * tote_instruction_card_name_place:
 * @place: the widget of the list that holds it and takes the focus
 *
 * Lets a screen reader say what stands on the card when the focus comes to it, with what is on its
 * pictures.
 */
void
tote_instruction_card_name_place (ToteInstructionCard *self, GtkWidget *place)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  g_return_if_fail (TOTE_IS_INSTRUCTION_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (place));

  tote_spoken_add (spoken, gtk_label_get_label (GTK_LABEL (self->category)));
  tote_spoken_add (spoken, gtk_label_get_label (GTK_LABEL (self->text)));
  for (guint i = 0; i < tote_instruction_get_n_images (self->instruction); i++)
    tote_spoken_add (spoken, tote_instruction_get_image_description (self->instruction, i));
  tote_spoken_name (place, spoken->str);
}
