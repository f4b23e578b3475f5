/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteAddOrder: what a customer types or pastes to get in to an order, and what became of it.
 *
 * Properties: "door", "brand" (of the store that is asked).
 */
#define TOTE_TYPE_ADD_ORDER (tote_add_order_get_type ())
G_DECLARE_FINAL_TYPE (ToteAddOrder, tote_add_order, TOTE, ADD_ORDER, GtkWidget)

G_END_DECLS
