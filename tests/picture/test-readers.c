/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include "test-gallery.h"
#include "tote-orientation.h"

#include <string.h>

#define ROOM 512

typedef struct {
  ToteCanvas canvas;
  TotePictureSize size;
  guint8 *pixels;
} Result;

static void
result_clear (Result *result)
{
  tote_canvas_clear (&result->canvas);
  g_clear_pointer (&result->pixels, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static gboolean
read_within (Result *result, GBytes *picture, guint shorter, guint longer)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (picture, &length);

  result_clear (result);
  result->pixels = g_malloc0 ((gsize) shorter * longer * 4);
  tote_canvas_init (&result->canvas, result->pixels, shorter, longer);

  return tote_picture_reader_read (&result->canvas, data, length) &&
         tote_canvas_finish (&result->canvas, &result->size);
}

/* As 0xAARRGGBB, in the middle of a quarter. */
static guint32
get_field (const Result *result, guint column, guint row)
{
  guint x = result->size.width * (2 * column + 1) / 4;
  guint y = result->size.height * (2 * row + 1) / 4;
  const guint8 *pixel = result->pixels + ((gsize) y * result->size.width + x) * 4;

  return (guint32) pixel[3] << 24 | (guint32) pixel[2] << 16 | (guint32) pixel[1] << 8 | pixel[0];
}

static void
assert_near (guint32 colour, guint32 wanted)
{
  for (int shift = 0; shift < 32; shift += 8) {
    int difference = (int) (colour >> shift & 0xff) - (int) (wanted >> shift & 0xff);

    if (ABS (difference) > 6)
      g_error ("#%08x is not #%08x", colour, wanted);
  }
}

static void
assert_fields (const Result *result, guint32 a, guint32 b, guint32 c, guint32 d)
{
  assert_near (get_field (result, 0, 0), a);
  assert_near (get_field (result, 1, 0), b);
  assert_near (get_field (result, 0, 1), c);
  assert_near (get_field (result, 1, 1), d);
}

#define RED 0xffff0000
#define GREEN 0xff00ff00
#define BLUE 0xff0000ff
#define WHITE 0xffffffff
#define GREY 0xff555555

static void
test_kinds (void)
{
  struct {
    GBytes *picture;
    guint32 fields[4];
  } cases[] = {
    { test_gallery_jpeg (300, 200, TEST_JPEG_PLAIN, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_jpeg (300, 200, TEST_JPEG_PROGRESSIVE, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_jpeg (300, 200, TEST_JPEG_GREY, 0), { GREY, GREY, GREY, WHITE } },
    { test_gallery_jpeg (300, 200, TEST_JPEG_CMYK, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_png (300, 200, TEST_PNG_RGB, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_png (300, 200, TEST_PNG_RGBA, 0),
      { 0x80800000, 0x80008000, 0x80000080, 0x80808080 } },
    { test_gallery_png (300, 200, TEST_PNG_GREY, 0), { GREY, GREY, GREY, WHITE } },
    { test_gallery_png (300, 200, TEST_PNG_PALETTE, 0), { RED, GREEN, BLUE, 0 } },
    { test_gallery_png (300, 200, TEST_PNG_DEEP, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_png (300, 200, TEST_PNG_PASSES, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_webp (300, 200, FALSE, 0), { RED, GREEN, BLUE, WHITE } },
    { test_gallery_webp (300, 200, TRUE, 0), { RED, GREEN, BLUE, WHITE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (Result) result = { 0 };
    const guint32 *fields = cases[i].fields;

    g_test_message ("%u", i);
    g_assert_true (read_within (&result, cases[i].picture, 100, 400));
    g_assert_cmpuint (result.size.width, ==, 150);
    g_assert_cmpuint (result.size.height, ==, 100);
    assert_fields (&result, fields[0], fields[1], fields[2], fields[3]);

    /* What is small stays as it is. */
    g_assert_true (read_within (&result, cases[i].picture, ROOM, ROOM));
    g_assert_cmpuint (result.size.width, ==, 300);
    g_assert_cmpuint (result.size.height, ==, 200);
    assert_fields (&result, fields[0], fields[1], fields[2], fields[3]);
    g_bytes_unref (cases[i].picture);
  }
}

static void
test_orientations (void)
{
  static const guint32 fields[][4] = {
    { RED, GREEN, BLUE, WHITE }, { GREEN, RED, WHITE, BLUE }, { WHITE, BLUE, GREEN, RED },
    { BLUE, WHITE, RED, GREEN }, { RED, BLUE, GREEN, WHITE }, { BLUE, RED, WHITE, GREEN },
    { WHITE, GREEN, BLUE, RED }, { GREEN, WHITE, RED, BLUE },
  };

  for (int i = 0; i < 8; i++) {
    GBytes *pictures[] = { test_gallery_jpeg (300, 200, TEST_JPEG_PLAIN, i + 1),
                           test_gallery_png (300, 200, TEST_PNG_RGB, i + 1),
                           test_gallery_webp (300, 200, FALSE, i + 1) };

    for (guint k = 0; k < G_N_ELEMENTS (pictures); k++) {
      g_auto (Result) result = { 0 };

      g_test_message ("%d %u", i + 1, k);
      g_assert_true (read_within (&result, pictures[k], 100, 400));
      g_assert_cmpuint (result.size.width, ==, i < 4 ? 150 : 100);
      g_assert_cmpuint (result.size.height, ==, i < 4 ? 100 : 150);
      assert_fields (&result, fields[i][0], fields[i][1], fields[i][2], fields[i][3]);
      g_bytes_unref (pictures[k]);
    }
  }
}

/* No answer of a camera's is worth a look beyond the end. */
static void
test_orientation_garbled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++) {
    gsize length = (gsize) g_rand_int_range (random, 0, 40);
    g_autofree guint8 *exif = g_malloc (length + 1);
    int orientation;

    for (gsize k = 0; k < length; k++)
      exif[k] = (guint8) g_rand_int_range (random, 0, 4);
    memcpy (exif, i % 2 == 0 ? "II*\0" : "MM\0*", MIN (length, 4));
    orientation = tote_orientation_read (exif, length);
    g_assert_cmpint (orientation, >=, 1);
    g_assert_cmpint (orientation, <=, 8);
  }
}

/* Long and thin: the longer side counts as well. */
static void
test_shapes (void)
{
  g_autoptr (GBytes) thin = test_gallery_png (2000, 2, TEST_PNG_RGB, 0);
  g_autoptr (GBytes) dot = test_gallery_png (1, 1, TEST_PNG_RGB, 0);
  g_autoptr (GBytes) odd = test_gallery_jpeg (1001, 1003, TEST_JPEG_PLAIN, 0);
  g_auto (Result) result = { 0 };

  g_assert_true (read_within (&result, thin, 100, 400));
  g_assert_cmpuint (result.size.width, ==, 400);
  g_assert_cmpuint (result.size.height, ==, 1);

  g_assert_true (read_within (&result, dot, 100, 400));
  g_assert_cmpuint (result.size.width, ==, 1);

  g_assert_true (read_within (&result, odd, 100, 100));
  g_assert_cmpuint (result.size.width, <=, 100);
  g_assert_cmpuint (result.size.height, ==, 100);
  assert_fields (&result, RED, GREEN, BLUE, WHITE);
}

/* Each pixel is the mean of what it covers, whatever the two sizes have in common. */
static void
test_mean (void)
{
  for (guint width = 1; width < 40; width++)
    for (guint room = 1; room <= width; room++) {
      g_autofree guint8 *row = g_malloc ((gsize) width * 4);
      g_auto (Result) result = { 0 };
      double sum = 0, wanted = 0;

      result.pixels = g_malloc0 ((gsize) room * room * 4);
      tote_canvas_init (&result.canvas, result.pixels, room, room);
      g_assert_true (tote_canvas_open (&result.canvas, (TotePictureSize){ room, room },
                                       (TotePictureSize){ width, width }, 1));
      for (guint x = 0; x < width; x++) {
        memset (row + x * 4, (int) (x * 255 / width), 4);
        wanted += x * 255 / width;
      }
      for (guint y = 0; y < width; y++)
        tote_canvas_put_row (&result.canvas, row);
      g_assert_true (tote_canvas_finish (&result.canvas, &result.size));
      g_assert_cmpuint (result.size.width, ==, room);

      for (guint x = 0; x < room; x++)
        sum += result.pixels[x * 4];
      g_assert_cmpfloat_with_epsilon (sum / room, wanted / width, 0.51);
      g_assert_cmpmem (result.pixels, room * 4, result.pixels + (gsize) (room - 1) * room * 4,
                       room * 4);
    }
}

/* The largest sums there can be still fit. */
static void
test_largest (void)
{
  g_autofree guint8 *row = g_malloc ((gsize) TOTE_PICTURE_SIDE_MAX * 4);
  const TotePictureSize dot = { 1, 1 };
  const TotePictureSize side = { TOTE_PICTURE_SIDE_MAX, TOTE_PICTURE_SIDE_MAX };
  g_auto (Result) result = { 0 };

  memset (row, 255, (gsize) TOTE_PICTURE_SIDE_MAX * 4);
  result.pixels = g_malloc0 (4);
  tote_canvas_init (&result.canvas, result.pixels, 1, 1);
  g_assert_false (tote_canvas_open (&result.canvas, dot, (TotePictureSize){ 4097, 1 }, 1));
  g_assert_false (tote_canvas_open (&result.canvas, dot, (TotePictureSize){ 0, 1 }, 1));
  g_assert_false (tote_canvas_open (&result.canvas, (TotePictureSize){ 2, 1 }, side, 1));
  g_assert_true (tote_canvas_open (&result.canvas, dot, side, 1));
  for (guint y = 0; y < side.height; y++)
    tote_canvas_put_row (&result.canvas, row);
  g_assert_true (tote_canvas_finish (&result.canvas, &result.size));
  g_assert_cmpmem (result.pixels, 4, "\xff\xff\xff\xff", 4);
}

/* Half a picture is none, wherever it breaks off. */
static void
test_cut (void)
{
  GBytes *pictures[] = {
    test_gallery_jpeg (64, 48, TEST_JPEG_PLAIN, 6),
    test_gallery_jpeg (64, 48, TEST_JPEG_PROGRESSIVE, 0),
    test_gallery_png (64, 48, TEST_PNG_RGB, 6),
    test_gallery_png (64, 48, TEST_PNG_PASSES, 0),
    test_gallery_webp (64, 48, FALSE, 0),
    test_gallery_webp (64, 48, TRUE, 0),
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    for (gsize length = 0; length < g_bytes_get_size (pictures[i]) / 2; length++) {
      g_autoptr (GBytes) cut = test_gallery_cut (pictures[i], length);
      g_auto (Result) result = { 0 };

      if (read_within (&result, cut, 64, 64))
        g_error ("picture %u is one with %" G_GSIZE_FORMAT " bytes", i, length);
    }
    g_bytes_unref (pictures[i]);
  }
}

static void
test_lies (void)
{
  g_autoptr (GBytes) jpeg = test_gallery_jpeg (64, 48, TEST_JPEG_PLAIN, 0);
  g_autoptr (GBytes) png = test_gallery_png (64, 48, TEST_PNG_RGB, 0);
  static const guint sides[][2] = { { 4096, 4096 }, { 4097, 4 }, { 65500, 65500 }, { 64, 4000 } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    g_autoptr (GBytes) first = test_gallery_lie (jpeg, sides[i][0], sides[i][1]);
    g_autoptr (GBytes) second = test_gallery_lie (png, sides[i][0], sides[i][1]);
    g_auto (Result) result = { 0 };

    g_assert_false (read_within (&result, first, 64, 64));
    g_assert_false (read_within (&result, second, 64, 64));
  }
}

/* What unfolds in the margins is left folded, and what moves is shown still or not at all. */
static void
test_margins (void)
{
  g_autoptr (GBytes) png = test_gallery_png (64, 48, TEST_PNG_RGB, 0);
  g_autoptr (GBytes) unfolding = test_gallery_png_unfolding (64, 48, 200 * 1024 * 1024);
  g_autoptr (GBytes) twice = g_bytes_new_static ("\0\0\0\2\0\0\0\0", 8);
  g_autoptr (GBytes) moving_png = test_gallery_png_with (png, "acTL", twice);
  g_autoptr (GBytes) moving_webp = test_gallery_webp_moving (64, 48);
  g_auto (Result) result = { 0 };
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpuint (g_bytes_get_size (unfolding), <, 512 * 1024);
  g_assert_true (read_within (&result, unfolding, 64, 64));
  g_test_message ("unfolding: %d µs", (int) (g_get_monotonic_time () - start));
  assert_fields (&result, RED, GREEN, BLUE, WHITE);

  g_assert_true (read_within (&result, moving_png, 64, 64));
  g_assert_false (read_within (&result, moving_webp, 64, 64));
}

static void
test_nothing (void)
{
  static const char *const bodies[] = {
    "", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\4\0\0\0WEBP", "GIF89a\1\0\1\0\0\0\0;", "<svg/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (bodies[i], i == 3 ? 12 : strlen (bodies[i]));
    g_auto (Result) result = { 0 };

    g_assert_false (read_within (&result, bytes, 64, 64));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/readers/kinds", test_kinds);
  g_test_add_func ("/readers/orientations", test_orientations);
  g_test_add_func ("/readers/orientation/garbled", test_orientation_garbled);
  g_test_add_func ("/readers/shapes", test_shapes);
  g_test_add_func ("/readers/cut", test_cut);
  g_test_add_func ("/readers/lies", test_lies);
  g_test_add_func ("/readers/margins", test_margins);
  g_test_add_func ("/readers/nothing", test_nothing);
  g_test_add_func ("/canvas/mean", test_mean);
  g_test_add_func ("/canvas/largest", test_largest);

  return g_test_run ();
}
