/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-canvas.h"

#include <stdlib.h>
#include <string.h>

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/**
 * tote_canvas_init:
 * @pixels: (not owned): where the result goes, with room for @shorter × @longer pixels
 * @shorter: pixels the shorter side of the result may have
 * @longer: the same of the longer side
 */
void
tote_canvas_init (ToteCanvas *self, uint8_t *pixels, uint32_t shorter, uint32_t longer)
{
  memset (self, 0, sizeof *self);
  self->pixels = pixels;
  self->shorter = shorter;
  self->longer = longer;
}

/**
 * tote_canvas_clear:
 *
 * Lets go of what was needed on the way; the pixels stay.
 *
 * For tests: the helper ends with its picture, tests and the fuzzer go on.
 */
void
tote_canvas_clear (ToteCanvas *self)
{
  free (self->across);
  free (self->sums);
  self->across = self->sums = NULL;
}

static uint32_t
scale (uint32_t side, uint32_t numerator, uint32_t denominator)
{
  uint64_t scaled = ((uint64_t) side * numerator + denominator / 2) / denominator;

  return (uint32_t) MAX (scaled, 1);
}

/**
 * tote_canvas_fit:
 * @source: what a picture has
 *
 * Returns: what it will have here, before it is turned: the same or less, of the same shape
 */
TotePictureSize
tote_canvas_fit (const ToteCanvas *self, TotePictureSize source)
{
  uint32_t shorter = MIN (source.width, source.height);
  uint32_t longer = MAX (source.width, source.height);
  uint32_t numerator = self->shorter, denominator = shorter;
  TotePictureSize size = source;

  if (shorter <= self->shorter && longer <= self->longer)
    return size;

  /* The side that has to give way more decides for both. */
  if ((uint64_t) self->longer * shorter < (uint64_t) self->shorter * longer) {
    numerator = self->longer;
    denominator = longer;
  }
  size.width = scale (source.width, numerator, denominator);
  size.height = scale (source.height, numerator, denominator);

  return size;
}

/* EXIF counts eight ways to hold a camera (TIFF 6, tag 274): 2 to 4 mirror and turn by half, 5 to 8
 * change rows for columns. */
static void
turn (ToteCanvas *self, int orientation)
{
  ptrdiff_t width = self->size.width, height = self->size.height;
  bool turned = orientation >= 5 && orientation <= 8;
  bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  ptrdiff_t along_x = turned ? height : 1, along_y = turned ? 1 : width;

  self->turned = turned;
  self->origin =
      (from_right ? (width - 1) * along_x : 0) + (from_bottom ? (height - 1) * along_y : 0);
  self->step_x = from_right ? -along_x : along_x;
  self->step_y = from_bottom ? -along_y : along_y;
}

/**
 * tote_canvas_open:
 * @size: of the result, as of tote_canvas_fit() for the picture
 * @source: the rows that will come and the pixels in each, no fewer than of @size
 * @orientation: 1 to 8 as in EXIF; anything else is 1
 *
 * Returns: whether the numbers make sense, and there is memory for it
 */
bool
tote_canvas_open (ToteCanvas *self, TotePictureSize size, TotePictureSize source, int orientation)
{
  size_t n_values;

  if (size.width == 0 || size.height == 0 || size.width > source.width ||
      size.height > source.height || source.width > TOTE_PICTURE_SIDE_MAX ||
      source.height > TOTE_PICTURE_SIDE_MAX || MIN (size.width, size.height) > self->shorter ||
      MAX (size.width, size.height) > self->longer)
    return false;

  tote_canvas_clear (self);
  self->source = source;
  self->size = size;
  self->row = 0;
  self->room = source.height;
  turn (self, orientation);

  n_values = (size_t) self->size.width * TOTE_PICTURE_PIXEL;
  self->across = calloc (n_values, sizeof *self->across);
  self->sums = calloc (n_values, sizeof *self->sums);

  return self->across != NULL && self->sums != NULL;
}

/* A pixel that comes in goes into the one under way as far as there is room, the rest of it into
 * the next: it is never wider than one of them. */
static void
average_across (ToteCanvas *self, const uint8_t *row)
{
  const uint32_t width_in = self->size.width, width_out = self->source.width;
  uint32_t *sum = self->across;
  uint32_t room = width_out;

  memset (self->across, 0, (size_t) self->size.width * TOTE_PICTURE_PIXEL * sizeof *sum);
  for (uint32_t x = 0; x < self->source.width; x++, row += TOTE_PICTURE_PIXEL) {
    uint32_t here = MIN (width_in, room), next = width_in - here;

    for (int i = 0; i < TOTE_PICTURE_PIXEL; i++)
      sum[i] += row[i] * here;
    room -= here;
    if (room > 0)
      continue;

    sum += TOTE_PICTURE_PIXEL;
    room = width_out - next;
    if (next > 0)
      for (int i = 0; i < TOTE_PICTURE_PIXEL; i++)
        sum[i] = row[i] * next;
  }
}

/* 255 × 4096 × 4096, and half of 4096 × 4096 for rounding, are less than 2³². */
static void
write_row (ToteCanvas *self)
{
  const uint32_t area = self->source.width * self->source.height;
  ptrdiff_t at = self->origin + self->step_y * (ptrdiff_t) self->row;
  const uint32_t *sum = self->sums;

  for (uint32_t x = 0; x < self->size.width; x++, at += self->step_x) {
    uint8_t *pixel = self->pixels + at * TOTE_PICTURE_PIXEL;

    for (int i = 0; i < TOTE_PICTURE_PIXEL; i++)
      pixel[i] = (uint8_t) ((*sum++ + area / 2) / area); /* NOLINT: no picture opened is empty */
  }
}

/* What fits as it is has nothing to be averaged. */
static void
copy_row (ToteCanvas *self, const uint8_t *row)
{
  ptrdiff_t at = self->origin + self->step_y * (ptrdiff_t) self->row;

  for (uint32_t x = 0; x < self->size.width; x++, at += self->step_x, row += TOTE_PICTURE_PIXEL)
    memcpy (self->pixels + at * TOTE_PICTURE_PIXEL, row, TOTE_PICTURE_PIXEL);
  self->row++;
}

static void
add_across (ToteCanvas *self, uint32_t units)
{
  for (size_t i = 0; i < (size_t) self->size.width * TOTE_PICTURE_PIXEL; i++)
    self->sums[i] += self->across[i] * units;
}

/**
 * tote_canvas_put_row:
 * @row: the next row from the top, as wide as was said, premultiplied
 */
void
tote_canvas_put_row (ToteCanvas *self, const uint8_t *row)
{
  uint32_t here = MIN (self->size.height, self->room), next = self->size.height - here;

  if (self->row == self->size.height)
    return;

  if (self->size.width == self->source.width && self->size.height == self->source.height) {
    copy_row (self, row);
    return;
  }

  average_across (self, row);
  add_across (self, here);
  self->room -= here;
  if (self->room > 0)
    return;

  write_row (self);
  memset (self->sums, 0, (size_t) self->size.width * TOTE_PICTURE_PIXEL * sizeof *self->sums);
  self->row++;
  self->room = self->source.height - next;
  if (next > 0)
    add_across (self, next);
}

/**
 * tote_canvas_finish:
 * @size: (out): of the result, as it lies in the pixels
 *
 * Returns: whether all rows have come
 */
bool
tote_canvas_finish (const ToteCanvas *self, TotePictureSize *size)
{
  size->width = self->turned ? self->size.height : self->size.width;
  size->height = self->turned ? self->size.width : self->size.height;

  return self->sums != NULL && self->row == self->size.height;
}
