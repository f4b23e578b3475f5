/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * TotePinLayer: pins on a round world: a place beyond the 180th meridian stands where the map shows
 * it, which libshumate's own layer leaves out.
 */
#define TOTE_TYPE_PIN_LAYER (tote_pin_layer_get_type ())
G_DECLARE_FINAL_TYPE (TotePinLayer, tote_pin_layer, TOTE, PIN_LAYER, ShumateLayer)

TotePinLayer *tote_pin_layer_new (ShumateViewport *viewport);
void tote_pin_layer_add (TotePinLayer *self, ShumateMarker *pin);
void tote_pin_layer_locate (ShumateViewport *viewport, GtkWidget *layer, double latitude,
                            double longitude, double *x, double *y);

G_END_DECLS
