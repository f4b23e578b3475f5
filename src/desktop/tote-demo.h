/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteDemo: a tote-sandbox as a child process, with an order to follow. The child goes when the
 * demo is stopped or freed, and by itself when this process dies.
 */
#define TOTE_TYPE_DEMO (tote_demo_get_type ())
G_DECLARE_FINAL_TYPE (ToteDemo, tote_demo, TOTE, DEMO, GObject)

ToteDemo *tote_demo_new (void);

void tote_demo_set_n_orders (ToteDemo *self, guint n_orders);
void tote_demo_start_async (ToteDemo *self, const char *story, double speed,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean tote_demo_start_finish (ToteDemo *self, GAsyncResult *result, GError **error);

const char *tote_demo_get_url (ToteDemo *self);
const char *tote_demo_get_broker (ToteDemo *self);
const char *tote_demo_get_kiosk_key (ToteDemo *self);
guint tote_demo_get_n_orders (ToteDemo *self);
const char *tote_demo_get_order_id (ToteDemo *self, guint position);
const char *tote_demo_get_token (ToteDemo *self, guint position);

G_END_DECLS
