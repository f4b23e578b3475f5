/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteArrivalCard: what a customer tells the store on the way to it: “I’m on My Way”, with the
 * time of arrival, and “I’m Here”. Each is offered only while the store takes it (contract 3.8).
 *
 * Properties: "tracker", "delegated" (whether somebody else collects), "recalled" (whether the
 * order went back to waiting after an arrival was told, so that it has to be told again).
 */
#define TOTE_TYPE_ARRIVAL_CARD (tote_arrival_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteArrivalCard, tote_arrival_card, TOTE, ARRIVAL_CARD, TotePart)

G_END_DECLS
