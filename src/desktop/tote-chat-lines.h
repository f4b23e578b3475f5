/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-line.h"
#include "tote-message-list.h"

G_BEGIN_DECLS

#define TOTE_TYPE_CHAT_LINES (tote_chat_lines_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatLines, tote_chat_lines, TOTE, CHAT_LINES, GObject)

ToteChatLines *tote_chat_lines_new (ToteMessageList *messages);
void tote_chat_lines_mark_unread (ToteChatLines *self);

G_END_DECLS
