/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-css-class.h"

/**
 * tote_css_class_set:
 * @css_class: the name of a style class
 * @set: whether @widget has it from now on
 */
void
tote_css_class_set (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
