/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-process.h"
#include "tote-sandbox-faults.h"
#include "tote-sandbox-server.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define EXIT_USAGE 2

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static int
run (ToteSandboxServer *server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *line = tote_sandbox_server_describe (server);

  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);

  /* Whoever started it waits for this one line. */
  g_print ("%s\n", line);
  if (fflush (stdout) != 0)
    return EXIT_FAILURE;

  g_main_loop_run (loop);
  tote_sandbox_server_stop (server);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autoptr (ToteSandboxOptions) options = NULL;
  g_autoptr (ToteSandboxServer) server = NULL;
  g_autoptr (GError) error = NULL;

  tote_process_prepare (NULL);
  setlocale (LC_ALL, "");

  options = tote_sandbox_options_parse (&argc, &argv, &error);
  if (options == NULL) {
    g_printerr ("tote-sandbox: %s\n", error->message);
    return EXIT_USAGE;
  }

  server = tote_sandbox_server_new (options);
  if (!tote_sandbox_server_start (server, &error)) {
    g_printerr ("tote-sandbox: %s\n", error->message);
    return error->domain == TOTE_SANDBOX_FAULTS_ERROR ? EXIT_USAGE : EXIT_FAILURE;
  }
  return run (server);
}
