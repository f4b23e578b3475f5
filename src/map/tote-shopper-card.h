/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_SHOPPER_CARD (tote_shopper_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteShopperCard, tote_shopper_card, TOTE, SHOPPER_CARD, GtkWidget)

G_END_DECLS
