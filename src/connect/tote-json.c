/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json.h"

#include "tote-connect-error.h"
#include "tote-moment.h"
#include "tote-text.h"

#include <gio/gio.h>
#include <math.h>

/* Longer addresses are nonsense, and would be kept with every item. */
/* How long an amount may be that is no number. */
#define QUANTITY_MAX 32

#define URL_MAX 2048

/* Up to here every whole number has a double of its own. */
#define EXACT_MAX 9007199254740992.0

/* Of two with one name the last. */
static ToteJson *
get_member (ToteJson *object, const char *name)
{
  ToteJson *found = NULL;

  if (object == NULL || object->kind != TOTE_JSON_OBJECT)
    return NULL;

  for (ToteJson *value = tote_json_first (object); value != NULL;
       value = tote_json_next (object, value))
    if (g_str_equal (value->name, name))
      found = value;

  return found;
}

static ToteJson *
get_member_of_kind (ToteJson *object, const char *name, ToteJsonKind kind)
{
  ToteJson *value = get_member (object, name);

  return value != NULL && value->kind == kind ? value : NULL;
}

/**
 * tote_json_parse:
 * @bytes: a body that went through #ToteJsonScan
 *
 * Returns: (transfer full) (nullable): an object (an empty one for an empty body), or %NULL with
 *   %TOTE_CONNECT_ERROR_MALFORMED. All that is found in it is there until it is freed
 */
ToteJson *
tote_json_parse (GBytes *bytes, GError **error)
{
  ToteJson *root = tote_json_read (bytes);

  if (root == NULL)
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));

  return root;
}

/**
 * tote_json_get_object:
 * @object: (nullable): where to look; what is no object has no members
 *
 * Returns: (transfer none) (nullable): the object under @name
 */
ToteJson *
tote_json_get_object (ToteJson *object, const char *name)
{
  return get_member_of_kind (object, name, TOTE_JSON_OBJECT);
}

/**
 * tote_json_get_list:
 * @object: (nullable): where to look
 *
 * Returns: (transfer none) (nullable): the list under @name
 */
ToteJson *
tote_json_get_list (ToteJson *object, const char *name)
{
  return get_member_of_kind (object, name, TOTE_JSON_LIST);
}

/**
 * tote_json_has:
 *
 * Returns: whether there is such a member, be it null
 */
gboolean
tote_json_has (ToteJson *object, const char *name)
{
  return get_member (object, name) != NULL;
}

/**
 * tote_json_says:
 *
 * Returns: whether the member is there, and is neither empty nor zero nor false
 */
gboolean
tote_json_says (ToteJson *object, const char *name)
{
  ToteJson *value = get_member (object, name);

  switch (value != NULL ? value->kind : TOTE_JSON_NULL) {
  case TOTE_JSON_BOOLEAN:
  case TOTE_JSON_INTEGER:
    return value->is.integer != 0;
  case TOTE_JSON_NUMBER:
    return value->is.number != 0;
  case TOTE_JSON_TEXT:
    return *value->is.text != '\0';
  case TOTE_JSON_OBJECT:
  case TOTE_JSON_LIST:
    return value->n_inside > 0;
  case TOTE_JSON_NULL:
  default:
    return FALSE;
  }
}

/**
 * tote_json_first:
 * @container: (nullable): an object or a list
 *
 * Returns: (transfer none) (nullable): its first member or entry
 */
ToteJson *
tote_json_first (ToteJson *container)
{
  return container != NULL && container->n_inside > 0 ? container + 1 : NULL;
}

/**
 * tote_json_next:
 * @value: one that is right in @container
 *
 * Returns: (transfer none) (nullable): the member or entry after it
 */
ToteJson *
tote_json_next (ToteJson *container, ToteJson *value)
{
  ToteJson *next = value + 1 + value->n_inside;

  return next <= container + container->n_inside ? next : NULL;
}

/**
 * tote_json_get_name:
 *
 * Returns: (transfer none) (nullable): what a member is called, %NULL for an entry
 */
const char *
tote_json_get_name (ToteJson *value)
{
  return value->name;
}

