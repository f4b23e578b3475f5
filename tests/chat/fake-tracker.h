/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * A tracker with no server and no disk: it notes what is asked of it. It stands in for the real
 * one by defining its functions, so that a test decides what is true of a chat, to the letter.
 */
ToteTracker *fake_tracker_new (void);
void fake_tracker_set_chat (ToteTracker *self, ToteAvailability chat);
void fake_tracker_set_refusing (ToteTracker *self, gboolean refusing);
void fake_tracker_set_now (ToteTracker *self, gint64 now_us);
void fake_tracker_pass (ToteTracker *self, gint64 us);

const char *fake_tracker_get_text (ToteTracker *self);
guint fake_tracker_get_n_texts (ToteTracker *self);
guint fake_tracker_get_n_marks (ToteTracker *self);
const char *fake_tracker_get_retried (ToteTracker *self);
const char *fake_tracker_get_withdrawn (ToteTracker *self);

G_END_DECLS
