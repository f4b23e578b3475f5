/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteChatEntry: where a message is written: Enter sends, Shift+Enter breaks the line, and near the
 * limit a counter tells how much is left. Properties: "placeholder", "blank" (whether there is
 * nothing to send), "left" (scalar values that may still be added, below zero for too many).
 *
 * Signal "send" (const char *text) → gboolean: whether the text was taken; if not, it stays.
 */
#define TOTE_TYPE_CHAT_ENTRY (tote_chat_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatEntry, tote_chat_entry, TOTE, CHAT_ENTRY, GtkWidget)

char *tote_chat_entry_dup_text (ToteChatEntry *self);
void tote_chat_entry_set_text (ToteChatEntry *self, const char *text);
void tote_chat_entry_suggest (ToteChatEntry *self, const char *text);
void tote_chat_entry_take_back (ToteChatEntry *self, const char *text);
int tote_chat_entry_get_left (ToteChatEntry *self);
gboolean tote_chat_entry_get_blank (ToteChatEntry *self);
void tote_chat_entry_send (ToteChatEntry *self);

G_END_DECLS
