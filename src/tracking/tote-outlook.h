/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"
#include "tote-order.h"

G_BEGIN_DECLS

/**
 * ToteFreshness: how much a fact that was seen some time ago is worth (design 3).
 *
 * @TOTE_FRESHNESS_NONE: never seen
 * @TOTE_FRESHNESS_LIVE: seen within 30 s
 * @TOTE_FRESHNESS_STALE: older than 30 s: faded, with its age
 * @TOTE_FRESHNESS_GONE: older than 5 min: not drawn as present
 */
typedef enum {
  TOTE_FRESHNESS_NONE,
  TOTE_FRESHNESS_LIVE,
  TOTE_FRESHNESS_STALE,
  TOTE_FRESHNESS_GONE,
} ToteFreshness;

/**
 * ToteLateness: the slot's end against the clock (design 3).
 */
typedef enum {
  TOTE_LATENESS_NO,
  TOTE_LATENESS_NEAR,
  TOTE_LATENESS_PAST,
} ToteLateness;

/**
 * ToteOutlook: what the passing of time alone makes of an order. One timer for all of it, which
 * runs from tote_outlook_update() to tote_outlook_stop(); an unchanged poll only moves it. Lives on
 * the main thread.
 *
 * Properties (all notify only on change):
 *  "position-age" ToteFreshness of the shopper's position,
 *  "late" ToteLateness,
 *  "minutes-left" int (of the slot; -1 when that is not told),
 *  "online" gboolean (no more silence from the server than usual),
 *  "chat-ending" gboolean (people are to be forgotten within the hour),
 *  "expired" gboolean (the end is so long ago that people are to be forgotten),
 *  "today" GDateTime boxed (never NULL: a moment of the day that it is where the order is, in the
 *  order's zone; another one when that day ends or the zone turns out to be another).
 */
#define TOTE_TYPE_OUTLOOK (tote_outlook_get_type ())
G_DECLARE_FINAL_TYPE (ToteOutlook, tote_outlook, TOTE, OUTLOOK, GObject)

ToteOutlook *tote_outlook_new (ToteOrder *order, ToteClock *clock);

void tote_outlook_set_position_seen (ToteOutlook *self, gint64 seen_at);
void tote_outlook_set_ended_at (ToteOutlook *self, gint64 ended_at);
void tote_outlook_set_heard (ToteOutlook *self, gint64 heard_at, gint64 patience);
void tote_outlook_update (ToteOutlook *self);
void tote_outlook_stop (ToteOutlook *self);

ToteFreshness tote_outlook_get_position_age (ToteOutlook *self);
ToteLateness tote_outlook_get_late (ToteOutlook *self);
gboolean tote_outlook_get_online (ToteOutlook *self);
gboolean tote_outlook_get_chat_ending (ToteOutlook *self);
gboolean tote_outlook_get_expired (ToteOutlook *self);
GDateTime *tote_outlook_get_today (ToteOutlook *self);

ToteFreshness tote_freshness_from_age (gint64 age_us);
ToteLateness tote_lateness_from_slot (gint64 ends_at_us, gint64 now_us);

G_END_DECLS
