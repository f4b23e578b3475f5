/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Before the path of such a file where an address may stand. */
#define TOTE_TILE_FILE_SCHEME "mbtiles:"

#define TOTE_TYPE_TILE_FILE (tote_tile_file_get_type ())
G_DECLARE_FINAL_TYPE (ToteTileFile, tote_tile_file, TOTE, TILE_FILE, GObject)

ToteTileFile *tote_tile_file_new (const char *path, GError **error);

guint tote_tile_file_get_min_zoom (ToteTileFile *self);
guint tote_tile_file_get_max_zoom (ToteTileFile *self);
const char *tote_tile_file_get_attribution (ToteTileFile *self);
GBytes *tote_tile_file_read (ToteTileFile *self, guint zoom, guint x, guint y, GError **error);

G_END_DECLS
