/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* The picture of a tile as it is drawn on a map: without a seam to the next one. */
GdkPaintable *tote_tile_picture_new (GdkPaintable *picture, ShumateViewport *viewport,
                                     GtkWidget *map);

G_END_DECLS