/**
 * tote_json_get_span:
 * @span: (out): where it stands in the body; untouched when that is not known
 *
 * Returns: whether it is an object of which that is known
 */
gboolean
tote_json_get_span (ToteJson *value, ToteJsonSpan *span)
{
  if (value->kind != TOTE_JSON_OBJECT || value->is.span.end == 0)
    return FALSE;

  *span = value->is.span;

  return TRUE;
}

/**
 * tote_json_is_told:
 * @list: (nullable): of things with an id
 *
 * Returns: whether there is a list that says something: one of which no entry can be read does not
 */
gboolean
tote_json_is_told (ToteJson *list)
{
  for (ToteJson *entry = tote_json_first (list); entry != NULL;
       entry = tote_json_next (list, entry)) {
    g_autofree char *id = tote_json_dup_id (entry, "id");

    if (id != NULL)
      return TRUE;
  }

  return list != NULL && tote_json_first (list) == NULL;
}

/**
 * tote_json_get_boolean:
 * @value: (out): untouched when there is none
 */
gboolean
tote_json_get_boolean (ToteJson *object, const char *name, gboolean *value)
{
  ToteJson *found = get_member_of_kind (object, name, TOTE_JSON_BOOLEAN);

  if (found == NULL)
    return FALSE;

  *value = found->is.integer != 0;

  return TRUE;
}

/**
 * tote_json_get_int64:
 * @value: (out): untouched when there is none
 */
gboolean
tote_json_get_int64 (ToteJson *object, const char *name, gint64 *value)
{
  ToteJson *found = get_member_of_kind (object, name, TOTE_JSON_INTEGER);

  if (found == NULL)
    return FALSE;

  *value = found->is.integer;

  return TRUE;
}

/**
 * tote_json_get_double:
 * @value: (out): a finite number; untouched when there is none
 */
gboolean
tote_json_get_double (ToteJson *object, const char *name, double *value)
{
  ToteJson *found = get_member_of_kind (object, name, TOTE_JSON_NUMBER);
  gint64 integer;

  if (found != NULL)
    *value = found->is.number;
  else if (tote_json_get_int64 (object, name, &integer))
    *value = (double) integer;
  else
    return FALSE;

  return TRUE;
}

/**
 * tote_json_get_string:
 *
 * Returns: (transfer none) (nullable): the text under @name as it came, not fit to show
 */
const char *
tote_json_get_string (ToteJson *object, const char *name)
{
  ToteJson *found = get_member_of_kind (object, name, TOTE_JSON_TEXT);

  return found != NULL ? found->is.text : NULL;
}

/**
 * tote_json_dup_id:
 *
 * Returns: (transfer full) (nullable): an id, exact to the last digit, whether it came as text or
 *   as a number (contract 8.3); not fit to show
 */
char *
tote_json_dup_id (ToteJson *object, const char *name)
{
  const char *text = tote_json_get_string (object, name);
  gint64 integer;
  double number;

  if (text != NULL)
    return *text != '\0' ? g_strdup (text) : NULL;
  if (tote_json_get_int64 (object, name, &integer))
    return g_strdup_printf ("%" G_GINT64_FORMAT, integer);
  if (tote_json_get_double (object, name, &number) && fabs (number) < EXACT_MAX &&
      trunc (number) == number)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number);

  return NULL;
}

