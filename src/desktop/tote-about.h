/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the program is, who made it, and what it is not. */
void tote_about_show (GtkWindow *parent);

G_END_DECLS
