/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_ORDERS_ROW (tote_orders_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrdersRow, tote_orders_row, TOTE, ORDERS_ROW, GtkListBoxRow)

GtkWidget *tote_orders_row_new (ToteTracker *tracker);
ToteTracker *tote_orders_row_get_tracker (ToteOrdersRow *self);

G_END_DECLS
