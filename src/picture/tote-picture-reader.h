/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-canvas.h"

/*
 * From the bytes of a picture to the rows of a canvas: one function a format, and one that knows
 * them apart.
 */
bool tote_picture_reader_read (ToteCanvas *canvas, const uint8_t *data, size_t length);

bool tote_picture_reader_read_jpeg (ToteCanvas *canvas, const uint8_t *data, size_t length);
bool tote_picture_reader_read_png (ToteCanvas *canvas, const uint8_t *data, size_t length);
bool tote_picture_reader_read_webp (ToteCanvas *canvas, const uint8_t *data, size_t length);
