/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ToteMapPin: a pin on the map, its tip on the place. The drop is a symbolic icon, so that the
 * style colours it and its edge. It glides to a new place unless animations
 * are off.
 */
#define TOTE_TYPE_MAP_PIN (tote_map_pin_get_type ())
G_DECLARE_FINAL_TYPE (ToteMapPin, tote_map_pin, TOTE, MAP_PIN, ShumateMarker)

ToteMapPin *tote_map_pin_new (const char *css_class);
void tote_map_pin_set_icon_name (ToteMapPin *self, const char *icon_name);
void tote_map_pin_move (ToteMapPin *self, double latitude, double longitude, gboolean glide);
double tote_map_pin_get_part (ToteMapPin *self);

G_END_DECLS
