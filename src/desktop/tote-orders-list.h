/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteOrdersList: several orders, the one that needs the customer first. Signal "chosen"
 * (ToteTracker): the customer wants to see this one.
 */
#define TOTE_TYPE_ORDERS_LIST (tote_orders_list_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrdersList, tote_orders_list, TOTE, ORDERS_LIST, GtkWidget)

void tote_orders_list_set_trackers (ToteOrdersList *self, GListModel *trackers);
GListModel *tote_orders_list_get_sorted (ToteOrdersList *self);

G_END_DECLS
