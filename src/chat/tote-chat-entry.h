/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

G_BEGIN_DECLS

/**
 * ToteChatEntry: a message and its place in the conversation. Properties: "message"; "heading", the
 * day or time it opens (nullable); "today", as of #ToteTracker; "divider", whether the unread ones
 * begin with it; "first" and "last", whether it opens and closes a run of one sender's messages.
 */
#define TOTE_TYPE_CHAT_ENTRY (tote_chat_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatEntry, tote_chat_entry, TOTE, CHAT_ENTRY, GObject)

ToteChatEntry *tote_chat_entry_new (ToteMessage *message);

ToteMessage *tote_chat_entry_get_message (ToteChatEntry *self);
GDateTime *tote_chat_entry_get_today (ToteChatEntry *self);
gboolean tote_chat_entry_is_unread (ToteChatEntry *self);

/* For ToteChatEntries alone. */
void tote_chat_entry_set_heading (ToteChatEntry *self, const char *heading);
void tote_chat_entry_set_today (ToteChatEntry *self, GDateTime *today);
void tote_chat_entry_set_divider (ToteChatEntry *self, gboolean divider);
void tote_chat_entry_set_run (ToteChatEntry *self, gboolean first, gboolean last);

G_END_DECLS
