/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-wish-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteWishStatus: says how far a wish has come: on its way, with the store, or not sent, with the
 * server's reason and a button to try again. Not there while nothing was wished.
 *
 * Properties: "watch" (ToteWishWatch), "sending-text", "sent-text", "hushed" (whether a sent wish
 * is not mentioned, because the form has been changed since).
 */
#define TOTE_TYPE_WISH_STATUS (tote_wish_status_get_type ())
G_DECLARE_FINAL_TYPE (ToteWishStatus, tote_wish_status, TOTE, WISH_STATUS, GtkWidget)

G_END_DECLS
