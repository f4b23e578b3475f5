/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteWishWatch: how far the newest wish of one kind has come, for a widget to bind to.
 *
 * Properties: "tracker" (rw), "kind" (construct), "entry" (the newest ToteOutboxEntry of that
 * kind, or NULL), "send-state" (of the entry; NONE when there is none), "reason" (why it failed).
 *
 * It also keeps the state of the form that sends the wish: "problem" (what is wrong with the form),
 * "edited" (whether the form says more than was sent), and the signal “fill” (ToteWish) when the
 * form should say what was sent, or, with another tracker, nothing (NULL).
 */
#define TOTE_TYPE_WISH_WATCH (tote_wish_watch_get_type ())
G_DECLARE_FINAL_TYPE (ToteWishWatch, tote_wish_watch, TOTE, WISH_WATCH, GObject)

ToteTracker *tote_wish_watch_get_tracker (ToteWishWatch *self);
ToteOutboxEntry *tote_wish_watch_get_entry (ToteWishWatch *self);
ToteSendState tote_wish_watch_get_send_state (ToteWishWatch *self);
void tote_wish_watch_retry (ToteWishWatch *self);

void tote_wish_watch_edit (ToteWishWatch *self);
void tote_wish_watch_set_filling (ToteWishWatch *self, gboolean filling);
const char *tote_wish_watch_get_problem (ToteWishWatch *self);
void tote_wish_watch_set_problem (ToteWishWatch *self, const char *problem);
gboolean tote_wish_watch_get_edited (ToteWishWatch *self);

G_END_DECLS
