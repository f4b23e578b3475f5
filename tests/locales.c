/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locales.h"

#include <locale.h>

void
test_locales_set_up (TestLocales *locales, gconstpointer unused)
{
  locales->folder = g_dir_make_tmp ("tote-locales-XXXXXX", NULL);
  g_setenv ("LOCPATH", locales->folder, TRUE);
  g_setenv ("LANGUAGE", "", TRUE);
  g_unsetenv ("LC_ALL");
}

void
test_locales_tear_down (TestLocales *locales, gconstpointer unused)
{
  const char *arguments[] = { "rm", "-r", locales->folder, NULL };

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LOCPATH");
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  g_free (locales->folder);
}

/**
 * test_locales_use:
 * @language: such as “de_DE”
 *
 * Returns: whether that is the locale now; where the machine cannot make it the test is skipped
 */
gboolean
test_locales_use (TestLocales *locales, const char *language)
{
  g_autofree char *name = g_strconcat (language, ".UTF-8", NULL);
  g_autofree char *path = g_build_filename (locales->folder, name, NULL);
  const char *arguments[] = {
    "localedef", "--no-archive", "-i", language, "-f", "UTF-8", path, NULL
  };

  g_spawn_sync (NULL, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
  if (setlocale (LC_ALL, name) != NULL)
    return TRUE;

  g_test_skip ("This machine cannot make the locale");
  return FALSE;
}
