/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteMapFrame: what part of the world a map shows: the middle and the zoom.
 */
typedef struct {
  double latitude;
  double longitude;
  double zoom;
} ToteMapFrame;

/**
 * ToteMapRoom: the size of a map in pixels, how much of it is covered at its edges, and how near
 * its tiles come.
 */
typedef struct {
  double width;
  double height;
  double top;
  double side;
  double bottom;
  double nearest;
} ToteMapRoom;

#define TOTE_MAP_ZOOM_NEAR 16
#define TOTE_MAP_ZOOM_ALONE 15
#define TOTE_MAP_ZOOM_FAR 3

void tote_map_frame_fit (ToteMapFrame *frame, const ToteMapRoom *room, const double *latitudes,
                         const double *longitudes, guint n_places);
gboolean tote_map_frame_holds (const ToteMapFrame *frame, const ToteMapRoom *room, double latitude,
                               double longitude);

G_END_DECLS
