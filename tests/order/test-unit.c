/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-unit.h"

static void
test_amounts (void)
{
  static const struct {
    const char *quantity;
    const char *unit;
    const char *words;
  } cases[] = {
    { "10", "each", "10 each" },
    { "1", "EACH", "1 each" },
    { "0.5", "pound", "0.5 lb" },
    { "2.5", "lb", "2.5 lb" },
    { "2", "LBS", "2 lb" },
    { "2", "fluid_ounce", "2 fl oz" },
    { "2", "fl. oz.", "2 fl oz" },
    { "1.005", "kilogram", "1.005 kg" },
    { "250", "Grams", "250 g" },
    { "1", "litre", "1 L" },
    { "1.5", "liters", "1.5 L" },
    { "330", "ml", "330 mL" },
    { "1", "package", "1 package" },
    { "2", "package", "2 packages" },
    { "1.5", "packages", "1.5 packages" },
    { "0.5", "package", "0.5 packages" },
    { "1", "bunches", "1 bunch" },
    { "3", "bunch", "3 bunches" },
    { "2", "dozen", "2 dozen" },
    { "10,5", "kilogram", "10,5 kg" },
    { "1e3", "gram", "1e3 g" },
    { "many", "bag", "many bags" },
    { "2", "wooden_crate", "2 wooden crate" },
    { "2", "Stück", "2 stück" },
    { "%s%n", "pound", "%s%n lb" },
    { "3", "", "3" },
    { "3", NULL, "3" },
    { NULL, "pound", "" },
    { "", "pound", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = tote_unit_describe (cases[i].quantity, cases[i].unit);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unit/amounts", test_amounts);

  return g_test_run ();
}
