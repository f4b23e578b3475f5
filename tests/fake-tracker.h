/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/* A ToteTracker that follows nothing and sends nothing: it stands in for the real one when a test
 * is linked, keeps what widgets ask of it, and says what the test tells it to, to the letter. Its
 * clock stands at FAKE_NOW, 2:00 PM in Chicago, until it is moved. */
#define FAKE_NOW "2026-03-14T19:00:00Z"

/* @order: (nullable): an order of which nothing is known unless given */
ToteTracker *fake_tracker_new (ToteOrder *order);

guint fake_tracker_get_n_wishes (ToteTracker *self);
ToteWish *fake_tracker_get_wish (ToteTracker *self);
const char *fake_tracker_get_text (ToteTracker *self);
guint fake_tracker_get_n_texts (ToteTracker *self);
guint fake_tracker_get_n_marks (ToteTracker *self);
const char *fake_tracker_get_retried (ToteTracker *self);
const char *fake_tracker_get_withdrawn (ToteTracker *self);
guint fake_tracker_get_n_retries (ToteTracker *self);
guint fake_tracker_get_n_vehicle_loads (ToteTracker *self);

void fake_tracker_set_refusing (ToteTracker *self, gboolean refusing);
void fake_tracker_set_now (ToteTracker *self, gint64 now_us);
void fake_tracker_pass (ToteTracker *self, gint64 us);
void fake_tracker_settle (ToteTracker *self, ToteSendState send_state, const char *reason);
void fake_tracker_add_history (ToteTracker *self, const char *state, ToteStage stage,
                               const char *headline, const char *at);
void fake_tracker_set_chat (ToteTracker *self, ToteAvailability chat);
void fake_tracker_set_chat_asks_again_at (ToteTracker *self, gint64 at);
void fake_tracker_set_late (ToteTracker *self, ToteLateness late);
void fake_tracker_set_distance (ToteTracker *self, double distance);
void fake_tracker_set_loaded (ToteTracker *self, gboolean loaded, const GError *failure);
gboolean fake_tracker_is_forgetting (ToteTracker *self);
void fake_tracker_end_forgetting (ToteTracker *self, const char *problem);

G_END_DECLS
