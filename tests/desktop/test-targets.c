/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "targets.h"
#include "tote-touch.h"
#include "tote-tour.h"

/* On each page and in each dialog, in a wide and a narrow window, for a mouse and for a finger. Of
 * a store display: test-touched. */

static int least = 24;

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  guint n = targets_assert (page, window, least);

  if (!g_str_equal (page, "waiting"))
    g_assert_cmpuint (n, >, 0);
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* What comes up over the page, and what takes back the words of a search. */
static void
test_opened (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 560, NULL);
  GtkWidget *button, *entry;
  guint n = 0;

  tote_stage_set_open (set, 360, 720);
  for (guint i = 0;
       (button = tote_stage_set_find (GTK_WIDGET (set->window), GTK_TYPE_MENU_BUTTON, i)) != NULL;
       i++) {
    GtkWidget *popover;

    if (!gtk_widget_get_mapped (button))
      continue;
    gtk_menu_button_popup (GTK_MENU_BUTTON (button));
    popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
    tote_stage_set_wait (is_laid_out, popover);
    tote_stage_set_settle (set);
    n += targets_assert ("what came up", popover, least);
    gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  }
  g_assert_cmpuint (n, >, 1);

  gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.search", NULL);
  tote_stage_set_settle (set);
  entry = tote_stage_set_find (GTK_WIDGET (set->window), GTK_TYPE_SEARCH_ENTRY, 0);
  n = targets_assert ("the search", entry, least);
  gtk_editable_set_text (GTK_EDITABLE (entry), "milk");
  tote_stage_set_settle (set);
  g_assert_cmpuint (targets_assert ("the search", entry, least), ==, n + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  if (argc > 1) {
    g_assert_cmpstr (argv[1], ==, "finger");
    tote_touch_set (gdk_display_get_default (), TRUE);
    least = 44;
  }

  g_test_add_func ("/targets/opened", test_opened);
  tote_tour_add_tests ("/targets", visit);

  return g_test_run ();
}
