/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-world.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Paints the made-up world on a tile: land and water, roads, names, in this order. */

#define TOTE_SANDBOX_TILE_SIZE 256

/* Colours as 0xRRGGBB. */
typedef struct {
  guint country;
  guint field;
  guint town;
  guint park;
  guint tree;
  guint water;
  guint building;
  guint landmark;
  guint road;
  guint casing;
  guint highway;
  guint highway_casing;
  guint text;
  guint halo;
  guint water_text;
  guint park_text;
} ToteSandboxPalette;

/* One tile to be painted: its canvas, and which part of the world it shows. */
typedef struct {
  cairo_t *cr;
  const ToteSandboxPalette *palette;
  int zoom;
  double scale; /* pixels a metre */
  double left;  /* the pixel of the door, counted from the tile's corner */
  double top;
  double west; /* metres from the door */
  double east;
  double south;
  double north;
} ToteSandboxView;

const ToteSandboxPalette *tote_sandbox_palette_get (gboolean dark);
void tote_sandbox_view_set_color (const ToteSandboxView *view, guint color);
void tote_sandbox_view_line_to (const ToteSandboxView *view, double x, double y);
double tote_sandbox_view_get_step (const ToteSandboxView *view);

void tote_sandbox_painter_paint_land (const ToteSandboxView *view);
void tote_sandbox_painter_paint_roads (const ToteSandboxView *view);
void tote_sandbox_painter_paint_labels (const ToteSandboxView *view);

G_END_DECLS
