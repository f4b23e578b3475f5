/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TotePosition: a place on the earth, in degrees. Never changes.
 */
#define TOTE_TYPE_POSITION (tote_position_get_type ())
G_DECLARE_FINAL_TYPE (TotePosition, tote_position, TOTE, POSITION, GObject)

TotePosition *tote_position_new (double latitude, double longitude);

double tote_position_get_latitude (TotePosition *self);
double tote_position_get_longitude (TotePosition *self);
gboolean tote_position_equal (TotePosition *a, TotePosition *b);
double tote_position_get_distance (TotePosition *a, TotePosition *b);

G_END_DECLS
