/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Distances in the units of the place. */

/**
 * ToteDistanceUnit: what distances are told in: as where the person is, or as they wish.
 */
typedef enum {
  TOTE_DISTANCE_UNIT_LOCALE,
  TOTE_DISTANCE_UNIT_MILES,
  TOTE_DISTANCE_UNIT_KILOMETRES,
} ToteDistanceUnit;

gboolean tote_distance_is_in_miles (void);
void tote_distance_choose_unit (ToteDistanceUnit unit);
char *tote_distance_format (double metres);

G_END_DECLS
