/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * TotePathLayer: the way the shopper was seen to go, as dots on the map. Dots stand at even
 * distances on the screen, whatever the zoom.
 */
#define TOTE_TYPE_PATH_LAYER (tote_path_layer_get_type ())
G_DECLARE_FINAL_TYPE (TotePathLayer, tote_path_layer, TOTE, PATH_LAYER, ShumateLayer)

TotePathLayer *tote_path_layer_new (ShumateViewport *viewport);
void tote_path_layer_set_track (TotePathLayer *self, GListModel *track);
void tote_path_layer_set_reach (TotePathLayer *self, double reach);

G_END_DECLS
