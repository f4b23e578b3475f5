/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-position.h"

#include <math.h>

/* The mean radius of the Earth in metres. */
#define EARTH_RADIUS 6371008.8

/* A place on the ground in degrees, WGS 84. Never changes. */
struct _TotePosition {
  GObject parent_instance;

  double latitude;
  double longitude;
};

G_DEFINE_FINAL_TYPE (TotePosition, tote_position, G_TYPE_OBJECT)

static void
tote_position_class_init (TotePositionClass *klass)
{
}

static void
tote_position_init (TotePosition *self)
{
}

/**
 * tote_position_new:
 * @latitude: degrees north, -90 to 90
 * @longitude: degrees east, -180 to 180
 *
 * Returns: (transfer full) (nullable): a position, or %NULL for what is no place on Earth
 */
TotePosition *
tote_position_new (double latitude, double longitude)
{
  TotePosition *self;

  if (!(fabs (latitude) <= 90.0) || !(fabs (longitude) <= 180.0))
    return NULL;

  self = g_object_new (TOTE_TYPE_POSITION, NULL);
  self->latitude = latitude;
  self->longitude = longitude;
  return self;
}

/**
 * tote_position_get_latitude:
 *
 * Returns: degrees north
 */
double
tote_position_get_latitude (TotePosition *self)
{
  g_return_val_if_fail (TOTE_IS_POSITION (self), 0.0);
  return self->latitude;
}

/**
 * tote_position_get_longitude:
 *
 * Returns: degrees east
 */
double
tote_position_get_longitude (TotePosition *self)
{
  g_return_val_if_fail (TOTE_IS_POSITION (self), 0.0);
  return self->longitude;
}

/**
 * tote_position_equal:
 * @a: (nullable): a position
 * @b: (nullable): another
 *
 * Returns: whether both are the same place; two %NULL are equal
 */
gboolean
tote_position_equal (TotePosition *a, TotePosition *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return !(a->latitude < b->latitude || a->latitude > b->latitude || a->longitude < b->longitude ||
           a->longitude > b->longitude);
}

static double
radians (double degrees)
{
  return degrees * G_PI / 180.0;
}

/**
 * tote_position_get_distance:
 * @a: a position
 * @b: another
 *
 * Returns: metres between them along the surface, as the crow flies
 */
double
tote_position_get_distance (TotePosition *a, TotePosition *b)
{
  double north, east, h;

  g_return_val_if_fail (TOTE_IS_POSITION (a), 0.0);
  g_return_val_if_fail (TOTE_IS_POSITION (b), 0.0);

  north = sin (radians (b->latitude - a->latitude) / 2.0);
  east = sin (radians (b->longitude - a->longitude) / 2.0);
  h = north * north + cos (radians (a->latitude)) * cos (radians (b->latitude)) * east * east;
  return 2.0 * EARTH_RADIUS * asin (sqrt (MIN (h, 1.0)));
}
