/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-painter.h"

#include <math.h>

/* The roads, narrow ones first, and what the whole painting has in common. */

/* The highway goes on to the next state; what crosses it ends earlier, in numbers of roads. */
#define COUNTRY 400000.0
#define MOST 160
/* Around the lake runs a road of its own; streets end at it. */
#define SHORE_ROAD 96.0

static const ToteSandboxPalette light = {
  .country = 0xebefe0,
  .field = 0xdde8cd,
  .town = 0xf2efe9,
  .park = 0xcfe8c4,
  .tree = 0xb4d9a7,
  .water = 0xaad3df,
  .building = 0xe3dccf,
  .landmark = 0xd3c6b3,
  .road = 0xffffff,
  .casing = 0xd8d2c6,
  .highway = 0xffffff,
  .highway_casing = 0xcbc3b3,
  .text = 0x5b564d,
  .halo = 0xffffff,
  .water_text = 0x3f7a94,
  .park_text = 0x4b7a45,
};

static const ToteSandboxPalette dark = {
  .country = 0x26282a,
  .field = 0x293029,
  .town = 0x2b2b2f,
  .park = 0x2e3d30,
  .tree = 0x375039,
  .water = 0x243f4b,
  .building = 0x37373c,
  .landmark = 0x4a4740,
  .road = 0x47474e,
  .casing = 0x232327,
  .highway = 0x55555d,
  .highway_casing = 0x202024,
  .text = 0xb9b7b2,
  .halo = 0x222226,
  .water_text = 0x7fb0c4,
  .park_text = 0x8fb98a,
};

typedef enum {
  ROAD_SMALL,
  ROAD_MAIN,
  ROAD_HIGHWAY,
} RoadClass;

/* Pixels. True to scale when near; when far, as wide as it takes to be seen. */
static double
get_width (const ToteSandboxView *view, RoadClass road)
{
  static const double metres[] = { 13, 20, 32 };
  static const double least[] = { 0.8, 1.6, 2.6 };

  return MAX (metres[road] * view->scale, least[road]);
}

static void
stroke (const ToteSandboxView *view, RoadClass road, gboolean casing)
{
  const ToteSandboxPalette *palette = view->palette;
  guint color = road == ROAD_HIGHWAY ? (casing ? palette->highway_casing : palette->highway)
                                     : (casing ? palette->casing : palette->road);

  tote_sandbox_view_set_color (view, color);
  cairo_set_line_width (view->cr, get_width (view, road) + (casing ? 2 : 0));
  cairo_stroke (view->cr);
}

/* Whether a road goes through that point: where people live, and never into the lake or a park. */
static gboolean
is_passable (double x, double y, gboolean goes_on)
{
  return tote_sandbox_world_distance_to_lake (x, y) >= SHORE_ROAD &&
         (goes_on || tote_sandbox_world_is_town (x, y)) && !tote_sandbox_world_is_in_park (x, y);
}

static void
add_point (const ToteSandboxView *view, double x, double y, gboolean passable)
{
  if (passable)
    tote_sandbox_view_line_to (view, x, y);
  else
    cairo_new_sub_path (view->cr);
}

/* Samples stand at the same places in all tiles, or the pieces would not meet. */
static void
add_avenue (const ToteSandboxView *view, int avenue, gboolean goes_on)
{
  double step = tote_sandbox_view_get_step (view);
  double south = floor (view->south / step - 2) * step;

  cairo_new_sub_path (view->cr);
  for (double y = south; y < view->north + 2 * step; y += step) {
    double x = tote_sandbox_world_avenue (avenue, y);

    add_point (view, x, y, is_passable (x, y, goes_on));
  }
}

static void
add_street (const ToteSandboxView *view, int street, gboolean goes_on)
{
  double step = tote_sandbox_view_get_step (view);
  double west = floor (view->west / step - 2) * step;

  cairo_new_sub_path (view->cr);
  for (double x = west; x < view->east + 2 * step; x += step) {
    double y = tote_sandbox_world_street (street, x);

    add_point (view, x, y, is_passable (x, y, goes_on));
  }
}

