/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-item-row.h"

#include "tote-closures.h"
#include "tote-picture.h"
#include "tote-row-layout.h"
#include "tote-spoken.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* How high a row is, headings and items alike, in pixels. */
#define LINE 52

struct _ToteItemRow {
  ToteLazyRow parent_instance;

  GtkWidget *heading; /* (nullable): until the row is filled */
  GtkWidget *card;    /* (nullable): the same */

  ToteOrder *order;            /* (owned) */
  ToteItemEntry *entry;        /* (owned) (nullable) */
  GSignalGroup *changes;       /* (owned): of the item on the row */
  GSignalGroup *entry_changes; /* (owned): of the entry itself */
};

G_DEFINE_FINAL_TYPE (ToteItemRow, tote_item_row, TOTE_TYPE_LAZY_ROW)

typedef enum {
  PROP_ORDER = 1,
  PROP_ENTRY,
} ToteItemRowProperty;

static GParamSpec *props[PROP_ENTRY + 1];

static char *
group_title (ToteItemRow *self, ToteItemGroup group, ToteStage stage)
{
  return tote_words_group (group, stage);
}

static char *
count_text (ToteItemRow *self, guint count)
{
  return g_strdup_printf ("%u", count);
}

/* What stands on the row: the replacement where the customer gets one, else what was ordered. */
static ToteProduct *
shown_product (ToteItem *item)
{
  ToteProduct *replacement = tote_item_get_replacement (item);

  if (tote_item_get_group (item) == TOTE_ITEM_GROUP_REPLACED && replacement != NULL)
    return replacement;

  return tote_item_get_product (item);
}

static char *
title_text (ToteItemRow *self, ToteItem *item, GObject *product, GObject *replacement,
            ToteItemGroup group)
{
  g_autofree char *name = NULL;

  if (item == NULL)
    return g_strdup ("");

  name = g_markup_escape_text (tote_words_product (shown_product (item)), -1);

  return group == TOTE_ITEM_GROUP_REFUNDED ? g_strdup_printf ("<s>%s</s>", name)
                                           : g_steal_pointer (&name);
}

static char *
subtitle_text (ToteItemRow *self, ToteItem *item, GObject *product, GObject *replacement,
               ToteItemGroup group)
{
  g_autofree char *amount = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *ordered = NULL;

  if (item == NULL)
    return g_strdup ("");

  amount = tote_product_dup_amount (shown_product (item));
  shown = g_markup_escape_text (amount != NULL ? amount : "", -1);
  if (shown_product (item) == tote_item_get_product (item))
    return g_steal_pointer (&shown);

  ordered = g_markup_escape_text (tote_words_product (tote_item_get_product (item)), -1);

  /* Translators: under a replacement: what it stands in for, and how much of it there is. */
  return g_strdup_printf (_ ("for <s>%s</s> · %s"), ordered, shown);
}

static char *
picture_url (ToteItemRow *self, ToteItem *item, GObject *product, GObject *replacement,
             ToteItemGroup group)
{
  return item == NULL ? NULL : g_strdup (tote_product_get_image_url (shown_product (item)));
}

static char *
picture_name (ToteItemRow *self, ToteItem *item, GObject *product, GObject *replacement,
              ToteItemGroup group)
{
  return item == NULL ? NULL : g_strdup (tote_words_product (shown_product (item)));
}

static char *
state_text (ToteItemRow *self, ToteItemGroup group, ToteDecision decision, ToteSendState send_state,
            gboolean known, const char *status)
{
  if (send_state == TOTE_SEND_STATE_SENDING)
    return g_strdup (_ ("Sending…"));

  if (send_state == TOTE_SEND_STATE_FAILED)
    return g_strdup (_ ("Could not send"));

  if (send_state == TOTE_SEND_STATE_UNCLEAR)
    return g_strdup (_ ("Could not be confirmed"));

  if (!known)
    return g_strdup (status);

  switch (group) {
  case TOTE_ITEM_GROUP_REPLACED:
    /* What can still be answered is a question’s card, and no row. */
    return g_strdup (decision == TOTE_DECISION_APPROVED ? _ ("Approved") : "");
  case TOTE_ITEM_GROUP_REFUNDED:
    return g_strdup (_ ("Refunded"));
  case TOTE_ITEM_GROUP_FOUND:
  case TOTE_ITEM_GROUP_SHOPPING:
  default:
    return g_strdup ("");
  }
}

