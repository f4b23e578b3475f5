/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is on the screen of a display, with its own look. */
void shown_init (void);
void shown_set_side (int side);
GtkWidget *shown_find_style (GtkWidget *widget, const char *style);
GtkWidget *shown_find_key (GtkWidget *widget, const char *label);

G_END_DECLS
