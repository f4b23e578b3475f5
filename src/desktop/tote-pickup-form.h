/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TotePickupFormKind: what is asked.
 */
typedef enum {
  TOTE_PICKUP_FORM_VEHICLE,
  TOTE_PICKUP_FORM_DELEGATE,
} TotePickupFormKind;

#define TOTE_TYPE_PICKUP_FORM (tote_pickup_form_get_type ())
G_DECLARE_FINAL_TYPE (TotePickupForm, tote_pickup_form, TOTE, PICKUP_FORM, AdwWindow)

GtkWidget *tote_pickup_form_new (ToteTracker *tracker, TotePickupFormKind kind);

G_END_DECLS
