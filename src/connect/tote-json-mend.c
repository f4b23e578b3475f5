/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-mend.h"

#include <math.h>
#include <string.h>

/* No number with fewer characters than this is beyond a variable. */
#define LARGE_LENGTH 16

/* From here on a double does not have all whole numbers. */
#define EXACT_MAX 9007199254740992.0

/* No honest fraction is longer; the parser behind this would chew on a longer one for long. */
#define FRACTION_MAX 512

static const char *
skip_string (const char *text, const char *end)
{
  for (text++; text < end && *text != '"'; text++)
    if (*text == '\\')
      text++;

  return MIN (text + 1, end);
}

static const char *
skip_number (const char *text, const char *end)
{
  while (text < end && *text != '\0' && strchr ("+-.0123456789Ee", *text) != NULL)
    text++;

  return text;
}

/* Whether all of a number is still there after it was parsed. */
static gboolean
is_exact (const char *number, gsize length)
{
  g_autofree char *text = NULL;
  gint64 ignored;

  if (length < LARGE_LENGTH && memchr (number, 'e', length) == NULL &&
      memchr (number, 'E', length) == NULL)
    return TRUE;
  if (length > FRACTION_MAX)
    return FALSE;

  text = g_strndup (number, length);
  if (strpbrk (text, ".eE") != NULL)
    return fabs (g_ascii_strtod (text, NULL)) < EXACT_MAX;

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &ignored, NULL);
}

/* Copies the text from where it was copied to up to the number, and that as a text. */
static void
quote (GString **mended, const char **copied, const char *number, const char *end)
{
  if (*mended == NULL)
    *mended = g_string_new (NULL);

  g_string_append_len (*mended, *copied, number - *copied);
  g_string_append_c (*mended, '"');
  g_string_append_len (*mended, number, end - number);
  g_string_append_c (*mended, '"');
  *copied = end;
}

/* Returns: (transfer full) (nullable): text with its large numbers quoted, %NULL when there are
 * none. */
static GString *
quote_numbers (const char *text, gsize size)
{
  const char *end = text + size;
  const char *copied = text;
  GString *mended = NULL;

  while (text < end) {
    const char *begin = text;

    if (*text == '"') {
      text = skip_string (text, end);
    } else if (*text == '-' || g_ascii_isdigit (*text)) {
      text = skip_number (text, end);
      if (!is_exact (begin, (gsize) (text - begin)))
        quote (&mended, &copied, begin, text);
    } else {
      text++;
    }
  }
  if (mended != NULL)
    g_string_append_len (mended, copied, end - copied);

  return mended;
}

static GBytes *
mend_letters (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  char *valid;

  if (size == 0 || g_utf8_validate_len (text, size, NULL))
    return g_bytes_ref (bytes);

  valid = g_utf8_make_valid (text, (gssize) size);

  return g_bytes_new_take (valid, strlen (valid));
}

/**
 * tote_json_mend:
 * @bytes: a body that went through #ToteJsonScan
 *
 * Returns: (transfer full): @bytes itself where nothing is to be mended, as mostly
 */
GBytes *
tote_json_mend (GBytes *bytes)
{
  g_autoptr (GBytes) valid = NULL;
  const char *text;
  GString *quoted;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  valid = mend_letters (bytes);
  text = g_bytes_get_data (valid, &size);
  quoted = text != NULL ? quote_numbers (text, size) : NULL;

  return quoted != NULL ? g_string_free_to_bytes (quoted) : g_steal_pointer (&valid);
}
