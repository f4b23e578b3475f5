/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The calls to the desktop's secret service, each with what that service needs to be treated with.
 * Nobody waits for an answer for longer than three seconds, but for one of the customer’s, in a
 * window that a write or an unlocking may open. Nothing is cancelled, since that can take the whole
 * service down. A service that went away and came back is found again.
 */

/**
 * ToteSecretsError:
 *
 * @TOTE_SECRETS_ERROR_LOCKED: it is there, or would be, but the customer has to unlock it first
 * @TOTE_SECRETS_ERROR_UNAVAILABLE: there is no secret service, or it does not do its work
 */
typedef enum {
  TOTE_SECRETS_ERROR_LOCKED,
  TOTE_SECRETS_ERROR_UNAVAILABLE,
} ToteSecretsError;

#define TOTE_SECRETS_ERROR (tote_secrets_error_quark ())
GQuark tote_secrets_error_quark (void);

void tote_secrets_read_async (ToteClock *clock, const char *server, const char *order_id,
                              GAsyncReadyCallback callback, gpointer user_data);
char *tote_secrets_read_finish (GAsyncResult *result, GError **error);

void tote_secrets_write_async (ToteClock *clock, const char *server, const char *order_id,
                               const char *secret, gboolean may_ask, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean tote_secrets_write_finish (GAsyncResult *result, GError **error);

void tote_secrets_unlock_async (ToteClock *clock, GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_secrets_unlock_finish (GAsyncResult *result, GError **error);

G_END_DECLS
