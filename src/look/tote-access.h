/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a screen reader has to be told because the platform does not tell it, or not before a later
 * version: names, roles, descriptions, where the focus is, and what is said out of turn. */
void tote_access_tell_toggled (GtkToggleButton *button, const char *pressed);
void tote_access_name_buttons (GtkWidget *widget);
void tote_access_name_pages (GtkWidget *widget, const char *name);
void tote_access_name_toasts (GtkWidget *overlay);
void tote_access_describe (GtkWidget *widget, GtkWidget *hint);
void tote_access_tell_focus (GtkWidget *widget);
void tote_access_tell_window (GtkWindow *window);
void tote_access_point_out (GtkWidget *field, const char *problem);
void tote_access_set_passing (GtkWidget *widget, gboolean passing);
void tote_access_announce (GtkWidget *widget, const char *text);
gboolean tote_access_is_telling (GtkWidget *widget);
void tote_access_name_drop_down (GtkWidget *drop_down);
void tote_access_name_row (GtkWidget *row, const char *name);
void tote_access_tell_row (GtkWidget *row);
void tote_access_name_combo (GtkWidget *combo_row);
void tote_access_name_expander (GtkWidget *expander_row);
void tote_access_name_entry (GtkWidget *entry_row);
void tote_access_name_menu (GtkWidget *menu);
void tote_access_name_scroller (GtkWidget *scroller, const char *name);

G_END_DECLS
