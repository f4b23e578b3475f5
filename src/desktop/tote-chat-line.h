/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

G_BEGIN_DECLS

/**
 * ToteChatLine: a message with its place in the conversation: whether a day begins with it, the
 * unread begin with it, or a run of messages by one sender begins or ends with it.
 */
#define TOTE_TYPE_CHAT_LINE (tote_chat_line_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatLine, tote_chat_line, TOTE, CHAT_LINE, GObject)

ToteChatLine *tote_chat_line_new (ToteMessage *message);
ToteMessage *tote_chat_line_get_message (ToteChatLine *self);
gboolean tote_chat_line_get_new_day (ToteChatLine *self);
gboolean tote_chat_line_get_first (ToteChatLine *self);
gboolean tote_chat_line_get_last (ToteChatLine *self);
gboolean tote_chat_line_get_unread_from_here (ToteChatLine *self);

/* For ToteChatLines alone. */
void tote_chat_line_set_place (ToteChatLine *self, gboolean new_day, gboolean first, gboolean last);
void tote_chat_line_set_unread_from_here (ToteChatLine *self, gboolean unread_from_here);

G_END_DECLS
