/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-about.h"

#include "tote-compat.h"

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
  gtk_window_present (GTK_WINDOW (about));
}
#endif

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
  tote_compat_name_buttons (GTK_WIDGET (about));
  present (about, parent);
}
