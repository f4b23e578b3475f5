/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-icons.h"

#include "tote-symbols-resources.h"

/* The desktop's own theme, the symbols of which GTK carries. */
#define USUAL_THEME "Adwaita"

static void
choose_path (GtkSettings *settings, GParamSpec *pspec, GtkIconTheme *theme)
{
  static const char *const nowhere[] = { NULL };
  char **path = g_object_get_data (G_OBJECT (settings), "tote-icon-path");
  g_autofree char *name = NULL;

  g_object_get (settings, "gtk-icon-theme-name", &name, NULL);
  gtk_icon_theme_set_search_path (
      theme, g_strcmp0 (name, USUAL_THEME) == 0 ? nowhere : (const char *const *) path);
}

/**
 * tote_icons_attach:
 * @display: the display the windows are on
 *
 * Every symbol of the page is one of those that GTK and Tote have with them as small pictures.
 * Where the icon theme is the usual one, the same symbols are also on disk as SVG: to find them
 * costs as much as to build the page, and to read them loads a library of 7 MiB. So the disk is
 * looked at only for a theme that somebody has chosen. Nor is it of use that GTK knows 649 folders
 * of its fallback theme, and looks for each in all that programs have with them, twice in a start:
 * it is told of those that hold something.
 *
 * To be called once GTK has its own symbols.
 */
void
tote_icons_attach (GdkDisplay *display)
{
  GtkSettings *settings = gtk_settings_get_for_display (display);
  GtkIconTheme *theme;

  tote_symbols_register_resource ();
  theme = gtk_icon_theme_get_for_display (display);
  g_object_set_data_full (G_OBJECT (settings), "tote-icon-path",
                          gtk_icon_theme_get_search_path (theme), (GDestroyNotify) g_strfreev);
  g_signal_connect_object (settings, "notify::gtk-icon-theme-name", G_CALLBACK (choose_path), theme,
                           0);
  choose_path (settings, NULL, theme);
}
