/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-call.h"

#include "tote-sandbox-member.h"

#include <string.h>

/* Deeper bodies are refused before they are parsed: the parser recurses. */
#define MAX_DEPTH 64

static gboolean
is_too_deep (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (quoted) {
      if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = FALSE;
    } else if (text[i] == '"') {
      quoted = TRUE;
    } else if (text[i] == '{' || text[i] == '[') {
      if (++depth > MAX_DEPTH)
        return TRUE;
    } else if ((text[i] == '}' || text[i] == ']') && depth > 0) {
      depth--;
    }
  }
  return FALSE;
}

static JsonObject *
new_error (int code, const char *message)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "message", message);
  if (code == TOTE_SANDBOX_NO_CODE)
    json_object_set_null_member (error, "code");
  else
    json_object_set_int_member (error, "code", code);
  return error;
}

/* Takes error and meta. */
static JsonObject *
new_failure (JsonObject *error, JsonObject *meta)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "error", error);
  json_object_set_object_member (object, "meta", meta);
  return object;
}

static JsonObject *
new_meta (const char *member, const char *value)
{
  JsonObject *meta = json_object_new ();

  if (member != NULL)
    json_object_set_string_member (meta, member, value);
  return meta;
}

/* The rendition has one flat shape of error. */
static void
answer_flat (ToteSandboxCall *self, guint status, const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", message);
  json_object_set_int_member (object, "status", status);
  tote_sandbox_call_answer (self, object);
  self->status = status;
}

/* It declares three statuses; what the reference tells in others is told in one of these. */
static gboolean
fail_in_rendition (ToteSandboxCall *self, guint status, const char *message)
{
  gboolean reads = g_strcmp0 (self->method, "GET") == 0;

  if (!tote_sandbox_call_is_rendition (self))
    return FALSE;

  if (status != SOUP_STATUS_UNAUTHORIZED && status != SOUP_STATUS_NOT_FOUND)
    status = reads ? SOUP_STATUS_NOT_FOUND : SOUP_STATUS_BAD_REQUEST;
  answer_flat (self, status, message);
  return TRUE;
}

/* Proves to clients that unknown members do no harm: one of another kind in each object. */
static void
add_members (JsonNode *node, guint *count)
{
  g_autoptr (GList) children = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    children = json_array_get_elements (json_node_get_array (node));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    children = json_object_get_values (json_node_get_object (node));

  for (GList *child = children; child != NULL; child = child->next)
    add_members (child->data, count);

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    static const char *const values[] = { "\"made up\"",
                                          "[1, [2, {}], null]",
                                          "{\"a\": {\"b\": 1}}",
                                          "9007199254740993",
                                          "null",
                                          "true",
                                          "-0.5" };

    json_object_set_member (json_node_get_object (node), "x_made_up",
                            json_from_string (values[(*count)++ % G_N_ELEMENTS (values)], NULL));
  }
}

/**
 * tote_sandbox_call_new:
 * @platform: (transfer none): what the server keeps; outlives the call
 * @method: an HTTP method; not copied
 * @path: the path asked for, still encoded; not copied
 *
 * Returns: (transfer full): a call with nothing answered
 */
ToteSandboxCall *
tote_sandbox_call_new (ToteSandboxPlatform *platform, const char *method, const char *path)
{
  ToteSandboxCall *self = g_new0 (ToteSandboxCall, 1);

  self->platform = platform;
  self->method = method;
  self->path = path;
  self->operation = TOTE_SANDBOX_OPERATION_UNKNOWN;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->status = SOUP_STATUS_OK;
  self->own = !g_str_has_prefix (path, "/v2/");
  return self;
}

/**
 * tote_sandbox_call_free:
 * @self: (transfer full): the call
 */
void
tote_sandbox_call_free (ToteSandboxCall *self)
{
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->allow);
  for (int i = 0; i < TOTE_SANDBOX_MAX_PARAMS; i++)
    g_free (self->params[i]);
  g_free (self);
}

/**
 * tote_sandbox_call_parse_body:
 *
 * Reads the body as JSON. An empty one is no object, which is for the handler to judge.
 *
 * Returns: whether there was nothing wrong with it; if there was, the call has been answered
 */
