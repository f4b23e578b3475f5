/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-about.h"

#include "tote-access.h"
#include "tote-spoken.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define AUTHORS _ ("The Tote authors")

/* A dialog since libadwaita 1.5, a window before: both have the same properties. */
#if ADW_VERSION_MAX_ALLOWED >= ADW_ENCODE_VERSION(1, 5, 0)
typedef AdwAboutDialog About;
#define ABOUT_TYPE ADW_TYPE_ABOUT_DIALOG
#define add_credits adw_about_dialog_add_credit_section

static void
present (About *about, GtkWindow *parent)
{
  tote_access_name_buttons (GTK_WIDGET (about));
  adw_dialog_present (ADW_DIALOG (about), GTK_WIDGET (parent));
}
#else
typedef AdwAboutWindow About;
#define ABOUT_TYPE ADW_TYPE_ABOUT_WINDOW
#define add_credits adw_about_window_add_credit_section

static void
present (About *about, GtkWindow *parent)
{
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), parent != NULL);
  tote_access_tell_window (GTK_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}
#endif

/* libadwaita 1.2 names neither its rows nor the button with the version in it. */
static void
name_parts (GtkWidget *widget)
{
  GtkWidget *button = gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  g_autofree char *title = ADW_IS_PREFERENCES_ROW (widget) ? tote_spoken_dup_title (widget) : NULL;

  if (title != NULL)
    tote_access_name_row (widget, title);
  if (GTK_IS_LABEL (widget) && button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (GTK_LABEL (widget)), -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_parts (child);
}

/**
 * tote_about_show:
 * @parent: (nullable): the window it stands over
 */
void
tote_about_show (GtkWindow *parent)
{
  static const char *const foundations[] = {
    "GTK https://www.gtk.org",
    "libadwaita https://gnome.pages.gitlab.gnome.org/libadwaita",
    "libshumate https://gitlab.gnome.org/GNOME/libshumate",
    "libsoup https://libsoup.gnome.org",
    "SQLite https://sqlite.org",
    NULL,
  };
  g_autofree char *comments =
      g_strjoin ("\n\n", _ ("Follows a grocery order from the shelf to the door."),
                 /* Translators: Instacart is a company’s name. */
                 _ ("Tote is a program of its own. It is not affiliated with Instacart, nor "
                    "endorsed or sponsored by it."),
                 NULL);
  About *about = g_object_new (
      ABOUT_TYPE, "application-name", _ ("Tote"), "application-icon", TOTE_APP_ID, "version",
      TOTE_VERSION, "developer-name", AUTHORS, "copyright", _ ("© The Tote authors"), "comments",
      comments, "license-type", GTK_LICENSE_GPL_3_0,
      /* Translators: your name, and your address if you like; a line for each of you. */
      "translator-credits", _ ("translator-credits"), NULL);

  /* Translators: heading over the names of programs and libraries. */
  add_credits (about, _ ("Built with"), (const char **) foundations);
  name_parts (GTK_WIDGET (about));
  present (about, parent);
}
