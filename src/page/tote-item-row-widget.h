/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item-row.h"
#include "tote-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_ITEM_ROW_WIDGET (tote_item_row_widget_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemRowWidget, tote_item_row_widget, TOTE, ITEM_ROW_WIDGET, GtkWidget)

GtkWidget *tote_item_row_widget_new (ToteOrder *order);
ToteItemRow *tote_item_row_widget_get_row (ToteItemRowWidget *self);
void tote_item_row_widget_set_row (ToteItemRowWidget *self, ToteItemRow *row);

G_END_DECLS
