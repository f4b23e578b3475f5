/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item-entry.h"
#include "tote-lazy-row.h"
#include "tote-order.h"

G_BEGIN_DECLS

/**
 * ToteItemRow: one row of the list of items: the heading of a group with its count, or an
 * item. Rows of a group form one card, so the first and the last one are drawn with its corners.
 *
 * Properties: "order" (construct only), "entry" (#ToteItemEntry, nullable).
 */
#define TOTE_TYPE_ITEM_ROW (tote_item_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemRow, tote_item_row, TOTE, ITEM_ROW, ToteLazyRow)

GtkWidget *tote_item_row_new (ToteOrder *order);
ToteItemEntry *tote_item_row_get_entry (ToteItemRow *self);
void tote_item_row_set_entry (ToteItemRow *self, ToteItemEntry *entry);

void tote_item_row_expect (GtkWidget *list, ToteItemEntry *entry);

G_END_DECLS
