/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ToteTileCache: the session that fetches the map's tiles, and what it keeps of them on disk, as
 * long as their server allows. Nothing is kept before tote_tile_cache_open(), which a store display
 * never calls: its tiles tell where the last customer lives. Lives on the main thread.
 *
 * Properties: "ready" (whether tiles may be asked for: not while the folder is being read).
 */
#define TOTE_TYPE_TILE_CACHE (tote_tile_cache_get_type ())
G_DECLARE_FINAL_TYPE (ToteTileCache, tote_tile_cache, TOTE, TILE_CACHE, GObject)

ToteTileCache *tote_tile_cache_get_default (void);
SoupSession *tote_tile_cache_get_session (ToteTileCache *self);
gboolean tote_tile_cache_get_ready (ToteTileCache *self);
void tote_tile_cache_set_contact (ToteTileCache *self, const char *contact);
void tote_tile_cache_open (ToteTileCache *self, const char *folder);
void tote_tile_cache_clear (ToteTileCache *self);
void tote_tile_cache_close (ToteTileCache *self);

G_END_DECLS