gboolean
tote_sandbox_call_parse_body (ToteSandboxCall *self)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length = 0;
  const char *text = self->body != NULL ? g_bytes_get_data (self->body, &length) : NULL;
  JsonNode *root;

  if (length == 0)
    return TRUE;

  if (!g_utf8_validate (text, (gssize) length, NULL) || is_too_deep (text, length) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL)) {
    tote_sandbox_call_fail (self, SOUP_STATUS_BAD_REQUEST, 4001, "Body is not valid JSON", NULL);
    return FALSE;
  }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    tote_sandbox_call_fail (self, SOUP_STATUS_BAD_REQUEST, 4001, "Body is not a JSON object", NULL);
    return FALSE;
  }

  self->json = json_object_ref (json_node_get_object (root));
  return TRUE;
}

/**
 * tote_sandbox_call_get_text:
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): what the body has there, if it is text
 */
const char *
tote_sandbox_call_get_text (ToteSandboxCall *self, const char *name)
{
  return tote_sandbox_member_get_text (self->json, name);
}

/**
 * tote_sandbox_call_get_bearer:
 *
 * Returns: (transfer none) (nullable): the token that came along
 */
const char *
tote_sandbox_call_get_bearer (ToteSandboxCall *self)
{
  const char *header = g_hash_table_lookup (self->headers, "authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;

  return header + 7 + strspn (header + 7, " ");
}

/**
 * tote_sandbox_call_is_rendition:
 *
 * Returns: whether this call is to be answered in the rendition dialect
 */
gboolean
tote_sandbox_call_is_rendition (ToteSandboxCall *self)
{
  return !self->own && self->platform->dialect == TOTE_SANDBOX_DIALECT_RENDITION;
}

/**
 * tote_sandbox_call_now:
 *
 * Returns: the story time
 */
gint64
tote_sandbox_call_now (ToteSandboxCall *self)
{
  return tote_sandbox_clock_get_now (self->platform->clock);
}

/**
 * tote_sandbox_call_answer:
 * @object: (transfer full): the body of a 200
 */
void
tote_sandbox_call_answer (ToteSandboxCall *self, JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  char *text;
  guint count = 0;

  json_node_take_object (root, object);
  if (self->platform->extra_members)
    add_members (root, &count);
  text = json_to_string (root, FALSE);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = g_bytes_new_take (text, strlen (text));
  self->content_type = "application/json";
  self->status = SOUP_STATUS_OK;
}

/**
 * tote_sandbox_call_answer_success: the answer of calls that only say that they worked
 */
void
tote_sandbox_call_answer_success (ToteSandboxCall *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "success", TRUE);
  tote_sandbox_call_answer (self, object);
}

/**
 * tote_sandbox_call_answer_bytes:
 * @bytes: (transfer full): the body of a 200
 * @type: a static media type
 */
void
tote_sandbox_call_answer_bytes (ToteSandboxCall *self, GBytes *bytes, const char *type)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = bytes;
  self->content_type = type;
  self->status = SOUP_STATUS_OK;
}

/**
 * tote_sandbox_call_fail:
 * @status: an HTTP status
 * @code: a code of contract 1.2, or %TOTE_SANDBOX_NO_CODE
 * @message: what is wrong
 * @key: (nullable): the member it is about
 */
void
tote_sandbox_call_fail (ToteSandboxCall *self, guint status, int code, const char *message,
                        const char *key)
{
  tote_sandbox_call_fail_with_meta (self, status, code, message, key != NULL ? "key" : NULL, key);
}

/**
 * tote_sandbox_call_fail_with_meta:
 * @status: an HTTP status
 * @code: a code of contract 1.2, or %TOTE_SANDBOX_NO_CODE
 * @message: what is wrong
 * @member: (nullable): a member of meta
 * @value: (nullable): what stands there
 */
