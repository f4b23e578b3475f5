/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-conversation.h"
#include "tote-handling.h"
#include "tote-order.h"
#include "tote-vehicle.h"

#include "tote-json.h"

G_BEGIN_DECLS

/*
 * One decoder a resource. Each takes both dialects, name by name, the reference dialect first
 * (contract, “Two dialects”), and makes objects nobody else holds yet.
 */

ToteOrder *tote_decode_order (ToteJson *root, GError **error);
gboolean tote_decode_has_items (ToteJson *root);
GPtrArray *tote_decode_items (ToteJson *root, GArray *spans);
ToteHandling *tote_decode_handling (ToteJson *root);
TotePosition *tote_decode_position (ToteJson *root);
gboolean tote_decode_has_messages (ToteJson *root);
ToteConversation *tote_decode_conversation (ToteJson *root);
ToteMessage *tote_decode_receipt (ToteJson *root, const char *body);
gboolean tote_decode_has_instructions (ToteJson *root);
GListModel *tote_decode_instructions (ToteJson *root);
ToteVehicle *tote_decode_vehicle (ToteJson *root);

G_END_DECLS
