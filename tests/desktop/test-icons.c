/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-icons.h"

#include <adwaita.h>

static GtkIconTheme *
get_theme (void)
{
  return gtk_icon_theme_get_for_display (gdk_display_get_default ());
}

static void
set_theme_name (const char *name)
{
  g_object_set (gtk_settings_get_default (), "gtk-icon-theme-name", name, NULL);
}

static gboolean
has_search_path (void)
{
  g_auto (GStrv) path = gtk_icon_theme_get_search_path (get_theme ());

  return path != NULL && path[0] != NULL;
}

/* Names of icons in templates, styles and code; what a comment says of one counts as well. */
static void
check_names (const char *file, const char *text, guint *n)
{
  g_autoptr (GRegex) regex = g_regex_new ("[a-z][a-z0-9-]*-symbolic(?![-.])", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *name = g_match_info_fetch (match, 0);

    if (!gtk_icon_theme_has_icon (get_theme (), name))
      g_error ("%s: neither GTK nor Tote has “%s” with it", file, name);
    ++*n;
  }
}

static void
check_room (const char *room, guint *n)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TOTE_SRCDIR"), "src", room, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;

    if (g_str_has_suffix (name, ".c") || g_str_has_suffix (name, ".ui") ||
        g_str_has_suffix (name, ".css")) {
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      check_names (name, text, n);
    }
  }
}

/* Where the usual theme is set nothing is looked for on disk, so what is named has to be there. */
static void
test_each_name_is_carried (void)
{
  guint n = 0;

  set_theme_name ("Adwaita");
  g_assert_false (has_search_path ());

  check_room ("look", &n);
  check_room ("map", &n);
  check_room ("chat", &n);
  check_room ("page", &n);
  check_room ("desktop", &n);

  g_assert_cmpuint (n, >, 30);
}

static void
test_chosen_theme_is_used (void)
{
  set_theme_name ("Adwaita");
  g_assert_false (has_search_path ());

  set_theme_name ("hicolor");
  g_assert_true (has_search_path ());

  set_theme_name ("Adwaita");
  g_assert_false (has_search_path ());
}

/* GTK is told in which folders there is something: a newer one may have others. */
static void
check_folders (const char *path, GKeyFile *index, guint *n)
{
  g_auto (GStrv) sizes = g_resources_enumerate_children (path, 0, NULL);

  for (guint i = 0; sizes != NULL && sizes[i] != NULL; i++) {
    g_autofree char *within = g_build_path ("/", path, sizes[i], NULL);
    g_auto (GStrv) kinds = g_resources_enumerate_children (within, 0, NULL);

    for (guint j = 0; kinds != NULL && kinds[j] != NULL; j++) {
      g_autofree char *folder = g_strconcat (sizes[i], kinds[j], NULL);
      char *slash = strrchr (folder, '/');

      g_assert_nonnull (slash);
      *slash = '\0';
      if (!g_key_file_has_group (index, folder))
        g_error ("%s: symbols in “%s” are not found", path, folder);
      ++*n;
    }
  }
}

static void
test_each_folder_is_known (void)
{
  g_auto (GStrv) paths = gtk_icon_theme_get_resource_path (get_theme ());
  g_autoptr (GBytes) text =
      g_resources_lookup_data ("/org/gtk/libgtk/icons/hicolor.index.theme", 0, NULL);
  g_autoptr (GKeyFile) index = g_key_file_new ();
  g_auto (GStrv) folders = NULL;
  guint n = 0;

  g_key_file_set_list_separator (index, ',');
  g_assert_true (g_key_file_load_from_bytes (index, text, 0, NULL));
  folders = g_key_file_get_string_list (index, "Icon Theme", "Directories", NULL, NULL);
  g_assert_nonnull (folders);
  g_assert_cmpuint (g_strv_length (folders), <, 100);

  for (guint i = 0; paths[i] != NULL; i++)
    check_folders (paths[i], index, &n);
  g_assert_cmpuint (n, >, 15);
}

/* At its usual size a symbol is a picture: to read SVG would load a library for it. */
static void
test_symbols_are_pictures (void)
{
  static const struct {
    const char *name;
    int size;
  } shown[] = { { "tote-chat-symbolic", 16 },
                { "tote-star-symbolic", 32 },
                { "tote-drop-symbolic", 48 } };

  set_theme_name ("Adwaita");
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++) {
    g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
        get_theme (), shown[i].name, NULL, shown[i].size, 1, GTK_TEXT_DIR_LTR, 0);
    g_autoptr (GFile) file = gtk_icon_paintable_get_file (icon);
    g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

    g_assert_nonnull (uri);
    g_assert_true (g_str_has_suffix (uri, ".symbolic.png"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (get_theme (), TOTE_GRESOURCE_PREFIX "/icons");
  tote_icons_attach (gdk_display_get_default ());

  g_test_add_func ("/icons/carried", test_each_name_is_carried);
  g_test_add_func ("/icons/chosen-theme", test_chosen_theme_is_used);
  g_test_add_func ("/icons/folders", test_each_folder_is_known);
  g_test_add_func ("/icons/pictures", test_symbols_are_pictures);

  return g_test_run ();
}
