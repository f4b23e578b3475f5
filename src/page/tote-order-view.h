/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-panes.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

#define TOTE_TYPE_ORDER_VIEW (tote_order_view_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderView, tote_order_view, TOTE, ORDER_VIEW, GtkWidget)

GtkWidget *tote_order_view_new (ToteTracker *tracker);
ToteTracker *tote_order_view_get_tracker (ToteOrderView *self);
TotePanes *tote_order_view_get_panes (ToteOrderView *self);
const char *tote_order_view_get_title (ToteOrderView *self);

G_END_DECLS
