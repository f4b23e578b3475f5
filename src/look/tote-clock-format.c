/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-clock-format.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* Whether times of day are told by twelve or by twenty-four hours: as the person has it on the
 * clock of their desktop, else as the locale has it. For the main thread. */
static const char *chosen; /* (nullable): by the person */

static const char *const formats[] = { "12h", "24h" };

/* The plain C locale speaks the language of the source, which is US English, so its clock is
 * that of the United States too. */
static gboolean
is_source_locale (void)
{
  const char *name = setlocale (LC_TIME, NULL);

  return name == NULL || g_str_equal (name, "C") || g_str_has_prefix (name, "C.") ||
         g_str_equal (name, "POSIX");
}

static gboolean
is_twelve_in_locale (void)
{
  const char *pattern = nl_langinfo (T_FMT);

  return is_source_locale () || strstr (pattern, "%p") != NULL || strstr (pattern, "%r") != NULL ||
         strstr (pattern, "%I") != NULL;
}

/**
 * tote_clock_format_get_twelve:
 *
 * Returns: whether it is 1:30 PM, not 13:30
 */
gboolean
tote_clock_format_get_twelve (void)
{
  return chosen != NULL ? chosen == formats[0] : is_twelve_in_locale ();
}

/**
 * tote_clock_format_choose:
 * @format: (nullable): “12h” or “24h” as GNOME has it; anything else is the locale’s
 *
 * Returns: whether times are told in another way now
 */
gboolean
tote_clock_format_choose (const char *format)
{
  gboolean before = tote_clock_format_get_twelve ();

  chosen = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (format, formats[i]) == 0)
      chosen = formats[i];

  return tote_clock_format_get_twelve () != before;
}
