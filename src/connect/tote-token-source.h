/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteTokenSource: where bearer tokens come from.
 *
 * An implementation is asked one question at a time: of those that come in while it thinks, the
 * ones the answer fits share it, the others wait (see tote_token_source_get_token_async()). It is
 * never cancelled half-way, since a refresh that was sent may have used up the refresh token.
 *
 * get_token_async: stale is a token that the server does not accept any more, or %NULL. Ends in a
 *   token other than stale, or in %TOTE_CONNECT_ERROR_NO_TOKEN when there is none to give.
 */
#define TOTE_TYPE_TOKEN_SOURCE (tote_token_source_get_type ())
G_DECLARE_INTERFACE (ToteTokenSource, tote_token_source, TOTE, TOKEN_SOURCE, GObject)

struct _ToteTokenSourceInterface {
  GTypeInterface parent;

  void (*get_token_async) (ToteTokenSource *self, const char *stale, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
  char *(*get_token_finish) (ToteTokenSource *self, GAsyncResult *result, GError **error);
};

void tote_token_source_get_token_async (ToteTokenSource *self, const char *stale,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
char *tote_token_source_get_token_finish (ToteTokenSource *self, GAsyncResult *result,
                                          GError **error);

gboolean tote_token_is_sound (const char *token);

G_END_DECLS
