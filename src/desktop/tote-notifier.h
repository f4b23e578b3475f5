/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-orders.h"

G_BEGIN_DECLS

/**
 * ToteNotifier: tells those who look elsewhere of the orders that are followed, through the
 * desktop's notifications: each thing once, however often the order comes back to it, and nothing
 * that was so when the order was first seen. What is outdated, answered or before the customer's
 * eyes is taken back. Lives on the main thread.
 *
 * A notification does “app.open-order” with TOTE_NOTIFIER_ORDER, and its buttons do “app.decide”
 * with TOTE_NOTIFIER_DECISION.
 */
#define TOTE_TYPE_NOTIFIER (tote_notifier_get_type ())
G_DECLARE_FINAL_TYPE (ToteNotifier, tote_notifier, TOTE, NOTIFIER, GObject)

/* Server and id of the order. */
#define TOTE_NOTIFIER_ORDER "(ss)"

/* The order, the item, the replacement that was shown (id, name, quantity, unit), and whether it is
 * approved. */
#define TOTE_NOTIFIER_DECISION "(sssssssb)"

ToteNotifier *tote_notifier_new (GApplication *application, ToteOrders *orders);
void tote_notifier_set_seen (ToteNotifier *self, ToteTracker *tracker);
ToteTracker *tote_notifier_find (ToteNotifier *self, GVariant *order);
gboolean tote_notifier_decide (ToteNotifier *self, GVariant *decision);

G_END_DECLS
