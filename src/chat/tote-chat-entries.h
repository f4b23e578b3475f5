/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-entry.h"
#include "tote-message-list.h"
#include "tote-object-list.h"

G_BEGIN_DECLS

/**
 * ToteChatEntries: the conversation as it is shown: an entry for each message, which knows what its
 * neighbours make of it. What happens to one message is told of its entry and its neighbours alone.
 */
#define TOTE_TYPE_CHAT_ENTRIES (tote_chat_entries_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatEntries, tote_chat_entries, TOTE, CHAT_ENTRIES, ToteObjectList)

ToteChatEntries *tote_chat_entries_new (ToteMessageList *messages, GDateTime *today);

void tote_chat_entries_set_today (ToteChatEntries *self, GDateTime *today);
void tote_chat_entries_mark_unread (ToteChatEntries *self, ToteMessage *seen);
ToteMessage *tote_chat_entries_get_newest_unread (ToteChatEntries *self);

G_END_DECLS
