/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-conversation.h"
#include "tote-handling.h"
#include "tote-order.h"
#include "tote-vehicle.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * One decoder a resource. Each takes both dialects, name by name, the reference dialect first
 * (contract, “Two dialects”), and makes objects nobody else holds yet.
 */

ToteOrder *tote_decode_order (JsonObject *root, GError **error);
gboolean tote_decode_has_items (JsonObject *root);
GPtrArray *tote_decode_items (JsonObject *root);
ToteHandling *tote_decode_handling (JsonObject *root);
TotePosition *tote_decode_position (JsonObject *root);
gboolean tote_decode_has_messages (JsonObject *root);
GPtrArray *tote_decode_messages (JsonObject *root);
ToteConversation *tote_decode_conversation (JsonObject *root);
ToteMessage *tote_decode_receipt (JsonObject *root, const char *body);
gboolean tote_decode_has_instructions (JsonObject *root);
GListModel *tote_decode_instructions (JsonObject *root);
ToteVehicle *tote_decode_vehicle (JsonObject *root);

G_END_DECLS
