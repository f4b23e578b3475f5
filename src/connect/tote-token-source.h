/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

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

G_END_DECLS
