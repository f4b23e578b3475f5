/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tries.h"

#include <string.h>

#define WITHIN (60 * G_USEC_PER_SEC)
#define PAUSE (60 * G_USEC_PER_SEC)

/**
 * tote_tries_add:
 * @now: monotonic µs
 *
 * Keeps a wrong try in mind.
 */
void
tote_tries_add (ToteTries *self, gint64 now)
{
  g_return_if_fail (self != NULL);

  memmove (self->at + 1, self->at, (TOTE_TRIES_MAX - 1) * sizeof *self->at);
  self->at[0] = now;
}

/**
 * tote_tries_get_wait:
 * @now: monotonic µs
 *
 * Returns: how many µs nothing is to be looked up for, 0 for none: somebody who tries numbers out
 *   has a minute's pause after five wrong ones in a minute
 */
gint64
tote_tries_get_wait (const ToteTries *self, gint64 now)
{
  const gint64 first = self->at[TOTE_TRIES_MAX - 1];

  if (first == 0 || self->at[0] - first > WITHIN)
    return 0;

  return MAX (self->at[0] + PAUSE - now, 0);
}
