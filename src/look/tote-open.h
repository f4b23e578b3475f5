/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that hands an address (https, mailto, tel, geo) to another program. */
void tote_open_uri (GtkWidget *widget, const char *uri);
GAppLaunchContext *tote_open_new_context (GdkDisplay *display);

G_END_DECLS
