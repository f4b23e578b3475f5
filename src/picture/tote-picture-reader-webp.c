/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include "tote-orientation.h"

#include <string.h>
#include <webp/decode.h>

#define RIFF_HEADER 12
#define CHUNK_HEADER 8

static uint32_t
read_le32 (const uint8_t *b)
{
  return (uint32_t) b[3] << 24 | (uint32_t) b[2] << 16 | (uint32_t) b[1] << 8 | b[0];
}

/* What the camera said stands behind the picture, which is no matter of the decoder's. */
static int
get_orientation (const uint8_t *data, size_t length)
{
  size_t at = RIFF_HEADER;

  while (at + CHUNK_HEADER <= length) {
    size_t size = read_le32 (data + at + 4);

    if (size > length - at - CHUNK_HEADER)
      break;
    if (memcmp (data + at, "EXIF", 4) == 0)
      return tote_orientation_read (data + at + CHUNK_HEADER, size);
    at += CHUNK_HEADER + size + (size & 1);
  }

  return 1;
}

static void
put_rows (ToteCanvas *canvas, const WebPRGBABuffer *buffer, uint32_t height)
{
  for (uint32_t y = 0; y < height; y++)
    tote_canvas_put_row (canvas, buffer->rgba + y * (size_t) buffer->stride);
}

/**
 * tote_picture_reader_read_webp:
 *
 * Reads a WebP picture, as tote_picture_reader_read() does. The library scales by itself, row by
 * row. One that moves is not decoded.
 *
 * Returns: whether all of it was there
 */
bool
tote_picture_reader_read_webp (ToteCanvas *canvas, const uint8_t *data, size_t length)
{
  WebPDecoderConfig config;
  TotePictureSize whole, size;
  bool good;

  if (!WebPInitDecoderConfig (&config) ||
      WebPGetFeatures (data, length, &config.input) != VP8_STATUS_OK ||
      config.input.has_animation || config.input.width > TOTE_PICTURE_SIDE_MAX ||
      config.input.height > TOTE_PICTURE_SIDE_MAX)
    return false;

  whole.width = (uint32_t) config.input.width;
  whole.height = (uint32_t) config.input.height;
  size = tote_canvas_fit (canvas, whole);
  config.options.use_scaling = size.width < whole.width || size.height < whole.height;
  config.options.scaled_width = (int) size.width;
  config.options.scaled_height = (int) size.height;
  config.output.colorspace = MODE_bgrA;

  good = WebPDecode (data, length, &config) == VP8_STATUS_OK &&
         tote_canvas_open (canvas, size, size, get_orientation (data, length));
  if (good)
    put_rows (canvas, &config.output.u.RGBA, size.height);
  WebPFreeDecBuffer (&config.output);

  return good;
}
