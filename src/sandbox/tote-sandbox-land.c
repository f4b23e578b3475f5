/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-painter.h"

#include <math.h>

/* What lies under the roads: fields, the town, parks, houses, water. */

#define CURVE 96
#define FIELD 900.0

static void
fill (const ToteSandboxView *view, guint color)
{
  tote_sandbox_view_set_color (view, color);
  cairo_fill (view->cr);
}

static void
add_box (const ToteSandboxView *view, double x, double y, double width, double height)
{
  cairo_rectangle (view->cr, view->left + (x - width / 2) * view->scale,
                   view->top - (y + height / 2) * view->scale, width * view->scale,
                   height * view->scale);
}

static void
add_disc (const ToteSandboxView *view, double x, double y, double radius)
{
  cairo_new_sub_path (view->cr);
  cairo_arc (view->cr, view->left + x * view->scale, view->top - y * view->scale,
             radius * view->scale, 0, 2 * G_PI);
}

/* Woods between the fields, in blobs of three. */
static void
paint_woods (const ToteSandboxView *view)
{
  int west = (int) floor (view->west / FIELD) - 1, east = (int) ceil (view->east / FIELD) + 1;
  int south = (int) floor (view->south / FIELD) - 1, north = (int) ceil (view->north / FIELD) + 1;

  if (view->zoom < 12)
    return;

  for (int i = west; i <= east; i++) {
    for (int j = south; j <= north; j++) {
      guint hash = tote_sandbox_world_hash (i, j, 5);
      double x = (i + (double) (hash % 89) / 89) * FIELD;
      double y = (j + (double) (hash % 97) / 97) * FIELD;

      if (hash % 5 != 0 || tote_sandbox_world_distance_to_lake (x, y) < 500)
        continue;
      add_disc (view, x, y, 120 + hash % 130);
      add_disc (view, x + 150, y + 60, 100 + hash % 90);
      add_disc (view, x - 60, y + 140, 80 + hash % 110);
    }
  }
  cairo_set_fill_rule (view->cr, CAIRO_FILL_RULE_WINDING);
  fill (view, view->palette->field);
}

static void
paint_town (const ToteSandboxView *view)
{
  for (int i = 0; i < CURVE; i++) {
    ToteSandboxPoint point = tote_sandbox_world_town_limit (i * 2 * G_PI / CURVE);

    tote_sandbox_view_line_to (view, point.x, point.y);
  }
  cairo_close_path (view->cr);
  fill (view, view->palette->town);
}

