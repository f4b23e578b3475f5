/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"

G_BEGIN_DECLS

/*
 * Makes a response of a body without holding up the caller: a large one on a thread.
 */

void tote_decoding_async (ToteResource resource, ToteResponse *previous, GBytes *body,
                          const char *etag, GAsyncReadyCallback callback, gpointer user_data);
ToteResponse *tote_decoding_finish (GAsyncResult *result, GError **error);

G_END_DECLS
