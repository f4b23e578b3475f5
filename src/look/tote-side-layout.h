/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteSideLayout: sets a child as wide as it would like to be to one side of what there is.
 * Properties: "end", whether that is the side where a line of text ends; "width", in pixels, what a
 * child gets that should have more or less than it likes.
 *
 * The platform's alignment does the same and also looks for the narrowest width that takes no more
 * lines: for a wrapped text that is a dozen layouts each time, too much for a long conversation.
 */
#define TOTE_TYPE_SIDE_LAYOUT (tote_side_layout_get_type ())
G_DECLARE_FINAL_TYPE (ToteSideLayout, tote_side_layout, TOTE, SIDE_LAYOUT, GtkLayoutManager)

G_END_DECLS
