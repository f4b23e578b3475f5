/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-scroll.h"

/* What must be seen keeps this distance to the edge, in pixels. */
#define MARGIN 12

/**
 * tote_scroll_to:
 * @scrollable: scrolls down and up
 * @widget: somewhere in it, laid out
 *
 * Scrolls no further than @widget asks for; of one that is too high the beginning is seen.
 */
void
tote_scroll_to (GtkScrollable *scrollable, GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (scrollable);
  graphene_rect_t bounds;
  double top;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (scrollable), &bounds))
    return;

  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top - MARGIN, top + bounds.size.height + MARGIN);
}
