/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "shown.h"

#include <adwaita.h>

/* How the display's own look is loaded, as an application does. */
void
shown_init (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, NULL);
  shown_set_side (1920);
  gtk_css_provider_load_from_resource (provider, TOTE_GRESOURCE_PREFIX "/kiosk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* Texts are as large as on a screen with so many pixels on its longer side. */
void
shown_set_side (int side)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * side / 1920, NULL);
}

/* Returns: (transfer none) (nullable): what is drawn in that style */
GtkWidget *
shown_find_style (GtkWidget *widget, const char *style)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, style) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = shown_find_style (child, style);

  return found;
}

/* Returns: (transfer none) (nullable): the key with that on it, in the rows that are shown */
GtkWidget *
shown_find_key (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 ||
                   g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), label) == 0
               ? widget
               : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = shown_find_key (child, label);

  return found;
}
