/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-tiles.h"

#include "tote-sandbox-drawings.h"
#include "tote-sandbox-painter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MAX_ZOOM 20
/* The drawn country ends here, in metres from the door; beyond it is plain ground. */
#define REACH 400000.0

static void
set_view (ToteSandboxView *view, int zoom, int x, int y)
{
  ToteSandboxPoint origin = tote_sandbox_world_get_origin (zoom);

  view->zoom = zoom;
  view->scale = tote_sandbox_world_get_scale (zoom);
  view->left = origin.x - (double) x * TOTE_SANDBOX_TILE_SIZE;
  view->top = origin.y - (double) y * TOTE_SANDBOX_TILE_SIZE;
  view->west = -view->left / view->scale;
  view->east = (TOTE_SANDBOX_TILE_SIZE - view->left) / view->scale;
  view->north = view->top / view->scale;
  view->south = (view->top - TOTE_SANDBOX_TILE_SIZE) / view->scale;
}

static gboolean
is_far_away (const ToteSandboxView *view)
{
  return view->east < -REACH || view->west > REACH || view->north < -REACH || view->south > REACH;
}

/* Reads /tiles/{z}/{x}/{y}{scale}.png, with dark/ before it or a theme behind it. */
static gboolean
parse (ToteSandboxCall *call, int *zoom, int *x, int *y, gboolean *dark, int *density)
{
  const char *rest = call->path + strlen ("/tiles/");
  const char *theme = call->query != NULL ? g_hash_table_lookup (call->query, "theme") : NULL;
  int end = 0;

  *dark = g_strcmp0 (theme, "dark") == 0;
  if (g_str_has_prefix (rest, "dark/")) {
    *dark = TRUE;
    rest += strlen ("dark/");
  }

  if (strlen (rest) > 40 || sscanf (rest, "%d/%d/%d%n", zoom, x, y, &end) != 3)
    return FALSE;
  *density = g_str_equal (rest + end, "@2x.png") ? 2 : 1;
  if (*density == 1 && !g_str_equal (rest + end, ".png"))
    return FALSE;
  if (*zoom < 0 || *zoom > MAX_ZOOM)
    return FALSE;
  return *x >= 0 && *y >= 0 && *x < 1 << *zoom && *y < 1 << *zoom;
}

/**
 * tote_sandbox_tiles_draw:
 * @zoom: a zoom level from 0 to 20
 * @x: the column, counted from the west
 * @y: the row, counted from the north
 * @dark: whether it is for the night
 * @density: pixels for one of the map
 *
 * Returns: (transfer full): the tile as PNG
 *
 * For tests: each tile, without asking for it.
 */
GBytes *
tote_sandbox_tiles_draw (int zoom, int x, int y, gboolean dark, int density)
{
  int size = TOTE_SANDBOX_TILE_SIZE * density;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  ToteSandboxView view = { .cr = cairo_create (surface),
                           .palette = tote_sandbox_palette_get (dark) };

  cairo_scale (view.cr, density, density);
  set_view (&view, zoom, x, y);
  tote_sandbox_view_set_color (&view, view.palette->country);
  cairo_paint (view.cr);
  if (!is_far_away (&view)) {
    tote_sandbox_painter_paint_land (&view);
    tote_sandbox_painter_paint_roads (&view);
    tote_sandbox_painter_paint_labels (&view);
  }
  cairo_destroy (view.cr);

  return tote_sandbox_drawings_write (surface);
}

/**
 * tote_sandbox_tiles_answer:
 * @kept: (element-type utf8 GBytes): tiles that are drawn already, see tote_sandbox_drawings_keep()
 * @call: a request below /tiles/
 */
void
tote_sandbox_tiles_answer (GHashTable *kept, ToteSandboxCall *call)
{
  g_autofree char *name = NULL;
  GBytes *tile;
  gboolean dark = FALSE;
  int zoom = 0, x = 0, y = 0, density = 1;

  if (!g_str_equal (call->method, "GET")) {
    tote_sandbox_call_refuse_method (call, TOTE_SANDBOX_READS);
    return;
  }
  if (!parse (call, &zoom, &x, &y, &dark, &density)) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }

  name = g_strdup_printf ("%d/%d/%d/%d/%d", dark, density, zoom, x, y);
  tile = g_hash_table_lookup (kept, name);
  if (tile == NULL)
    tile = tote_sandbox_drawings_keep (kept, name,
                                       tote_sandbox_tiles_draw (zoom, x, y, dark, density));
  tote_sandbox_call_answer_bytes (call, g_bytes_ref (tile), "image/png");
  call->cache = TOTE_SANDBOX_CACHE_PICTURE;
}
