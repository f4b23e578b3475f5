/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-drop-off-card.h"

#include "tote-closures.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteDropOffCard {
  TotePart parent_instance;
};

G_DEFINE_FINAL_TYPE (ToteDropOffCard, tote_drop_off_card, TOTE_TYPE_PART)

static gboolean
is_so (ToteDropOffCard *self, gboolean flag)
{
  return flag;
}

/* Who collects the order has no door that somebody comes to. */
static gboolean
is_signed_for (ToteDropOffCard *self, gboolean certified_delivery, ToteFulfillment fulfillment)
{
  return certified_delivery && fulfillment != TOTE_FULFILLMENT_PICKUP;
}

/* Alcohol rules out leaving the order unattended (contract 3.4). */
static gboolean
is_left (ToteDropOffCard *self, gboolean leave_unattended, gboolean alcoholic,
         ToteFulfillment fulfillment)
{
  return leave_unattended && !alcoholic && fulfillment != TOTE_FULFILLMENT_PICKUP;
}

static char *
id_text (ToteDropOffCard *self, ToteFulfillment fulfillment)
{
  return g_strdup (fulfillment == TOTE_FULFILLMENT_PICKUP ? _ ("ID checked when you collect it")
                                                          : _ ("ID checked at the door"));
}

static gboolean
has_drop_off (ToteHandling *handling)
{
  return (tote_closures_has_text (NULL, tote_handling_get_dropoff_location (handling)) ||
          tote_closures_has_text (NULL, tote_handling_get_instructions (handling)) ||
          tote_closures_has_text (NULL, tote_handling_get_notes (handling)) ||
          tote_handling_get_leave_unattended (handling) ||
          tote_handling_get_certified_delivery (handling) ||
          tote_handling_get_alcoholic (handling));
}

static void
tote_drop_off_card_class_init (ToteDropOffCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ADW_TYPE_ACTION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-drop-off-card.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, is_so);
  gtk_widget_class_bind_template_callback (widget_class, is_signed_for);
  gtk_widget_class_bind_template_callback (widget_class, is_left);
  gtk_widget_class_bind_template_callback (widget_class, id_text);
  gtk_widget_class_bind_template_callback_full (widget_class, "is_shown",
                                                G_CALLBACK (tote_drop_off_card_is_wanted));

  gtk_widget_class_set_css_name (widget_class, "dropoffcard");
}

static void
tote_drop_off_card_init (ToteDropOffCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_drop_off_card_is_wanted:
 * @unused: so that it can be a closure of a template
 * @handling: (nullable): of the order
 *
 * Returns: whether the card has something to say: from the first aisle on the shopper card says the
 *   same in one line
 */
gboolean
tote_drop_off_card_is_wanted (gpointer unused, ToteStage stage, ToteHandling *handling)
{
  return stage == TOTE_STAGE_RECEIVED && handling != NULL && has_drop_off (handling);
}
