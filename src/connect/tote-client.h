/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-connect-error.h"
#include "tote-response.h"
#include "tote-token-source.h"
#include "tote-wish.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ToteClient: the post-checkout calls of contract 3 and 3.9. Lives on the main thread. Every
 * address is made from the base, so the bearer goes nowhere else, and redirects are refused.
 */
#define TOTE_TYPE_CLIENT (tote_client_get_type ())
G_DECLARE_FINAL_TYPE (ToteClient, tote_client, TOTE, CLIENT, GObject)

ToteClient *tote_client_new (const char *base, ToteTokenSource *tokens, SoupSession *session,
                             GError **error);
const char *tote_client_get_base (ToteClient *self);

void tote_client_set_retailer_id (ToteClient *self, const char *retailer_id);
void tote_client_set_deadline (ToteClient *self, guint milliseconds);

void tote_client_read_async (ToteClient *self, const char *order_id, ToteResource resource,
                             ToteResponse *previous, gboolean quiet, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
ToteResponse *tote_client_read_finish (ToteClient *self, GAsyncResult *result, GError **error);

void tote_client_write_async (ToteClient *self, const char *order_id, ToteWish *wish,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean tote_client_write_finish (ToteClient *self, GAsyncResult *result, GObject **content,
                                   GError **error);

G_END_DECLS
