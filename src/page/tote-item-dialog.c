/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-item-dialog.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-picture-hosts.h"
#include "tote-picture.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

struct _ToteItemDialog {
  AdwWindow parent_instance;

  ToteTracker *tracker; /* (owned) */
  ToteItem *item;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteItemDialog, tote_item_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_TRACKER = 1,
  PROP_ITEM,
} ToteItemDialogProperty;

static GParamSpec *props[PROP_ITEM + 1];

enum {
  ASK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the customer gets or would get. */
static ToteProduct *
choose (ToteProduct *product, ToteProduct *replacement, ToteItemGroup group)
{
  return group == TOTE_ITEM_GROUP_REPLACED && replacement != NULL ? replacement : product;
}

static char *
name_text (ToteItemDialog *self, ToteProduct *product, ToteProduct *replacement,
           ToteItemGroup group)
{
  ToteProduct *shown = choose (product, replacement, group);

  return g_strdup (shown != NULL ? tote_words_product (shown) : "");
}

static char *
amount_text (ToteItemDialog *self, ToteProduct *product, ToteProduct *replacement,
             ToteItemGroup group)
{
  ToteProduct *shown = choose (product, replacement, group);

  return shown != NULL ? tote_product_dup_amount (shown) : g_strdup ("");
}

static char *
picture_url (ToteItemDialog *self, ToteProduct *product, ToteProduct *replacement,
             ToteItemGroup group)
{
  ToteProduct *shown = choose (product, replacement, group);

  return shown != NULL ? g_strdup (tote_product_get_image_url (shown)) : NULL;
}

static char *
instead_text (ToteItemDialog *self, ToteProduct *product, ToteProduct *replacement,
              ToteItemGroup group)
{
  g_autofree char *amount = NULL;

  if (product == NULL || choose (product, replacement, group) == product)
    return g_strdup ("");

  amount = tote_product_dup_amount (product);
  /* Translators: under a replacement: what was ordered, and how much of it. */
  return g_strdup_printf (*amount != '\0' ? _ ("Instead of %s, %s") : _ ("Instead of %s"),
                          tote_words_product (product), amount);
}

static char *
became_text (ToteItemDialog *self, ToteItemGroup group, ToteDecision decision)
{
  switch (group) {
  case TOTE_ITEM_GROUP_FOUND:
    return g_strdup (_ ("Found"));
  case TOTE_ITEM_GROUP_REPLACED:
    if (decision == TOTE_DECISION_PENDING)
      return g_strdup (_ ("The replacement waits for your answer."));
    return g_strdup (decision == TOTE_DECISION_APPROVED ? _ ("You approved the replacement.")
                                                        : _ ("Replaced"));
  case TOTE_ITEM_GROUP_REFUNDED:
    return g_strdup (_ ("Refunded"));
  case TOTE_ITEM_GROUP_SHOPPING:
  default:
    return g_strdup (_ ("Not in the bags yet"));
  }
}

static gboolean
can_ask (ToteItemDialog *self, ToteAvailability chat)
{
  return chat == TOTE_AVAILABILITY_YES;
}

static void
on_ask (ToteItemDialog *self)
{
  g_autofree char *name =
      name_text (self, tote_item_get_product (self->item), tote_item_get_replacement (self->item),
                 tote_item_get_group (self->item));
  /* Translators: how a message begins: the name of an item. */
  g_autofree char *text = g_strdup_printf (_ ("About %s: "), name);

  g_signal_emit (self, signals[ASK], 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tote_item_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteItemDialog *self = TOTE_ITEM_DIALOG (object);

  switch ((ToteItemDialogProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_ITEM:
    g_value_set_object (value, self->item);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteItemDialog *self = TOTE_ITEM_DIALOG (object);

  switch ((ToteItemDialogProperty) id) {
  case PROP_TRACKER:
    self->tracker = g_value_dup_object (value);
    break;
  case PROP_ITEM:
    g_set_object (&self->item, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_dialog_dispose (GObject *object)
{
  ToteItemDialog *self = TOTE_ITEM_DIALOG (object);

  g_clear_object (&self->item);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_item_dialog_parent_class)->dispose (object);
}

static void
tote_item_dialog_class_init (ToteItemDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_item_dialog_get_property;
  object_class->set_property = tote_item_dialog_set_property;
  object_class->dispose = tote_item_dialog_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, once);
  props[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, TOTE_TYPE_ITEM,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[ASK] = g_signal_new ("ask", TOTE_TYPE_ITEM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TOTE_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-item-dialog.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, name_text);
  gtk_widget_class_bind_template_callback (widget_class, amount_text);
  gtk_widget_class_bind_template_callback (widget_class, picture_url);
  gtk_widget_class_bind_template_callback (widget_class, instead_text);
  gtk_widget_class_bind_template_callback (widget_class, became_text);
  gtk_widget_class_bind_template_callback (widget_class, can_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
tote_item_dialog_init (ToteItemDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
}

/**
 * tote_item_dialog_new:
 * @widget: where the customer chose the item
 * @tracker: of the order
 * @item: of the order
 *
 * Returns: (transfer none): a dialog over the window of @widget, to be presented
 */
GtkWidget *
tote_item_dialog_new (GtkWidget *widget, ToteTracker *tracker, ToteItem *item)
{
  const char *home;
  GtkWidget *dialog;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);
  g_return_val_if_fail (TOTE_IS_ITEM (item), NULL);

  root = gtk_widget_get_root (widget);
  home = tote_picture_hosts_get_home (widget);
  dialog = g_object_new (TOTE_TYPE_ITEM_DIALOG, "transient-for",
                         GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, "tracker", tracker, NULL);
  if (home != NULL)
    tote_picture_hosts_set_home (dialog, home);
  g_object_set (dialog, "item", item, NULL);

  return dialog;
}
