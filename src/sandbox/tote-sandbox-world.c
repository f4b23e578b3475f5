/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-world.h"

#include <math.h>

/*
 * A made-up town at a real place: the tutorial's door in Collinsville. Everything is a function of
 * coordinates, so that each tile can be drawn by itself and fits its neighbours, and so that the
 * shopper drives on the very streets that are drawn. Units are metres east and north of the door.
 */
#define HOME_LATITUDE 38.6924568
#define HOME_LONGITUDE -89.9785745
#define EARTH_RADIUS 6378137.0

#define AVENUE_SPACING 170.0
#define STREET_SPACING 215.0
#define SHOPPING_AVENUE 19

static const ToteSandboxPark parks[] = {
  { -4, -2, 1, 3, "Willow Park", FALSE },   { 2, 3, -2, 0, "Orchard Green", FALSE },
  { 8, 12, -4, -1, "Prairie Park", TRUE },  { -15, -13, -3, -1, "Mill Common", FALSE },
  { 10, 11, 1, 2, "Linden Square", FALSE },
};

static const ToteSandboxPoint lake = { 100, 2300 };
static const ToteSandboxPoint town = { 700, 60 };

static double
get_jitter (int a, int b, double span)
{
  return ((double) (tote_sandbox_world_hash (a, b, 77) % 1000) / 999.0 - 0.5) * span;
}

/**
 * tote_sandbox_world_hash:
 *
 * Returns: a number that looks random and is always the same for the same three
 */
guint
tote_sandbox_world_hash (int a, int b, int c)
{
  guint h = (guint) a * 0x9e3779b1u ^ (guint) b * 0x85ebca77u ^ (guint) c * 0xc2b2ae3du;

  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  h *= 0x297a2d39u;
  return h ^ (h >> 15);
}

/**
 * tote_sandbox_world_avenue:
 *
 * Returns: how far east that avenue runs at @y
 */
double
tote_sandbox_world_avenue (int avenue, double y)
{
  double jitter = avenue == 0 ? 0 : get_jitter (avenue, 1, 44);

  return avenue * AVENUE_SPACING - 64 + jitter - 0.03 * y + 10 * sin (y / 620 + avenue * 1.3);
}

/**
 * tote_sandbox_world_street:
 *
 * Returns: how far north that street runs at @x
 */
double
tote_sandbox_world_street (int street, double x)
{
  double jitter = street == 0 ? 0 : get_jitter (street, 2, 50);

  return street * STREET_SPACING - 30 + jitter - 0.022 * x + 9 * sin (x / 800 + street * 1.7);
}

/**
 * tote_sandbox_world_highway:
 *
 * Returns: how far north the highway runs at @x
 */
double
tote_sandbox_world_highway (double x)
{
  return 430 + 265 * tanh ((x - 250) / 820) + 0.05 * x;
}

/**
 * tote_sandbox_world_river:
 *
 * Returns: how far east the river runs at @y; it comes out of the lake and runs south
 */
double
tote_sandbox_world_river (double y)
{
  return -1500 + 150 * sin (y / 480) + 55 * sin (y / 190);
}

/**
 * tote_sandbox_world_crossing:
 *
 * Returns: where an avenue and a street cross
 */
ToteSandboxPoint
tote_sandbox_world_crossing (int avenue, int street)
{
  ToteSandboxPoint point = { avenue * AVENUE_SPACING, street * STREET_SPACING };

  /* Both run nearly straight, so this settles at once. */
  for (int i = 0; i < 4; i++) {
    point.x = tote_sandbox_world_avenue (avenue, point.y);
    point.y = tote_sandbox_world_street (street, point.x);
  }
  return point;
}

/* How far the shore is from the middle of the lake, in that direction. */
static double
get_shore_radius (double angle)
{
  double a = 2250, b = 1230;
  double ellipse = a * b / hypot (b * cos (angle), a * sin (angle));

  return ellipse * (1 + 0.07 * sin (3 * angle + 0.6) + 0.04 * sin (5 * angle + 2.2) +
                    0.015 * sin (11 * angle));
}

/**
 * tote_sandbox_world_shore:
 * @angle: a direction from the middle of the lake, in radians
 * @offset: metres away from the water
 *
 * Returns: a point at or along the shore
 */
