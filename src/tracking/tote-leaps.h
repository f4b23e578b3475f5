/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-position.h"

G_BEGIN_DECLS

/**
 * ToteLeaps: which readings of a moving shopper's position may be believed. A phone that has lost
 * its satellites says (0, 0), or a place on the other side of the country, and is right again with
 * the next reading. All zero is a new one.
 */
typedef struct {
  TotePosition *places[2]; /* (owned) (nullable): that were believed, the last one first */
  gint64 since[2];         /* monotonic µs: when each was seen first */
  guint doubts;            /* readings in a row that were not believed */
} ToteLeaps;

gboolean tote_leaps_believe (ToteLeaps *self, TotePosition *position, gint64 now);
void tote_leaps_clear (ToteLeaps *self);

G_END_DECLS
