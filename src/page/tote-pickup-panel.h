/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * TotePickupPanel: everything a customer needs to collect an order: where and until when, the
 * store’s instructions, what can be told the store, and who comes with what. Not there for orders
 * of another type and after the end.
 *
 * Properties: "tracker", "n-instructions" (for bindings).
 */
#define TOTE_TYPE_PICKUP_PANEL (tote_pickup_panel_get_type ())
G_DECLARE_FINAL_TYPE (TotePickupPanel, tote_pickup_panel, TOTE, PICKUP_PANEL, TotePart)

G_END_DECLS
