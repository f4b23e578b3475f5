/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-map-frame.h"

#include <math.h>

/* Spherical Mercator, the world as a square of side 1 with the north at the top. */
#define TILE_SIZE 256.0

static double
to_x (double longitude)
{
  return longitude / 360 + 0.5;
}

static double
to_y (double latitude)
{
  double radians = CLAMP (latitude, -85, 85) * G_PI / 180;

  return 0.5 - log (tan (G_PI / 4 + radians / 2)) / (2 * G_PI);
}

static double
to_longitude (double x)
{
  return remainder ((x - 0.5) * 360, 360);
}

/* The world is round: from one place to the other it is never more than half of it. */
static double
nearest_x (double longitude, double to)
{
  return to + remainder (to_x (longitude) - to, 1);
}

static double
to_latitude (double y)
{
  return (2 * atan (exp ((0.5 - y) * 2 * G_PI)) - G_PI / 2) * 180 / G_PI;
}

static double
world_size (double zoom)
{
  return TILE_SIZE * exp2 (zoom);
}

static double
zoom_for (double extent, double room)
{
  return extent > 0 ? log2 (MAX (room, 32) / (extent * TILE_SIZE)) : TOTE_MAP_ZOOM_NEAR;
}

/* Moves the middle so that tiles begin at whole pixels: between others there would be seams. */
static double
snap (double middle, double extent)
{
  return round (middle - extent / 2) + extent / 2;
}

/**
 * tote_map_frame_fit:
 * @frame: (out caller-allocates): takes the result
 * @room: the map and what covers it
 * @latitudes: (array length=n_places): of the places
 * @longitudes: (array length=n_places): of the places
 * @n_places: how many, at least one
 *
 * Finds the frame that shows all places in the uncovered part, as near as can be at a whole zoom
 * level, since tiles are sharp only there.
 */
void
tote_map_frame_fit (ToteMapFrame *frame, const ToteMapRoom *room, const double *latitudes,
                    const double *longitudes, guint n_places)
{
  double left, right, top = 1, bottom = 0;
  double zoom, nearest, world;

  g_return_if_fail (n_places > 0);

  left = right = to_x (longitudes[0]);
  for (guint i = 0; i < n_places; i++) {
    left = MIN (left, nearest_x (longitudes[i], left));
    right = MAX (right, nearest_x (longitudes[i], right));
    top = MIN (top, to_y (latitudes[i]));
    bottom = MAX (bottom, to_y (latitudes[i]));
  }

  zoom = MIN (zoom_for (right - left, room->width - 2 * room->side),
              zoom_for (bottom - top, room->height - room->top - room->bottom));
  nearest = MIN (n_places > 1 ? TOTE_MAP_ZOOM_NEAR : TOTE_MAP_ZOOM_ALONE, room->nearest);
  frame->zoom = CLAMP (floor (zoom), TOTE_MAP_ZOOM_FAR, nearest);
  world = world_size (frame->zoom);

  /* The middle of the uncovered part is above that of the map when more is covered below. */
  frame->longitude = to_longitude (snap ((left + right) / 2 * world, room->width) / world);
  frame->latitude = to_latitude (
      snap ((top + bottom) / 2 * world + (room->bottom - room->top) / 2, room->height) / world);
}

/**
 * tote_map_frame_holds:
 * @frame: what the map shows
 * @room: the map and what covers it
 * @latitude: of a place
 * @longitude: of a place
 *
 * Returns: whether the place is in the uncovered part
 */
gboolean
tote_map_frame_holds (const ToteMapFrame *frame, const ToteMapRoom *room, double latitude,
                      double longitude)
{
  double world = world_size (frame->zoom);
  double x = remainder (to_x (longitude) - to_x (frame->longitude), 1) * world + room->width / 2;
  double y = (to_y (latitude) - to_y (frame->latitude)) * world + room->height / 2;

  return x >= room->side && x <= room->width - room->side && y >= room->top &&
         y <= room->height - room->bottom;
}
