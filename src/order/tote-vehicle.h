/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteVehicle: what the customer comes with to pick an order up (contract 3.8). Never changes.
 */
#define TOTE_TYPE_VEHICLE (tote_vehicle_get_type ())
G_DECLARE_FINAL_TYPE (ToteVehicle, tote_vehicle, TOTE, VEHICLE, GObject)

ToteVehicle *tote_vehicle_new (const char *model, const char *vehicle_type,
                               const char *license_plate, const char *color);

const char *tote_vehicle_get_model (ToteVehicle *self);
const char *tote_vehicle_get_vehicle_type (ToteVehicle *self);
const char *tote_vehicle_get_license_plate (ToteVehicle *self);
const char *tote_vehicle_get_color (ToteVehicle *self);

gboolean tote_vehicle_equal (ToteVehicle *a, ToteVehicle *b);

G_END_DECLS
