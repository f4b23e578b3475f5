/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-canvas.h"

/* Each reads the one picture in @data onto @canvas, in no more detail than there is room for.
 * Returns whether all of it was there: half a picture is none. */
bool tote_picture_reader_read (ToteCanvas *canvas, const uint8_t *data, size_t length);

bool tote_picture_reader_read_jpeg (ToteCanvas *canvas, const uint8_t *data, size_t length);
bool tote_picture_reader_read_png (ToteCanvas *canvas, const uint8_t *data, size_t length);
bool tote_picture_reader_read_webp (ToteCanvas *canvas, const uint8_t *data, size_t length);
