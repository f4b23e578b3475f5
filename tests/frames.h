/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Waiting for what is on the screen, in frames and not in milliseconds. */

void frames_pass (GtkWidget *window);
void frames_run_what_is_due (void);
void frames_settle (GtkWidget *window);

G_END_DECLS
