/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locales.h"
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

static void
check (const char *quantity, const char *unit, const char *words)
{
  g_autofree char *text = tote_unit_describe (quantity, unit);

  g_assert_cmpstr (text, ==, words);
}

static void
test_german (TestLocales *locales, gconstpointer unused)
{
  if (!test_locales_use (locales, "de_DE"))
    return;

  check ("1.5", "liters", "1,5 L");
  check ("10,5", "kilogram", "10,5 kg");
}

/* Where a small I has no dot the words of a server are what they are elsewhere. */
static void
test_turkish (TestLocales *locales, gconstpointer unused)
{
  if (!test_locales_use (locales, "tr_TR"))
    return;

  check ("2", "LITER", "2 L");
  check ("2", "KIT", "2 kit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unit/amounts", test_amounts);
  g_test_add ("/unit/german", TestLocales, NULL, test_locales_set_up, test_german,
              test_locales_tear_down);
  g_test_add ("/unit/turkish", TestLocales, NULL, test_locales_set_up, test_turkish,
              test_locales_tear_down);

  return g_test_run ();
}
