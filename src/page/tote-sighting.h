/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

#define TOTE_TYPE_SIGHTING (tote_sighting_get_type ())
G_DECLARE_FINAL_TYPE (ToteSighting, tote_sighting, TOTE, SIGHTING, GObject)

ToteSighting *tote_sighting_new (ToteTracker *tracker);
const char *tote_sighting_get_text (ToteSighting *self);

G_END_DECLS
