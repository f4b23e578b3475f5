/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item.h"
#include "tote-object-list.h"

G_BEGIN_DECLS

/**
 * ToteItemList: the live items of an order, a #GListModel of #ToteItem in the server’s order.
 * Fresh answers are merged into it by id, so that items keep their identity.
 */
#define TOTE_TYPE_ITEM_LIST (tote_item_list_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemList, tote_item_list, TOTE, ITEM_LIST, ToteObjectList)

ToteItemList *tote_item_list_new (void);

guint tote_item_list_merge (ToteItemList *self, GPtrArray *fresh);
void tote_item_list_set_phase (ToteItemList *self, gboolean shopped, gboolean decidable);

ToteItem *tote_item_list_lookup (ToteItemList *self, const char *id);
guint tote_item_list_get_count (ToteItemList *self, ToteItemGroup group);
guint tote_item_list_get_n_questions (ToteItemList *self);
GListModel *tote_item_list_get_questions (ToteItemList *self);
void tote_item_list_mark_seen (ToteItemList *self);

G_END_DECLS
