/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteBrand: the retailer's look on the whole program: name, logo and colour of a profile. The
 * colour becomes the platform's accent, fitted to light, dark and high contrast as they are
 * switched. There is one, on the main thread; widgets bind to it.
 *
 * Properties: "profile", "name", "logo" (#GdkPaintable, nullable), "silence-bought",
 * "dark" (whether the look is dark now), "map-dark" (whether that of the map is), "tiles" (the
 * pattern of the map's tiles in the look of the map), "attribution" (who made the map).
 */
#define TOTE_TYPE_BRAND (tote_brand_get_type ())
G_DECLARE_FINAL_TYPE (ToteBrand, tote_brand, TOTE, BRAND, GObject)

/**
 * ToteMapLook: whether the map is light or dark: as all is, or as the person wishes.
 */
typedef enum {
  TOTE_MAP_LOOK_DESKTOP,
  TOTE_MAP_LOOK_LIGHT,
  TOTE_MAP_LOOK_DARK,
} ToteMapLook;

ToteBrand *tote_brand_get_default (void);

void tote_brand_set_profile (ToteBrand *self, ToteProfile *profile);
ToteProfile *tote_brand_get_profile (ToteBrand *self);
const char *tote_brand_get_name (ToteBrand *self);
GdkPaintable *tote_brand_get_logo (ToteBrand *self);
char **tote_brand_dup_replies (ToteBrand *self);
const ToteChoice *tote_brand_get_choice (ToteBrand *self, guint position);
void tote_brand_use_map_of (ToteBrand *self, const char *server, gboolean sandbox);
char *tote_brand_dup_tiles (ToteBrand *self);
void tote_brand_set_map_look (ToteBrand *self, ToteMapLook look);
gboolean tote_brand_get_dark (ToteBrand *self);
gboolean tote_brand_get_map_dark (ToteBrand *self);
void tote_brand_set_locked (ToteBrand *self, gboolean locked);
gboolean tote_brand_get_locked (ToteBrand *self);
void tote_brand_get_accent (ToteBrand *self, GdkRGBA *accent);

G_END_DECLS
