/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-application.h"
#include "tote-kiosk-start.h"
#include "tote-kiosk.h"
#include "tote-options.h"
#include "tote-profile-check.h"
#include "tote-process.h"
#include "tote-start.h"

#include <glib/gi18n.h>

/* Each mistake in a line of its own, as a compiler tells them. */
static int
check_profile (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mistakes = tote_profile_check (path, &error);

  if (mistakes == NULL) {
    g_printerr ("tote: %s\n", error->message);
    return 1;
  }

  for (guint i = 0; i < mistakes->len; i++)
    g_print ("%s\n", (const char *) mistakes->pdata[i]);

  return mistakes->len == 0 ? 0 : 1;
}

/* What needs no window is said without one. Returns the exit status, or -1 to go on. */
static int
answer (char **arguments, const char *token)
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
  } else if (options->check_profile != NULL) {
    return check_profile (options->check_profile);
  } else if (options->kiosk && !tote_kiosk_is_display ()) {
    return tote_kiosk_start (options, token);
  } else {
    return -1;
  }

  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (ToteApplication) application = NULL;
  g_autoptr (ToteProcessSecret) token = tote_process_prepare ("TOTE_TOKEN");
  int status;

  tote_process_speak ();

  status = answer (argv, token);
  if (status >= 0)
    return status;

  tote_start_set_up_heap ();
  tote_start_choose_renderer ("/dev/dri", gtk_get_minor_version ());
  if (!tote_start_open_display ()) {
    g_printerr ("tote: %s\n", _ ("There is no display to show a window on."));
    return 1;
  }
  tote_start_return_memory ();

  /* What window managers and notification servers know the program by. */
  g_set_prgname (TOTE_APP_ID);
  if (tote_kiosk_is_display ())
    return tote_kiosk_run_display ();

  application = tote_application_new (tote_clock_get_default ());
  tote_application_take_token (application, g_steal_pointer (&token));

  return g_application_run (G_APPLICATION (application), argc, argv);
}
