/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-error-body.h"

#include "tote-json-scan.h"
#include "tote-json.h"
#include "tote-text.h"

/* Of many errors the first few say enough. */
#define SHOWN_ERRORS_MAX 5

static JsonNode *
parse (GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  g_autoptr (GBytes) scanned = g_bytes_new_take (data, size);
  ToteJsonScan scan;

  tote_json_scan_init (&scan);
  if (!tote_json_scan_feed (&scan, data, size, NULL) || !tote_json_scan_end (&scan, NULL))
    return NULL;

  return tote_json_parse (scanned, NULL);
}

/* Without a key, meta may name the field by a member of its own: {"order_delivery_id": "…"}. */
static void
take_meta (ToteErrorBody *self, JsonObject *meta)
{
  g_autoptr (GList) names = meta != NULL ? json_object_get_members (meta) : NULL;
  g_autofree char *detail = NULL;
  g_autofree char *message = g_steal_pointer (&self->message);
  GList *l;

  for (l = names; l != NULL && detail == NULL; l = l->next) {
    detail = tote_json_dup_line (meta, l->data, NULL);
    if (detail != NULL)
      self->key = tote_text_clean_line (l->data);
  }

  if (message != NULL && detail != NULL)
    self->message = g_strconcat (message, ": ", detail, NULL);
  else
    self->message = message != NULL ? g_steal_pointer (&message) : g_steal_pointer (&detail);
}

static void
parse_single (ToteErrorBody *self, JsonObject *root)
{
  JsonObject *error = tote_json_get_object (root, "error");
  JsonObject *meta = tote_json_get_object (root, "meta");

  tote_json_get_int64 (error, "code", &self->code);
  self->message = tote_json_dup_line (error, "message", NULL);
  self->key = tote_json_dup_line (meta, "key", NULL);
  if (self->key == NULL)
    take_meta (self, meta);
}

/* One of several, with the field it is about before it: by itself “can’t be blank” says little. */
static char *
dup_part (ToteErrorBody *part)
{
  if (part->message != NULL && part->key != NULL)
    return g_strconcat (part->key, ": ", part->message, NULL);

  return g_strdup (part->message);
}

static void
parse_several (ToteErrorBody *self, JsonArray *errors)
{
  g_autoptr (GString) message = g_string_new (NULL);
  guint i;

  for (i = 0; i < json_array_get_length (errors) && i < SHOWN_ERRORS_MAX; i++) {
    g_autoptr (ToteErrorBody) part = g_new0 (ToteErrorBody, 1);
    g_autofree char *text = NULL;

    parse_single (part, tote_json_get_element (errors, i));
    text = dup_part (part);
    if (text != NULL)
      g_string_append_printf (message, "%s%s", message->len > 0 ? "; " : "", text);
    if (self->key == NULL)
      self->key = g_steal_pointer (&part->key);
  }

  if (message->len > 0) {
    g_free (self->message);
    self->message = g_strdup (message->str);
  }
}

/* OAuth has a short word and a description of it; the rendition dialect has a text alone. */
static void
parse_text (ToteErrorBody *self, JsonObject *root)
{
  self->message = tote_json_dup_line (root, "error_description", NULL);

  if (self->message != NULL || json_object_has_member (root, "error_description") ||
      !json_object_has_member (root, "status"))
    self->key = tote_json_dup_line (root, "error", NULL);
  if (self->message == NULL)
    self->message = tote_json_dup_line (root, "error", NULL);
}

/* Some servers always have the member, and say nothing in it when all is well. */
static gboolean
says_something (JsonNode *value)
{
  switch (json_node_get_value_type (value)) {
  case G_TYPE_STRING:
    return *json_node_get_string (value) != '\0';
  case G_TYPE_BOOLEAN:
    return json_node_get_boolean (value);
  default:
    return json_node_get_double (value) != 0;
  }
}

/**
 * tote_error_body_is_in:
 * @root: a body that is JSON
 *
 * Returns: whether @root says that something went wrong, whatever the status it came with
 */
gboolean
tote_error_body_is_in (JsonObject *root)
{
  JsonNode *error = json_object_get_member (root, "error");

  switch (error != NULL ? json_node_get_node_type (error) : JSON_NODE_NULL) {
  case JSON_NODE_OBJECT:
    return json_object_get_size (json_node_get_object (error)) > 0;
  case JSON_NODE_ARRAY:
    return json_array_get_length (json_node_get_array (error)) > 0;
  case JSON_NODE_VALUE:
    return says_something (error);
  case JSON_NODE_NULL:
  default:
    return FALSE;
  }
}

/**
 * tote_error_body_new_from_json:
 * @root: (nullable): a body that is JSON
 *
 * Returns: (transfer full): what it says, see tote_error_body_new()
 */
ToteErrorBody *
tote_error_body_new_from_json (JsonObject *root)
{
  ToteErrorBody *self = g_new0 (ToteErrorBody, 1);
  JsonObject *error = tote_json_get_object (root, "error");
  JsonArray *errors = tote_json_get_array (error, "errors");

  self->is_json = root != NULL;
  if (error != NULL)
    parse_single (self, root);
  else if (root != NULL)
    parse_text (self, root);
  if (errors != NULL)
    parse_several (self, errors);

  return self;
}

/**
 * tote_error_body_new:
 * @bytes: the body of a failure: JSON, HTML, anything or nothing
 *
 * Returns: (transfer full): what it says; of several errors the code is 9999 and the key that of
 *   the first, of an OAuth error the key is its short word
 */
ToteErrorBody *
tote_error_body_new (GBytes *bytes)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  node = parse (bytes);

  return tote_error_body_new_from_json (node != NULL ? json_node_get_object (node) : NULL);
}

/**
 * tote_error_body_free:
 *
 * Frees what tote_error_body_new() made.
 */
void
tote_error_body_free (ToteErrorBody *self)
{
  g_free (self->key);
  g_free (self->message);
  g_free (self);
}
