/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-board.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ToteBroker: the retailer's own service that hands out tokens (design 5). Lives on the main
 * thread. What is sent and what comes back is nobody else's business: nothing of it is logged.
 */
#define TOTE_TYPE_BROKER (tote_broker_get_type ())
G_DECLARE_FINAL_TYPE (ToteBroker, tote_broker, TOTE, BROKER, GObject)

ToteBroker *tote_broker_new (const char *base, const char *kiosk_key, SoupSession *session,
                             GError **error);
void tote_broker_set_deadline (ToteBroker *self, guint milliseconds);

void tote_broker_exchange_code_async (ToteBroker *self, const char *code, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
void tote_broker_refresh_async (ToteBroker *self, const char *refresh_token,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
void tote_broker_lookup_async (ToteBroker *self, const char *number, const char *postal_code,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
ToteTokenResponse *tote_broker_token_finish (ToteBroker *self, GAsyncResult *result,
                                             GError **error);

void tote_broker_revoke_async (ToteBroker *self, const char *token, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_broker_revoke_finish (ToteBroker *self, GAsyncResult *result, GError **error);

void tote_broker_board_async (ToteBroker *self, ToteBoard *previous, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
ToteBoard *tote_broker_board_finish (ToteBroker *self, GAsyncResult *result, int *max_age,
                                     gint64 *kept_at, GError **error);

G_END_DECLS
