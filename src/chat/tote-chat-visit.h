/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-entries.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteChatVisit: what follows from a person being at the conversation: it is asked for more often
 * while it is shown, the place where the unread messages begin is marked when they come to it, and
 * the server is told once for each batch that they have read it.
 */
#define TOTE_TYPE_CHAT_VISIT (tote_chat_visit_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatVisit, tote_chat_visit, TOTE, CHAT_VISIT, GObject)

ToteChatVisit *tote_chat_visit_new (ToteTracker *tracker, ToteChatEntries *entries);

void tote_chat_visit_set_shown (ToteChatVisit *self, gboolean shown);
void tote_chat_visit_set_reading (ToteChatVisit *self, gboolean reading);

G_END_DECLS
