/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is in something that scrolls, and must be seen. */

void tote_scroll_to (GtkScrollable *scrollable, GtkWidget *widget);

G_END_DECLS
