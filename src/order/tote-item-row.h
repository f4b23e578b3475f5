/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item.h"

G_BEGIN_DECLS

#define TOTE_TYPE_ITEM_ROW (tote_item_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemRow, tote_item_row, TOTE, ITEM_ROW, GObject)

ToteItemRow *tote_item_row_new_heading (ToteGroup group);
ToteItemRow *tote_item_row_new (ToteItem *item);

ToteItem *tote_item_row_get_item (ToteItemRow *self);
ToteGroup tote_item_row_get_group (ToteItemRow *self);
guint tote_item_row_get_count (ToteItemRow *self);
gboolean tote_item_row_get_first (ToteItemRow *self);
gboolean tote_item_row_get_last (ToteItemRow *self);

/* For ToteItemSections alone. */
void tote_item_row_set_count (ToteItemRow *self, guint count);
void tote_item_row_set_place (ToteItemRow *self, gboolean first, gboolean last);

G_END_DECLS
