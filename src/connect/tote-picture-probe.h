/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-picture-wire.h"

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the outside of a picture says of it, before anything decodes it.
 */

typedef enum {
  TOTE_PICTURE_PNG,
  TOTE_PICTURE_JPEG,
  TOTE_PICTURE_WEBP,
} TotePictureKind;

/**
 * TotePictureFacts: see tote_picture_probe().
 *
 * @n_scans: how often a JPEG picture goes over its pixels
 * @plain: nothing in it unfolds, comes in passes or takes more than its pixels do
 */
typedef struct {
  TotePictureKind kind;
  guint width;
  guint height;
  guint n_scans;
  gboolean plain;
} TotePictureFacts;

/**
 * TotePictureLimits: what a picture may have, as design 8 says of those of products and people and
 * of the tiles of a map.
 */
typedef struct {
  gsize bytes;
  guint side; /* pixels */
} TotePictureLimits;

extern const TotePictureLimits tote_picture_limits;
extern const TotePictureLimits tote_tile_limits;

gboolean tote_picture_probe (GBytes *bytes, TotePictureFacts *facts);
gboolean tote_picture_check (GBytes *bytes, const TotePictureLimits *limits,
                             TotePictureFacts *facts, GError **error);

G_END_DECLS
