/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tour.h"

#include <glib-unix.h>
#include <unistd.h>

/* Stops at each page until a line comes in, for who looks at it from outside, and says which it is:
 * “stop PAGE”. What opens is open by then. */

static gboolean
on_line (int fd, GIOCondition condition, gpointer going_on)
{
  char line[2];

  *(gboolean *) going_on = read (fd, line, sizeof line) >= 0;

  return G_SOURCE_REMOVE;
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  gboolean going_on = FALSE;

  tote_stage_set_expand (window);
  tote_stage_set_settle (set);
  printf ("stop %s\n", page);
  fflush (stdout);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_line, &going_on);
  while (!going_on)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  tote_tour_add_tests ("/stops", visit);

  return g_test_run ();
}
