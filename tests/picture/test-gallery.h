/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * A gallery of pictures to decode, honest and hostile, made when they are asked for. All show the
 * same four fields: red and green above, blue and white below.
 */
typedef enum {
  TEST_JPEG_PLAIN = 0,
  TEST_JPEG_PROGRESSIVE = 1 << 0,
  TEST_JPEG_GREY = 1 << 1,
  TEST_JPEG_CMYK = 1 << 2,
} TestJpegFlags;

typedef enum {
  TEST_PNG_RGB,
  TEST_PNG_RGBA, /* half transparent */
  TEST_PNG_GREY,
  TEST_PNG_PALETTE, /* white is transparent */
  TEST_PNG_DEEP,    /* 16 bits a channel */
  TEST_PNG_PASSES,  /* interlaced */
} TestPngKind;

GBytes *test_gallery_jpeg (guint width, guint height, TestJpegFlags flags, int orientation);
GBytes *test_gallery_jpeg_scans (guint width, guint height, guint n_scans);
GBytes *test_gallery_png (guint width, guint height, TestPngKind kind, int orientation);
GBytes *test_gallery_png_with (GBytes *png, const char *chunk, GBytes *content);
GBytes *test_gallery_png_unfolding (guint width, guint height, gsize unfolded);
GBytes *test_gallery_webp (guint width, guint height, gboolean lossless, int orientation);
GBytes *test_gallery_webp_moving (guint width, guint height);

GBytes *test_gallery_cut (GBytes *picture, gsize length);
GBytes *test_gallery_lie (GBytes *picture, guint width, guint height);
