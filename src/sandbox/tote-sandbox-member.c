/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-member.h"

static JsonNode *
get_node (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

/**
 * tote_sandbox_member_is_there:
 * @object: (nullable): a JSON object
 * @name: a member's name
 *
 * Returns: whether there is such a member, of whatever kind but null
 */
gboolean
tote_sandbox_member_is_there (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * tote_sandbox_member_get_text:
 *
 * Returns: (transfer none) (nullable): the text, or %NULL
 */
const char *
tote_sandbox_member_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * tote_sandbox_member_get_number:
 * @number: (out): the number, left alone when there is none
 *
 * Returns: whether there is a number
 */
gboolean
tote_sandbox_member_get_number (JsonObject *object, const char *name, double *number)
{
  JsonNode *node = get_value (object, name, G_TYPE_DOUBLE);

  if (node == NULL)
    node = get_value (object, name, G_TYPE_INT64);
  if (node != NULL)
    *number = json_node_get_double (node);
  return node != NULL;
}

/**
 * tote_sandbox_member_get_integer:
 * @number: (out): the number, left alone when there is none
 *
 * Returns: whether there is an integer
 */
gboolean
tote_sandbox_member_get_integer (JsonObject *object, const char *name, gint64 *number)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  if (node != NULL)
    *number = json_node_get_int (node);
  return node != NULL;
}

/**
 * tote_sandbox_member_get_flag:
 * @flag: (out): the truth, left alone when there is none
 *
 * Returns: whether there is a boolean
 */
gboolean
tote_sandbox_member_get_flag (JsonObject *object, const char *name, gboolean *flag)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  if (node != NULL)
    *flag = json_node_get_boolean (node);
  return node != NULL;
}

/**
 * tote_sandbox_member_get_object:
 *
 * Returns: (transfer none) (nullable): the object, or %NULL
 */
JsonObject *
tote_sandbox_member_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * tote_sandbox_member_get_array:
 *
 * Returns: (transfer none) (nullable): the array, or %NULL
 */
JsonArray *
tote_sandbox_member_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
