/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-words.h"

/* Whole characters, as people see them. */
static void
test_initials (void)
{
  static const struct {
    const char *name;
    const char *initial;
  } cases[] = {
    { "Belt Line Market", "B" },
    { "kale", "K" },
    { "e\u0301clair", "E\u0301" },
    { "éclair", "É" },
    { "🇫🇷 Marché", "🇫🇷" },
    { "👩🏽\u200d🍳 Amida", "👩🏽\u200d🍳" },
    { "❤\ufe0f beets", "❤\ufe0f" },
    { "ßpargel", "SS" },
    { "7 Up", "7" },
    { "", "" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *initial = tote_words_initial (cases[i].name);

    g_assert_cmpstr (initial, ==, cases[i].initial);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/initial/whole-characters", test_initials);

  return g_test_run ();
}
