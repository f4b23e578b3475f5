/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json.h"

#include "tote-connect-error.h"
#include "tote-json-mend.h"
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

static JsonNode *
get_node (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/**
 * tote_json_parse:
 * @bytes: a body that went through #ToteJsonScan
 *
 * Returns: (transfer full) (nullable): a node that holds an object (an empty one for an empty
 *   body), or %NULL with %TOTE_CONNECT_ERROR_MALFORMED
 */
JsonNode *
tote_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) mended = tote_json_mend (bytes);
  gsize size;
  const char *data = g_bytes_get_data (mended, &size);
  JsonNode *root;

  if (size > 0 && !json_parser_load_from_data (parser, data, (gssize) size, NULL)) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return NULL;
  }

  root = json_parser_steal_root (parser);
  if (root == NULL) {
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
  }
  if (JSON_NODE_HOLDS_OBJECT (root))
    return root;

  json_node_unref (root);
  g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));

  return NULL;
}

/**
 * tote_json_get_object:
 * @object: (nullable): where to look
 *
 * Returns: (transfer none) (nullable): the object under @name
 */
JsonObject *
tote_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * tote_json_get_array:
 * @object: (nullable): where to look
 *
 * Returns: (transfer none) (nullable): the list under @name
 */
JsonArray *
tote_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * tote_json_get_element:
 *
 * Returns: (transfer none) (nullable): the object at @position
 */
JsonObject *
tote_json_get_element (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * tote_json_is_told:
 * @list: (nullable): of things with an id
 *
 * Returns: whether there is a list that says something: one of which no entry can be read does not
 */
gboolean
tote_json_is_told (JsonArray *list)
{
  guint n = list != NULL ? json_array_get_length (list) : 0;
  guint i;

  for (i = 0; i < n; i++) {
    g_autofree char *id = tote_json_dup_id (tote_json_get_element (list, i), "id");

    if (id != NULL)
      return TRUE;
  }

  return list != NULL && n == 0;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * tote_json_get_boolean:
 * @value: (out): untouched when there is none
 */
gboolean
tote_json_get_boolean (JsonObject *object, const char *name, gboolean *value)
{
  JsonNode *node = get_node (object, name);

  if (!holds (node, G_TYPE_BOOLEAN))
    return FALSE;

  *value = json_node_get_boolean (node);

  return TRUE;
}

/**
 * tote_json_get_int64:
 * @value: (out): untouched when there is none
 */
gboolean
tote_json_get_int64 (JsonObject *object, const char *name, gint64 *value)
{
  JsonNode *node = get_node (object, name);

  if (!holds (node, G_TYPE_INT64))
    return FALSE;

  *value = json_node_get_int (node);

  return TRUE;
}

/**
 * tote_json_get_double:
 * @value: (out): a finite number; untouched when there is none
 */
gboolean
tote_json_get_double (JsonObject *object, const char *name, double *value)
{
  JsonNode *node = get_node (object, name);
  double number;

  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    return FALSE;

  number = json_node_get_double (node);
  if (!isfinite (number))
    return FALSE;

  *value = number;

  return TRUE;
}

/**
 * tote_json_get_string:
 *
 * Returns: (transfer none) (nullable): the text under @name as it came, not fit to show
 */
const char *
tote_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

/**
 * tote_json_dup_id:
 *
 * Returns: (transfer full) (nullable): an id, exact to the last digit, whether it came as text or
 *   as a number (contract 8.3); not fit to show
 */
char *
tote_json_dup_id (JsonObject *object, const char *name)
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
dup_line (JsonObject *object, const char *name)
{
  g_autofree char *line = tote_text_clean_line (tote_json_get_string (object, name));

  return line != NULL && *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static char *
dup_first (JsonObject *object, const char *name, va_list others)
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
tote_json_dup_line (JsonObject *object, const char *name, ...)
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
tote_json_dup_name (JsonObject *object, glong max, const char *name, ...)
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
tote_json_dup_text (JsonObject *object, const char *name)
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
tote_json_dup_quantity (JsonObject *object, const char *name)
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
tote_json_dup_url (JsonObject *object, const char *name, ...)
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
tote_json_dup_told_time (JsonObject *object, const char *name, GTimeZone *zone)
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
tote_json_dup_time (JsonObject *object, const char *name)
{
  g_autoptr (GDateTime) time = tote_json_dup_told_time (object, name, NULL);

  return time != NULL ? g_date_time_to_utc (time) : NULL;
}