static void
add_grid (const ToteSandboxView *view, RoadClass road)
{
  int west = tote_sandbox_world_avenue_near (view->west, view->south) - 2;
  int east = tote_sandbox_world_avenue_near (view->east, view->north) + 2;
  int south = tote_sandbox_world_street_near (view->west, view->south) - 2;
  int north = tote_sandbox_world_street_near (view->east, view->north) + 2;
  gboolean is_main = road == ROAD_MAIN;

  for (int i = MAX (west, -MOST); i <= MIN (east, MOST); i++) {
    if (tote_sandbox_world_is_main_avenue (i) == is_main)
      add_avenue (view, i, is_main && tote_sandbox_world_leaves_town (i, TRUE));
  }
  for (int j = MAX (south, -MOST); j <= MIN (north, MOST); j++) {
    if (tote_sandbox_world_is_main_street (j) == is_main)
      add_street (view, j, is_main && tote_sandbox_world_leaves_town (j, FALSE));
  }
}

static void
add_shore_road (const ToteSandboxView *view)
{
  for (int i = 0; i < 384; i++) {
    ToteSandboxPoint point = tote_sandbox_world_shore (i * G_PI / 192, SHORE_ROAD - 4);

    tote_sandbox_view_line_to (view, point.x, point.y);
  }
  cairo_close_path (view->cr);
}

static void
add_highway (const ToteSandboxView *view)
{
  double step = tote_sandbox_view_get_step (view);
  double west = floor (MAX (view->west, -COUNTRY) / step - 2) * step;

  cairo_new_sub_path (view->cr);
  for (double x = west; x < MIN (view->east, COUNTRY) + 2 * step; x += step)
    tote_sandbox_view_line_to (view, x, tote_sandbox_world_highway (x));
}

static void
add_roads (const ToteSandboxView *view, RoadClass road)
{
  if (road == ROAD_HIGHWAY) {
    add_highway (view);
    return;
  }
  add_grid (view, road);
  if (road == ROAD_SMALL)
    add_shore_road (view);
}

/**
 * tote_sandbox_palette_get:
 * @at_night: whether the tile is for a dark window
 *
 * Returns: (transfer none): the colours
 */
const ToteSandboxPalette *
tote_sandbox_palette_get (gboolean at_night)
{
  return at_night ? &dark : &light;
}

/**
 * tote_sandbox_view_set_color:
 * @color: 0xRRGGBB
 */
void
tote_sandbox_view_set_color (const ToteSandboxView *view, guint color)
{
  cairo_set_source_rgb (view->cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

/**
 * tote_sandbox_view_line_to:
 * @x: metres east of the door
 * @y: metres north of it
 */
void
tote_sandbox_view_line_to (const ToteSandboxView *view, double x, double y)
{
  cairo_line_to (view->cr, view->left + x * view->scale, view->top - y * view->scale);
}

/**
 * tote_sandbox_view_get_step:
 *
 * Returns: how many metres lie between two points of a curve: fine enough to look round
 */
double
tote_sandbox_view_get_step (const ToteSandboxView *view)
{
  return MAX (12, 10 / view->scale);
}

/**
 * tote_sandbox_painter_paint_roads:
 * @view: a tile
 *
 * Borders first, then the roads themselves, so that crossings are open.
 */
void
tote_sandbox_painter_paint_roads (const ToteSandboxView *view)
{
  static const int first_zoom[] = { 13, 12, 9 };
  cairo_path_t *path;

  cairo_set_line_cap (view->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (view->cr, CAIRO_LINE_JOIN_ROUND);
  for (int casing = 1; casing >= 0; casing--) {
    for (RoadClass road = ROAD_SMALL; road <= ROAD_MAIN; road++) {
      if (view->zoom < first_zoom[road] || (casing && view->zoom < 12))
        continue;
      add_roads (view, road);
      stroke (view, road, casing);
    }
  }
  if (view->zoom < first_zoom[ROAD_HIGHWAY])
    return;

  add_roads (view, ROAD_HIGHWAY);
  path = cairo_copy_path (view->cr);
  stroke (view, ROAD_HIGHWAY, TRUE);
  cairo_append_path (view->cr, path);
  stroke (view, ROAD_HIGHWAY, FALSE);
  cairo_path_destroy (path);
}
