/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"
#include "tote-picture-decoder.h"

G_BEGIN_DECLS

/**
 * ToteTexturesKind: what is loaded, and from whom.
 *
 * @TOTE_TEXTURES_PICTURES: of products and people, which anybody may have sent
 * @TOTE_TEXTURES_TILES: of a map, small and many, from the one server the retailer has chosen
 */
typedef enum {
  TOTE_TEXTURES_PICTURES,
  TOTE_TEXTURES_TILES,
} ToteTexturesKind;

/**
 * ToteTextures: pictures from the network, ready to draw. Bytes come through the loader of the
 * layer below, which keeps the limits and never sends the bearer; pixels come from the decoder. The
 * latest ones stay in memory, so that scrolling back does not decode anew. After one could not be
 * had, “again” is emitted at growing intervals, five minutes at most: whoever still wants it loads
 * it once more. Lives on the main thread.
 */
#define TOTE_TYPE_TEXTURES (tote_textures_get_type ())
G_DECLARE_FINAL_TYPE (ToteTextures, tote_textures, TOTE, TEXTURES, GObject)

ToteTextures *tote_textures_new (ToteTexturesKind kind, guint capacity, ToteClock *clock);
ToteTextures *tote_textures_get_default (void);

void tote_textures_clear (ToteTextures *self);
GdkTexture *tote_textures_lookup (ToteTextures *self, const char *url, ToteRoom room);
void tote_textures_load_async (ToteTextures *self, const char *url, ToteRoom room,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
GdkTexture *tote_textures_load_finish (ToteTextures *self, GAsyncResult *result, GError **error);

void tote_textures_decode_async (ToteTextures *self, GBytes *bytes, ToteRoom room,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GdkTexture *tote_textures_decode_finish (ToteTextures *self, GAsyncResult *result, GError **error);

G_END_DECLS
