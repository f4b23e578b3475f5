/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-profile-check.h"

#include "tote-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char *path;
  GPtrArray *mistakes; /* of char */
  GHashTable *seen;    /* (owned): “Group/Key” */
  char *group;         /* (owned) (nullable): the one whose keys come now */
  guint line;
} Check;

static void
add (Check *check, const char *what)
{
  g_ptr_array_add (check->mistakes, g_strdup_printf ("%s:%u: %s", check->path, check->line, what));
}

/* Nobody writes one by hand that is larger. */
#define LENGTH_MAX (256 * 1024)

/* What is wrong with a piece of a profile is what would be wrong with it alone. */
static void
check_piece (Check *check, const char *piece)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = NULL;
  g_autofree char *key = NULL;

  if (g_key_file_load_from_data (file, piece, -1, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    profile = tote_profile_new_from_key_file (file, check->path, &error); /* NOLINT: to be freed */
  if (profile != NULL)
    key = tote_profile_read_kiosk_key (profile, NULL, &error); /* NOLINT: to be freed */
  if (error == NULL)
    return;

  add (check, g_str_has_prefix (error->message, check->path)
                  ? error->message + strlen (check->path) + strlen (": ")
                  : error->message);
}

static void
check_group (Check *check, const char *line)
{
  const char *end = strchr (line, ']');
  g_autofree char *piece = g_strconcat (line, "\n", NULL);

  g_free (check->group);
  check->group = end != NULL ? g_strndup (line + 1, (gsize) (end - line - 1)) : NULL;
  check_piece (check, piece);
}

static void
check_key (Check *check, const char *line)
{
  const char *end = strchr (line, '=');
  g_autofree char *key = end != NULL ? g_strndup (line, (gsize) (end - line)) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *piece = NULL;
  g_autofree char *twice = NULL;

  if (check->group == NULL) {
    add (check, _ ("this is in no group"));
    return;
  }

  piece = g_strdup_printf ("[%s]\n%s\n", check->group, line);
  check_piece (check, piece);
  if (key == NULL)
    return;

  name = g_strdup_printf ("[%s] %s", check->group, g_strchomp (key));
  if (g_hash_table_contains (check->seen, name)) {
    twice = g_strdup_printf ("%s: %s", name, _ ("it is there already, and only one can count"));
    add (check, twice);
  }
  g_hash_table_add (check->seen, g_steal_pointer (&name));
}

/* A group that means nothing is one mistake, whatever stands in it. */
static gboolean
is_known (const char *group)
{
  g_autofree char *piece = g_strdup_printf ("[%s]\n", group);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (ToteProfile) profile = NULL;

  if (!g_key_file_load_from_data (file, piece, -1, G_KEY_FILE_NONE, NULL))
    return FALSE;
  profile = tote_profile_new_from_key_file (file, "", NULL);

  return profile != NULL;
}

/* Returns: (transfer full) (nullable): what stands in the file */
static char *
read_text (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  if (length <= LENGTH_MAX && memchr (text, '\0', length) == NULL)
    return g_steal_pointer (&text);

  g_set_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_FILE, "%s: %s", path,
               _ ("this is no profile, which is a short text"));

  return NULL;
}

static void
check_line (Check *check, const char *line)
{
  if (*line == '\0' || *line == '#')
    return;

  if (*line == '[')
    check_group (check, line);
  else if (check->group == NULL || is_known (check->group))
    check_key (check, line);
}

/**
 * tote_profile_check:
 * @path: the profile
 *
 * Returns: (transfer full) (element-type utf8) (nullable): what is wrong with it, one sentence each
 *   with file, line, key and reason; %NULL when it cannot be read
 */
GPtrArray *
tote_profile_check (const char *path, GError **error)
{
  Check check = { .path = path, .mistakes = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GPtrArray) mistakes = check.mistakes;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  text = read_text (path, error);
  if (text == NULL)
    return NULL;

  check.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    check.line = i + 1;
    if (g_utf8_validate (lines[i], -1, NULL))
      check_line (&check, g_strstrip (lines[i]));
    else
      add (&check, _ ("this is not UTF-8"));
  }

  g_hash_table_unref (check.seen);
  g_free (check.group);

  return g_steal_pointer (&mistakes);
}