ToteSandboxPoint
tote_sandbox_world_shore (double angle, double offset)
{
  double radius = get_shore_radius (angle) + offset;

  return (ToteSandboxPoint){ lake.x + radius * cos (angle), lake.y + radius * sin (angle) };
}

/**
 * tote_sandbox_world_town_limit:
 * @angle: a direction from the middle of the town, in radians
 *
 * Returns: where the houses end
 */
ToteSandboxPoint
tote_sandbox_world_town_limit (double angle)
{
  double wobble = 1 + 0.05 * sin (4 * angle + 1) + 0.03 * sin (7 * angle);

  return (ToteSandboxPoint){ town.x + 3700 * wobble * cos (angle),
                             town.y + 2350 * wobble * sin (angle) };
}

/**
 * tote_sandbox_world_is_town:
 *
 * Returns: whether there are houses and small streets
 */
gboolean
tote_sandbox_world_is_town (double x, double y)
{
  double dx = (x - town.x) / 3700, dy = (y - town.y) / 2350;
  double angle = atan2 (dy, dx);

  return hypot (dx, dy) < 1 + 0.05 * sin (4 * angle + 1) + 0.03 * sin (7 * angle);
}

/**
 * tote_sandbox_world_is_in_park:
 *
 * Returns: whether that point is in a park or at its very edge
 */
gboolean
tote_sandbox_world_is_in_park (double x, double y)
{
  double avenue = (x + 64 + 0.03 * y) / AVENUE_SPACING;
  double street = (y + 30 + 0.022 * x) / STREET_SPACING;

  for (guint i = 0; i < G_N_ELEMENTS (parks); i++) {
    /* Most points are far from all parks; that much is cheap to see. */
    if (avenue < parks[i].west - 1 || avenue > parks[i].east + 1 || street < parks[i].south - 1 ||
        street > parks[i].north + 1)
      continue;
    if (x > tote_sandbox_world_avenue (parks[i].west, y) + 3 &&
        x < tote_sandbox_world_avenue (parks[i].east, y) - 3 &&
        y > tote_sandbox_world_street (parks[i].south, x) + 3 &&
        y < tote_sandbox_world_street (parks[i].north, x) - 3)
      return TRUE;
  }
  return FALSE;
}

/**
 * tote_sandbox_world_distance_to_lake:
 *
 * Returns: about how many metres it is to the water; below zero in it
 */
double
tote_sandbox_world_distance_to_lake (double x, double y)
{
  double dx = x - lake.x, dy = y - lake.y;

  return hypot (dx, dy) - get_shore_radius (atan2 (dy, dx));
}

/**
 * tote_sandbox_world_avenue_near:
 *
 * Returns: an avenue that runs within a block of that point
 */
int
tote_sandbox_world_avenue_near (double x, double y)
{
  return (int) floor ((x + 64 + 0.03 * y) / AVENUE_SPACING);
}

/**
 * tote_sandbox_world_street_near:
 *
 * Returns: a street that runs within a block of that point
 */
int
tote_sandbox_world_street_near (double x, double y)
{
  return (int) floor ((y + 30 + 0.022 * x) / STREET_SPACING);
}

/**
 * tote_sandbox_world_is_main_avenue:
 *
 * Returns: whether @avenue is one of the wide ones
 */
gboolean
tote_sandbox_world_is_main_avenue (int avenue)
{
  return ((avenue % 7) + 7) % 7 == SHOPPING_AVENUE % 7;
}

/**
 * tote_sandbox_world_is_main_street:
 *
 * Returns: whether @street is one of the wide ones
 */
gboolean
tote_sandbox_world_is_main_street (int street)
{
  return ((street % 4) + 4) % 4 == 0;
}

/**
 * tote_sandbox_world_leaves_town:
 * @number: of a main avenue or street
 * @is_avenue: which of the two
 *
 * Returns: whether it goes on into the country
 */
gboolean
tote_sandbox_world_leaves_town (int number, gboolean is_avenue)
{
  return is_avenue ? (number - SHOPPING_AVENUE) % 21 == 0 : number % 12 == 0;
}

/**
 * tote_sandbox_world_name_avenue:
 *
 * Returns: (transfer full): what stands on its signs
 */
