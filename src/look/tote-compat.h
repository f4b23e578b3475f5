/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-colour.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the oldest and the newest platform do differently, as one function each. */
gboolean tote_compat_is_theme_dark (void);
void tote_compat_set_accent (GtkCssProvider *provider, const ToteAccent *accent);
void tote_compat_tell_toggled (GtkToggleButton *button, const char *pressed);
double tote_compat_get_scale (GtkWidget *widget);
void tote_compat_renew_actions (GtkWidget *widget);
void tote_compat_prepare_typing (void);
void tote_compat_name_buttons (GtkWidget *widget);
void tote_compat_name_pages (GtkWidget *widget, const char *name);
void tote_compat_name_toasts (GtkWidget *overlay);
void tote_compat_describe (GtkWidget *widget, GtkWidget *hint);
void tote_compat_tell_focus (GtkWidget *widget);
void tote_compat_tell_window (GtkWindow *window);
void tote_compat_point_out (GtkWidget *field, const char *problem);
void tote_compat_announce (GtkWidget *widget, const char *text);
void tote_compat_name_drop_down (GtkWidget *drop_down);
void tote_compat_name_row (GtkWidget *row, const char *name);
void tote_compat_tell_row (GtkWidget *row);
void tote_compat_name_combo (GtkWidget *combo_row);
void tote_compat_name_expander (GtkWidget *expander_row);
void tote_compat_choose_file_async (GtkWindow *parent, const char *title, const char *name,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GFile *tote_compat_choose_file_finish (GAsyncResult *result, GError **error);
void tote_compat_name_entry (GtkWidget *entry_row);

G_END_DECLS
