/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteItemDialog: one item with a larger picture: how much of it was ordered, what became of it,
 * and the way to ask about it where there is a chat.
 *
 * Properties: "tracker" (construct only), "item". Signal "ask" (const char *text): the
 * customer wants to write a message that begins with these words.
 */
#define TOTE_TYPE_ITEM_DIALOG (tote_item_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemDialog, tote_item_dialog, TOTE, ITEM_DIALOG, AdwWindow)

GtkWidget *tote_item_dialog_new (GtkWidget *widget, ToteTracker *tracker, ToteItem *item);

G_END_DECLS
