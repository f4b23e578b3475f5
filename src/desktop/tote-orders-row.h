/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteOrdersRow: one order in the list of orders: which it is, how it stands, when it comes, and
 * how much of it waits for the customer. Property: "tracker".
 */
#define TOTE_TYPE_ORDERS_ROW (tote_orders_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrdersRow, tote_orders_row, TOTE, ORDERS_ROW, TotePart)

ToteTracker *tote_orders_row_get_tracker (ToteOrdersRow *self);
char *tote_orders_row_dup_news (ToteTracker *tracker);
void tote_orders_row_name_place (ToteOrdersRow *self, GtkWidget *place);

G_END_DECLS