void
tote_sandbox_call_fail_with_meta (ToteSandboxCall *self, guint status, int code,
                                  const char *message, const char *member, const char *value)
{
  if (fail_in_rendition (self, status, message))
    return;

  tote_sandbox_call_answer (self,
                            new_failure (new_error (code, message), new_meta (member, value)));
  self->status = status;
}

/**
 * tote_sandbox_call_break:
 * @status: an HTTP status
 * @code: a code of contract 1.2
 * @message: what is wrong
 *
 * Trouble of the server's own making: its status goes out in either dialect, declared or not.
 */
void
tote_sandbox_call_break (ToteSandboxCall *self, guint status, int code, const char *message)
{
  if (tote_sandbox_call_is_rendition (self)) {
    answer_flat (self, status, message);
    return;
  }

  tote_sandbox_call_answer (self, new_failure (new_error (code, message), new_meta (NULL, NULL)));
  self->status = status;
}

/**
 * tote_sandbox_call_fail_key:
 * @message: what is wrong
 * @key: (nullable): the member of the body it is about
 *
 * A 400 with the code of what is not valid (contract 1.2).
 */
void
tote_sandbox_call_fail_key (ToteSandboxCall *self, const char *message, const char *key)
{
  tote_sandbox_call_fail (self, SOUP_STATUS_BAD_REQUEST, 1001, message, key);
}

/**
 * tote_sandbox_call_fail_several:
 * @message: the first of the errors inside
 * @key: the member it is about
 *
 * A 400 in the shape for several errors: the outer code is 9999 (contract 1.2).
 */
void
tote_sandbox_call_fail_several (ToteSandboxCall *self, const char *message, const char *key)
{
  JsonObject *outer;
  JsonArray *errors;

  if (fail_in_rendition (self, SOUP_STATUS_BAD_REQUEST, message))
    return;

  outer = new_error (9999, "There were issues with your request");
  errors = json_array_new ();
  json_array_add_object_element (errors,
                                 new_failure (new_error (1001, message), new_meta ("key", key)));
  json_array_add_object_element (
      errors, new_failure (new_error (1001, "is not included in the list"), new_meta ("key", key)));
  json_object_set_array_member (outer, "errors", errors);
  tote_sandbox_call_answer (self, new_failure (outer, json_object_new ()));
  self->status = SOUP_STATUS_BAD_REQUEST;
}

/**
 * tote_sandbox_call_fail_oauth:
 * @status: an HTTP status
 * @word: a short word
 * @description: a sentence
 */
void
tote_sandbox_call_fail_oauth (ToteSandboxCall *self, guint status, const char *word,
                              const char *description)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", word);
  json_object_set_string_member (object, "error_description", description);
  tote_sandbox_call_answer (self, object);
  self->status = status;
}

/**
 * tote_sandbox_call_fail_not_found: no such thing, or not this user's
 */
void
tote_sandbox_call_fail_not_found (ToteSandboxCall *self)
{
  tote_sandbox_call_fail (self, SOUP_STATUS_NOT_FOUND, 4000, "Resource not found", NULL);
}

/**
 * tote_sandbox_call_refuse_method:
 * @methods: which methods the path has instead, joined with commas (RFC 9110, 15.5.6)
 */
void
tote_sandbox_call_refuse_method (ToteSandboxCall *self, const char *methods)
{
  tote_sandbox_call_fail (self, SOUP_STATUS_METHOD_NOT_ALLOWED, 4001, "Method not allowed", NULL);
  g_free (self->allow);
  self->allow = g_strdup (methods);
}

/**
 * tote_sandbox_format_time:
 * @wall: microseconds since 1970
 *
 * Returns: (transfer full): ISO 8601, UTC, whole seconds
 */
char *
tote_sandbox_format_time (gint64 wall)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (wall / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * tote_sandbox_format_quantity:
 * @quantity: pieces or pounds
 *
 * Returns: (transfer full): decimal text with at least one decimal, whatever the locale
 */
char *
tote_sandbox_format_quantity (double quantity)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.3f", quantity);
  for (gsize end = strlen (buffer) - 1; buffer[end] == '0' && buffer[end - 1] != '.'; end--)
    buffer[end] = '\0';
  return g_strdup (buffer);
}