static gboolean
is_found (ToteItemRow *self, ToteItemGroup group)
{
  return group == TOTE_ITEM_GROUP_FOUND;
}

static char **
card_classes (ToteItemRow *self, gboolean first, gboolean last, ToteItemGroup group)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "item");
  if (first)
    g_strv_builder_add (builder, "first");
  if (last)
    g_strv_builder_add (builder, "last");
  if (group == TOTE_ITEM_GROUP_REFUNDED)
    g_strv_builder_add (builder, "refunded");

  return g_strv_builder_end (builder);
}

static char *
describe_heading (ToteItemRow *self, const char *group)
{
  /* Translators: read aloud: a group such as “Found”, and how many items are in it. */
  return g_strdup_printf (_ ("%s, %u"), group, tote_item_entry_get_count (self->entry));
}

static void
say_product (GString *spoken, ToteItem *item)
{
  g_autofree char *amount = tote_product_dup_amount (shown_product (item));
  g_autofree char *ordered = NULL;

  /* Translators: read aloud after the name of a replacement. */
  if (shown_product (item) != tote_item_get_product (item))
    ordered =
        g_strdup_printf (_ ("instead of %s"), tote_words_product (tote_item_get_product (item)));

  tote_spoken_add (spoken, tote_words_product (shown_product (item)));
  tote_spoken_add (spoken, ordered);
  tote_spoken_add (spoken, amount);
}

/* In the words that stand on the row, and none of them twice. */
static char *
describe_row (ToteItemRow *self)
{
  ToteItem *item = tote_item_entry_get_item (self->entry);
  g_autofree char *group = group_title (self, tote_item_entry_get_group (self->entry),
                                        tote_order_get_stage (self->order));
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autofree char *state = NULL;

  if (item == NULL)
    return describe_heading (self, group);

  state = state_text (self, tote_item_get_group (item), tote_item_get_decision (item),
                      tote_item_get_send_state (item), tote_item_get_known (item),
                      tote_item_get_status (item));
  say_product (spoken, item);
  tote_spoken_add (spoken, group);
  tote_spoken_add (spoken, g_strcmp0 (state, group) != 0 ? state : NULL);
  tote_spoken_add (spoken,
                   tote_item_get_changed (item) ? _ ("Changed since you last looked") : NULL);

  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

/* The whole row as one name: what it is, how much of it, and what became of it. */
static void
name_row (ToteItemRow *self, void (*name_widget) (GtkWidget *widget, const char *name))
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = self->entry != NULL ? describe_row (self) : NULL;

  if (name == NULL)
    return;

  name_widget (GTK_WIDGET (self), name);
  if (place != NULL)
    name_widget (place, name);
}

static void
on_changed (ToteItemRow *self)
{
  name_row (self, tote_spoken_name);
}

