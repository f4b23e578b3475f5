/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-colour.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the oldest and the newest platform do differently, as one function each; what a screen
 * reader has to be told on the oldest is in tote-access. */
gboolean tote_compat_is_theme_dark (void);
void tote_compat_set_accent (GtkCssProvider *provider, const ToteAccent *accent);
double tote_compat_get_scale (GtkWidget *widget);
void tote_compat_renew_actions (GtkWidget *widget);
void tote_compat_prepare_typing (void);
void tote_compat_choose_file_async (GtkWindow *parent, const char *title, const char *name,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GFile *tote_compat_choose_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
