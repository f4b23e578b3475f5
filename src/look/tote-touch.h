/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the person has a screen to touch, what is pressed is large enough for a finger. */
void tote_touch_follow (GdkDisplay *display);
void tote_touch_set (GdkDisplay *display, gboolean touched);

G_END_DECLS
