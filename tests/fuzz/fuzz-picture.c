/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include <stdlib.h>
#include <string.h>

/* The readers of the picture helper, here without its jail: what the sanitizers find would be
 * behind bars in life, and is a mistake all the same. */

#define SHORTER 64
#define LONGER 96

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static uint8_t pixels[SHORTER * LONGER * TOTE_PICTURE_PIXEL];
  ToteCanvas canvas;
  TotePictureSize result = { 0, 0 };

  tote_canvas_init (&canvas, pixels, SHORTER, LONGER);
  if (tote_picture_reader_read (&canvas, data, size) && tote_canvas_finish (&canvas, &result) &&
      (result.width == 0 || result.height == 0 || result.width * result.height > SHORTER * LONGER))
    abort ();
  tote_canvas_clear (&canvas);
  return 0;
}
