/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-entry.h"
#include "tote-lazy-row.h"

G_BEGIN_DECLS

/**
 * ToteChatBubble: shows a #ToteChatEntry: what stands above it, the message, how far it has come.
 * Properties: "entry" (nullable, so that a list can use it again), "shopper" (their name,
 * nullable), "signed-out" (what is sent waits). Activates chat.retry, chat.edit and chat.open-link.
 */
#define TOTE_TYPE_CHAT_BUBBLE (tote_chat_bubble_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatBubble, tote_chat_bubble, TOTE, CHAT_BUBBLE, ToteLazyRow)

GtkWidget *tote_chat_bubble_new (void);

void tote_chat_bubble_set_entry (ToteChatBubble *self, ToteChatEntry *entry);
gboolean tote_chat_bubble_get_selected (ToteChatBubble *self);
void tote_chat_bubble_rest (ToteChatBubble *self);
void tote_chat_bubble_select (ToteChatBubble *self, gboolean right, gboolean word);
void tote_chat_bubble_copy (ToteChatBubble *self);

G_END_DECLS
