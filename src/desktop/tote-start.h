/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What has to be decided before GTK starts: the renderer, the heap, the display. */

void tote_start_choose_renderer (const char *folder, guint gtk_minor);
void tote_start_set_up_heap (void);
void tote_start_return_memory (void);
gboolean tote_start_open_display (void);

G_END_DECLS
