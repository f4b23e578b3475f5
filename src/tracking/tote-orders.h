/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-object-list.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteOrders: the orders followed in one process, as a #GListModel of #ToteTracker: what needs the
 * customer now comes first, what has ended last. Each tracker keeps its own client (and with it
 * its token), caches and pace; clients made with one session share their connections.
 *
 * Property "n-needy" (guint): how many wait for the customer: a question, or an unread message.
 */
#define TOTE_TYPE_ORDERS (tote_orders_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrders, tote_orders, TOTE, ORDERS, ToteObjectList)

ToteOrders *tote_orders_new (void);

void tote_orders_add (ToteOrders *self, ToteTracker *tracker);
void tote_orders_remove (ToteOrders *self, ToteTracker *tracker);
ToteTracker *tote_orders_find (ToteOrders *self, const char *base, const char *order_id);
guint tote_orders_get_n_needy (ToteOrders *self);
gboolean tote_orders_is_needy (ToteTracker *tracker);

void tote_orders_stop (ToteOrders *self);

G_END_DECLS
