/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "targets.h"

#include <adwaita.h>

/* What is chosen from, in a menu or a list that comes up. */
static gboolean
is_choice (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") ||
         (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget") &&
          gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL);
}

/* A row with a switch is pressed as one. */
static gboolean
is_part_of_row (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return row != NULL && adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget;
}

/* What takes back the words of a search. */
static gboolean
is_eraser (GtkWidget *widget)
{
  return GTK_IS_IMAGE (widget) && GTK_IS_SEARCH_ENTRY (gtk_widget_get_parent (widget)) &&
         gtk_widget_get_next_sibling (widget) == NULL;
}

/* The text in an entry is as high as a line; what is around it is pressed. */
static gboolean
is_pressed (GtkWidget *widget)
{
  if (is_choice (widget) || is_eraser (widget) ||
      (GTK_IS_SWITCH (widget) && !is_part_of_row (widget)))
    return TRUE;

  return (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_ENTRY (widget) ||
          GTK_IS_TEXT_VIEW (widget) || GTK_IS_LIST_BOX_ROW (widget)) &&
         gtk_widget_get_focusable (widget);
}

static void
assert_large (const char *page, GtkWidget *widget, GtkWidget *window, int least)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  if (bounds.size.width < (float) least || bounds.size.height < (float) least)
    g_error ("%s: %s “%s” is %.0f × %.0f", page, G_OBJECT_TYPE_NAME (widget),
             label != NULL ? label : "", bounds.size.width, bounds.size.height);
}

/* The fields of a form that is closed are mapped, with no room. */
static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0 &&
         gtk_widget_get_height (widget) > 0;
}

/**
 * targets_assert:
 * @page: what is looked at
 * @window: it is in this
 * @least: pixels
 *
 * What is pressed is large enough to be hit, in either direction (WCAG 2.5.5 and 2.5.8).
 *
 * Returns: how much there is to press
 */
guint
targets_assert (const char *page, GtkWidget *window, int least)
{
  g_autoptr (GQueue) widgets = g_queue_new ();
  GtkWidget *widget;
  guint n = 0;

  g_queue_push_tail (widgets, window);
  while ((widget = g_queue_pop_head (widgets)) != NULL) {
    if (!is_shown (widget))
      continue;
    if (is_pressed (widget)) {
      assert_large (page, widget, window, least);
      n++;
    }
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      g_queue_push_tail (widgets, child);
  }

  return n;
}
