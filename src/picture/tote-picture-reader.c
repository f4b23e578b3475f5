/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include <string.h>

/**
 * tote_picture_reader_read:
 * @canvas: takes the picture
 *
 * Reads a picture in no more detail than there is room for. What it is, its first bytes say; what
 * it is called by others does not count.
 *
 * Returns: whether all of it was there: half a picture is none
 */
bool
tote_picture_reader_read (ToteCanvas *canvas, const uint8_t *data, size_t length)
{
  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return tote_picture_reader_read_png (canvas, data, length);
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return tote_picture_reader_read_jpeg (canvas, data, length);
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return tote_picture_reader_read_webp (canvas, data, length);

  return false;
}
