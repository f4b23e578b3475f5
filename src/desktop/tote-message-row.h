/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-chat-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_MESSAGE_ROW (tote_message_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteMessageRow, tote_message_row, TOTE, MESSAGE_ROW, GtkWidget)

char *tote_message_row_dup_markup (const char *body);

G_END_DECLS
