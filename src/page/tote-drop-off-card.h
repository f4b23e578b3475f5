/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteDropOffCard: how the customer wants the order handed over, as a list that holds only what was
 * said. There until shopping begins, and not when nothing was said. Property: "tracker".
 */
#define TOTE_TYPE_DROP_OFF_CARD (tote_drop_off_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteDropOffCard, tote_drop_off_card, TOTE, DROP_OFF_CARD, TotePart)

gboolean tote_drop_off_card_is_wanted (gpointer unused, ToteStage stage, ToteHandling *handling,
                                       ToteFulfillment fulfillment);

G_END_DECLS
