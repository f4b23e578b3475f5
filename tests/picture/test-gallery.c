/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-gallery.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>
#include <zlib.h>

#include <jpeglib.h>

#define QUALITY 90

/* Row by row, as red, green, blue. */
static void
paint_row (guint8 *row, guint y, guint width, guint height)
{
  static const guint8 fields[2][2][3] = { { { 255, 0, 0 }, { 0, 255, 0 } },
                                          { { 0, 0, 255 }, { 255, 255, 255 } } };

  for (guint x = 0; x < width; x++)
    memcpy (row + x * 3, fields[y >= height / 2][x >= width / 2], 3);
}

static guint8 *
paint (guint width, guint height)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 3);

  for (guint y = 0; y < height; y++)
    paint_row (pixels + (gsize) y * width * 3, y, width, height);

  return pixels;
}

/* What a camera says of itself: one entry, how it was held. */
static GByteArray *
make_exif (int orientation)
{
  const guint8 exif[] = { 'M',  'M',  0, 42, 0, 0, 0, 8, 0, 1,
                          0x01, 0x12, 0, 3,  0, 0, 0, 1, 0, (guint8) orientation,
                          0,    0,    0, 0,  0, 0 };

  return g_byte_array_append (g_byte_array_new (), exif, sizeof exif);
}

/* Adobe's programs keep ink, not light. */
static void
ink_row (guint8 *row, guint width)
{
  for (guint x = width; x-- > 0;) {
    guint8 *ink = row + x * 4;

    memmove (ink, row + x * 3, 3);
    ink[3] = 255;
  }
}

static void
grey_row (guint8 *row, guint width)
{
  for (guint x = 0; x < width; x++)
    row[x] = (guint8) ((row[x * 3] + row[x * 3 + 1] + row[x * 3 + 2]) / 3);
}

static void
write_exif_marker (struct jpeg_compress_struct *info, int orientation)
{
  g_autoptr (GByteArray) exif = make_exif (orientation);

  g_byte_array_prepend (exif, (const guint8 *) "Exif\0", 6);
  jpeg_write_marker (info, JPEG_APP0 + 1, exif->data, exif->len);
}

static void
write_jpeg_rows (struct jpeg_compress_struct *info, TestJpegFlags flags)
{
  g_autofree guint8 *row = g_malloc ((gsize) info->image_width * 4);

  while (info->next_scanline < info->image_height) {
    paint_row (row, info->next_scanline, info->image_width, info->image_height);
    if (flags & TEST_JPEG_CMYK)
      ink_row (row, info->image_width);
    if (flags & TEST_JPEG_GREY)
      grey_row (row, info->image_width);
    jpeg_write_scanlines (info, (guint8 *[]){ row }, 1);
  }
}

static GBytes *
write_jpeg (guint width, guint height, TestJpegFlags flags, int orientation,
            const jpeg_scan_info *scans, int n_scans)
{
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  guint8 *data = NULL;
  unsigned long length = 0;

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &data, &length);
  info.image_width = width;
  info.image_height = height;
  info.input_components = flags & TEST_JPEG_CMYK ? 4 : flags & TEST_JPEG_GREY ? 1 : 3;
  info.in_color_space = flags & TEST_JPEG_CMYK   ? JCS_CMYK
                        : flags & TEST_JPEG_GREY ? JCS_GRAYSCALE
                                                 : JCS_RGB;
  jpeg_set_defaults (&info);
  jpeg_set_quality (&info, QUALITY, TRUE);
  if (flags & TEST_JPEG_CMYK)
    info.write_Adobe_marker = TRUE;
  if (flags & TEST_JPEG_PROGRESSIVE)
    jpeg_simple_progression (&info);
  if (scans != NULL) {
    info.scan_info = scans;
    info.num_scans = n_scans;
  }
  jpeg_start_compress (&info, TRUE);
  if (orientation != 0)
    write_exif_marker (&info, orientation);
  write_jpeg_rows (&info, flags);
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);

  return g_bytes_new_with_free_func (data, length, free, data);
}

/**
 * test_gallery_jpeg:
 * @orientation: 1 to 8 as in EXIF, or 0 to say nothing
 */
GBytes *
test_gallery_jpeg (guint width, guint height, TestJpegFlags flags, int orientation)
{
  return write_jpeg (width, height, flags, orientation, NULL, 0);
}

static gsize
find_last_scan (const guint8 *data, gsize length)
{
  gsize at = length - 2;

  while (data[at] != 0xff || data[at + 1] != 0xda)
    at--;

  return at;
}

/**
 * test_gallery_jpeg_scans:
 *
 * The last scan says nothing new, again and again, and breaks no rule.
 */
