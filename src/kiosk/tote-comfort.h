/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteComfort: the keys at the bottom of a store display that make it fit the person before it:
 * larger text, more contrast, everything lower down, another language. The store's own way comes
 * back with the next customer.
 *
 * While an order is open, what a change of contrast or language would close, these are not offered.
 * It names actions of the window: "kiosk.large", "kiosk.low", "kiosk.contrast", "kiosk.language".
 */
#define TOTE_TYPE_COMFORT (tote_comfort_get_type ())
G_DECLARE_FINAL_TYPE (ToteComfort, tote_comfort, TOTE, COMFORT, AdwBin)

void tote_comfort_set_fixed (ToteComfort *self, gboolean fixed);
void tote_comfort_set_upright (ToteComfort *self, gboolean upright);

G_END_DECLS
