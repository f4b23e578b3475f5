/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteChatStatus: how far a message has come, in words, and what can be done about one that has not
 * got there. It is seen when there is something to say, as there is of few messages, and makes what
 * is on it then.
 *
 * Properties: "text" (nullable), "state" (#ToteSendState).
 */
#define TOTE_TYPE_CHAT_STATUS (tote_chat_status_get_type ())
G_DECLARE_FINAL_TYPE (ToteChatStatus, tote_chat_status, TOTE, CHAT_STATUS, GtkWidget)

const char *tote_chat_status_get_text (ToteChatStatus *self);

G_END_DECLS
