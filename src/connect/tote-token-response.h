/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ToteTokenResponse: what a broker hands out: a token for one order, for some time. Never changes.
 */
#define TOTE_TYPE_TOKEN_RESPONSE (tote_token_response_get_type ())
G_DECLARE_FINAL_TYPE (ToteTokenResponse, tote_token_response, TOTE, TOKEN_RESPONSE, GObject)

ToteTokenResponse *tote_token_response_new_from_json (JsonObject *object, gint64 received_at,
                                                      GError **error);

const char *tote_token_response_get_access_token (ToteTokenResponse *self);
const char *tote_token_response_get_refresh_token (ToteTokenResponse *self);
const char *tote_token_response_get_order_id (ToteTokenResponse *self);
gint64 tote_token_response_get_expires_at (ToteTokenResponse *self);
gboolean tote_token_response_is_fresh (ToteTokenResponse *self, gint64 now);

G_END_DECLS
