/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-stage-set.h"

/* Of what a window has no need while an order is followed. */

static gboolean
has_library (const char *name)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));

  return strstr (maps, name) != NULL;
}

/* Symbols at the sizes they are shown in are ready pictures. To draw one from SVG takes a library
 * that is a fifth of all the memory of the page. */
static void
test_no_svg (void)
{
  static const guint moments[] = { 30, 320, 600, 1020, 1440, 1860 };
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  guint now = 0;

  tote_stage_set_open (set, 1200, 760);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    tote_stage_set_advance (set, moments[i] - now);
    now = moments[i];
    g_assert_false (has_library ("librsvg"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/light/no-svg", test_no_svg);

  return g_test_run ();
}
