/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-availability.h"
#include "tote-client.h"
#include "tote-clock.h"
#include "tote-order.h"
#include "tote-outbox-entry.h"
#include "tote-outlook.h"
#include "tote-history-entry.h"

G_BEGIN_DECLS

/* What follows one order. */

typedef struct _ToteArchive ToteArchive;

/**
 * ToteTracker: follows one order: asks when it is time, merges what changed into a live
 * #ToteOrder, and carries the customer's wishes to the server. Lives on the main thread.
 *
 * Properties (all notify only on change):
 *  "order" ToteOrder (never NULL), "loaded" gboolean (the order itself has been seen, from the
 *  archive or the server), "items-loaded" gboolean, "online" gboolean, "failure" GError boxed
 *  (why the order itself cannot be followed now; NULL when it can), "lock-out" GError boxed (the
 *  same, of what the customer has to do something about, once it has held for a while; NULL when
 *  there is nothing to be done), "ended" gboolean,
 *  "answered" gboolean (somebody was let in to it since it was made),
 *  "shown" gboolean (rw),
 *  "chat" ToteAvailability, "location" ToteAvailability,
 *  "asks-again-at" gint64 (real µs at which the order is asked for again, where a failure or the
 *  server's wish to be left alone makes that more than a minute; else 0),
 *  "chat-asks-again-at", "location-asks-again-at" and "items-asks-again-at" gint64 (the same of
 *  what the server refuses),
 *  "items" ToteAvailability (OFF while the server refuses them, UNKNOWN while they cannot be read
 *  for another reason, and the order itself can; else YES),
 *  "chat-unread" gboolean (there is a chat, and it cannot be read now),
 *  "items-as-of" and "chat-as-of" gint64 (real µs of when what is shown of a part was read that
 *  cannot be read now; 0 when it can, or never could),
 *  "last-answer" gint64 (real µs of the last good answer, 0 for never),
 *  "position-age" ToteFreshness of the shopper's position, "late" ToteLateness,
 *  "minutes-left" int, "chat-ending" gboolean and "today" GDateTime boxed (all five as
 *  #ToteOutlook has them),
 *  "distance" double (metres between shopper and customer, -1 when unknown),
 *  "history" GListModel of ToteHistoryEntry,
 *  "draft" char * (what the customer has written and not sent, NULL for nothing).
 *
 * "last-answer" changes without a notification, or an unchanged poll would draw a frame: whoever
 * shows an age has a clock of their own.
 *
 * Signal "problem" (int ToteResource, GError *error): one request failed; polling goes on as the
 * plan says. Emitted for each failure that is new (not for each repeat).
 * Signal "wish-problem" (ToteWish *wish, GError *error): an attempt to send it did not succeed.
 * Signal "updated": an answer changed something, or a wish has come further.
 */
#define TOTE_TYPE_TRACKER (tote_tracker_get_type ())
G_DECLARE_FINAL_TYPE (ToteTracker, tote_tracker, TOTE, TRACKER, GObject)

ToteTracker *tote_tracker_new (ToteClient *client, const char *order_id, ToteClock *clock,
                               ToteArchive *archive);

void tote_tracker_set_pace (ToteTracker *self, double pace);
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
gboolean tote_tracker_get_answered (ToteTracker *self);
gboolean tote_tracker_get_online (ToteTracker *self);
const GError *tote_tracker_get_failure (ToteTracker *self);
const GError *tote_tracker_get_lock_out (ToteTracker *self);
gboolean tote_tracker_get_ended (ToteTracker *self);
gboolean tote_tracker_get_settled (ToteTracker *self);
gboolean tote_tracker_get_shown (ToteTracker *self);
void tote_tracker_set_shown (ToteTracker *self, gboolean shown);
gboolean tote_tracker_get_chat_open (ToteTracker *self);
const char *tote_tracker_get_draft (ToteTracker *self);
void tote_tracker_set_draft (ToteTracker *self, const char *draft);
void tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open);
ToteAvailability tote_tracker_get_chat (ToteTracker *self);
ToteAvailability tote_tracker_get_location (ToteTracker *self);
gint64 tote_tracker_get_location_asks_again_at (ToteTracker *self);
gint64 tote_tracker_get_last_answer (ToteTracker *self);
gint64 tote_tracker_get_seen (ToteTracker *self, ToteResource resource);
ToteFreshness tote_tracker_get_position_age (ToteTracker *self);
ToteLateness tote_tracker_get_late (ToteTracker *self);
gboolean tote_tracker_get_chat_ending (ToteTracker *self);
double tote_tracker_get_distance (ToteTracker *self);
GDateTime *tote_tracker_get_today (ToteTracker *self);
GListModel *tote_tracker_get_history (ToteTracker *self);
GListModel *tote_tracker_get_outbox (ToteTracker *self);

gboolean tote_tracker_wish (ToteTracker *self, ToteWish *wish);
void tote_tracker_retry (ToteTracker *self, const char *wish_key);
void tote_tracker_withdraw (ToteTracker *self, const char *wish_key);
void tote_tracker_load_vehicle (ToteTracker *self);

void tote_tracker_forget_async (ToteTracker *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_tracker_forget_finish (ToteTracker *self, GAsyncResult *result, GError **error);

G_END_DECLS
