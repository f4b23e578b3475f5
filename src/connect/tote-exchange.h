/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ToteExchangeFlags: how the answer is taken.
 *
 * @TOTE_EXCHANGE_PLAIN: read as it is
 * @TOTE_EXCHANGE_JSON: a good answer is scanned while it is read, see #ToteJsonScan
 * @TOTE_EXCHANGE_QUIET: nobody waits for it, see #ToteGather
 * @TOTE_EXCHANGE_WRITE: the status alone says whether the request was done: a body that breaks
 *   off or is refused is left away, and the request is never repeated by the library
 */
typedef enum {
  TOTE_EXCHANGE_PLAIN = 0,
  TOTE_EXCHANGE_JSON = 1 << 0,
  TOTE_EXCHANGE_WRITE = 1 << 1,
  TOTE_EXCHANGE_QUIET = 1 << 2,
} ToteExchangeFlags;

/* One request and its answer, in all; a server may take long over it, but not for ever. */
#define TOTE_EXCHANGE_DEADLINE_MS 60000

void tote_exchange_async (SoupSession *session, SoupMessage *message, ToteExchangeFlags flags,
                          gsize limit, guint deadline_ms, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
GBytes *tote_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error);
gboolean tote_exchange_was_cut_off (SoupSession *session, GAsyncResult *result);

const char *tote_exchange_get_etag (SoupMessage *message);
GError *tote_exchange_new_status_error (SoupMessage *message, GBytes *body);

G_END_DECLS
