/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of a message as markup: addresses become links, everything else is escaped. */

gboolean tote_chat_text_is_link (const char *uri);
char *tote_chat_text_to_markup (const char *body);
char *tote_chat_text_trim (const char *draft);
int tote_chat_text_left (const char *draft);

G_END_DECLS
