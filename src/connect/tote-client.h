/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"
#include "tote-connect-error.h"
#include "tote-token-source.h"
#include "tote-wish.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define TOTE_TYPE_CLIENT (tote_client_get_type ())
G_DECLARE_FINAL_TYPE (ToteClient, tote_client, TOTE, CLIENT, GObject)

/* base: scheme, host and port (and a path prefix, if any) of the server; plain HTTP only to
 * loopback, else %TOTE_CONNECT_ERROR_REFUSED. session may be shared between clients; %NULL makes
 * one. */
ToteClient *tote_client_new (const char *base, ToteTokenSource *tokens, SoupSession *session,
                             GError **error);
SoupSession *tote_client_session_new (void);
SoupSession *tote_client_get_session (ToteClient *self);
const char *tote_client_get_base (ToteClient *self);

/* Milliseconds one exchange may take in all, 60000 unless set. */
void tote_client_set_deadline (ToteClient *self, guint milliseconds);

/* Asks for one part of an order. previous is the last answer of the same kind, or %NULL: when the
 * server's bytes equal it (or it says 304), finish hands back previous itself, undecoded. */
void tote_client_read_async (ToteClient *self, const char *order_id, ToteResource resource,
                             ToteResponse *previous, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
ToteResponse *tote_client_read_finish (ToteClient *self, GAsyncResult *result, GError **error);

/* Sends one wish, once. content: a #ToteMessage (id and time only) for a message, a #ToteVehicle
 * for a vehicle, else %NULL. */
void tote_client_write_async (ToteClient *self, const char *order_id, ToteWish *wish,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean tote_client_write_finish (ToteClient *self, GAsyncResult *result, GObject **content,
                                   GError **error);

G_END_DECLS
