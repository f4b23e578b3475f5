/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteVehicleForm: what the store should look for, as a row that opens into a form. What the
 * customer types is never overwritten by what the server has.
 *
 * Property "delegated" (whether it is somebody else’s vehicle), internal child "form" (the
 * #ToteWishWatch, which is given the tracker).
 */
#define TOTE_TYPE_VEHICLE_FORM (tote_vehicle_form_get_type ())
G_DECLARE_FINAL_TYPE (ToteVehicleForm, tote_vehicle_form, TOTE, VEHICLE_FORM, AdwExpanderRow)

G_END_DECLS
