/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many wrong tries are kept in mind. */
#define TOTE_TRIES_MAX 5

/**
 * ToteTries: when the last wrong look-ups were, by the monotonic clock, which all processes of a
 * machine share. A display that starts anew for the next customer goes on with those of the last.
 */
typedef struct {
  gint64 at[TOTE_TRIES_MAX]; /* 0 for none, the latest first */
} ToteTries;

void tote_tries_add (ToteTries *self, gint64 now);
gint64 tote_tries_get_wait (const ToteTries *self, gint64 now);

G_END_DECLS