static void
tote_item_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteItemRow *self = TOTE_ITEM_ROW (object);

  switch ((ToteItemRowProperty) id) {
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_ENTRY:
    g_value_set_object (value, self->entry);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteItemRowProperty) id) {
  case PROP_ORDER:
    TOTE_ITEM_ROW (object)->order = g_value_dup_object (value);
    g_signal_connect_object (g_value_get_object (value), "notify::stage", G_CALLBACK (on_changed),
                             object, G_CONNECT_SWAPPED);
    break;
  case PROP_ENTRY:
    tote_item_row_set_entry (TOTE_ITEM_ROW (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_row_dispose (GObject *object)
{
  ToteItemRow *self = TOTE_ITEM_ROW (object);

  g_clear_object (&self->changes);
  g_clear_object (&self->entry_changes);
  g_clear_object (&self->entry);
  g_clear_object (&self->order);
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_item_row_parent_class)->dispose (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, group_title);
  gtk_widget_class_bind_template_callback (widget_class, count_text);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, subtitle_text);
  gtk_widget_class_bind_template_callback (widget_class, picture_url);
  gtk_widget_class_bind_template_callback (widget_class, picture_name);
  gtk_widget_class_bind_template_callback (widget_class, state_text);
  gtk_widget_class_bind_template_callback (widget_class, is_found);
  gtk_widget_class_bind_template_callback (widget_class, card_classes);
}

static void
tote_item_row_class_init (ToteItemRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_item_row_get_property;
  object_class->set_property = tote_item_row_set_property;
  object_class->dispose = tote_item_row_dispose;
  TOTE_LAZY_ROW_CLASS (klass)->guess = LINE;

  props[PROP_ORDER] =
      g_param_spec_object ("order", NULL, NULL, TOTE_TYPE_ORDER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_ENTRY] =
      g_param_spec_object ("entry", NULL, NULL, TOTE_TYPE_ITEM_ENTRY,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_PICTURE);
  g_type_ensure (TOTE_TYPE_ITEM);
  g_type_ensure (TOTE_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-item-row.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteItemRow, heading);
  gtk_widget_class_bind_template_child (widget_class, ToteItemRow, card);
  bind_callbacks (widget_class);

  gtk_widget_class_set_css_name (widget_class, "itemrow");
}

static void
tote_item_row_init (ToteItemRow *self)
{
  self->changes = g_signal_group_new (TOTE_TYPE_ITEM);
  g_signal_group_connect_swapped (self->changes, "notify", G_CALLBACK (on_changed), self);
  self->entry_changes = g_signal_group_new (TOTE_TYPE_ITEM_ENTRY);
  g_signal_group_connect_swapped (self->entry_changes, "notify", G_CALLBACK (on_changed), self);
}

/**
 * tote_item_row_new:
 * @order: whose items they are
 *
 * Returns: (transfer floating): a row with nothing on it
 */
GtkWidget *
tote_item_row_new (ToteOrder *order)
{
  return g_object_new (TOTE_TYPE_ITEM_ROW, "order", order, NULL);
}

/**
 * tote_item_row_get_entry:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ToteItemEntry *
tote_item_row_get_entry (ToteItemRow *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_ROW (self), NULL);

  return self->entry;
}

/**
 * tote_item_row_set_entry:
 * @entry: (nullable): what to show; %NULL when the row is recycled
 */
void
tote_item_row_set_entry (ToteItemRow *self, ToteItemEntry *entry)
{
  g_return_if_fail (TOTE_IS_ITEM_ROW (self));

  if (!g_set_object (&self->entry, entry))
    return;

  g_signal_group_set_target (self->entry_changes, entry);
  g_signal_group_set_target (self->changes,
                             entry != NULL ? tote_item_entry_get_item (entry) : NULL);
  name_row (self, tote_spoken_name_at_once);
  tote_lazy_row_change (TOTE_LAZY_ROW (self), props[PROP_ENTRY]);
}

/**
 * tote_item_row_expect:
 * @list: in which a row is going to show @entry
 *
 * Has its picture on its way before there is the row.
 */
void
tote_item_row_expect (GtkWidget *list, ToteItemEntry *entry)
{
  ToteItem *item;

  g_return_if_fail (TOTE_IS_ITEM_ENTRY (entry));

  item = tote_item_entry_get_item (entry);
  if (item != NULL)
    tote_picture_expect (list, tote_product_get_image_url (shown_product (item)));
}