/* A park fills its blocks up to the streets around it, with round corners. */
static void
paint_park (const ToteSandboxView *view, const ToteSandboxPark *park)
{
  const ToteSandboxPoint corners[] = {
    tote_sandbox_world_crossing (park->west, park->south),
    tote_sandbox_world_crossing (park->east, park->south),
    tote_sandbox_world_crossing (park->east, park->north),
    tote_sandbox_world_crossing (park->west, park->north),
  };
  static const double inset_x[] = { 26, -26, -26, 26 };
  static const double inset_y[] = { 26, 26, -26, -26 };

  for (int i = 0; i < 4; i++)
    tote_sandbox_view_line_to (view, corners[i].x + inset_x[i], corners[i].y + inset_y[i]);
  cairo_close_path (view->cr);
  tote_sandbox_view_set_color (view, view->palette->park);
  cairo_set_line_join (view->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (view->cr, 36 * view->scale);
  cairo_stroke_preserve (view->cr);
  cairo_fill (view->cr);
}

static ToteSandboxPoint
get_middle (const ToteSandboxPark *park)
{
  ToteSandboxPoint a = tote_sandbox_world_crossing (park->west, park->south);
  ToteSandboxPoint b = tote_sandbox_world_crossing (park->east, park->north);

  return (ToteSandboxPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 };
}

/* A path across, trees along it, and a pond in the larger ones. */
static void
paint_park_details (const ToteSandboxView *view, const ToteSandboxPark *park, int number)
{
  ToteSandboxPoint a = tote_sandbox_world_crossing (park->west, park->south);
  ToteSandboxPoint b = tote_sandbox_world_crossing (park->east, park->north);
  ToteSandboxPoint middle = get_middle (park);
  int trees = (int) ((b.x - a.x) * (b.y - a.y) / 1300);

  if (park->pond) {
    add_disc (view, middle.x + 60, middle.y - 40, 70);
    add_disc (view, middle.x + 130, middle.y - 10, 54);
    fill (view, view->palette->water);
  }
  if (view->zoom < 16)
    return;

  tote_sandbox_view_set_color (view, view->palette->town);
  cairo_set_line_width (view->cr, 3.2 * view->scale);
  tote_sandbox_view_line_to (view, a.x + 20, a.y + 20);
  cairo_curve_to (view->cr, view->left + (middle.x - 60) * view->scale,
                  view->top - a.y * view->scale, view->left + (middle.x - 40) * view->scale,
                  view->top - b.y * view->scale, view->left + (b.x - 20) * view->scale,
                  view->top - (b.y - 20) * view->scale);
  cairo_stroke (view->cr);

  for (int i = 0; i < trees; i++) {
    guint hash = tote_sandbox_world_hash (number, i, 9);
    double x = a.x + 30 + (double) (hash % 1009) / 1009 * (b.x - a.x - 60);
    double y = a.y + 30 + (double) (hash % 1013) / 1013 * (b.y - a.y - 60);

    if (!park->pond || hypot (x - middle.x - 90, y - middle.y + 30) > 140)
      add_disc (view, x, y, 4.5 + hash % 4);
  }
  fill (view, view->palette->tree);
}

static void
paint_parks (const ToteSandboxView *view)
{
  guint n_parks = 0;
  const ToteSandboxPark *parks = tote_sandbox_world_get_parks (&n_parks);

  if (view->zoom < 12)
    return;

  for (guint i = 0; i < n_parks; i++) {
    paint_park (view, &parks[i]);
    if (view->zoom >= 14)
      paint_park_details (view, &parks[i], (int) i);
  }
}

static gboolean
is_in_park (int avenue, int street)
{
  guint n_parks = 0;
  const ToteSandboxPark *parks = tote_sandbox_world_get_parks (&n_parks);

  for (guint i = 0; i < n_parks; i++) {
    if (avenue >= parks[i].west && avenue < parks[i].east && street >= parks[i].south &&
        street < parks[i].north)
      return TRUE;
  }
  return FALSE;
}

/* Houses keep clear of the highway, the water and each other's landmarks. */
static gboolean
is_free (double x, double y)
{
  return fabs (y - tote_sandbox_world_highway (x)) > 48 && hypot (x, y - 6) > 34 &&
         fabs (x - tote_sandbox_world_river (y)) > 52 && tote_sandbox_world_is_town (x, y) &&
         tote_sandbox_world_distance_to_lake (x, y) > 130;
}

static void
add_house (const ToteSandboxView *view, int avenue, int street, int number, gboolean large)
{
  guint hash = tote_sandbox_world_hash (avenue, street, 100 + number);
  ToteSandboxPoint a = tote_sandbox_world_crossing (avenue, street);
  ToteSandboxPoint b = tote_sandbox_world_crossing (avenue + 1, street + 1);
  int columns = large ? 2 : 4;
  double u = (number % columns + 0.5) / columns + ((double) (hash % 101) / 101 - 0.5) * 0.10;
  double v = (number < columns ? 0.24 : 0.76) + ((double) (hash % 103) / 103 - 0.5) * 0.16;
  double x = a.x + 14 + u * (b.x - a.x - 28), y = a.y + v * (b.y - a.y);

  if (hash % 9 == 0 || !is_free (x, y))
    return;

  add_box (view, x, y, large ? 46 + hash % 12 : 15 + hash % 12,
           large ? 40 + hash % 20 : 13 + (hash >> 5) % 13);
  if (!large && hash % 3 == 0)
    add_box (view, x + 9, y + (hash % 2 == 0 ? 8 : -8), 12, 12);
}

static void
paint_houses (const ToteSandboxView *view)
{
  int west = tote_sandbox_world_avenue_near (view->west, view->north) - 2;
  int east = tote_sandbox_world_avenue_near (view->east, view->south) + 2;
  int south = tote_sandbox_world_street_near (view->east, view->south) - 2;
  int north = tote_sandbox_world_street_near (view->west, view->north) + 2;

  if (view->zoom < 15)
    return;

  for (int i = west; i <= east; i++) {
    for (int j = south; j <= north; j++) {
      gboolean large = tote_sandbox_world_hash (i, j, 3) % 11 == 0;

      /* The block of the store is its own. */
      if (is_in_park (i, j) || (i == 19 && j == 2))
        continue;
      for (int n = 0; n < (large ? 4 : 8); n++)
        add_house (view, i, j, n, large);
    }
  }
  fill (view, view->palette->building);
}

/* The two houses everything is about. */
static void
paint_landmarks (const ToteSandboxView *view)
{
  ToteSandboxPoint store = tote_sandbox_world_project (tote_sandbox_world_get_store ());

  if (view->zoom < 14)
    return;

  add_box (view, store.x + 40, store.y + 4, 74, 92);
  add_box (view, 0, 8, 20, 15);
  add_box (view, 7, 16, 10, 12);
  fill (view, view->palette->landmark);
}

static void
add_shore (const ToteSandboxView *view, double offset)
{
  for (int i = 0; i < 4 * CURVE; i++) {
    ToteSandboxPoint point = tote_sandbox_world_shore (i * G_PI / (2 * CURVE), offset);

    tote_sandbox_view_line_to (view, point.x, point.y);
  }
  cairo_close_path (view->cr);
}

static void
paint_river (const ToteSandboxView *view)
{
  double step = tote_sandbox_view_get_step (view);
  double south = floor ((view->south - 100) / step) * step;
  double north = MIN (view->north + 100, 1700);

  if (view->zoom < 11)
    return;

  cairo_set_line_cap (view->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (view->cr, CAIRO_LINE_JOIN_ROUND);
  tote_sandbox_view_set_color (view, view->palette->water);
  cairo_set_line_width (view->cr, MAX (28 * view->scale, 1));
  for (double y = south; y < north + step; y += step)
    tote_sandbox_view_line_to (view, tote_sandbox_world_river (y), y);
  cairo_stroke (view->cr);
}

/* A green strip runs along the shore, which the small streets do not enter. */
static void
paint_lake (const ToteSandboxView *view)
{
  add_shore (view, 74);
  fill (view, view->palette->park);
  add_shore (view, 0);
  fill (view, view->palette->water);
}

/**
 * tote_sandbox_painter_paint_land:
 * @view: a tile
 */
void
tote_sandbox_painter_paint_land (const ToteSandboxView *view)
{
  paint_woods (view);
  paint_town (view);
  paint_parks (view);
  paint_river (view);
  paint_lake (view);
  paint_houses (view);
  paint_landmarks (view);
}
