/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tour.h"

/*
 * Each dialog, and each page in a narrow window, has room in 360 pixels with text of 200 %: none
 * asks for more, and no button loses a part of its words. TOTE_SHOTS=FOLDER keeps what was drawn.
 */

#define WIDTH 360

static void
assert_whole (const char *page, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("%s: the button “%s” is cut", page, gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole (page, child);
}

/* What is chosen has a mark beside its words. */
static void
choose (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "chip") && GTK_IS_TOGGLE_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    choose (child);
}

static void
keep (ToteStageSet *set, const char *page, GtkWidget *window)
{
  const char *folder = g_getenv ("TOTE_SHOTS");
  g_autofree char *file = g_strdup_printf ("small-%s.png", page);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  GtkWidget *own = GTK_WIDGET (set->window);
  g_autoptr (GdkTexture) drawn = NULL;

  if (path == NULL)
    return;

  set->window = (ToteWindow *) window; /* is only drawn */
  drawn = tote_stage_set_draw (set);
  set->window = TOTE_WINDOW (own);
  gdk_texture_save_to_png (drawn, path);
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  int least;

  if (g_str_equal (page, "about"))
    return; /* of the platform, with a size of its own */

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, -1);
  choose (window);
  tote_stage_set_settle (set);
  keep (set, page, window);
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > WIDTH)
    g_error ("%s: wants %d pixels", page, least);
  if (gtk_widget_get_width (window) <= WIDTH)
    assert_whole (page, window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);

  tote_tour_add_tests ("/small", visit);

  return g_test_run ();
}
