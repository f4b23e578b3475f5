/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteChatComposer: where a message is written: Enter sends, Shift+Enter breaks the line, and near
 * the limit a counter tells how much is left. Properties: "placeholder", "blank" (whether there is
 * nothing to send), "left" (scalar values that may still be added, below zero for too many).
 *
 * Signal "send" (const char *text) → gboolean: whether the text was taken; if not, it stays.
 */
#define TOTE_TYPE_CHAT_COMPOSER (tote_chat_composer_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatComposer, tote_chat_composer, TOTE, CHAT_COMPOSER, GtkWidget)

char *tote_chat_composer_dup_text (ToteChatComposer *self);
void tote_chat_composer_set_text (ToteChatComposer *self, const char *text);
void tote_chat_composer_suggest (ToteChatComposer *self, const char *text);
void tote_chat_composer_take_back (ToteChatComposer *self, const char *text);
gboolean tote_chat_composer_take_key (ToteChatComposer *self, guint keyval, GdkModifierType state,
                                      GtkEventControllerKey *keys);
gboolean tote_chat_composer_get_empty (ToteChatComposer *self);
gboolean tote_chat_composer_get_blank (ToteChatComposer *self);

G_END_DECLS
