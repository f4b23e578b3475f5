/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-probe.h"

#include "tote-connect-error.h"

#include <string.h>

/* An honest picture has about ten. */
#define SCANS_MAX 64

#define TILE_BYTES_MAX (1024 * 1024)
#define TILE_SIDE_MAX 512

const TotePictureLimits tote_picture_limits = { TOTE_PICTURE_BYTES_MAX, TOTE_PICTURE_SIDE_MAX };
const TotePictureLimits tote_tile_limits = { TILE_BYTES_MAX, TILE_SIDE_MAX };

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

/* Profiles and texts are packed and may be a thousand times as long when they are not. */
static gboolean
unfolds (const guint8 *chunk)
{
  static const char *const names[] = { "iCCP", "zTXt", "iTXt", "sPLT" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (memcmp (chunk, names[i], 4) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
probe_png (const guint8 *data, gsize length, TotePictureFacts *facts)
{
  gsize at = 8;

  if (length < 29 || memcmp (data, "\x89PNG\r\n\x1a\n", 8) != 0 ||
      memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;

  facts->kind = TOTE_PICTURE_PNG;
  facts->width = read_be32 (data + 16);
  facts->height = read_be32 (data + 20);
  facts->plain = data[28] == 0;
  while (at + 12 <= length) {
    gsize inside = read_be32 (data + at);

    facts->plain = facts->plain && !unfolds (data + at + 4);
    if (inside > length - at - 12)
      break;
    at += 12 + inside;
  }

  return TRUE;
}

/* The frame headers are C0 to CF, but for the tables C4 and CC and the unused C8. */
static gboolean
is_jpeg_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Pixels lie between markers: FF 00 is one of their bytes, D0 to D7 part them, 01 says nothing. */
static gboolean
stands_alone (guint8 marker)
{
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/* From one marker to the next, the way a decoder goes, to the end of the picture. */
static gboolean
probe_jpeg (const guint8 *data, gsize length, TotePictureFacts *facts)
{
  const guint8 *at = data + 2, *end = data + length;

  if (length < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;

  facts->kind = TOTE_PICTURE_JPEG;
  while (at < end && (at = memchr (at, 0xff, (gsize) (end - at))) != NULL && end - at >= 4) {
    guint8 marker = at[1];

    if (marker == 0xd9)
      break;
    if (marker == 0xff || stands_alone (marker)) {
      at += marker == 0xff ? 1 : 2;
      continue;
    }
    if (is_jpeg_frame (marker) && facts->width == 0 && end - at >= 9) {
      facts->height = read_be16 (at + 5);
      facts->width = read_be16 (at + 7);
      facts->plain = marker == 0xc0;
    }
    if (marker == 0xda && ++facts->n_scans > 1)
      facts->plain = FALSE;
    at += 2 + (gsize) MIN (read_be16 (at + 2), end - at - 2);
  }

  return facts->width != 0;
}

static gboolean
probe_webp (const guint8 *data, gsize length, TotePictureFacts *facts)
{
  if (length < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;

  facts->kind = TOTE_PICTURE_WEBP;
  if (memcmp (data + 12, "VP8X", 4) == 0) {
    facts->width = read_le24 (data + 24) + 1;
    facts->height = read_le24 (data + 27) + 1;
  } else if (memcmp (data + 12, "VP8L", 4) == 0 && data[20] == 0x2f) {
    guint bits = read_le24 (data + 21) | (guint) data[24] << 24;

    facts->width = (bits & 0x3fff) + 1;
    facts->height = (bits >> 14 & 0x3fff) + 1;
  } else if (memcmp (data + 12, "VP8 ", 4) == 0 && memcmp (data + 23, "\x9d\x01\x2a", 3) == 0) {
    facts->width = read_le16 (data + 26) & 0x3fff;
    facts->height = read_le16 (data + 28) & 0x3fff;
  } else {
    return FALSE;
  }

  return TRUE;
}

/**
 * tote_picture_probe:
 * @facts: (out caller-allocates): what it says
 *
 * Returns: whether it is a PNG, JPEG or WebP picture
 *
 * For tests: what a picture says of itself, before it is judged.
 */
gboolean
tote_picture_probe (GBytes *bytes, TotePictureFacts *facts)
{
  gsize length;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (facts != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);
  memset (facts, 0, sizeof *facts);

  return probe_png (data, length, facts) || probe_jpeg (data, length, facts) ||
         probe_webp (data, length, facts);
}

/**
 * tote_picture_check:
 * @limits: what it may have
 * @facts: (out caller-allocates): what it says
 *
 * Returns: whether @bytes may be given to a decoder: %TOTE_CONNECT_ERROR_MALFORMED for what is no
 *   picture, %TOTE_CONNECT_ERROR_TOO_LARGE for one that asks for too much
 */
gboolean
tote_picture_check (GBytes *bytes, const TotePictureLimits *limits, TotePictureFacts *facts,
                    GError **error)
{
  g_return_val_if_fail (limits != NULL, FALSE);

  if (!tote_picture_probe (bytes, facts) || facts->width == 0 || facts->height == 0) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return FALSE;
  }
  if (g_bytes_get_size (bytes) > limits->bytes || facts->width > limits->side ||
      facts->height > limits->side || facts->n_scans > SCANS_MAX) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE));
    return FALSE;
  }

  return TRUE;
}
