/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

G_BEGIN_DECLS

/* What happened within this long, in µs, happened now: words for a time tell minutes. */
#define TOTE_READING_MOMENT (60 * G_USEC_PER_SEC)

/**
 * ToteReading: how reading one part of an order went: when it was last read, what is wrong with it
 * since, and when it is read again. All zero is a part that was never asked for.
 */
typedef struct {
  gint64 seen;          /* real µs of the last good answer, 0 for never */
  gboolean known;       /* what was taken over last held something */
  gint64 blank_at;      /* monotonic µs since when answers hold nothing, 0 while they do */
  GError *error;        /* (owned) (nullable): of the last request */
  gboolean refused;     /* by the platform's own word, since the last good answer */
  gint64 held_until;    /* monotonic µs: what @asks_again_at was reckoned from */
  gint64 asks_again_at; /* real µs at which it is asked for again, 0 for soon */
  gint64 as_of;         /* real µs of what is shown although it cannot be read now, else 0 */
} ToteReading;

void tote_reading_take (ToteReading *self, gboolean blank, gint64 at);
gboolean tote_reading_fail (ToteReading *self, const GError *error);
gboolean tote_reading_doubt (ToteReading *self, gboolean blank, gint64 now, double pace);
gboolean tote_reading_is_unread (const ToteReading *self, gint64 now);
gboolean tote_reading_set_held_until (ToteReading *self, gint64 until, ToteClock *clock);
gboolean tote_reading_set_old (ToteReading *self, gboolean old);
void tote_reading_clear (ToteReading *self);

G_END_DECLS
