/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-board-entry.h"

G_BEGIN_DECLS

/**
 * ToteBoard: what a store's displays show, as the retailer's broker said it once (design 5). Never
 * changes.
 */
#define TOTE_TYPE_BOARD (tote_board_get_type ())
G_DECLARE_FINAL_TYPE (ToteBoard, tote_board, TOTE, BOARD, GObject)

ToteBoard *tote_board_new_from_json (JsonObject *object, const char *etag, gint64 received_at,
                                     GError **error);

const char *tote_board_get_etag (ToteBoard *self);
guint tote_board_get_n_entries (ToteBoard *self);
ToteBoardEntry *tote_board_get_entry (ToteBoard *self, guint position);

G_END_DECLS
