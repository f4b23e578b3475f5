/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-application.h"
#include "tote-desktop-resources.h"
#include "tote-start.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (ToteApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TOTE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  tote_start_keep_heap_small ();
  tote_start_choose_renderer ("/dev/dri", gtk_get_minor_version ());
  tote_start_open_display ();
  g_resources_register (tote_desktop_get_resource ());
  application = tote_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
