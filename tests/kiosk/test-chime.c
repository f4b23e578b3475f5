/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-chime.h"

static void
wait_until_quiet (ToteChime *chime)
{
  while (tote_chime_get_ringing (chime))
    g_main_context_iteration (NULL, TRUE);
}

/* Three orders that became ready at once are one sound; the next one is another. */
static void
test_rings (gconstpointer driver)
{
  ToteChime *chime = tote_chime_new ();

  g_setenv ("CANBERRA_DRIVER", driver, TRUE);
  for (guint i = 0; i < 3; i++)
    tote_chime_ring (chime);
  wait_until_quiet (chime);
  tote_chime_ring (chime);
  wait_until_quiet (chime);

  /* The thread may still have hold of it for a moment. */
  g_object_add_weak_pointer (G_OBJECT (chime), (gpointer *) &chime);
  g_object_unref (chime);
  while (g_atomic_pointer_get (&chime) != NULL)
    g_thread_yield ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kiosk/chime/rings", "null", test_rings);
  g_test_add_data_func ("/kiosk/chime/no-device", "none-such", test_rings);

  return g_test_run ();
}
