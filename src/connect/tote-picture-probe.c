/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-probe.h"

#include "tote-connect-error.h"

#include <string.h>

typedef struct {
  guint width;
  guint height;
} Size;

static guint
read_be16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static guint
read_be32 (const guint8 *data)
{
  return read_be16 (data) << 16 | read_be16 (data + 2);
}

static guint
read_le16 (const guint8 *data)
{
  return (guint) data[1] << 8 | data[0];
}

static guint
read_le24 (const guint8 *data)
{
  return (guint) data[2] << 16 | read_le16 (data);
}

static gboolean
probe_png (const guint8 *data, gsize length, Size *size)
{
  if (length < 24 || memcmp (data, "\x89PNG\r\n\x1a\n", 8) != 0 ||
      memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;

  size->width = read_be32 (data + 16);
  size->height = read_be32 (data + 20);

  return TRUE;
}

static gboolean
probe_gif (const guint8 *data, gsize length, Size *size)
{
  if (length < 10 || (memcmp (data, "GIF87a", 6) != 0 && memcmp (data, "GIF89a", 6) != 0))
    return FALSE;

  size->width = read_le16 (data + 6);
  size->height = read_le16 (data + 8);

  return TRUE;
}

/* The frame headers are C0 to CF, but for the tables C4 and CC and the unused C8. */
static gboolean
is_jpeg_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
probe_jpeg (const guint8 *data, gsize length, Size *size)
{
  gsize at = 2;

  if (length < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;

  while (at + 9 <= length && data[at] == 0xff) {
    guint8 marker = data[at + 1];

    if (marker == 0xff) {
      at++;
    } else if (is_jpeg_frame (marker)) {
      size->height = read_be16 (data + at + 5);
      size->width = read_be16 (data + at + 7);
      return TRUE;
    } else {
      at += 2 + read_be16 (data + at + 2);
    }
  }

  return FALSE;
}

static gboolean
probe_webp (const guint8 *data, gsize length, Size *size)
{
  if (length < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;

  if (memcmp (data + 12, "VP8X", 4) == 0) {
    size->width = read_le24 (data + 24) + 1;
    size->height = read_le24 (data + 27) + 1;
  } else if (memcmp (data + 12, "VP8L", 4) == 0 && data[20] == 0x2f) {
    guint bits = read_le24 (data + 21) | (guint) data[24] << 24;

    size->width = (bits & 0x3fff) + 1;
    size->height = (bits >> 14 & 0x3fff) + 1;
  } else if (memcmp (data + 12, "VP8 ", 4) == 0 && memcmp (data + 23, "\x9d\x01\x2a", 3) == 0) {
    size->width = read_le16 (data + 26) & 0x3fff;
    size->height = read_le16 (data + 28) & 0x3fff;
  } else {
    return FALSE;
  }

  return TRUE;
}

/**
 * tote_picture_probe:
 * @width: (out): pixels
 * @height: (out): pixels
 *
 * Reads the size of a PNG, JPEG, GIF or WebP picture off its header, before anything decodes it.
 *
 * Returns: whether it is one of these
 */
gboolean
tote_picture_probe (GBytes *bytes, guint *width, guint *height)
{
  Size size = { 0, 0 };
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (!probe_png (data, length, &size) && !probe_jpeg (data, length, &size) &&
      !probe_gif (data, length, &size) && !probe_webp (data, length, &size))
    return FALSE;

  *width = size.width;
  *height = size.height;

  return TRUE;
}

/**
 * tote_picture_check:
 *
 * Returns: whether @bytes may be given to a decoder: %TOTE_CONNECT_ERROR_MALFORMED for what is no
 *   picture, %TOTE_CONNECT_ERROR_TOO_LARGE for one that would not stay in 4096×4096
 */
gboolean
tote_picture_check (GBytes *bytes, GError **error)
{
  guint width, height;

  if (!tote_picture_probe (bytes, &width, &height) || width == 0 || height == 0) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return FALSE;
  }
  if (g_bytes_get_size (bytes) > TOTE_PICTURE_BYTES_MAX || width > TOTE_PICTURE_SIDE_MAX ||
      height > TOTE_PICTURE_SIDE_MAX) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE));
    return FALSE;
  }

  return TRUE;
}
