/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/* Why there is no chat, in words. */

char *tote_chat_words_closed (ToteAvailability chat, const char *shopper, guint n_messages,
                              gint64 asks_again_at, GDateTime *today);
char *tote_chat_words_unread (gint64 as_of, GDateTime *today);
char *tote_chat_words_empty (ToteAvailability chat, const char *shopper);
char *tote_chat_words_placeholder (const char *shopper);

G_END_DECLS
