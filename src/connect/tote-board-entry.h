/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"
#include "tote-token-response.h"

G_BEGIN_DECLS

/**
 * ToteBoardEntry: one order on a store's board (design 5). Either it says where the order stands,
 * or it comes with a token by which the order is followed. Never changes; may be made on any
 * thread.
 */
#define TOTE_TYPE_BOARD_ENTRY (tote_board_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteBoardEntry, tote_board_entry, TOTE, BOARD_ENTRY, GObject)

ToteBoardEntry *tote_board_entry_new_from_json (JsonObject *object, gint64 received_at);

const char *tote_board_entry_get_order_id (ToteBoardEntry *self);
const char *tote_board_entry_get_label (ToteBoardEntry *self);
const char *tote_board_entry_get_state (ToteBoardEntry *self);
ToteFulfillment tote_board_entry_get_fulfillment (ToteBoardEntry *self);
gboolean tote_board_entry_get_progress (ToteBoardEntry *self, guint *found, guint *total);
gint64 tote_board_entry_get_ready_at (ToteBoardEntry *self);
gboolean tote_board_entry_get_waiting_on_customer (ToteBoardEntry *self);
ToteTokenResponse *tote_board_entry_get_token (ToteBoardEntry *self);

G_END_DECLS
