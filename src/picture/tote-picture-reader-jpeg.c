/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-reader.h"

#include "tote-orientation.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#ifndef JCS_EXTENSIONS
#error "libjpeg-turbo is needed"
#endif

/* A picture with so many faults is not worth its time. */
#define WARNINGS_MAX 200

/* The library makes a picture smaller by eighths while it decodes, at a fraction of the cost. */
#define EIGHTHS 8

typedef struct {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  jmp_buf way_out;
  ToteCanvas *canvas;
  TotePictureSize size; /* of the result */
  uint8_t *row;         /* (owned) */
} Reader;

static void
on_error (j_common_ptr info)
{
  Reader *self = info->client_data;

  longjmp (self->way_out, 1);
}

/* The library would fill up with grey what is not there. */
static void
on_message (j_common_ptr info, int level)
{
  int code = info->err->msg_code;

  if (level >= 0)
    return;
  if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || ++info->err->num_warnings > WARNINGS_MAX)
    on_error (info);
}

static void
on_output (j_common_ptr info)
{
}

static int
get_orientation (Reader *self)
{
  for (jpeg_saved_marker_ptr marker = self->info.marker_list; marker != NULL; marker = marker->next)
    if (marker->data_length > 6 && memcmp (marker->data, "Exif\0", 5) == 0)
      return tote_orientation_read (marker->data, marker->data_length);

  return 1;
}

/* As few eighths as still give what the canvas has room for. */
static void
choose_scale (Reader *self)
{
  TotePictureSize whole = { self->info.image_width, self->info.image_height };

  self->size = tote_canvas_fit (self->canvas, whole);
  self->info.scale_denom = EIGHTHS;
  for (unsigned n = 1; n <= EIGHTHS; n++) {
    self->info.scale_num = n;
    jpeg_calc_output_dimensions (&self->info);
    if (self->info.output_width >= self->size.width &&
        self->info.output_height >= self->size.height)
      break;
  }
}

/* Print shops' pictures come upside down from the one program that writes nearly all of them. */
static void
convert_cmyk (Reader *self)
{
  const unsigned flip = self->info.saw_Adobe_marker ? 0 : 255;

  for (unsigned x = 0; x < self->info.output_width; x++) {
    uint8_t *pixel = self->row + x * TOTE_PICTURE_PIXEL;
    unsigned c = pixel[0] ^ flip, m = pixel[1] ^ flip, y = pixel[2] ^ flip, k = pixel[3] ^ flip;

    pixel[0] = (uint8_t) (y * k / 255);
    pixel[1] = (uint8_t) (m * k / 255);
    pixel[2] = (uint8_t) (c * k / 255);
    pixel[3] = 255;
  }
}

static bool
read_rows (Reader *self)
{
  TotePictureSize rows = { self->info.output_width, self->info.output_height };
  bool cmyk = self->info.out_color_space == JCS_CMYK;

  self->row = malloc ((size_t) rows.width * TOTE_PICTURE_PIXEL);
  if (self->row == NULL ||
      !tote_canvas_open (self->canvas, self->size, rows, get_orientation (self)))
    return false;

  while (self->info.output_scanline < self->info.output_height) {
    if (jpeg_read_scanlines (&self->info, &self->row, 1) != 1)
      return false;
    if (cmyk)
      convert_cmyk (self);
    tote_canvas_put_row (self->canvas, self->row);
  }

  return true;
}

static bool
read_picture (Reader *self, const uint8_t *data, size_t length)
{
  struct jpeg_decompress_struct *info = &self->info;

  if (setjmp (self->way_out) != 0)
    return false;

  jpeg_create_decompress (info);
  jpeg_mem_src (info, data, length);
  jpeg_save_markers (info, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header (info, TRUE);
  if (info->image_width > TOTE_PICTURE_SIDE_MAX || info->image_height > TOTE_PICTURE_SIDE_MAX)
    return false;

  info->out_color_space = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK
                              ? JCS_CMYK
                              : JCS_EXT_BGRA;
  choose_scale (self);
  jpeg_start_decompress (info);

  return read_rows (self);
}

/**
 * tote_picture_reader_read_jpeg:
 *
 * Reads a JPEG picture, as tote_picture_reader_read() does.
 *
 * Returns: whether all of it was there
 */
bool
tote_picture_reader_read_jpeg (ToteCanvas *canvas, const uint8_t *data, size_t length)
{
  Reader self = { .canvas = canvas };
  bool good;

  self.info.err = jpeg_std_error (&self.errors);
  self.info.client_data = &self;
  self.errors.error_exit = on_error;
  self.errors.emit_message = on_message;
  self.errors.output_message = on_output;

  good = read_picture (&self, data, length);
  jpeg_destroy_decompress (&self.info);
  free (self.row);

  return good;
}
