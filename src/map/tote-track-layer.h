/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define TOTE_TYPE_TRACK_LAYER (tote_track_layer_get_type ())
G_DECLARE_FINAL_TYPE (ToteTrackLayer, tote_track_layer, TOTE, TRACK_LAYER, ShumateLayer)

ToteTrackLayer *tote_track_layer_new (ShumateViewport *viewport);
void tote_track_layer_set_track (ToteTrackLayer *self, GListModel *track);

G_END_DECLS
