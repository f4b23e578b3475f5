/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-picture-wire.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * ToteCanvas: takes a picture row by row as a decoder gives it, averages it down to what there is
 * room for and turns it the way it was held; no more than a few rows are in memory besides the
 * result. Each pixel of the result is the mean of the area it covers, exactly: areas are counted
 * in whole units, of which a pixel that comes in is as wide as the result has columns, and one
 * that goes out as wide as the source has.
 */
typedef struct {
  uint8_t *pixels; /* (not owned): room for shorter × longer pixels */
  uint32_t shorter;
  uint32_t longer;

  TotePictureSize source;
  TotePictureSize size; /* of the result, before it is turned */
  uint32_t *across;     /* (owned): one row of the source, averaged across */
  uint32_t *sums;       /* (owned): the row of the result under way */
  uint32_t row;         /* of the result */
  uint32_t room;        /* units of height that are missing in it */
  ptrdiff_t origin;     /* where the first pixel goes, in pixels; and from one to the next */
  ptrdiff_t step_x;
  ptrdiff_t step_y;
  bool turned;
} ToteCanvas;

void tote_canvas_init (ToteCanvas *self, uint8_t *pixels, uint32_t shorter, uint32_t longer);
void tote_canvas_clear (ToteCanvas *self);

TotePictureSize tote_canvas_fit (const ToteCanvas *self, TotePictureSize source);
bool tote_canvas_open (ToteCanvas *self, TotePictureSize size, TotePictureSize source,
                       int orientation);
void tote_canvas_put_row (ToteCanvas *self, const uint8_t *row);
bool tote_canvas_finish (const ToteCanvas *self, TotePictureSize *size);
