/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item.h"

G_BEGIN_DECLS

/**
 * ToteItemEntry: one line of the list of items: the heading of a group, or an item and where in
 * its group it stands.
 */
#define TOTE_TYPE_ITEM_ENTRY (tote_item_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemEntry, tote_item_entry, TOTE, ITEM_ENTRY, GObject)

ToteItemEntry *tote_item_entry_new_heading (ToteItemGroup group);
ToteItemEntry *tote_item_entry_new (ToteItem *item);

ToteItem *tote_item_entry_get_item (ToteItemEntry *self);
ToteItemGroup tote_item_entry_get_group (ToteItemEntry *self);
guint tote_item_entry_get_count (ToteItemEntry *self);

/* For ToteItemSections alone. */
void tote_item_entry_set_count (ToteItemEntry *self, guint count);
void tote_item_entry_set_place (ToteItemEntry *self, gboolean first, gboolean last);

G_END_DECLS
