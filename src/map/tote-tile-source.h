/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define TOTE_TYPE_TILE_SOURCE (tote_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (ToteTileSource, tote_tile_source, TOTE, TILE_SOURCE, ShumateMapSource)

ShumateMapSource *tote_tile_source_new (const char *pattern);

G_END_DECLS
