/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ToteTextures: pictures from the network, ready to draw. Bytes come through the loader of the
 * layer below, which keeps the limits and never sends the bearer; they are decoded in a thread. The
 * latest ones stay in memory, so that scrolling back does not decode anew. Lives on the main
 * thread.
 */
#define TOTE_TYPE_TEXTURES (tote_textures_get_type ())
G_DECLARE_FINAL_TYPE (ToteTextures, tote_textures, TOTE, TEXTURES, GObject)

ToteTextures *tote_textures_new (guint capacity);
ToteTextures *tote_textures_get_default (void);

GdkTexture *tote_textures_lookup (ToteTextures *self, const char *url, int size);
void tote_textures_load_async (ToteTextures *self, const char *url, int size,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
GdkTexture *tote_textures_load_finish (ToteTextures *self, GAsyncResult *result, GError **error);

G_END_DECLS
