/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-guard.h"

static const struct {
  guint keyval;
  GdkModifierType state;
  gboolean through;
} keys[] = {
  { GDK_KEY_a, 0, TRUE },
  { GDK_KEY_A, GDK_SHIFT_MASK, TRUE },
  { GDK_KEY_eacute, 0, TRUE },
  { GDK_KEY_dead_circumflex, 0, TRUE },
  { GDK_KEY_KP_5, 0, TRUE },
  { GDK_KEY_Tab, 0, TRUE },
  { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, TRUE },
  { GDK_KEY_Return, 0, TRUE },
  { GDK_KEY_Up, 0, TRUE },
  { GDK_KEY_BackSpace, 0, TRUE },
  { GDK_KEY_F4, GDK_ALT_MASK, FALSE }, /* closes */
  { GDK_KEY_w, GDK_CONTROL_MASK, FALSE },
  { GDK_KEY_q, GDK_CONTROL_MASK, FALSE },                  /* ends */
  { GDK_KEY_i, GDK_CONTROL_MASK | GDK_SHIFT_MASK, FALSE }, /* the inspector */
  { GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK, FALSE },
  { GDK_KEY_period, GDK_CONTROL_MASK, FALSE }, /* picks symbols */
  { GDK_KEY_semicolon, GDK_CONTROL_MASK, FALSE },
  { GDK_KEY_c, GDK_CONTROL_MASK, FALSE }, /* the clipboard */
  { GDK_KEY_v, GDK_CONTROL_MASK, FALSE },
  { GDK_KEY_Menu, 0, FALSE }, /* a menu */
  { GDK_KEY_F10, GDK_SHIFT_MASK, FALSE },
  { GDK_KEY_F10, 0, FALSE },
  { GDK_KEY_F1, 0, FALSE },
  { GDK_KEY_F11, 0, FALSE },
  { GDK_KEY_Super_L, 0, FALSE },
  { GDK_KEY_Tab, GDK_ALT_MASK, FALSE },
  { GDK_KEY_Print, 0, FALSE },
  { GDK_KEY_Left, GDK_ALT_MASK, FALSE },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpint (tote_guard_lets_through (keys[i].keyval, keys[i].state), ==, keys[i].through);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/guard/keys", test_keys);

  return g_test_run ();
}
