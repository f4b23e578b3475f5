/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that hands an address (https, mailto, tel, geo) or a file to another program. */
void tote_open_uri (GtkWidget *widget, const char *uri);
void tote_open_phone (GtkWidget *widget, const char *number);
void tote_open_file_async (GtkWidget *widget, GFile *file, GAppInfo *program,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean tote_open_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
