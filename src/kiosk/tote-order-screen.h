/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteOrderScreen: one customer's order on a store display: its page, and a large key to end with.
 */
#define TOTE_TYPE_ORDER_SCREEN (tote_order_screen_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderScreen, tote_order_screen, TOTE, ORDER_SCREEN, AdwBin)

GtkWidget *tote_order_screen_new (ToteTracker *tracker, gboolean demo);
void tote_order_screen_set_low (ToteOrderScreen *self, gboolean low);
void tote_order_screen_set_held (ToteOrderScreen *self, gboolean held);

G_END_DECLS
