/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "tote-sandbox-pictures.h"
#include "tote-sandbox-tiles.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The map and the pictures. */

#define SIZE 256
#define ZOOM 16
#define HOME_X 16387
#define HOME_Y 25118

typedef struct {
  const guint8 *data;
  gsize left;
} Source;

static cairo_status_t
read_some (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
load (GBytes *bytes)
{
  Source source = { NULL, 0 };
  cairo_surface_t *surface;

  source.data = g_bytes_get_data (bytes, &source.left);
  surface = cairo_image_surface_create_from_png_stream (read_some, &source);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, SIZE);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, SIZE);
  return surface;
}

static cairo_surface_t *
draw (int zoom, int x, int y, gboolean dark)
{
  g_autoptr (GBytes) bytes = tote_sandbox_tiles_draw (zoom, x, y, dark, 1);

  return load (bytes);
}

static int
get_light (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, sizeof pixel);
  return (int) ((pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff)) / 3;
}

/* How much two columns differ, a pixel. */
static double
compare (cairo_surface_t *a, int column_a, cairo_surface_t *b, int column_b)
{
  int sum = 0;

  for (int y = 0; y < SIZE; y++)
    sum += abs (get_light (a, column_a, y) - get_light (b, column_b, y));
  return sum / (double) SIZE;
}

static void
test_tiles_meet (gconstpointer zoom_data)
{
  int zoom = GPOINTER_TO_INT (zoom_data);
  int x0 = HOME_X >> (ZOOM - MIN (zoom, ZOOM)), y0 = HOME_Y >> (ZOOM - MIN (zoom, ZOOM));
  double inside = 0, across = 0;

  for (int i = -2; i < 3; i++) {
    cairo_surface_t *left = draw (MIN (zoom, ZOOM), x0 + i, y0, FALSE);
    cairo_surface_t *right = draw (MIN (zoom, ZOOM), x0 + i + 1, y0, FALSE);

    inside += compare (left, SIZE - 2, left, SIZE - 1) + compare (right, 0, right, 1);
    across += 2 * compare (left, SIZE - 1, right, 0);
    cairo_surface_destroy (left);
    cairo_surface_destroy (right);
  }
  g_test_message ("inside %g, across %g", inside, across);
  g_assert_cmpfloat (across, <, inside * 1.8 + 4);
}

static void
test_same_again (void)
{
  g_autoptr (GBytes) first = tote_sandbox_tiles_draw (ZOOM, HOME_X, HOME_Y, FALSE, 1);
  g_autoptr (GBytes) again = tote_sandbox_tiles_draw (ZOOM, HOME_X, HOME_Y, FALSE, 1);
  g_autoptr (GBytes) dark = tote_sandbox_tiles_draw (ZOOM, HOME_X, HOME_Y, TRUE, 1);

  g_assert_true (g_bytes_equal (first, again));
  g_assert_false (g_bytes_equal (first, dark));
}

static void
test_far_away_is_plain (void)
{
  cairo_surface_t *surface = draw (ZOOM, 100, 100, FALSE);

  for (int i = 1; i < SIZE; i++)
    g_assert_cmpint (get_light (surface, i, i), ==, get_light (surface, 0, 0));
  cairo_surface_destroy (surface);
}

static void
test_every_zoom (void)
{
  for (int zoom = 0; zoom <= 20; zoom++) {
    int x = zoom <= ZOOM ? HOME_X >> (ZOOM - zoom) : HOME_X << (zoom - ZOOM);
    int y = zoom <= ZOOM ? HOME_Y >> (ZOOM - zoom) : HOME_Y << (zoom - ZOOM);
    cairo_surface_t *surface = draw (zoom, x, y, zoom % 2 == 0);

    cairo_surface_destroy (surface);
  }
}

static void
test_pictures (void)
{
  static const char *const names[] = { "banana",          "melon",  "milk",    "eggs",
                                       "tomato",          "coffee", "bread",   "baguette",
                                       "blueberries",     "bag",    "shopper", "bays",
                                       "nobody drew this" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) bytes = tote_sandbox_pictures_draw (names[i]);
    cairo_surface_t *surface = load (bytes);

    cairo_surface_destroy (surface);
  }
}

/* Over the wire they may be kept, and are not sent twice. */
static void
test_kept (void)
{
  Fixture fixture = { NULL };
  g_autoptr (Answer) tile = NULL, picture = NULL, dark = NULL, themed = NULL;

  fixture_set_up (&fixture, TOTE_SANDBOX_STORY_NONE);
  fixture_start (&fixture);
  tile = fixture_ask (&fixture, "GET", "/tiles/16/16387/25118.png", NULL);
  picture = fixture_ask (&fixture, "GET", "/pictures/banana.png", NULL);
  dark = fixture_ask (&fixture, "GET", "/tiles/dark/16/16387/25118.png", NULL);
  themed = fixture_ask (&fixture, "GET", "/tiles/16/16387/25118.png?theme=dark", NULL);

  g_assert_cmpstr (soup_message_headers_get_one (tile->headers, "Content-Type"), ==, "image/png");
  g_assert_nonnull (soup_message_headers_get_one (tile->headers, "ETag"));
  g_assert_nonnull (
      strstr (soup_message_headers_get_one (picture->headers, "Cache-Control"), "max-age"));
  g_assert_true (g_bytes_equal (dark->body, themed->body));
  g_assert_false (g_bytes_equal (dark->body, tile->body));
  fixture_tear_down (&fixture);
}

/* For a screen with two pixels for one of the map: the same country, twice as fine. */
static void
test_dense (void)
{
  static const guint8 width[] = { 'I', 'H', 'D', 'R', 0, 0, 2 * SIZE >> 8, 0 };
  Fixture fixture = { NULL };
  g_autoptr (Answer) tile = NULL;
  g_autoptr (GBytes) told = NULL;

  fixture_set_up (&fixture, TOTE_SANDBOX_STORY_NONE);
  fixture_start (&fixture);
  tile = fixture_ask (&fixture, "GET", "/tiles/dark/16/16387/25118@2x.png", NULL);
  g_assert_cmpuint (tile->status, ==, 200);
  told = g_bytes_new_from_bytes (tile->body, 12, sizeof width);
  g_assert_cmpmem (g_bytes_get_data (told, NULL), g_bytes_get_size (told), width, sizeof width);
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/sandbox/tiles/meet/12", GINT_TO_POINTER (12), test_tiles_meet);
  g_test_add_data_func ("/sandbox/tiles/meet/14", GINT_TO_POINTER (14), test_tiles_meet);
  g_test_add_data_func ("/sandbox/tiles/meet/16", GINT_TO_POINTER (16), test_tiles_meet);
  g_test_add_func ("/sandbox/tiles/same-again", test_same_again);
  g_test_add_func ("/sandbox/tiles/far-away-is-plain", test_far_away_is_plain);
  g_test_add_func ("/sandbox/tiles/every-zoom", test_every_zoom);
  g_test_add_func ("/sandbox/tiles/kept", test_kept);
  g_test_add_func ("/sandbox/tiles/dense", test_dense);
  g_test_add_func ("/sandbox/pictures/all", test_pictures);

  return g_test_run ();
}
