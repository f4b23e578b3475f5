/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-painter.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Names. Each has its place in the world, not in a tile; a tile writes all that reach into it. */

/* No name is longer than this, in pixels to either side. */
#define REACH 130.0

typedef struct {
  const char *text;
  const char *font;
  guint color;
  double x; /* metres */
  double y;
  double angle; /* radians, clockwise, as cairo turns */
} Label;

static gboolean
is_near (const ToteSandboxView *view, double x, double y)
{
  double margin = REACH / view->scale;

  return x > view->west - margin && x < view->east + margin && y > view->south - margin &&
         y < view->north + margin;
}

/* One set of fonts for the process: making one costs more than drawing a tile. */
static PangoContext *
get_context (void)
{
  static PangoContext *context;

  if (context == NULL) {
    context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
    pango_cairo_context_set_resolution (context, 96);
  }
  return context;
}

static void
write_label (const ToteSandboxView *view, const Label *label)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoFontDescription *font;
  int width = 0, height = 0;

  if (!is_near (view, label->x, label->y))
    return;

  font = pango_font_description_from_string (label->font);
  layout = pango_layout_new (get_context ());
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, label->text, -1);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &width, &height);

  cairo_save (view->cr);
  cairo_translate (view->cr, view->left + label->x * view->scale,
                   view->top - label->y * view->scale);
  cairo_rotate (view->cr, label->angle);
  cairo_move_to (view->cr, -width / 2.0, -height / 2.0);
  pango_cairo_layout_path (view->cr, layout);
  tote_sandbox_view_set_color (view, view->palette->halo);
  cairo_set_line_width (view->cr, 3);
  cairo_stroke_preserve (view->cr);
  tote_sandbox_view_set_color (view, label->color);
  cairo_fill (view->cr);
  cairo_restore (view->cr);
}

/* How many blocks lie between two times the same name is written. */
static int
get_period (const ToteSandboxView *view, double block)
{
  return MAX (1, (int) ceil (420 / (block * view->scale)));
}

static gboolean
is_written (const ToteSandboxView *view, gboolean main_road)
{
  return view->zoom >= (main_road ? 14 : 16);
}

static const char *
get_road_font (const ToteSandboxView *view, gboolean main_road)
{
  if (view->zoom >= 17)
    return main_road ? "Sans Bold 9" : "Sans 8.5";
  return main_road ? "Sans Bold 7.5" : "Sans 7.5";
}

/* Written half-way between two streets, so that it covers no crossing. */
static void
write_avenue (const ToteSandboxView *view, int avenue, int south, int north)
{
  g_autofree char *name = tote_sandbox_world_name_avenue (avenue);
  gboolean main_road = tote_sandbox_world_is_main_avenue (avenue);
  int period = get_period (view, 215);

  if (!is_written (view, main_road))
    return;

  for (int j = south; j <= north; j++) {
    ToteSandboxPoint a = tote_sandbox_world_crossing (avenue, j);
    ToteSandboxPoint b = tote_sandbox_world_crossing (avenue, j + 1);
    Label label = { name,
                    get_road_font (view, main_road),
                    view->palette->text,
                    (a.x + b.x) / 2,
                    (a.y + b.y) / 2,
                    atan2 (b.x - a.x, b.y - a.y) - G_PI / 2 };

    label.x = tote_sandbox_world_avenue (avenue, label.y);
    if ((((j + avenue * 2) % period) + period) % period != 0 ||
        tote_sandbox_world_distance_to_lake (label.x, label.y) < 180 ||
        fabs (label.y - tote_sandbox_world_highway (label.x)) < 70 ||
        !tote_sandbox_world_is_town (label.x, label.y) ||
        tote_sandbox_world_is_in_park (label.x, label.y))
      continue;
    write_label (view, &label);
  }
}

