/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteChatPane: the conversation with the shopper: who they are, what was said, and where to write
 * or why not. Property: "tracker" (nullable). Action: chat.focus-entry.
 */
#define TOTE_TYPE_CHAT_PANE (tote_chat_pane_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatPane, tote_chat_pane, TOTE, CHAT_PANE, TotePart)

void tote_chat_pane_focus_entry (ToteChatPane *self);
gboolean tote_chat_pane_focus_newest (ToteChatPane *self);
void tote_chat_pane_begin_message (ToteChatPane *self, const char *text);

G_END_DECLS
