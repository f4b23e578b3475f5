/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint targets_assert (const char *page, GtkWidget *window, int least);

G_END_DECLS
