/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-orders.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteNotifier: tells those who look elsewhere of the orders that are followed, through the
 * desktop's notifications: each thing once, however often the order comes back to it, and nothing
 * that was so when the order was first seen. What is outdated, answered or before the customer's
 * eyes is taken back. Lives on the main thread.
 *
 * A notification does “app.open-order” with TOTE_NOTIFIER_PLACE, and its buttons do “app.decide”
 * with TOTE_NOTIFIER_DECISION.
 */
#define TOTE_TYPE_NOTIFIER (tote_notifier_get_type ())
G_DECLARE_FINAL_TYPE (ToteNotifier, tote_notifier, TOTE, NOTIFIER, GObject)

/* Server and id of the order, and what was told of there: the id of a ToteTiding. */
#define TOTE_NOTIFIER_PLACE "(sss)"

/* The order, the item, the replacement that was shown (id, name, quantity, unit), and whether it is
 * approved. */
#define TOTE_NOTIFIER_DECISION "(sssssssb)"

ToteNotifier *tote_notifier_new (GApplication *application, ToteOrders *orders,
                                 GSettings *settings);
void tote_notifier_set_demo (ToteNotifier *self, gboolean demo);
void tote_notifier_set_seen (ToteNotifier *self, ToteTracker *tracker);
void tote_notifier_begin (ToteNotifier *self);
void tote_notifier_take_back (ToteNotifier *self);
ToteTracker *tote_notifier_find (ToteNotifier *self, GVariant *target);
gboolean tote_notifier_decide (ToteNotifier *self, GVariant *decision);

G_END_DECLS
