/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-leaps.h"

#include <math.h>

/* No car that brings groceries is faster, in metres a second: 200 km/h. */
#define FASTEST (200 / 3.6)

/* How far a reading may be wrong, in metres, which is not speed. */
#define NOISE 300.0

/* So many readings in a row are no mistake any more. */
#define ENOUGH 3

/* Open sea in the Gulf of Guinea, and what a phone says that knows nothing. */
static gboolean
is_nowhere (TotePosition *position)
{
  return fabs (tote_position_get_latitude (position)) < 1e-6 &&
         fabs (tote_position_get_longitude (position)) < 1e-6;
}

/* A jump back to where it was before is none: the last place may have been the mistake. */
static gboolean
is_leap (ToteLeaps *self, TotePosition *position, gint64 now)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->places); i++) {
    double seconds = (double) MAX (now - self->since[i], 0) / G_USEC_PER_SEC;

    if (self->places[i] != NULL &&
        tote_position_get_distance (self->places[i], position) <= NOISE + FASTEST * seconds)
      return FALSE;
  }

  return self->places[0] != NULL;
}

/**
 * tote_leaps_believe:
 * @position: what was read
 * @now: monotonic µs
 *
 * Returns: whether the shopper can be there; if so, further readings are judged by it
 */
gboolean
tote_leaps_believe (ToteLeaps *self, TotePosition *position, gint64 now)
{
  g_return_val_if_fail (TOTE_IS_POSITION (position), FALSE);

  if (is_nowhere (position))
    return FALSE;
  if (is_leap (self, position, now) && ++self->doubts < ENOUGH)
    return FALSE;

  self->doubts = 0;
  if (self->places[0] != NULL && tote_position_equal (self->places[0], position))
    return TRUE;

  g_set_object (&self->places[1], self->places[0]);
  self->since[1] = self->since[0];
  g_set_object (&self->places[0], position);
  self->since[0] = now;

  return TRUE;
}

/**
 * tote_leaps_clear:
 *
 * Forgets all places.
 */
void
tote_leaps_clear (ToteLeaps *self)
{
  g_clear_object (&self->places[0]);
  g_clear_object (&self->places[1]);
  self->doubts = 0;
}
