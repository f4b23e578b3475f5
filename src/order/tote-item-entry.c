/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item-entry.h"

#include "tote-order-enums.h"

/* One row of the grouped list: the heading of a group with its count, or an item with its place
 * in the group, which decides how the card around the group is drawn. */
struct _ToteItemEntry {
  GObject parent_instance;

  ToteItem *item; /* (owned) (nullable) %NULL for a heading */
  ToteItemGroup group;
  guint count;
  gboolean first;
  gboolean last;
};

G_DEFINE_FINAL_TYPE (ToteItemEntry, tote_item_entry, G_TYPE_OBJECT)

typedef enum {
  PROP_ITEM = 1,
  PROP_GROUP,
  PROP_COUNT,
  PROP_FIRST,
  PROP_LAST,
} ToteItemEntryProperty;

static GParamSpec *props[PROP_LAST + 1];

static void
tote_item_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteItemEntry *self = TOTE_ITEM_ENTRY (object);

  switch ((ToteItemEntryProperty) id) {
  case PROP_ITEM:
    g_value_set_object (value, self->item);
    break;
  case PROP_GROUP:
    g_value_set_enum (value, self->group);
    break;
  case PROP_COUNT:
    g_value_set_uint (value, self->count);
    break;
  case PROP_FIRST:
    g_value_set_boolean (value, self->first);
    break;
  case PROP_LAST:
    g_value_set_boolean (value, self->last);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_entry_finalize (GObject *object)
{
  ToteItemEntry *self = TOTE_ITEM_ENTRY (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (tote_item_entry_parent_class)->finalize (object);
}

static void
tote_item_entry_class_init (ToteItemEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_item_entry_get_property;
  object_class->finalize = tote_item_entry_finalize;

  props[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, TOTE_TYPE_ITEM, read);
  props[PROP_GROUP] =
      g_param_spec_enum ("group", NULL, NULL, TOTE_TYPE_ITEM_GROUP, TOTE_ITEM_GROUP_SHOPPING, read);
  props[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_FIRST] = g_param_spec_boolean ("first", NULL, NULL, FALSE, read);
  props[PROP_LAST] = g_param_spec_boolean ("last", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_item_entry_init (ToteItemEntry *self)
{
}

/**
 * tote_item_entry_new_heading:
 * @group: the group it heads
 *
 * Returns: (transfer full): a heading
 */
ToteItemEntry *
tote_item_entry_new_heading (ToteItemGroup group)
{
  ToteItemEntry *self = g_object_new (TOTE_TYPE_ITEM_ENTRY, NULL);

  self->group = group;
  return self;
}

/**
 * tote_item_entry_new:
 * @item: the item it shows; its group now is the row's for good
 *
 * Returns: (transfer full): a row
 */
ToteItemEntry *
tote_item_entry_new (ToteItem *item)
{
  ToteItemEntry *self = tote_item_entry_new_heading (tote_item_get_group (item));

  self->item = g_object_ref (item);
  return self;
}

/**
 * tote_item_entry_get_item:
 *
 * Returns: (transfer none) (nullable): its item, %NULL for a heading
 */
ToteItem *
tote_item_entry_get_item (ToteItemEntry *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_ENTRY (self), NULL);
  return self->item;
}

/**
 * tote_item_entry_get_group:
 *
 * Returns: the group it stands in, or is the heading of
 */
ToteItemGroup
tote_item_entry_get_group (ToteItemEntry *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_ENTRY (self), TOTE_ITEM_GROUP_SHOPPING);
  return self->group;
}

/**
 * tote_item_entry_get_count:
 *
 * Returns: how many rows its group has
 */
guint
tote_item_entry_get_count (ToteItemEntry *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_ENTRY (self), 0);
  return self->count;
}

/**
 * tote_item_entry_set_count:
 *
 * Sets how many items the group of a heading has.
 */
void
tote_item_entry_set_count (ToteItemEntry *self, guint count)
{
  g_return_if_fail (TOTE_IS_ITEM_ENTRY (self));

  if (self->count == count)
    return;

  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

/**
 * tote_item_entry_set_place:
 *
 * Tells an item whether it begins or ends its group.
 */
void
tote_item_entry_set_place (ToteItemEntry *self, gboolean first, gboolean last)
{
  g_return_if_fail (TOTE_IS_ITEM_ENTRY (self));

  if (self->first != first) {
    self->first = first;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FIRST]);
  }
  if (self->last != last) {
    self->last = last;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST]);
  }
}
