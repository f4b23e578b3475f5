/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tour.h"

/*
 * Each symbol of each page and dialog is there, those included that the platform's own widgets ask
 * for, with nothing on disk to look for it.
 */

static GtkIconTheme *
get_theme (void)
{
  return gtk_icon_theme_get_for_display (gdk_display_get_default ());
}

static void
assert_there (const char *page, GtkWidget *widget, const char *name)
{
  if (!gtk_icon_theme_has_icon (get_theme (), name))
    g_error ("%s: %s in %s asks for “%s”, which is not there", page, G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), name);
}

static void
check_icon (const char *page, GtkWidget *widget, GIcon *icon)
{
  const char *const *names =
      G_IS_THEMED_ICON (icon) ? g_themed_icon_get_names (G_THEMED_ICON (icon)) : NULL;

  if (names != NULL && !gtk_icon_theme_has_gicon (get_theme (), icon))
    g_error ("%s: nothing of “%s” is there", page, names[0]);
}

static guint
walk (const char *page, GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_IMAGE (widget) &&
      gtk_image_get_storage_type (GTK_IMAGE (widget)) == GTK_IMAGE_ICON_NAME) {
    assert_there (page, widget, gtk_image_get_icon_name (GTK_IMAGE (widget)));
    n++;
  } else if (GTK_IS_IMAGE (widget) &&
             gtk_image_get_storage_type (GTK_IMAGE (widget)) == GTK_IMAGE_GICON) {
    check_icon (page, widget, gtk_image_get_gicon (GTK_IMAGE (widget)));
    n++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += walk (page, child);

  return n;
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  g_auto (GStrv) path = gtk_icon_theme_get_search_path (get_theme ());
  guint n = walk (page, window);

  g_assert_null (path[0]);
  g_test_message ("%s: %u symbols", page, n);
}

/* What a style sheet names is no property of a widget: arrows, marks, the spinner. */
static void
check_sheet (const char *resource, guint *n)
{
  g_autoptr (GBytes) sheet = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("-gtk-icontheme\\(\"([^\"]+)\"\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gsize length = 0;
  const char *text;

  g_assert_nonnull (sheet);
  text = g_bytes_get_data (sheet, &length);
  g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *name = g_match_info_fetch (match, 1);

    if (!gtk_icon_theme_has_icon (get_theme (), name))
      g_error ("%s asks for “%s”, which is not there", resource, name);
    ++*n;
  }
}

static void
test_sheets (void)
{
  guint n = 0;

  check_sheet ("/org/gnome/Adwaita/styles/base.css", &n);
  check_sheet (TOTE_GRESOURCE_PREFIX "/page.css", &n);
  g_assert_cmpuint (n, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  g_object_set (gtk_settings_get_default (), "gtk-icon-theme-name", "Adwaita", NULL);

  g_test_add_func ("/icon-walk/style-sheets", test_sheets);
  tote_tour_add_tests ("/icon-walk", visit);

  return g_test_run ();
}
