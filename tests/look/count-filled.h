/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-lazy-row.h"

/* The rows in it that are not empty. */
static inline guint
count_filled (GtkWidget *widget)
{
  guint n = TOTE_IS_LAZY_ROW (widget) && gtk_widget_get_first_child (widget) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_filled (child);

  return n;
}