GBytes *
test_gallery_jpeg_scans (guint width, guint height, guint n_scans)
{
  static const jpeg_scan_info scans[] = { { 3, { 0, 1, 2 }, 0, 0, 0, 0 },
                                          { 1, { 1 }, 1, 63, 0, 0 },
                                          { 1, { 2 }, 1, 63, 0, 0 },
                                          { 1, { 0 }, 1, 63, 0, 0 } };
  g_autoptr (GBytes) jpeg = write_jpeg (width, height, TEST_JPEG_PLAIN, 0, scans, 4);
  gsize length, last;
  const guint8 *data = g_bytes_get_data (jpeg, &length);
  GByteArray *array = g_byte_array_new ();

  last = find_last_scan (data, length);
  g_byte_array_append (array, data, (guint) (length - 2));
  for (guint i = G_N_ELEMENTS (scans); i < n_scans; i++)
    g_byte_array_append (array, data + last, (guint) (length - 2 - last));
  g_byte_array_append (array, (const guint8 *) "\xff\xd9", 2);

  return g_byte_array_free_to_bytes (array);
}

static void
keep_png (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_png (png_structp png)
{
}

/* From red, green and blue to what the kind has for them. */
static void
fill_png_row (const guint8 *rgb, guint8 *row, guint width, TestPngKind kind)
{
  for (guint x = 0; x < width; x++, rgb += 3)
    switch (kind) {
    case TEST_PNG_RGBA:
      memcpy (row + x * 4, rgb, 3);
      row[x * 4 + 3] = 128;
      break;
    case TEST_PNG_GREY:
      row[x] = (guint8) ((rgb[0] + rgb[1] + rgb[2]) / 3);
      break;
    case TEST_PNG_PALETTE:
      row[x] = rgb[0] == 255 ? (rgb[1] == 255 ? 3 : 0) : rgb[1] == 255 ? 1 : 2;
      break;
    case TEST_PNG_DEEP:
      for (guint i = 0; i < 3; i++)
        row[x * 6 + i * 2] = row[x * 6 + i * 2 + 1] = rgb[i];
      break;
    case TEST_PNG_RGB:
    case TEST_PNG_PASSES:
    default:
      memcpy (row + x * 3, rgb, 3);
    }
}

static void
write_png_header (png_structp png, png_infop info, guint width, guint height, TestPngKind kind)
{
  static const png_color colours[] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 9, 9, 9 } };
  static const guint8 alphas[] = { 255, 255, 255, 0 };
  int type = PNG_COLOR_TYPE_RGB;

  if (kind == TEST_PNG_RGBA)
    type = PNG_COLOR_TYPE_RGBA;
  else if (kind == TEST_PNG_GREY)
    type = PNG_COLOR_TYPE_GRAY;
  else if (kind == TEST_PNG_PALETTE)
    type = PNG_COLOR_TYPE_PALETTE;

  png_set_IHDR (png, info, width, height, kind == TEST_PNG_DEEP ? 16 : 8, type,
                kind == TEST_PNG_PASSES ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (kind == TEST_PNG_PALETTE) {
    png_set_PLTE (png, info, colours, G_N_ELEMENTS (colours));
    png_set_tRNS (png, info, alphas, G_N_ELEMENTS (alphas), NULL);
  }
}

static void
write_png_rows (png_structp png, guint width, guint height, TestPngKind kind)
{
  g_autofree guint8 *rgb = g_malloc ((gsize) width * 3);
  g_autofree guint8 *row = g_malloc ((gsize) width * 6);

  for (int passes = png_set_interlace_handling (png); passes > 0; passes--)
    for (guint y = 0; y < height; y++) {
      paint_row (rgb, y, width, height);
      fill_png_row (rgb, row, width, kind);
      png_write_row (png, row);
    }
}

GBytes *
test_gallery_png (guint width, guint height, TestPngKind kind, int orientation)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  GByteArray *array = g_byte_array_new ();

  png_set_write_fn (png, array, keep_png, flush_png);
  write_png_header (png, info, width, height, kind);
  if (orientation != 0) {
    g_autoptr (GByteArray) exif = make_exif (orientation);

    png_set_eXIf_1 (png, info, exif->len, exif->data);
  }
  png_write_info (png, info);
  write_png_rows (png, width, height, kind);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);

  return g_byte_array_free_to_bytes (array);
}

static void
append_be32 (GByteArray *array, guint32 value)
{
  const guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (array, (const guint8 *) &big, sizeof big);
}

/**
 * test_gallery_png_with:
 * @chunk: four letters
 *
 * Returns: the same picture with a chunk more before its pixels
 */
GBytes *
test_gallery_png_with (GBytes *png, const char *chunk, GBytes *content)
{
  const gsize head = 8 + 25; /* signature and IHDR */
  gsize length, content_length;
  const guint8 *data = g_bytes_get_data (png, &length);
  const guint8 *inside = g_bytes_get_data (content, &content_length);
  uLong crc = crc32 (crc32 (0, (const guint8 *) chunk, 4), inside, (uInt) content_length);
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, data, (guint) head);
  append_be32 (array, (guint32) content_length);
  g_byte_array_append (array, (const guint8 *) chunk, 4);
  g_byte_array_append (array, inside, (guint) content_length);
  append_be32 (array, (guint32) crc);
  g_byte_array_append (array, data + head, (guint) (length - head));

  return g_byte_array_free_to_bytes (array);
}

/**
 * test_gallery_png_unfolding:
 *
 * Returns: a picture with a text of @unfolded zeros, a thousandth of that long
 */
