/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-application.h"
#include "tote-options.h"
#include "tote-process.h"
#include "tote-start.h"

#include <glib/gi18n.h>
#include <locale.h>

/* What needs no window is said without one. Returns the exit status, or -1 to go on. */
static int
answer (char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteOptions) options = NULL;
  g_autofree char *help = NULL;

  if (g_strv_contains ((const char *const *) arguments, "--gapplication-service"))
    return -1; /* how the desktop starts a service; GLib knows it */

  options = tote_options_parse (arguments, &error);

  if (options == NULL) {
    g_printerr ("tote: %s\n", error->message);
    return 2;
  }

  if (options->version) {
    g_print ("tote %s\n", TOTE_VERSION);
  } else if (options->help) {
    help = tote_options_dup_help ();
    g_print ("%s", help);
  } else {
    return -1;
  }

  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (ToteApplication) application = NULL;
  g_autofree char *token = tote_process_prepare ("TOTE_TOKEN");
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TOTE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  status = answer (argv);
  if (status >= 0)
    return status;

  tote_start_keep_heap_small ();
  tote_start_choose_renderer ("/dev/dri", gtk_get_minor_version ());
  if (!tote_start_open_display ()) {
    g_printerr ("tote: %s\n", _ ("There is no display to show a window on."));
    return 1;
  }

  application = tote_application_new ();
  tote_application_take_token (application, g_steal_pointer (&token));

  return g_application_run (G_APPLICATION (application), argc, argv);
}
