/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-scan.h"

#include <string.h>

/* The application identifier of GS1 for the number of a customer's order. */
#define ORDER_NUMBER "400"

/* “]C1”: the kind of code, which some scanners say first (ISO/IEC 15424). */
static gboolean
has_symbology (const char *text)
{
  return text[0] == ']' && g_ascii_isalpha (text[1]) && g_ascii_isalnum (text[2]);
}

/* The kinds whose content is made of GS1 element strings. */
static gboolean
is_gs1 (const char *text)
{
  static const char *const kinds[] = { "]C1", "]d2", "]Q3", "]e0", "]J1" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (text, kinds[i]))
      return TRUE;

  return FALSE;
}

/* The order number among the elements, as far as the next one; the elements themselves when there
 * is none. The identifier stands in brackets where a scanner makes the code readable. */
static const char *
find_element (const char *text, gsize *length)
{
  if (g_str_has_prefix (text, "(" ORDER_NUMBER ")"))
    text += strlen (ORDER_NUMBER) + 2;
  else if (g_str_has_prefix (text, ORDER_NUMBER))
    text += strlen (ORDER_NUMBER);

  *length = strcspn (text, "\x1d(");

  return text;
}

/* What stands around the content: start and stop of Code 39, prefixes, suffixes, control keys. */
static gboolean
is_wrapping (char c)
{
  return !g_ascii_isalnum (c);
}

static char *
unwrap (const char *text, gsize length)
{
  while (length > 0 && is_wrapping (*text)) {
    text++;
    length--;
  }

  while (length > 0 && is_wrapping (text[length - 1]))
    length--;

  return g_strndup (text, length);
}

/**
 * tote_scan_clean:
 * @raw: what a scanner typed
 *
 * Returns: (transfer full): the content of the code, without what the scanner puts before and
 *   after it; empty when there is none
 */
char *
tote_scan_clean (const char *raw)
{
  const char *text = raw;
  gsize length;

  g_return_val_if_fail (raw != NULL, NULL);

  while (*text != '\0' && *text != ']' && is_wrapping (*text))
    text++;

  length = strlen (text);
  if (has_symbology (text)) {
    gboolean elements = is_gs1 (text);

    text += 3;
    length -= 3;
    if (elements)
      text = find_element (text, &length);
  }

  return unwrap (text, length);
}

/**
 * tote_scan_find_code:
 * @text: the content of a scanned code
 * @order_id: (out) (optional): the order the code is for
 *
 * A confirmation may carry the link that signs in, whose code is good for one use.
 *
 * Returns: (transfer full) (nullable): that one-time code
 */
char *
tote_scan_find_code (const char *text, char **order_id)
{
  const char *query = strchr (text, '?');
  g_autoptr (GHashTable) members = NULL;
  const char *id, *code;

  if (query == NULL ||
      (g_ascii_strncasecmp (text, TOTE_LINK_SCHEME ":", strlen (TOTE_LINK_SCHEME ":")) != 0 &&
       !g_str_has_prefix (text, "https:") && !g_str_has_prefix (text, "HTTPS:")))
    return NULL;

  members = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  id = members != NULL ? g_hash_table_lookup (members, "order") : NULL;
  code = members != NULL ? g_hash_table_lookup (members, "code") : NULL;
  if (id == NULL || code == NULL || *id == '\0' || *code == '\0')
    return NULL;

  if (order_id != NULL)
    *order_id = g_strdup (id);

  return g_strdup (code);
}
