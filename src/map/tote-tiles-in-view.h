/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ToteTilesInView: the tiles of another source, each of them when it comes into view. libshumate
 * asks for one more row and column on each side of the map, draws them in every frame, and so
 * doubles what a map of a few tiles loads, holds and draws. Those stay blank here until the map
 * has moved so far.
 */
#define TOTE_TYPE_TILES_IN_VIEW (tote_tiles_in_view_get_type ())
G_DECLARE_FINAL_TYPE (ToteTilesInView, tote_tiles_in_view, TOTE, TILES_IN_VIEW, ShumateMapSource)

ShumateMapSource *tote_tiles_in_view_new (ShumateMapSource *source, ShumateViewport *viewport,
                                          GtkWidget *map);
void tote_tiles_in_view_look (ToteTilesInView *self);
void tote_tiles_in_view_set_ahead (ToteTilesInView *self, gboolean ahead);
void tote_tiles_in_view_again (ToteTilesInView *self);

G_END_DECLS
