/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-entries.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteChatView: the conversation, scrolled to the newest message unless the person has scrolled up.
 * Properties: "entries" (nullable), "shopper" (their name, nullable), "signed-out" (what is sent
 * waits), "following" (whether it stays with the newest), "n-below" (how many messages came in
 * while it did not).
 */
#define TOTE_TYPE_CHAT_VIEW (tote_chat_view_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatView, tote_chat_view, TOTE, CHAT_VIEW, GtkWidget)

void tote_chat_view_set_entries (ToteChatView *self, ToteChatEntries *entries);
gboolean tote_chat_view_get_following (ToteChatView *self);
gboolean tote_chat_view_focus_newest (ToteChatView *self);

G_END_DECLS
