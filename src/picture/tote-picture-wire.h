/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/**
 * What Tote and the program that decodes pictures for it have to agree on.
 *
 * tote-picture SHORTER LONGER MEBIBYTES: the picture is the file on standard input, the pixels go
 * into the file on standard output, whose size the caller has fixed. SHORTER and LONGER are the
 * pixels its sides may have, MEBIBYTES the memory it may take to get there. The pixels are B, G, R
 * and A, premultiplied, without padding, from the beginning of the file; what they are stands at
 * its end. The exit status is one of #TotePictureEnd.
 */
typedef enum {
  TOTE_PICTURE_END_DECODED = 0,
  TOTE_PICTURE_END_REFUSED = 1, /* no picture, a broken one, or one that takes too much */
  TOTE_PICTURE_END_MISUSED = 2,
  TOTE_PICTURE_END_NO_JAIL = 3, /* this machine does not let it shut itself in */
} TotePictureEnd;

typedef struct {
  uint32_t width;
  uint32_t height;
} TotePictureSize;

#define TOTE_PICTURE_PIXEL 4
#define TOTE_PICTURE_BYTES_MAX (8 * 1024 * 1024)
#define TOTE_PICTURE_SIDE_MAX 4096

/* Milliseconds of processor time it has. */
#define TOTE_PICTURE_CPU_MS 500
