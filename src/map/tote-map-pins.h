/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* The customer's or the store's place, and the shopper's. */
#define TOTE_MAP_PINS_MAX 2

#define TOTE_TYPE_MAP_PINS (tote_map_pins_get_type ())
G_DECLARE_FINAL_TYPE (ToteMapPins, tote_map_pins, TOTE, MAP_PINS, GObject)

ToteMapPins *tote_map_pins_new (ShumateMap *map);
void tote_map_pins_set_tracker (ToteMapPins *self, ToteTracker *tracker);
ShumateLayer *tote_map_pins_get_lowest_layer (ToteMapPins *self);
guint tote_map_pins_get_places (ToteMapPins *self, double *latitudes, double *longitudes);
gboolean tote_map_pins_expected (gpointer unused, ToteHandling *handling, TotePosition *position,
                                 ToteStage stage);

G_END_DECLS
