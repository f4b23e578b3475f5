/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger than usual the person reads: widths that hold text grow with it. */
double tote_text_scale_get (void);
void tote_text_scale_bind (gpointer object, const char *property, int usual);
void tote_text_scale_bind_column (GtkWidget *clamp);

G_END_DECLS
