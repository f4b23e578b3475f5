/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteResource: what can be read of an order (contract 3). The content of a good answer:
 *
 * @TOTE_RESOURCE_ORDER: #ToteOrder, its own part only
 * @TOTE_RESOURCE_ITEMS: #GListModel of #ToteItem, in the server's order
 * @TOTE_RESOURCE_HANDLING: #ToteHandling; its state is set where the server has no GET order
 * @TOTE_RESOURCE_LOCATION: #TotePosition, or %NULL for “nothing to tell”
 * @TOTE_RESOURCE_CHAT: #ToteConversation
 * @TOTE_RESOURCE_ORDER_MESSAGES: #ToteConversation
 * @TOTE_RESOURCE_PICKUP_DETAILS: #GListModel of #ToteInstruction
 * @TOTE_RESOURCE_VEHICLE: #ToteVehicle, or %NULL
 */
typedef enum {
  TOTE_RESOURCE_ORDER,
  TOTE_RESOURCE_ITEMS,
  TOTE_RESOURCE_HANDLING,
  TOTE_RESOURCE_LOCATION,
  TOTE_RESOURCE_CHAT,
  TOTE_RESOURCE_ORDER_MESSAGES,
  TOTE_RESOURCE_PICKUP_DETAILS,
  TOTE_RESOURCE_VEHICLE,
} ToteResource;

#define TOTE_N_RESOURCES (TOTE_RESOURCE_VEHICLE + 1)

const char *tote_resource_get_name (ToteResource resource);

/**
 * ToteResponse: one good answer of the server: the bytes it was, and the objects made of them:
 * fresh ones, or for what is as it was those of the answer before. Never changes after it was made;
 * may be made on any thread.
 */
#define TOTE_TYPE_RESPONSE (tote_response_get_type ())
G_DECLARE_FINAL_TYPE (ToteResponse, tote_response, TOTE, RESPONSE, GObject)

ToteResponse *tote_response_new_from_bytes (ToteResource resource, GBytes *bytes, GError **error);
ToteResponse *tote_response_new_from_scanned (ToteResource resource, GBytes *bytes,
                                              const char *etag, GError **error);
ToteResponse *tote_response_new_from_previous (ToteResponse *previous, GBytes *bytes,
                                               const char *etag);

ToteResource tote_response_get_resource (ToteResponse *self);
GBytes *tote_response_get_bytes (ToteResponse *self);
const char *tote_response_get_etag (ToteResponse *self);
GObject *tote_response_get_content (ToteResponse *self);
gboolean tote_response_get_blank (ToteResponse *self);

G_END_DECLS
