/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-unit.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

typedef enum {
  UNIT_OTHER,
  UNIT_EACH,
  UNIT_POUND,
  UNIT_OUNCE,
  UNIT_FLUID_OUNCE,
  UNIT_KILOGRAM,
  UNIT_GRAM,
  UNIT_LITRE,
  UNIT_MILLILITRE,
  UNIT_GALLON,
  UNIT_QUART,
  UNIT_PINT,
  UNIT_PACKAGE,
  UNIT_BUNCH,
  UNIT_DOZEN,
  UNIT_BAG,
  UNIT_CAN,
} Unit;

/* Without what parts words, in lower case. */
static const struct {
  const char *word;
  Unit unit;
} words[] = {
  { "each", UNIT_EACH },
  { "ea", UNIT_EACH },
  { "item", UNIT_EACH },
  { "count", UNIT_EACH },
  { "pound", UNIT_POUND },
  { "lb", UNIT_POUND },
  { "ounce", UNIT_OUNCE },
  { "oz", UNIT_OUNCE },
  { "fluidounce", UNIT_FLUID_OUNCE },
  { "floz", UNIT_FLUID_OUNCE },
  { "kilogram", UNIT_KILOGRAM },
  { "kg", UNIT_KILOGRAM },
  { "gram", UNIT_GRAM },
  { "g", UNIT_GRAM },
  { "litre", UNIT_LITRE },
  { "liter", UNIT_LITRE },
  { "l", UNIT_LITRE },
  { "millilitre", UNIT_MILLILITRE },
  { "milliliter", UNIT_MILLILITRE },
  { "ml", UNIT_MILLILITRE },
  { "gallon", UNIT_GALLON },
  { "gal", UNIT_GALLON },
  { "quart", UNIT_QUART },
  { "qt", UNIT_QUART },
  { "pint", UNIT_PINT },
  { "pt", UNIT_PINT },
  { "package", UNIT_PACKAGE },
  { "pack", UNIT_PACKAGE },
  { "pkg", UNIT_PACKAGE },
  { "bunch", UNIT_BUNCH },
  { "bunche", UNIT_BUNCH },
  { "dozen", UNIT_DOZEN },
  { "doz", UNIT_DOZEN },
  { "bag", UNIT_BAG },
  { "can", UNIT_CAN },
};

static char *
reduce (const char *unit)
{
  g_autoptr (GString) reduced = g_string_new (NULL);

  for (const char *p = unit; *p != '\0'; p++)
    if (g_ascii_isalpha (*p))
      g_string_append_c (reduced, g_ascii_tolower (*p));
    else if (*p != '_' && *p != ' ' && *p != '-' && *p != '.')
      return g_strdup ("");

  return g_string_free (g_steal_pointer (&reduced), FALSE);
}

static Unit
find_unit (const char *unit)
{
  g_autofree char *one = reduce (unit);
  g_autofree char *many = g_strdup (one);

  if (g_str_has_suffix (many, "s"))
    many[strlen (many) - 1] = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (one, words[i].word) || g_str_equal (many, words[i].word))
      return words[i].unit;

  return UNIT_OTHER;
}

/* What a language counts by. Broken numbers take one of two forms: as none below two, which is many
 * to some and one to others, else as two. */
static gulong
get_count (const char *quantity)
{
  double number = g_ascii_strtod (quantity, NULL);

  if (number >= 0 && number < 1e9 && trunc (number) == number)
    return (gulong) number;

  return number < 2 ? 0 : 2;
}

/* The server writes a point; what people read has the decimal sign of their own locale. */
static char *
localize (const char *quantity)
{
  g_autoptr (GString) text = g_string_new (quantity);

  if (strspn (quantity, "0123456789.") == strlen (quantity))
    g_string_replace (text, ".", localeconv ()->decimal_point, 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A unit that nobody here knows, in the server’s word, which is ASCII: the customer's language has
 * no say in it (a Turkish LITER would become lıter). */
static char *
describe_other (const char *quantity, const char *unit)
{
  g_autofree char *word = g_ascii_strdown (unit, -1);

  /* Translators: an amount and its unit, such as “2.5 crate” */
  return g_strdup_printf (C_ ("amount and unit", "%s %s"), quantity, g_strdelimit (word, "_", ' '));
}

static const char *
get_measure (Unit unit)
{
  switch (unit) {
  case UNIT_EACH:
    /* Translators: how many pieces of a product, such as “10 each” */
    return _ ("%s each");
  case UNIT_POUND:
    /* Translators: pounds, such as “2.5 lb” */
    return _ ("%s lb");
  case UNIT_OUNCE:
    /* Translators: ounces */
    return _ ("%s oz");
  case UNIT_FLUID_OUNCE:
    /* Translators: fluid ounces */
    return _ ("%s fl oz");
  case UNIT_KILOGRAM:
    /* Translators: kilograms */
    return _ ("%s kg");
  case UNIT_GRAM:
    /* Translators: grams */
    return _ ("%s g");
  case UNIT_LITRE:
    /* Translators: litres */
    return _ ("%s L");
  case UNIT_MILLILITRE:
    /* Translators: millilitres */
    return _ ("%s mL");
  case UNIT_GALLON:
  case UNIT_QUART:
  case UNIT_PINT:
  case UNIT_PACKAGE:
  case UNIT_BUNCH:
  case UNIT_DOZEN:
  case UNIT_BAG:
  case UNIT_CAN:
  case UNIT_OTHER:
  default:
    return NULL;
  }
}

static const char *
get_counted (Unit unit, gulong n)
{
  switch (unit) {
  case UNIT_GALLON:
    return ngettext ("%s gallon", "%s gallons", n);
  case UNIT_QUART:
    return ngettext ("%s quart", "%s quarts", n);
  case UNIT_PINT:
    return ngettext ("%s pint", "%s pints", n);
  case UNIT_PACKAGE:
    return ngettext ("%s package", "%s packages", n);
  case UNIT_BUNCH:
    return ngettext ("%s bunch", "%s bunches", n);
  case UNIT_DOZEN:
    return ngettext ("%s dozen", "%s dozen", n);
  case UNIT_BAG:
    return ngettext ("%s bag", "%s bags", n);
  case UNIT_CAN:
    return ngettext ("%s can", "%s cans", n);
  case UNIT_EACH:
  case UNIT_POUND:
  case UNIT_OUNCE:
  case UNIT_FLUID_OUNCE:
  case UNIT_KILOGRAM:
  case UNIT_GRAM:
  case UNIT_LITRE:
  case UNIT_MILLILITRE:
  case UNIT_OTHER:
  default:
    return NULL;
  }
}

/**
 * tote_unit_describe:
 * @quantity: (nullable): how much: decimal text, or what the server wrote instead
 * @unit: (nullable): of what, in the server’s word
 *
 * Returns: (transfer full): both for people, such as “2.5 lb”, “3 bunches” or “10 each”; empty when
 *   no quantity is known
 */
char *
tote_unit_describe (const char *quantity, const char *unit)
{
  g_autofree char *amount = quantity != NULL ? localize (quantity) : g_strdup ("");
  Unit known;
  const char *format;
  GString *text;

  if (*amount == '\0' || unit == NULL || *unit == '\0')
    return g_steal_pointer (&amount);

  known = find_unit (unit);
  format = get_measure (known);
  if (format == NULL)
    format = get_counted (known, get_count (quantity));
  if (format == NULL)
    return describe_other (amount, unit);

  /* The amount may be foreign text. */
  text = g_string_new (format);
  g_string_replace (text, "%s", amount, 1);
  return g_string_free (text, FALSE);
}
