/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-vehicle.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The fixed lower-case words of the vehicle form (contract 3.8), as people read them. */
typedef enum {
  TOTE_VEHICLE_TYPES,
  TOTE_VEHICLE_COLOURS,
} ToteVehicleWords;

GListModel *tote_vehicle_words_new_model (ToteVehicleWords words);
const char *tote_vehicle_words_get (ToteVehicleWords words, guint position);
guint tote_vehicle_words_find (ToteVehicleWords words, const char *word);
char *tote_vehicle_words_describe (ToteVehicle *vehicle);

G_END_DECLS
