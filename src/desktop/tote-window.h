/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-door.h"
#include "tote-order-view.h"
#include "tote-orders.h"
#include "tote-remarks.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteWindow: the window: one order, the list of several, or what to do when there is none. It
 * only chooses what is shown and builds no more than that; each page has its own header bar.
 *
 * Properties: "trackers" (construct only, #ToteOrders, shared with the application), "door" (where
 * the customer comes in), "demo" (whether what is shown is made up), "in-view" (read only,
 * #ToteTracker, nullable: of the order that is shown, while this window or a dialog over it is the
 * active one).
 * Signal "order-forgotten" (#ToteTracker): the customer has erased the order.
 */
#define TOTE_TYPE_WINDOW (tote_window_get_type ())
G_DECLARE_FINAL_TYPE (ToteWindow, tote_window, TOTE, WINDOW, AdwApplicationWindow)

ToteWindow *tote_window_new (GtkApplication *application, ToteOrders *orders, ToteDoor *door);
void tote_window_remember_size (ToteWindow *self, GSettings *settings);
void tote_window_show_order (ToteWindow *self, ToteTracker *tracker);
void tote_window_show_trouble (ToteWindow *self, const char *title, const char *text);
ToteOrderView *tote_window_get_view (ToteWindow *self);
ToteRemarks *tote_window_get_remarks (ToteWindow *self);

G_END_DECLS
