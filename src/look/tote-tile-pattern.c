/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SWITCH "switch:"

typedef struct {
  guint zoom, x, y;
  guint scale;
} Place;

/* Neighbours come from different names, and a tile always from the same one.
 * word: what stands between the braces. Returns: whether it means anything. */
static gboolean
append_word (GString *url, const char *word, const Place *place)
{
  if (g_str_equal (word, "z")) {
    g_string_append_printf (url, "%u", place->zoom);
  } else if (g_str_equal (word, "x")) {
    g_string_append_printf (url, "%u", place->x);
  } else if (g_str_equal (word, "y")) {
    g_string_append_printf (url, "%u", place->y);
  } else if (g_str_equal (word, "scale")) {
    g_string_append (url, place->scale > 1 ? "@2x" : "");
  } else if (g_str_has_prefix (word, SWITCH)) {
    g_auto (GStrv) names = g_strsplit (word + strlen (SWITCH), ",", -1);
    guint n_names = g_strv_length (names);

    if (n_names == 0)
      return FALSE;
    g_string_append (url, names[(place->x + place->y) % n_names]);
  } else {
    return FALSE;
  }

  return TRUE;
}

/* Returns: (transfer full) (nullable) */
static char *
expand (const char *pattern, const Place *place)
{
  g_autoptr (GString) url = g_string_new (NULL);
  const char *brace;

  while ((brace = strchr (pattern, '{')) != NULL) {
    const char *end = strchr (brace, '}');
    g_autofree char *word = end != NULL ? g_strndup (brace + 1, (gsize) (end - brace - 1)) : NULL;

    g_string_append_len (url, pattern, brace - pattern);
    if (word == NULL || !append_word (url, word, place))
      return NULL;
    pattern = end + 1;
  }
  g_string_append (url, pattern);

  return g_string_free (g_steal_pointer (&url), FALSE);
}

/**
 * tote_tile_pattern_check:
 * @why: (out) (not optional): what is wrong with it, translated
 *
 * Returns: whether each tile has an address of its own by @pattern; that it may be asked for is not
 *   looked at
 */
gboolean
tote_tile_pattern_check (const char *pattern, const char **why)
{
  const Place place = { 0 };
  g_autofree char *url = NULL;

  g_return_val_if_fail (pattern != NULL, FALSE);
  g_return_val_if_fail (why != NULL, FALSE);

  *why = _ ("the address lacks {z}, {x} or {y}");
  if (strstr (pattern, "{z}") == NULL || strstr (pattern, "{x}") == NULL ||
      strstr (pattern, "{y}") == NULL)
    return FALSE;

  *why = _ ("of words in braces the address may have {z}, {x}, {y}, {scale} and {switch:a,b}");
  url = expand (pattern, &place);

  return url != NULL;
}

/**
 * tote_tile_pattern_expand:
 * @pattern: one that tote_tile_pattern_check() has let through
 * @x: column, from the west
 * @y: row, from the north
 * @scale: pixels of the screen for one of the page
 *
 * Returns: (transfer full): the address of a tile
 */
char *
tote_tile_pattern_expand (const char *pattern, guint zoom, guint x, guint y, guint scale)
{
  const Place place = { zoom, x, y, scale };
  char *url;

  g_return_val_if_fail (pattern != NULL, NULL);

  url = expand (pattern, &place);

  return url != NULL ? url : g_strdup (pattern);
}
