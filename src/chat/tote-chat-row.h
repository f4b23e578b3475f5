/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

G_BEGIN_DECLS

/**
 * ToteChatRow: a message and its place in the conversation. Properties: "message"; "heading", the
 * day or time it opens (nullable); "today", as of #ToteTracker; "divider", whether the unread ones
 * begin with it; "first" and "last", whether it opens and closes a run of one sender's messages.
 */
#define TOTE_TYPE_CHAT_ROW (tote_chat_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatRow, tote_chat_row, TOTE, CHAT_ROW, GObject)

ToteChatRow *tote_chat_row_new (ToteMessage *message);

ToteMessage *tote_chat_row_get_message (ToteChatRow *self);
const char *tote_chat_row_get_heading (ToteChatRow *self);
GDateTime *tote_chat_row_get_today (ToteChatRow *self);
gboolean tote_chat_row_get_divider (ToteChatRow *self);
gboolean tote_chat_row_get_first (ToteChatRow *self);
gboolean tote_chat_row_get_last (ToteChatRow *self);
gboolean tote_chat_row_is_unread (ToteChatRow *self);

/* For ToteChatRows alone. */
void tote_chat_row_set_heading (ToteChatRow *self, const char *heading);
void tote_chat_row_set_today (ToteChatRow *self, GDateTime *today);
void tote_chat_row_set_divider (ToteChatRow *self, gboolean divider);
void tote_chat_row_set_run (ToteChatRow *self, gboolean first, gboolean last);

G_END_DECLS
