/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"
#include "tote-clock.h"
#include "tote-order.h"
#include "tote-outbox-entry.h"
#include "tote-step.h"

G_BEGIN_DECLS

typedef struct _ToteArchive ToteArchive;

/**
 * ToteAvailability: whether a part of the order can be had.
 *
 * @TOTE_AVAILABILITY_UNKNOWN: not asked yet
 * @TOTE_AVAILABILITY_YES: it can
 * @TOTE_AVAILABILITY_NOT_YET: its phase has not come (chat before picking)
 * @TOTE_AVAILABILITY_OVER: its phase is past (chat after the end; still readable for 24 h)
 * @TOTE_AVAILABILITY_EXPIRED: gone from the server
 * @TOTE_AVAILABILITY_OFF: the retailer has it switched off (403), or the server does not offer it
 */
typedef enum {
  TOTE_AVAILABILITY_UNKNOWN,
  TOTE_AVAILABILITY_YES,
  TOTE_AVAILABILITY_NOT_YET,
  TOTE_AVAILABILITY_OVER,
  TOTE_AVAILABILITY_EXPIRED,
  TOTE_AVAILABILITY_OFF,
} ToteAvailability;

/**
 * ToteTracker: follows one order: asks when it is time, merges what changed into a live
 * #ToteOrder, and carries the customer's wishes to the server. Lives on the main thread.
 *
 * Properties (all notify only on change):
 *  "order" ToteOrder (never NULL), "loaded" gboolean (the order itself has been seen, from the
 *  archive or the server), "items-loaded" gboolean, "online" gboolean, "failure" GError boxed
 *  (why the order itself cannot be followed now; NULL when it can), "ended" gboolean,
 *  "shown" gboolean (rw), "chat-open" gboolean (rw),
 *  "chat" ToteAvailability, "location" ToteAvailability,
 *  "last-answer" gint64 (real µs of the last good answer, 0 for never),
 *  "order-seen" / "items-seen" / "location-seen" / "chat-seen" gint64 (real µs, 0 for never),
 *  "position-age" ToteFreshness of the shopper's position, "late" ToteLateness,
 *  "distance" double (metres between shopper and customer, -1 when unknown),
 *  "today" GDateTime boxed (never NULL: a moment of the day that it is where the order is, in the
 *  order's zone; another one when that day ends or the zone turns out to be another),
 *  "history" GListModel of ToteStep, "outbox" GListModel of ToteOutboxEntry.
 *
 * The seen times and "last-answer" change without a notification, or an unchanged poll would draw
 * a frame: whoever shows an age has a clock of their own.
 *
 * Signal "problem" (int ToteResource, GError *error): one request failed; polling goes on as the
 * plan says. Emitted for each failure that is new (not for each repeat).
 * Signal "wish-problem" (ToteWish *wish, GError *error): an attempt to send it did not succeed.
 * Signal "updated": an answer changed something, or a wish has come further.
 */
#define TOTE_TYPE_TRACKER (tote_tracker_get_type ())
G_DECLARE_FINAL_TYPE (ToteTracker, tote_tracker, TOTE, TRACKER, GObject)

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

ToteTracker *tote_tracker_new (ToteClient *client, const char *order_id, ToteClock *clock,
                               ToteArchive *archive);

void tote_tracker_set_pace (ToteTracker *self, double pace);

/* For a store display: only the state is followed, and the first request waits up to delay_us. */
void tote_tracker_set_board (ToteTracker *self, gboolean board);
void tote_tracker_set_first_delay (ToteTracker *self, gint64 delay_us);

void tote_tracker_start (ToteTracker *self);
void tote_tracker_stop (ToteTracker *self);
void tote_tracker_refresh (ToteTracker *self);

ToteOrder *tote_tracker_get_order (ToteTracker *self);
ToteClient *tote_tracker_get_client (ToteTracker *self);
ToteClock *tote_tracker_get_clock (ToteTracker *self);
gboolean tote_tracker_get_loaded (ToteTracker *self);
gboolean tote_tracker_get_items_loaded (ToteTracker *self);
gboolean tote_tracker_get_online (ToteTracker *self);
const GError *tote_tracker_get_failure (ToteTracker *self);
gboolean tote_tracker_get_ended (ToteTracker *self);

/* Whether nothing is under way and nothing more will be asked or sent: true some time after the
 * end, when the last lists are there. */
gboolean tote_tracker_get_settled (ToteTracker *self);
gboolean tote_tracker_get_shown (ToteTracker *self);
void tote_tracker_set_shown (ToteTracker *self, gboolean shown);
gboolean tote_tracker_get_chat_open (ToteTracker *self);
void tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open);
ToteAvailability tote_tracker_get_chat (ToteTracker *self);
ToteAvailability tote_tracker_get_location (ToteTracker *self);
gint64 tote_tracker_get_last_answer (ToteTracker *self);
gint64 tote_tracker_get_seen (ToteTracker *self, ToteResource resource);
ToteFreshness tote_tracker_get_position_age (ToteTracker *self);
ToteLateness tote_tracker_get_late (ToteTracker *self);
double tote_tracker_get_distance (ToteTracker *self);
GDateTime *tote_tracker_get_today (ToteTracker *self);
GListModel *tote_tracker_get_history (ToteTracker *self);
GListModel *tote_tracker_get_outbox (ToteTracker *self);

/* Takes a wish of the customer: written down, sent once, read back. A decision shows on its item,
 * a message in the order's messages, everything else in the outbox model. A wish that cannot be
 * taken (a second decision on the same item, an empty or too long text) is refused: FALSE. */
gboolean tote_tracker_wish (ToteTracker *self, ToteWish *wish);
void tote_tracker_retry (ToteTracker *self, const char *wish_key);
void tote_tracker_withdraw (ToteTracker *self, const char *wish_key);

/* Fetches pickup details' companion, the vehicle, for the form (contract 3.8). */
void tote_tracker_load_vehicle (ToteTracker *self);

/* Erases everything of this order on disk and in memory, and stops. */
void tote_tracker_forget_async (ToteTracker *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_tracker_forget_finish (ToteTracker *self, GAsyncResult *result, GError **error);

G_END_DECLS