static char *
dup_line (ToteJson *object, const char *name)
{
  g_autofree char *line = tote_text_clean_line (tote_json_get_string (object, name));

  return line != NULL && *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static char *
dup_first (ToteJson *object, const char *name, va_list others)
{
  char *line = NULL;

  for (; line == NULL && name != NULL; name = va_arg (others, const char *))
    line = dup_line (object, name);

  return line;
}

/**
 * tote_json_dup_line:
 * @name: the name looked for first, followed by others and %NULL
 *
 * Returns: (transfer full) (nullable): the first text that says anything, in one line
 */
char *
tote_json_dup_line (ToteJson *object, const char *name, ...)
{
  va_list others;
  char *line;

  va_start (others, name);
  line = dup_first (object, name, others);
  va_end (others);

  return line;
}

/**
 * tote_json_dup_name:
 * @max: how many scalar values it may have
 * @name: the name looked for first, followed by others and %NULL
 *
 * Returns: (transfer full) (nullable): the first text that says anything, in one line, cut where it
 *   is longer than a thing of its kind can be
 */
char *
tote_json_dup_name (ToteJson *object, glong max, const char *name, ...)
{
  va_list others;
  char *line;

  va_start (others, name);
  line = dup_first (object, name, others);
  va_end (others);

  return tote_text_cut (line, max);
}

/**
 * tote_json_dup_text:
 *
 * Returns: (transfer full) (nullable): a text of one or more lines; empty means nothing said
 */
char *
tote_json_dup_text (ToteJson *object, const char *name)
{
  g_autofree char *text = tote_text_clean (tote_json_get_string (object, name));

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* What is no plain decimal, such as “10,5”, says something to people all the same. */
static char *
dup_written_quantity (const char *text)
{
  g_autofree char *line = tote_text_clean_line (text);

  return *line != '\0' && g_utf8_strlen (line, -1) <= QUANTITY_MAX ? g_steal_pointer (&line) : NULL;
}

/**
 * tote_json_dup_quantity:
 *
 * Returns: (transfer full) (nullable): a decimal without trailing zeros, from text or number; a
 *   text that is none as it was written
 */
char *
tote_json_dup_quantity (ToteJson *object, const char *name)
{
  const char *text = tote_json_get_string (object, name);
  gint64 integer;
  double number;

  if (text != NULL) {
    char *quantity = tote_quantity_clean (text);

    return quantity != NULL ? quantity : dup_written_quantity (text);
  }
  if (tote_json_get_int64 (object, name, &integer)) {
    g_autofree char *decimal = g_strdup_printf ("%" G_GINT64_FORMAT, integer);

    return tote_quantity_clean (decimal);
  }
  if (tote_json_get_double (object, name, &number))
    return tote_quantity_from_double (number);

  return NULL;
}

static gboolean
is_web_address (const char *text)
{
  g_autofree char *scheme = NULL;
  g_autofree char *userinfo = NULL;
  g_autofree char *host = NULL;

  if (text == NULL || strlen (text) > URL_MAX ||
      !g_uri_split (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, &scheme, &userinfo,
                    &host, NULL, NULL, NULL, NULL, NULL))
    return FALSE;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) && host != NULL &&
         *host != '\0' && userinfo == NULL;
}

/**
 * tote_json_dup_url:
 * @name: the name looked for first, followed by others and %NULL
 *
 * Returns: (transfer full) (nullable): the first address that begins with http or https
 */
char *
tote_json_dup_url (ToteJson *object, const char *name, ...)
{
  const char *url = NULL;
  va_list others;

  va_start (others, name);
  for (; url == NULL && name != NULL; name = va_arg (others, const char *)) {
    url = tote_json_get_string (object, name);
    if (!is_web_address (url))
      url = NULL;
  }
  va_end (others);

  return g_strdup (url);
}

/**
 * tote_json_dup_told_time:
 * @zone: (nullable): the one that is meant where none is told
 *
 * Returns: (transfer full) (nullable): a time that says which zone it is in (contract 8.7), with
 *   the offset that it was told with; in UTC when it was told as seconds since 1970
 */
GDateTime *
tote_json_dup_told_time (ToteJson *object, const char *name, GTimeZone *zone)
{
  const char *text = tote_json_get_string (object, name);
  gint64 seconds;

  if (text != NULL)
    return tote_moment_from_text (text, zone);

  return tote_json_get_int64 (object, name, &seconds) ? tote_moment_from_number (seconds) : NULL;
}

/**
 * tote_json_dup_time:
 *
 * Returns: (transfer full) (nullable): the same moment in UTC
 */
GDateTime *
tote_json_dup_time (ToteJson *object, const char *name)
{
  g_autoptr (GDateTime) time = tote_json_dup_told_time (object, name, NULL);

  return time != NULL ? g_date_time_to_utc (time) : NULL;
}
