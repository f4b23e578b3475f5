/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-row.h"
#include "tote-message-list.h"

G_BEGIN_DECLS

#define TOTE_TYPE_CHAT_ROWS (tote_chat_rows_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatRows, tote_chat_rows, TOTE, CHAT_ROWS, GObject)

ToteChatRows *tote_chat_rows_new (ToteMessageList *messages, GDateTime *today);

void tote_chat_rows_set_today (ToteChatRows *self, GDateTime *today);
void tote_chat_rows_mark_unread (ToteChatRows *self, ToteMessage *seen);
ToteMessage *tote_chat_rows_get_newest_unread (ToteChatRows *self);
ToteChatRow *tote_chat_rows_get_divided (ToteChatRows *self);

G_END_DECLS
