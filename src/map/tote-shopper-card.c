/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-shopper-card.h"

#include "tote-avatar.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-open.h"
#include "tote-row-layout.h"
#include "tote-spoken.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

struct _ToteShopperCard {
  TotePart parent_instance;

  GtkWidget *details;
  GtkWidget *title;
  GtkWidget *doing;
  GtkWidget *address;
  GtkWidget *drop_off;

  char *position_text; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteShopperCard, tote_shopper_card, TOTE_TYPE_PART)

typedef enum {
  PROP_POSITION_TEXT = 1,
} ToteShopperCardProperty;

static GParamSpec *props[PROP_POSITION_TEXT + 1];

static const char *
get_place (ToteStage stage, ToteFulfillment fulfillment)
{
  if (fulfillment == TOTE_FULFILLMENT_PICKUP)
    return _ ("Your store");

  switch (stage) {
  case TOTE_STAGE_RECEIVED:
    return fulfillment == TOTE_FULFILLMENT_LAST_MILE ? _ ("No driver yet") : _ ("No shopper yet");
  case TOTE_STAGE_DELIVERING:
    return _ ("Your driver is on the way");
  case TOTE_STAGE_DELIVERED:
    return _ ("Delivered to");
  case TOTE_STAGE_CANCELED:
    return _ ("Was meant for");
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
  case TOTE_STAGE_UNKNOWN:
  default:
    return _ ("Goes to");
  }
}

static char *
title_text (ToteShopperCard *self, const char *shopper, const char *state, ToteStage stage,
            ToteFulfillment fulfillment)
{
  if (!tote_closures_has_text (self, shopper))
    return g_strdup (get_place (stage, fulfillment));

  return tote_words_doing (shopper, state, stage, fulfillment);
}

static char *
doing_text (ToteShopperCard *self, const char *position_text, guint questions, ToteStage stage)
{
  if (tote_closures_has_text (self, position_text))
    return g_strdup (position_text);

  if (questions > 0 && (stage == TOTE_STAGE_SHOPPING || stage == TOTE_STAGE_REVIEW))
    return g_strdup_printf (ngettext ("%u question for you", "%u questions for you", questions),
                            questions);

  return g_strdup ("");
}

static char *
wishes_text (ToteShopperCard *self, ToteHandling *handling, ToteStage stage,
             ToteFulfillment fulfillment)
{
  return tote_words_drop_off (handling, stage, fulfillment);
}

/* Not bound in the template: GTK 4.8 warns when a widget whose own property depends on itself goes.
 */
static void
update_visible (ToteShopperCard *self)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (self));

  gtk_widget_set_visible (GTK_WIDGET (self),
                          order != NULL &&
                              (tote_order_get_handling (order) != NULL ||
                               tote_closures_has_text (self, tote_order_get_shopper_name (order))));
}

static void
tote_shopper_card_track (TotePart *part, ToteTracker *tracker)
{
  ToteOrder *order = tote_part_get_order (part);

  if (order != NULL) {
    tote_part_watch (part, order, "notify::handling", G_CALLBACK (update_visible));
    tote_part_watch (part, order, "notify::shopper-name", G_CALLBACK (update_visible));
  }
  update_visible (TOTE_SHOPPER_CARD (part));
}

static void
call (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (widget));

  tote_open_phone (widget, order != NULL ? tote_order_get_shopper_phone (order) : NULL);
}

static void
tote_shopper_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteShopperCard *self = TOTE_SHOPPER_CARD (object);

  switch ((ToteShopperCardProperty) id) {
  case PROP_POSITION_TEXT:
    g_value_set_string (value, self->position_text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_shopper_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteShopperCard *self = TOTE_SHOPPER_CARD (object);

  switch ((ToteShopperCardProperty) id) {
  case PROP_POSITION_TEXT:
    g_free (self->position_text);
    self->position_text = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_shopper_card_finalize (GObject *object)
{
  g_free (TOTE_SHOPPER_CARD (object)->position_text);

  G_OBJECT_CLASS (tote_shopper_card_parent_class)->finalize (object);
}

static void
tote_shopper_card_class_init (ToteShopperCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_shopper_card_get_property;
  object_class->set_property = tote_shopper_card_set_property;
  object_class->finalize = tote_shopper_card_finalize;
  TOTE_PART_CLASS (klass)->track = tote_shopper_card_track;

  props[PROP_POSITION_TEXT] = g_param_spec_string ("position-text", NULL, NULL, NULL, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "shopper.call", NULL, call);

  g_type_ensure (TOTE_TYPE_AVATAR);
  g_type_ensure (TOTE_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-shopper-card.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteShopperCard, details);
  gtk_widget_class_bind_template_child (widget_class, ToteShopperCard, title);
  gtk_widget_class_bind_template_child (widget_class, ToteShopperCard, doing);
  gtk_widget_class_bind_template_child (widget_class, ToteShopperCard, address);
  gtk_widget_class_bind_template_child (widget_class, ToteShopperCard, drop_off);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, doing_text);
  gtk_widget_class_bind_template_callback (widget_class, wishes_text);

  gtk_widget_class_set_css_name (widget_class, "shoppercard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_shopper_card_init (ToteShopperCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_spoken_compose (GTK_WIDGET (self), self->title, self->doing, self->address, self->drop_off,
                       NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "shopper.call",
                                 !tote_brand_get_locked (tote_brand_get_default ()));
}

/**
 * tote_shopper_card_set_brief:
 * @brief: whether there is room for the shopper only, and none for the address
 */
void
tote_shopper_card_set_brief (ToteShopperCard *self, gboolean brief)
{
  g_return_if_fail (TOTE_IS_SHOPPER_CARD (self));

  gtk_widget_set_visible (self->details, !brief);
}
