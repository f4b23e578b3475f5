/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include "tote-orientation.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

/* A profile or a text could unfold to a thousand times its size; nothing here looks at one. */
#define CHUNK_MAX (1024 * 1024)
#define CHUNKS_MAX 64

typedef struct {
  png_structp png;
  png_infop info;
  ToteCanvas *canvas;
  const uint8_t *data;
  size_t left;
  uint8_t *row;   /* (owned) */
  uint8_t *whole; /* (owned): of a picture that comes in passes */
} Reader;

static void
on_error (png_structp png, png_const_charp message)
{
  png_longjmp (png, 1);
}

static void
on_warning (png_structp png, png_const_charp message)
{
}

static void
on_read (png_structp png, png_bytep to, size_t length)
{
  Reader *self = png_get_io_ptr (png);

  if (length > self->left)
    png_error (png, "no more");

  memcpy (to, self->data, length);
  self->data += length;
  self->left -= length;
}

static void
set_limits (png_structp png)
{
  static const png_byte unfolding[] = "iCCP\0zTXt\0iTXt\0sPLT";

  png_set_user_limits (png, TOTE_PICTURE_SIDE_MAX, TOTE_PICTURE_SIDE_MAX);
  png_set_chunk_malloc_max (png, CHUNK_MAX);
  png_set_chunk_cache_max (png, CHUNKS_MAX);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_NEVER, unfolding, 4);
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  png_set_crc_action (png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
#endif
}

/* Whatever it is made of comes out as B, G, R and A. */
static void
set_transformations (png_structp png)
{
  png_set_expand (png);
  png_set_scale_16 (png);
  png_set_gray_to_rgb (png);
  png_set_bgr (png);
  png_set_add_alpha (png, 0xff, PNG_FILLER_AFTER);
}

static int
get_orientation (Reader *self)
{
  png_uint_32 length = 0;
  png_bytep exif = NULL;

  if (png_get_eXIf_1 (self->png, self->info, &length, &exif) == 0 || exif == NULL)
    return 1;

  return tote_orientation_read (exif, length);
}

static void
put_row (ToteCanvas *canvas, uint8_t *row, uint32_t width)
{
  for (uint32_t x = 0; x < width; x++) {
    uint8_t *pixel = row + (size_t) x * TOTE_PICTURE_PIXEL;
    unsigned alpha = pixel[3];

    if (alpha == 255)
      continue;
    for (int i = 0; i < 3; i++)
      pixel[i] = (uint8_t) ((pixel[i] * alpha + 127) / 255);
  }
  tote_canvas_put_row (canvas, row);
}

static bool
read_rows (Reader *self, TotePictureSize size)
{
  self->row = malloc ((size_t) size.width * TOTE_PICTURE_PIXEL);
  if (self->row == NULL)
    return false;

  for (uint32_t y = 0; y < size.height; y++) {
    png_read_row (self->png, self->row, NULL);
    put_row (self->canvas, self->row, size.width);
  }

  return true;
}

/* Each pass fills in what the ones before have left out, so all of it has to be there. */
static bool
read_passes (Reader *self, TotePictureSize size, int n_passes)
{
  const size_t stride = (size_t) size.width * TOTE_PICTURE_PIXEL;

  self->whole = calloc (size.height, stride);
  if (self->whole == NULL)
    return false;

  for (int pass = 0; pass < n_passes; pass++)
    for (uint32_t y = 0; y < size.height; y++)
      png_read_row (self->png, self->whole + y * stride, NULL);
  for (uint32_t y = 0; y < size.height; y++)
    put_row (self->canvas, self->whole + y * stride, size.width);

  return true;
}

static bool
read_picture (Reader *self)
{
  TotePictureSize size;
  int n_passes;

  if (setjmp (png_jmpbuf (self->png)) != 0)
    return false;

  png_set_read_fn (self->png, self, on_read);
  set_limits (self->png);
  png_read_info (self->png, self->info);
  set_transformations (self->png);
  n_passes = png_set_interlace_handling (self->png);
  png_read_update_info (self->png, self->info);

  size.width = png_get_image_width (self->png, self->info);
  size.height = png_get_image_height (self->png, self->info);
  if (png_get_rowbytes (self->png, self->info) != (size_t) size.width * TOTE_PICTURE_PIXEL ||
      !tote_canvas_open (self->canvas, tote_canvas_fit (self->canvas, size), size,
                         get_orientation (self)))
    return false;

  return n_passes > 1 ? read_passes (self, size, n_passes) : read_rows (self, size);
}

/**
 * tote_picture_reader_read_png:
 *
 * Reads a PNG picture, as tote_picture_reader_read() does.
 *
 * Returns: whether all of it was there
 */
bool
tote_picture_reader_read_png (ToteCanvas *canvas, const uint8_t *data, size_t length)
{
  Reader self = { .canvas = canvas, .data = data, .left = length };
  bool good = false;

  self.png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
  if (self.png != NULL)
    self.info = png_create_info_struct (self.png);
  if (self.info != NULL)
    good = read_picture (&self);

  png_destroy_read_struct (&self.png, &self.info, NULL);
  free (self.row);
  free (self.whole);

  return good;
}
