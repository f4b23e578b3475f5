/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-history.h"
#include "tote-keeper.h"
#include "tote-outbox.h"
#include "tote-outlook.h"
#include "tote-reader.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/* The inside of ToteTracker, for its own files: the object (tote-tracker.c), what can be done with
 * it (tote-tracker-run.c) and asked of it (tote-tracker-get.c), what it does with what comes
 * (tote-follow.c) and with the passing of time (tote-follow-time.c). */

typedef enum {
  TOTE_TRACKER_PROP_ORDER = 1,
  TOTE_TRACKER_PROP_LOADED,
  TOTE_TRACKER_PROP_ITEMS_LOADED,
  TOTE_TRACKER_PROP_ONLINE,
  TOTE_TRACKER_PROP_FAILURE,
  TOTE_TRACKER_PROP_ENDED,
  TOTE_TRACKER_PROP_SHOWN,
  TOTE_TRACKER_PROP_CHAT_OPEN,
  TOTE_TRACKER_PROP_CHAT,
  TOTE_TRACKER_PROP_LOCATION,
  TOTE_TRACKER_PROP_LAST_ANSWER,
  TOTE_TRACKER_PROP_ORDER_SEEN,
  TOTE_TRACKER_PROP_ITEMS_SEEN,
  TOTE_TRACKER_PROP_LOCATION_SEEN,
  TOTE_TRACKER_PROP_CHAT_SEEN,
  TOTE_TRACKER_PROP_POSITION_AGE,
  TOTE_TRACKER_PROP_LATE,
  TOTE_TRACKER_PROP_DISTANCE,
  TOTE_TRACKER_PROP_HISTORY,
  TOTE_TRACKER_PROP_TODAY,
  TOTE_TRACKER_PROP_OUTBOX,
} ToteTrackerProperty;

struct _ToteTracker {
  GObject parent_instance;

  ToteClient *client;
  ToteClock *clock;
  ToteOrder *order;
  ToteHistory *history;
  ToteReader *reader;
  ToteOutbox *outbox;
  ToteKeeper keeper;

  gboolean started;
  gboolean restored; /* the archive was asked */
  gboolean halted;   /* the order itself cannot be followed, and asking again would not help */
  gint64 first_delay;
  GCancellable *cancellable; /* of reading the archive */
  gboolean marking_read;

  gboolean loaded;
  gboolean items_loaded;
  gboolean ended;
  gboolean chat_expired;
  gint64 ended_at; /* real µs, 0 while it has not */
  ToteAvailability chat;
  ToteAvailability location;
  GError *failure;
  GError *errors[TOTE_N_RESOURCES]; /* of the last request of each kind */

  gint64 last_answer;
  gint64 heard_at; /* monotonic: the last good answer, or when asking began */
  gint64 seen[TOTE_N_RESOURCES];
  gint64 position_seen;
  gboolean blind; /* nobody had looked for a while before the present answer */
  ToteOutlook outlook;
  double distance;
  GDateTime *today; /* (owned) (nullable): before anybody asked */
  guint outlook_timer;
};

void tote_tracker_notify (ToteTracker *self, ToteTrackerProperty property);
void tote_tracker_emit_updated (ToteTracker *self);
void tote_tracker_emit_problem (ToteTracker *self, ToteResource resource, const GError *error);

void tote_follow_answer (ToteTracker *self, ToteAnswer *answer, gboolean changed, gint64 asked_at);
void tote_follow_failure (ToteTracker *self, ToteResource resource, const GError *error);
void tote_follow_kept (ToteTracker *self, ToteKeptOrder *kept);
void tote_follow_demand (ToteTracker *self, ToteResource resource);
void tote_follow_resume (ToteTracker *self);
void tote_follow_sent (ToteTracker *self, ToteWish *wish);
void tote_follow_outlook (ToteTracker *self);
gint64 tote_follow_get_patience (ToteTracker *self);
void tote_follow_today (ToteTracker *self);
void tote_follow_zone (ToteTracker *self);
void tote_follow_availability (ToteTracker *self);

G_END_DECLS
