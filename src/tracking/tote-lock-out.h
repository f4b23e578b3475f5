/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteLockOut: whether the customer has to be told to find a way in. A server that refuses one
 * question may answer the next: what does not hold is told to nobody, and one that has passed by
 * itself before has to hold for longer. All zero is the beginning.
 */
typedef struct {
  GError *error;    /* (owned) (nullable): why there is no way in, once that has held */
  gint64 since;     /* monotonic µs of the first refusal after the last good answer, 0 for none */
  gint64 passed_at; /* monotonic µs at which the last of those that had held, or came soon
                     * after, was over; 0 for never */
} ToteLockOut;

gboolean tote_lock_out_settle (ToteLockOut *self, const GError *failure, gint64 now, double pace);
void tote_lock_out_clear (ToteLockOut *self);

G_END_DECLS
