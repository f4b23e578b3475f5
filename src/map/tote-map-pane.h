/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteMapPane: the map with the customer's or the store's pin, the shopper's while the order is on
 * the road, and the way seen so far. Keeps the pins in view until the customer moves the map.
 *
 * Properties: "tracker", "position-text" (words about the shopper's position), "following" (whether
 * the pins are kept in view), "bare" (a strip: no card, no buttons).
 */
#define TOTE_TYPE_MAP_PANE (tote_map_pane_get_type ())
G_DECLARE_FINAL_TYPE (ToteMapPane, tote_map_pane, TOTE, MAP_PANE, TotePart)

void tote_map_pane_frame (ToteMapPane *self);

G_END_DECLS
