/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-panes.h"
#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteOrderView: one order with its own header bar: the page in its panes, or what stands in for
 * it while it loads or cannot be had. Tells the tracker what the customer has before their eyes.
 *
 * Properties: "tracker", "position-text", "title" (for the window, with what
 * waits for the customer), "back" (whether there is a list of orders to go back to), "pane" (the
 * one in front when narrow).
 */
#define TOTE_TYPE_ORDER_VIEW (tote_order_view_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderView, tote_order_view, TOTE, ORDER_VIEW, TotePart)

GtkWidget *tote_order_view_new (ToteTracker *tracker);
ToteTracker *tote_order_view_get_tracker (ToteOrderView *self);
void tote_order_view_show_question (ToteOrderView *self, const char *item_id);
void tote_order_view_show_message (ToteOrderView *self);
const char *tote_order_view_get_title (ToteOrderView *self);

G_END_DECLS