char *
tote_sandbox_world_name_avenue (int avenue)
{
  static const char *const names[] = { "Ash",   "Birch",   "Cedar",   "Dogwood", "Elm",
                                       "Fir",   "Hickory", "Juniper", "Larch",   "Linden",
                                       "Maple", "Oak",     "Poplar",  "Spruce",  "Walnut" };
  static const char *const main_names[] = { "Center St", "Church St", "Mill St", "College St" };
  int count = (int) G_N_ELEMENTS (names);

  if (avenue == SHOPPING_AVENUE)
    return g_strdup ("Market St");
  if (tote_sandbox_world_is_main_avenue (avenue))
    return g_strdup (main_names[(guint) (avenue + 700) / 7 % G_N_ELEMENTS (main_names)]);
  return g_strdup_printf ("%s St", names[((avenue % count) + count) % count]);
}

/**
 * tote_sandbox_world_name_street:
 *
 * Returns: (transfer full): what stands on its signs
 */
char *
tote_sandbox_world_name_street (int street)
{
  static const char *const names[] = { "Heron", "Meadow", "Orchard", "Prairie", "Quarry",
                                       "Ridge", "School", "Spring",  "Summit",  "Valley" };
  static const char *const main_names[] = { "Grand Ave", "Depot Rd", "County Line Rd" };
  int count = (int) G_N_ELEMENTS (names);

  if (street == 0)
    return g_strdup ("Belt Line Rd");
  if (tote_sandbox_world_is_main_street (street))
    return g_strdup (main_names[(guint) (street + 400) / 4 % G_N_ELEMENTS (main_names)]);
  return g_strdup_printf ("%s Ave", names[((street % count) + count) % count]);
}

/**
 * tote_sandbox_world_get_parks:
 * @n_parks: (out): how many there are
 *
 * Returns: (transfer none): the parks
 */
const ToteSandboxPark *
tote_sandbox_world_get_parks (guint *n_parks)
{
  *n_parks = G_N_ELEMENTS (parks);
  return parks;
}

/**
 * tote_sandbox_world_get_scale:
 * @zoom: a zoom level
 *
 * Returns: pixels a metre of a web map's tiles around here
 */
double
tote_sandbox_world_get_scale (int zoom)
{
  double pixels = 256.0 * ldexp (1, zoom);

  return pixels / (2 * G_PI * EARTH_RADIUS * cos (HOME_LATITUDE * G_PI / 180));
}

/**
 * tote_sandbox_world_get_origin:
 * @zoom: a zoom level
 *
 * Returns: the pixel, counted from the north-west corner of the world, of the door
 */
ToteSandboxPoint
tote_sandbox_world_get_origin (int zoom)
{
  double pixels = 256.0 * ldexp (1, zoom);
  double latitude = HOME_LATITUDE * G_PI / 180;

  return (ToteSandboxPoint){ (HOME_LONGITUDE + 180) / 360 * pixels,
                             (1 - asinh (tan (latitude)) / G_PI) / 2 * pixels };
}

/**
 * tote_sandbox_world_project:
 *
 * Returns: where a place is, in metres from the door
 */
ToteSandboxPoint
tote_sandbox_world_project (ToteSandboxPlace place)
{
  double k = cos (HOME_LATITUDE * G_PI / 180) * EARTH_RADIUS;
  double home_y = asinh (tan (HOME_LATITUDE * G_PI / 180));

  return (ToteSandboxPoint){ (place.longitude - HOME_LONGITUDE) * G_PI / 180 * k,
                             (asinh (tan (place.latitude * G_PI / 180)) - home_y) * k };
}

/**
 * tote_sandbox_world_unproject:
 *
 * Returns: the place so many metres from the door, to seven decimals
 */
ToteSandboxPlace
tote_sandbox_world_unproject (ToteSandboxPoint point)
{
  double k = cos (HOME_LATITUDE * G_PI / 180) * EARTH_RADIUS;
  double home_y = asinh (tan (HOME_LATITUDE * G_PI / 180));
  double latitude = atan (sinh (home_y + point.y / k)) * 180 / G_PI;
  double longitude = HOME_LONGITUDE + point.x / k * 180 / G_PI;

  return (ToteSandboxPlace){ round (latitude * 1e7) / 1e7, round (longitude * 1e7) / 1e7 };
}
