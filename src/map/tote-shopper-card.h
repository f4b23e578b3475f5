/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteShopperCard: who is at work on the order and what they are doing, and where it goes: the
 * address and what the customer asks for at the door. Without a shopper it is about the place
 * alone.
 *
 * Properties: "tracker", "position-text" (what is known of the position, in words).
 */
#define TOTE_TYPE_SHOPPER_CARD (tote_shopper_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteShopperCard, tote_shopper_card, TOTE, SHOPPER_CARD, TotePart)

void tote_shopper_card_set_brief (ToteShopperCard *self, gboolean brief);

G_END_DECLS
