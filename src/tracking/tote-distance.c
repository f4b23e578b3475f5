/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-distance.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#define METRES_PER_MILE 1609.344
#define METRES_PER_FOOT 0.3048

/* By the person, for the main thread. */
static ToteDistanceUnit chosen;

/* Roads have signs in miles here. */
static const char *const mile_territories[] = { "US", "GB", "LR", "MM", NULL };

static gboolean
locale_uses_miles (const char *name)
{
  const char *territory = name != NULL ? strchr (name, '_') : NULL;

  if (territory == NULL)
    return FALSE;
  for (guint i = 0; mile_territories[i] != NULL; i++) {
    if (g_str_has_prefix (territory + 1, mile_territories[i]))
      return TRUE;
  }
  return FALSE;
}

static char *
format_miles (double metres)
{
  double miles = metres / METRES_PER_MILE;

  if (miles < 0.1)
    /* Translators: a short distance in feet */
    return g_strdup_printf (_ ("%.0f ft"), metres / METRES_PER_FOOT);
  /* Translators: a distance in miles */
  return g_strdup_printf (miles < 10 ? _ ("%.1f mi") : _ ("%'.0f mi"), miles);
}

static char *
format_kilometres (double metres)
{
  if (metres < 995)
    /* Translators: a short distance in metres */
    return g_strdup_printf (_ ("%.0f m"), metres);
  /* Translators: a distance in kilometres */
  return g_strdup_printf (metres < 9950 ? _ ("%.1f km") : _ ("%'.0f km"), metres / 1000);
}

/**
 * tote_distance_is_in_miles:
 *
 * Returns: whether tote_distance_format() speaks of miles and not of kilometres
 */
gboolean
tote_distance_is_in_miles (void)
{
  if (chosen != TOTE_DISTANCE_UNIT_LOCALE)
    return chosen == TOTE_DISTANCE_UNIT_MILES;

  return locale_uses_miles (setlocale (LC_MEASUREMENT, NULL));
}

/**
 * tote_distance_format:
 * @metres: not negative
 *
 * Returns: (transfer full): the distance in the unit that was chosen, else that of the person's
 *   LC_MEASUREMENT
 */
char *
tote_distance_format (double metres)
{
  metres = MAX (metres, 0);

  return tote_distance_is_in_miles () ? format_miles (metres) : format_kilometres (metres);
}

/**
 * tote_distance_choose_unit:
 * @unit: what distances are told in from now on
 */
void
tote_distance_choose_unit (ToteDistanceUnit unit)
{
  chosen = unit;
}
