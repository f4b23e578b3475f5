/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-chime.h"

/* Whoever calls for it may call again and again, and be gone before it has rung. */
static void
test_rings (gconstpointer driver)
{
  ToteChime *chime = tote_chime_new ();

  g_setenv ("CANBERRA_DRIVER", driver, TRUE);
  g_object_add_weak_pointer (G_OBJECT (chime), (gpointer *) &chime);
  for (guint i = 0; i < 3; i++)
    tote_chime_ring (chime);
  g_object_unref (chime);
  while (g_atomic_pointer_get (&chime) != NULL) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kiosk/chime/rings", "null", test_rings);
  g_test_add_data_func ("/kiosk/chime/no-device", "none-such", test_rings);

  return g_test_run ();
}
