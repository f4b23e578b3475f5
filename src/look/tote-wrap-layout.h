/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteWrapLayout: sets the children of a widget in lines, like words in a text, by the reading
 * direction; in the middle of a line, or at its top where their valign says start. Properties:
 * "spacing" between two in a line, "line-spacing" between two lines, "even" (all equally wide: in
 * one line, or each in a line of its own). A child with the style class “between”, such as a dot,
 * is only shown within a line. The words of a button break where a line is too short for them.
 */
#define TOTE_TYPE_WRAP_LAYOUT (tote_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (ToteWrapLayout, tote_wrap_layout, TOTE, WRAP_LAYOUT, GtkLayoutManager)

void tote_wrap_buttons (GtkWidget *widget);

G_END_DECLS
