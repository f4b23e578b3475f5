/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much waits for the customer, in words. */
char *tote_waiting_describe (guint n_questions, guint n_unread);
char *tote_waiting_name_chat (guint n_unread);
char *tote_waiting_title (guint n_questions, guint n_unread, const char *title);

G_END_DECLS
