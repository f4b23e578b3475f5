/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-phone.h"

#include <string.h>

/* What people put between the digits. */
static gboolean
is_between (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION ||
         (c < 128 && strchr (".()/", (char) c) != NULL);
}

/* Returns: (nullable): what follows the word for an extension, if @text begins with one */
static const char *
skip_extension_word (const char *text)
{
  static const char *const words[] = { "extension", "ext", "x", "#", ",", ";ext=" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return text + strlen (words[i]);

  return NULL;
}

/* Returns: whether @text is an extension and nothing else */
static gboolean
append_extension (GString *uri, const char *text)
{
  size_t length;

  text += strspn (text, " .:");
  length = strspn (text, "0123456789");
  if (length == 0 || text[length + strspn (text + length, " )")] != '\0')
    return FALSE;

  g_string_append (uri, ";ext=");
  g_string_append_len (uri, text, (gssize) length);
  return TRUE;
}

/**
 * tote_phone_to_uri:
 * @number: (nullable): a telephone number as a person writes it
 *
 * Returns: (transfer full) (nullable): the number as an address that can be called, with its
 *   extension if there is one; %NULL when it is none or holds anything else, such as the marks that
 *   hide a part of it
 */
char *
tote_phone_to_uri (const char *number)
{
  g_autoptr (GString) uri = g_string_new ("tel:");
  const size_t empty = uri->len;

  for (const char *p = number; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    const char *extension = uri->len > empty + 1 ? skip_extension_word (p) : NULL;

    if (g_ascii_isdigit (*p) || (*p == '+' && uri->len == empty))
      g_string_append_c (uri, *p);
    else if (extension != NULL)
      return append_extension (uri, extension) ? g_string_free (g_steal_pointer (&uri), FALSE)
                                               : NULL;
    else if (!is_between (g_utf8_get_char (p)))
      return NULL;
  }

  return uri->len > empty + 1 ? g_string_free (g_steal_pointer (&uri), FALSE) : NULL;
}