GBytes *
test_gallery_png_unfolding (guint width, guint height, gsize unfolded)
{
  g_autoptr (GBytes) png = test_gallery_png (width, height, TEST_PNG_RGB, 0);
  g_autofree guint8 *zeros = g_malloc0 (unfolded);
  uLongf length = compressBound (unfolded);
  guint8 *text = g_malloc (length + 3);
  g_autoptr (GBytes) content = NULL;

  memcpy (text, "a\0\0", 3);
  compress2 (text + 3, &length, zeros, unfolded, 9);
  content = g_bytes_new_take (text, length + 3);

  return test_gallery_png_with (png, "zTXt", content);
}

static void
append_le (GByteArray *array, guint32 value, guint n_bytes)
{
  const guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (array, (const guint8 *) &little, n_bytes);
}

static void
append_chunk (GByteArray *array, const char *name, const guint8 *data, gsize length)
{
  g_byte_array_append (array, (const guint8 *) name, 4);
  append_le (array, (guint32) length, 4);
  g_byte_array_append (array, data, (guint) length);
  if (length & 1)
    append_le (array, 0, 1);
}

static GByteArray *
begin_extended (guint flags, guint width, guint height)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, (const guint8 *) "RIFF\0\0\0\0WEBPVP8X\12\0\0\0", 20);
  append_le (array, flags, 4);
  append_le (array, width - 1, 3);
  append_le (array, height - 1, 3);

  return array;
}

static GBytes *
end_extended (GByteArray *array)
{
  const guint32 length = GUINT32_TO_LE (array->len - 8);

  memcpy (array->data + 4, &length, sizeof length);

  return g_byte_array_free_to_bytes (array);
}

GBytes *
test_gallery_webp (guint width, guint height, gboolean lossless, int orientation)
{
  g_autofree guint8 *pixels = paint (width, height);
  g_autoptr (GByteArray) exif = make_exif (orientation);
  guint8 *data = NULL;
  gsize length =
      lossless ? WebPEncodeLosslessRGB (pixels, (int) width, (int) height, (int) width * 3, &data)
               : WebPEncodeRGB (pixels, (int) width, (int) height, (int) width * 3, QUALITY, &data);
  GByteArray *array;

  if (orientation == 0)
    return g_bytes_new_with_free_func (data, length, (GDestroyNotify) WebPFree, data);

  array = begin_extended (1 << 3, width, height);
  g_byte_array_append (array, data + 12, (guint) length - 12);
  append_chunk (array, "EXIF", exif->data, exif->len);
  WebPFree (data);

  return end_extended (array);
}

/**
 * test_gallery_webp_moving:
 *
 * Returns: two pictures in turn
 */
GBytes *
test_gallery_webp_moving (guint width, guint height)
{
  g_autoptr (GBytes) still = test_gallery_webp (width, height, FALSE, 0);
  GByteArray *array = begin_extended (1 << 1, width, height);
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (still, &length);

  append_le (frame, 0, 3);
  append_le (frame, 0, 3);
  append_le (frame, width - 1, 3);
  append_le (frame, height - 1, 3);
  append_le (frame, 100, 4);
  g_byte_array_append (frame, data + 12, (guint) length - 12);

  append_chunk (array, "ANIM", (const guint8 *) "\0\0\0\0\0\0", 6);
  append_chunk (array, "ANMF", frame->data, frame->len);
  append_chunk (array, "ANMF", frame->data, frame->len);

  return end_extended (array);
}

/**
 * test_gallery_cut:
 *
 * Returns: what is there when the line breaks after @length bytes
 */
GBytes *
test_gallery_cut (GBytes *picture, gsize length)
{
  return g_bytes_new_from_bytes (picture, 0, length);
}

static void
lie_jpeg (guint8 *data, gsize length, guint width, guint height)
{
  for (gsize at = 0; at + 9 < length; at++)
    if (data[at] == 0xff && (data[at + 1] == 0xc0 || data[at + 1] == 0xc2)) {
      const guint16 sides[] = { GUINT16_TO_BE (height), GUINT16_TO_BE (width) };

      memcpy (data + at + 5, sides, 4);
      break;
    }
}

/* The sum is mended, so that nothing but the lie is wrong. */
static void
lie_png (guint8 *data, guint width, guint height)
{
  const guint32 sides[] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };
  guint32 crc;

  memcpy (data + 16, sides, 8);
  crc = GUINT32_TO_BE ((guint32) crc32 (0, data + 12, 17));
  memcpy (data + 29, &crc, 4);
}

/**
 * test_gallery_lie:
 *
 * Returns: the same JPEG or PNG picture with a header that tells of another size
 */
GBytes *
test_gallery_lie (GBytes *picture, guint width, guint height)
{
  gsize length;
  const guint8 *honest = g_bytes_get_data (picture, &length);
  guint8 *data = g_memdup2 (honest, length);

  if (data[0] == 0x89)
    lie_png (data, width, height);
  else
    lie_jpeg (data, length, width, height);

  return g_bytes_new_take (data, length);
}
