/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define TOTE_TYPE_TILES_IN_VIEW (tote_tiles_in_view_get_type ())
G_DECLARE_FINAL_TYPE (ToteTilesInView, tote_tiles_in_view, TOTE, TILES_IN_VIEW, ShumateMapSource)

ShumateMapSource *tote_tiles_in_view_new (ShumateMapSource *source, ShumateViewport *viewport,
                                          GtkWidget *map);
void tote_tiles_in_view_look (ToteTilesInView *self);

G_END_DECLS
