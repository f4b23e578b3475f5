/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-drop-off-card.h"

#include "tote-closures.h"
#include "tote-words.h"

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
  return g_strdup (tote_words_id_check (fulfillment));
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
 * @stage: of the order
 * @handling: (nullable): of the order
 * @fulfillment: of the order
 *
 * Returns: whether the card has something to say: from the first aisle on the shopper card says the
 *   same in one line
 */
gboolean
tote_drop_off_card_is_wanted (gpointer unused, ToteStage stage, ToteHandling *handling,
                              ToteFulfillment fulfillment)
{
  g_autofree char *line = tote_words_drop_off (handling, stage, fulfillment);

  return stage == TOTE_STAGE_RECEIVED && line[0] != '\0';
}
