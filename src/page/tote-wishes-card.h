/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteWishesCard: how the customer wants the order handed over, as a list that holds only what was
 * said. There until shopping begins, and not when nothing was said. Property: "tracker".
 */
#define TOTE_TYPE_WISHES_CARD (tote_wishes_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteWishesCard, tote_wishes_card, TOTE, WISHES_CARD, GtkWidget)

G_END_DECLS