static void
write_street (const ToteSandboxView *view, int street, int west, int east)
{
  g_autofree char *name = tote_sandbox_world_name_street (street);
  gboolean main_road = tote_sandbox_world_is_main_street (street);
  int period = get_period (view, 170);

  if (!is_written (view, main_road))
    return;

  for (int i = west; i <= east; i++) {
    ToteSandboxPoint a = tote_sandbox_world_crossing (i, street);
    ToteSandboxPoint b = tote_sandbox_world_crossing (i + 1, street);
    Label label = { name, get_road_font (view, main_road), view->palette->text, (a.x + b.x) / 2,
                    0,    -atan2 (b.y - a.y, b.x - a.x) };

    label.y = tote_sandbox_world_street (street, label.x);
    if ((((i + street * 3) % period) + period) % period != 0 ||
        tote_sandbox_world_distance_to_lake (label.x, label.y) < 180 ||
        fabs (label.y - tote_sandbox_world_highway (label.x)) < 40 ||
        !tote_sandbox_world_is_town (label.x, label.y) ||
        tote_sandbox_world_is_in_park (label.x, label.y))
      continue;
    write_label (view, &label);
  }
}

static void
write_roads (const ToteSandboxView *view)
{
  double margin = REACH / view->scale;
  int west = tote_sandbox_world_avenue_near (view->west - margin, view->south) - 2;
  int east = tote_sandbox_world_avenue_near (view->east + margin, view->north) + 2;
  int south = tote_sandbox_world_street_near (view->west, view->south - margin) - 2;
  int north = tote_sandbox_world_street_near (view->east, view->north + margin) + 2;

  if (view->zoom < 14)
    return;

  for (int i = west; i <= east; i++)
    write_avenue (view, i, south, north);
  for (int j = south; j <= north; j++)
    write_street (view, j, west, east);
}

/* The highway has a number on a shield. */
static void
write_shields (const ToteSandboxView *view)
{
  double spacing = 520 / view->scale;
  double x = floor ((view->west - spacing) / spacing) * spacing;

  if (view->zoom < 12)
    return;

  for (; x < view->east + spacing; x += spacing) {
    double y = tote_sandbox_world_highway (x);
    double px = view->left + x * view->scale, py = view->top - y * view->scale;
    Label label = { "62", "Sans Bold 7", view->palette->text, x, y, 0 };

    if (!is_near (view, x, y))
      continue;
    cairo_rectangle (view->cr, px - 11, py - 7.5, 22, 15);
    tote_sandbox_view_set_color (view, view->palette->halo);
    cairo_fill_preserve (view->cr);
    tote_sandbox_view_set_color (view, view->palette->highway_casing);
    cairo_set_line_width (view->cr, 1.2);
    cairo_stroke (view->cr);
    write_label (view, &label);
  }
}

static void
write_places (const ToteSandboxView *view)
{
  const ToteSandboxPalette *palette = view->palette;
  ToteSandboxPoint store = tote_sandbox_world_project (tote_sandbox_world_get_store ());
  const char *lake_font = view->zoom >= 14 ? "Serif Italic 12" : "Serif Italic 9";
  const Label lake = { "Heron Lake", lake_font, palette->water_text, 100, 2300, 0 };
  const Label bay = { "Heron Lake", lake_font, palette->water_text, 160, 1330, 0 };
  const Label town = { TOTE_SANDBOX_CITY, "Sans Bold 11", palette->text, 900, -300, 0 };
  const Label market = {
    TOTE_SANDBOX_STORE_NAME, "Sans Bold 7.5", palette->text, store.x + 40, store.y + 66, 0
  };

  if (view->zoom >= 12)
    write_label (view, &lake);
  if (view->zoom >= 15)
    write_label (view, &bay);
  if (view->zoom >= 9 && view->zoom <= 13)
    write_label (view, &town);
  if (view->zoom >= 15)
    write_label (view, &market);
}

static void
write_parks (const ToteSandboxView *view)
{
  guint n_parks = 0;
  const ToteSandboxPark *parks = tote_sandbox_world_get_parks (&n_parks);

  if (view->zoom < 15)
    return;

  for (guint i = 0; i < n_parks; i++) {
    ToteSandboxPoint a = tote_sandbox_world_crossing (parks[i].west, parks[i].south);
    ToteSandboxPoint b = tote_sandbox_world_crossing (parks[i].east, parks[i].north);
    Label label = { parks[i].name,   "Sans Oblique 8",     view->palette->park_text,
                    (a.x + b.x) / 2, (a.y + b.y) / 2 + 34, 0 };

    write_label (view, &label);
  }
}

/**
 * tote_sandbox_painter_paint_labels:
 * @view: a tile
 */
void
tote_sandbox_painter_paint_labels (const ToteSandboxView *view)
{
  write_roads (view);
  write_parks (view);
  write_shields (view);
  write_places (view);
}
