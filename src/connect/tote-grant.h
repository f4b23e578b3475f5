/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define TOTE_TYPE_GRANT (tote_grant_get_type ())
G_DECLARE_FINAL_TYPE (ToteGrant, tote_grant, TOTE, GRANT, GObject)

ToteGrant *tote_grant_new_from_json (JsonObject *object, gint64 received_at, GError **error);

const char *tote_grant_get_access_token (ToteGrant *self);
const char *tote_grant_get_refresh_token (ToteGrant *self);
const char *tote_grant_get_order_id (ToteGrant *self);
const char *tote_grant_get_label (ToteGrant *self);
gint64 tote_grant_get_expires_at (ToteGrant *self);
gboolean tote_grant_is_fresh (ToteGrant *self, gint64 now);

G_END_DECLS
