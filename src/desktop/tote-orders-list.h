/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteOrdersList: the orders that are followed, in the order of the model.
 *
 * Property: "orders" (GListModel of ToteTracker).
 * Signal: "activated" (ToteTracker), when one was chosen.
 */
#define TOTE_TYPE_ORDERS_LIST (tote_orders_list_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrdersList, tote_orders_list, TOTE, ORDERS_LIST, GtkWidget)

void tote_orders_list_focus (ToteOrdersList *self, ToteTracker *tracker);

G_END_DECLS
