/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-options.h"

G_BEGIN_DECLS

/* The whole platform on a port of the loopback interface, in the main context it was started in. */
#define TOTE_TYPE_SANDBOX_SERVER (tote_sandbox_server_get_type ())
G_DECLARE_FINAL_TYPE (ToteSandboxServer, tote_sandbox_server, TOTE, SANDBOX_SERVER, GObject)

ToteSandboxServer *tote_sandbox_server_new (const ToteSandboxOptions *options);
gboolean tote_sandbox_server_start (ToteSandboxServer *self, GError **error);
void tote_sandbox_server_stop (ToteSandboxServer *self);

const char *tote_sandbox_server_get_uri (ToteSandboxServer *self);
const char *tote_sandbox_server_get_order_id (ToteSandboxServer *self, guint position);
char *tote_sandbox_server_mint_token (ToteSandboxServer *self, guint position);
char *tote_sandbox_server_describe (ToteSandboxServer *self);

G_END_DECLS
