/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Where icons come from: Tote’s own, without a look at the disk while the usual theme is set.
 */

void tote_icons_attach (GdkDisplay *display);

G_END_DECLS
