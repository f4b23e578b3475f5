/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * TotePositionText: where the shopper was last seen and how long ago, in words that grow old by
 * themselves: “2.1 miles away · seen 4 s ago”. The map and the shopper card both show them, so
 * that the words say the same as the picture. The clock runs only while there is something to
 * tell and a window shows it.
 *
 * Properties: "tracker" (construct only), "text" (empty when there is nothing to tell).
 */
#define TOTE_TYPE_POSITION_TEXT (tote_position_text_get_type ())
G_DECLARE_FINAL_TYPE (TotePositionText, tote_position_text, TOTE, POSITION_TEXT, GObject)

TotePositionText *tote_position_text_new (ToteTracker *tracker);
const char *tote_position_text_get_spoken (TotePositionText *self);

G_END_DECLS
