/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "targets.h"
#include "tote-tour.h"

/* On each page and in each dialog, in a wide and a narrow window. A store display, which is
 * touched, asks for more: test-touched. */

#define LEAST 24

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  guint n = targets_assert (page, window, LEAST);

  if (!g_str_equal (page, "waiting"))
    g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  tote_tour_add_tests ("/targets", visit);

  return g_test_run ();
}
