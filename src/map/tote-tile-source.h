/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ToteTileSource: the tiles of a map, by a pattern of addresses or out of an MBTiles file. Tiles
 * from the network come the way all pictures do, within limits of their own and without the bearer,
 * and may be kept on disk (ToteTileCache); a file is read in a thread. What the map does not have
 * stays blank; after something could not be had, “again” is emitted now and then, for it to be
 * asked for once more.
 */
#define TOTE_TYPE_TILE_SOURCE (tote_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (ToteTileSource, tote_tile_source, TOTE, TILE_SOURCE, ShumateMapSource)

ShumateMapSource *tote_tile_source_new (const char *pattern, guint scale);
const char *tote_tile_source_get_attribution (ToteTileSource *self);

G_END_DECLS
