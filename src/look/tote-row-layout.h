/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteRowLayout: children side by side in the middle of the row, each as wide as it likes; the one
 * that expands takes what is left. As a GtkBox does it, but without asking how wide a text would be
 * at each height, which is found out by laying the text out many times over.
 *
 * Properties: "spacing"; "folds" (a last child that takes more than a third of the width stands in
 * a line of its own).
 */
#define TOTE_TYPE_ROW_LAYOUT (tote_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (ToteRowLayout, tote_row_layout, TOTE, ROW_LAYOUT, GtkLayoutManager)

G_END_DECLS
