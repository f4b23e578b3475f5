/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteOutlookFacts: what the passing of time changes the meaning of. Times in µs.
 *
 * @now: real time
 * @position_seen: real time, 0 for never
 * @slot_ends_at: real time, 0 for unknown
 * @waiting: the order is on its way or being made: it can be late
 * @silence: since the last good answer; 0 if none is expected
 * @patience: how much silence is still no cause for alarm
 */
typedef struct {
  gint64 now;
  gint64 position_seen;
  gint64 slot_ends_at;
  gboolean waiting;
  gint64 silence;
  gint64 patience;
} ToteOutlookFacts;

/**
 * ToteOutlook: what they mean now, and for how long (@rest, µs, %G_MAXINT64 for good).
 */
typedef struct {
  ToteFreshness position_age;
  ToteLateness late;
  gboolean online;
  gint64 rest;
} ToteOutlook;

ToteFreshness tote_freshness_from_age (gint64 age_us);
ToteLateness tote_lateness_from_slot (gint64 ends_at_us, gint64 now_us);
ToteOutlook tote_outlook_compute (const ToteOutlookFacts *facts);

G_END_DECLS
