/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-orientation.h"

#include <stdbool.h>
#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_SIZE 12
#define UPRIGHT 1

/* A TIFF file in small; its first two letters say which way round its numbers are. */
typedef struct {
  const uint8_t *data;
  size_t length;
  bool big;
} Tiff;

static uint32_t
read_16 (const Tiff *tiff, size_t at)
{
  const uint8_t *b = tiff->data + at;

  return tiff->big ? (uint32_t) b[0] << 8 | b[1] : (uint32_t) b[1] << 8 | b[0];
}

static uint32_t
read_32 (const Tiff *tiff, size_t at)
{
  uint32_t first = read_16 (tiff, at), second = read_16 (tiff, at + 2);

  return tiff->big ? first << 16 | second : second << 16 | first;
}

static int
find_orientation (const Tiff *tiff, size_t at)
{
  uint32_t n_entries;

  if (at > tiff->length - 2)
    return UPRIGHT;

  n_entries = read_16 (tiff, at);
  for (at += 2; n_entries > 0 && at + ENTRY_SIZE <= tiff->length; n_entries--, at += ENTRY_SIZE)
    if (read_16 (tiff, at) == TAG_ORIENTATION && read_16 (tiff, at + 2) == TYPE_SHORT)
      return (int) read_16 (tiff, at + 8);

  return UPRIGHT;
}

/**
 * tote_orientation_read:
 * @exif: what a picture says of the camera, with or without “Exif” before it
 *
 * Returns: the way it was held, 1 to 8; 1 where that is not said
 */
int
tote_orientation_read (const uint8_t *exif, size_t length)
{
  Tiff tiff = { exif, length, false };
  int orientation;

  if (length >= 6 && memcmp (exif, "Exif\0\0", 6) == 0) {
    tiff.data += 6;
    tiff.length -= 6;
  }
  if (tiff.length < 8)
    return UPRIGHT;

  tiff.big = tiff.data[0] == 'M';
  if (tiff.data[0] != tiff.data[1] || (tiff.data[0] != 'M' && tiff.data[0] != 'I') ||
      read_16 (&tiff, 2) != 42)
    return UPRIGHT;

  orientation = find_orientation (&tiff, read_32 (&tiff, 4));

  return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
}
