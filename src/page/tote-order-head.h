/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_ORDER_HEAD (tote_order_head_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderHead, tote_order_head, TOTE, ORDER_HEAD, GtkWidget)

void tote_order_head_name_place (ToteOrderHead *self, GtkWidget *place);

G_END_DECLS
