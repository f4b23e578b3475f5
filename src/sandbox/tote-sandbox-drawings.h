/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What the pictures show, drawn with nothing but cairo: the goods, the shopper, the parking bays.
 */
void tote_sandbox_drawings_draw (cairo_t *cr, const char *name);
GBytes *tote_sandbox_drawings_write (cairo_surface_t *surface);
GBytes *tote_sandbox_drawings_keep (GHashTable *kept, const char *name, GBytes *drawing);

G_END_DECLS
