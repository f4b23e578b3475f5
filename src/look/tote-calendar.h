/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order.h"

G_BEGIN_DECLS

/* The order's slot as an event for other people's calendars (RFC 5545), and the file it is handed
 * over in. */
gboolean tote_calendar_has_slot (ToteOrder *order);
char *tote_calendar_build (ToteOrder *order, const char *server, const char *store, gint64 now_us);

void tote_calendar_save_async (GFile *file, const char *text, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_calendar_save_finish (GFile *file, GAsyncResult *result, GError **error);
GFile *tote_calendar_new_file (ToteOrder *order, GError **error);
void tote_calendar_sweep (void);

G_END_DECLS
