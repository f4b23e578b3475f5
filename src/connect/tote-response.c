/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-response.h"

#include "tote-connect-error.h"
#include "tote-decode.h"
#include "tote-error-body.h"
#include "tote-json-scan.h"
#include "tote-json-spans.h"
#include "tote-json.h"
#include "tote-object-list.h"

/* Of answers that are a list above all, what that may be called (contract, “Two dialects”). */
static const char *const lists[TOTE_N_RESOURCES][3] = {
  [TOTE_RESOURCE_ITEMS] = { "line_items", "items" },
  [TOTE_RESOURCE_CHAT] = { "chat_messages", "messages" },
  [TOTE_RESOURCE_ORDER_MESSAGES] = { "chat_messages", "messages" },
};

/* So many entries of a long list are read at a time. */
#define PIECE 100u

struct _ToteResponse {
  GObject parent_instance;

  ToteResource resource;
  GBytes *bytes;      /* (owned) */
  char *etag;         /* (owned) (nullable) */
  GObject *content;   /* (owned) (nullable) */
  GArray *spans;      /* (owned) (nullable): of a list's entries, where each stands in the bytes */
  GPtrArray *entries; /* (owned) (nullable): and what has become of each */
  gboolean blank;
};

G_DEFINE_FINAL_TYPE (ToteResponse, tote_response, G_TYPE_OBJECT)

static void
tote_response_finalize (GObject *object)
{
  ToteResponse *self = TOTE_RESPONSE (object);

  g_bytes_unref (self->bytes);
  g_free (self->etag);
  g_clear_object (&self->content);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (tote_response_parent_class)->finalize (object);
}

static void
tote_response_class_init (ToteResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_response_finalize;
}

static void
tote_response_init (ToteResponse *self)
{
}

/**
 * tote_resource_get_name:
 *
 * Returns: the resource's name for logs and the terminal; not translated
 */
const char *
tote_resource_get_name (ToteResource resource)
{
  static const char *const names[] = {
    "order", "items", "handling", "location", "chat", "order_messages", "pickup_details", "vehicle",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == TOTE_N_RESOURCES);
  g_return_val_if_fail ((guint) resource < TOTE_N_RESOURCES, NULL);

  return names[resource];
}

static ToteResponse *
response_new (ToteResource resource, GBytes *bytes, const char *etag, GObject *content)
{
  ToteResponse *self = g_object_new (TOTE_TYPE_RESPONSE, NULL);

  self->resource = resource;
  self->bytes = g_bytes_ref (bytes);
  self->etag = g_strdup (etag);
  g_set_object (&self->content, content);

  return self;
}

static GObject *
list_items (GPtrArray *items)
{
  ToteObjectList *list = tote_object_list_new (TOTE_TYPE_ITEM);

  tote_object_list_set (list, items);
  return G_OBJECT (list);
}

static GObject *
decode_items (JsonObject *root)
{
  g_autoptr (GPtrArray) items = tote_decode_items (root);

  return list_items (items);
}

/* content: (out) (transfer full) (nullable). */
static gboolean
decode (ToteResource resource, JsonObject *root, GObject **content, GError **error)
{
  switch (resource) {
  case TOTE_RESOURCE_ORDER:
    *content = (GObject *) tote_decode_order (root, error);
    return *content != NULL;
  case TOTE_RESOURCE_ITEMS:
    *content = decode_items (root);
    return TRUE;
  case TOTE_RESOURCE_HANDLING:
    *content = (GObject *) tote_decode_handling (root);
    return TRUE;
  case TOTE_RESOURCE_LOCATION:
    *content = (GObject *) tote_decode_position (root);
    return TRUE;
  case TOTE_RESOURCE_CHAT:
  case TOTE_RESOURCE_ORDER_MESSAGES:
    *content = (GObject *) tote_decode_conversation (root);
    return TRUE;
  case TOTE_RESOURCE_PICKUP_DETAILS:
    *content = (GObject *) tote_decode_instructions (root);
    return TRUE;
  case TOTE_RESOURCE_VEHICLE:
    *content = (GObject *) tote_decode_vehicle (root);
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

/* Whether the body has none of the members that answer the question. */
static gboolean
is_blank (ToteResource resource, JsonObject *root, GObject *content)
{
  static const char *const handling[] = { "address",          "coordinates",    "shopper",
                                          "dropoff_location", "notes",          "instructions",
                                          "leave_unattended", "workflow_state", "status" };

  switch (resource) {
  case TOTE_RESOURCE_ORDER:
    return tote_order_get_state (TOTE_ORDER (content)) == NULL;
  case TOTE_RESOURCE_ITEMS:
    return !tote_decode_has_items (root);
  case TOTE_RESOURCE_HANDLING:
    for (guint i = 0; i < G_N_ELEMENTS (handling); i++) {
      if (json_object_has_member (root, handling[i]))
        return FALSE;
    }
    return TRUE;
  case TOTE_RESOURCE_CHAT:
  case TOTE_RESOURCE_ORDER_MESSAGES:
    return !tote_decode_has_messages (root);
  case TOTE_RESOURCE_PICKUP_DETAILS:
    return !tote_decode_has_instructions (root);
  case TOTE_RESOURCE_LOCATION:
  case TOTE_RESOURCE_VEHICLE:
  default:
    return FALSE;
  }
}

/* A good status does not make an error good: read as the answer, the platform's error object would
 * be one that says nothing of anything. */
static gboolean
check_error (JsonObject *root, GError **error)
{
  g_autoptr (ToteErrorBody) reason = NULL;
  GError *failure;

  if (!tote_error_body_is_in (root))
    return TRUE;

  reason = tote_error_body_new_from_json (root);
  failure = tote_connect_error_new (TOTE_CONNECT_ERROR_SERVER);
  tote_connect_error_set_reason (failure, reason->code, reason->key, reason->message);
  g_propagate_error (error, failure);

  return FALSE;
}

static GPtrArray *
decode_list (ToteResource resource, JsonObject *root)
{
  return resource == TOTE_RESOURCE_ITEMS ? tote_decode_items (root) : tote_decode_messages (root);
}

/* Returns: (transfer full): what frame says, with these entries in its list */
static GObject *
put_in (ToteResource resource, GObject *frame, GPtrArray *entries)
{
  if (resource == TOTE_RESOURCE_ITEMS)
    return list_items (entries);

  return G_OBJECT (tote_conversation_with_messages (TOTE_CONVERSATION (frame), entries));
}

/* The entries from first on, read as if there were no others. */
static GPtrArray *
decode_entries (ToteResource resource, GBytes *bytes, GArray *spans, guint first, guint n)
{
  const char *data = g_bytes_get_data (bytes, NULL);
  GString *excerpt = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize start = g_array_index (spans, ToteJsonSpan, first).start;
  gsize end = g_array_index (spans, ToteJsonSpan, first + n - 1).end;

  g_string_append_printf (excerpt, "{\"%s\":[", lists[resource][0]);
  g_string_append_len (excerpt, data + start, (gssize) (end - start));
  g_string_append (excerpt, "]}");
  body = g_string_free_to_bytes (excerpt);
  node = tote_json_parse (body, NULL);

  return node != NULL ? decode_list (resource, json_node_get_object (node)) : NULL;
}

/* What stands around the entries of a list. */
static GBytes *
cut_out (GBytes *bytes, GArray *spans)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize start = g_array_index (spans, ToteJsonSpan, 0).start;
  gsize end = g_array_index (spans, ToteJsonSpan, spans->len - 1).end;
  GString *rest = g_string_new_len (data, (gssize) start);

  g_string_append_len (rest, data + end, (gssize) (size - end));
  return g_string_free_to_bytes (rest);
}

/* A long list is read piece by piece: what the parser makes of all of it at once is ten times as
 * large as the body. Returns (nullable): the entries, %NULL if a piece could not be read. */
static GPtrArray *
decode_pieces (ToteResource resource, GBytes *bytes, GArray *spans)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_full (spans->len, g_object_unref);

  for (guint i = 0; i < spans->len; i += PIECE) {
    guint n = MIN (PIECE, spans->len - i);
    g_autoptr (GPtrArray) piece = decode_entries (resource, bytes, spans, i, n);

    if (piece == NULL)
      return NULL;
    g_ptr_array_extend_and_steal (entries, g_steal_pointer (&piece));
  }

  return g_steal_pointer (&entries);
}

/* Only where each entry has become an object it is known which is which. Returns (nullable): the
 * answer, %NULL if it has to be read as a whole. */
static ToteResponse *
new_from_pieces (ToteResource resource, GBytes *bytes, const char *etag)
{
  g_autoptr (GArray) spans =
      lists[resource][0] != NULL ? tote_json_spans_new (bytes, lists[resource]) : NULL;
  g_autoptr (GBytes) rest = spans != NULL && spans->len > 0 ? cut_out (bytes, spans) : NULL;
  g_autoptr (JsonNode) node = rest != NULL ? tote_json_parse (rest, NULL) : NULL;
  JsonObject *root = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GObject) frame = NULL;
  g_autoptr (GObject) content = NULL;
  ToteResponse *self;

  if (root == NULL || tote_error_body_is_in (root) || !decode (resource, root, &frame, NULL) ||
      is_blank (resource, root, frame))
    return NULL;
  entries = decode_pieces (resource, bytes, spans);
  if (entries == NULL || entries->len == 0)
    return NULL;

  content = put_in (resource, frame, entries);
  self = response_new (resource, bytes, etag, content);
  if (spans->len == entries->len) {
    self->spans = g_steal_pointer (&spans);
    self->entries = g_steal_pointer (&entries);
  }

  return self;
}

/**
 * tote_response_new_from_scanned:
 * @bytes: a body that went through #ToteJsonScan while it was read
 * @etag: (nullable): what the server calls this state of the resource
 *
 * Returns: (transfer full) (nullable): the decoded answer, or %NULL with
 *   %TOTE_CONNECT_ERROR_MALFORMED, or %TOTE_CONNECT_ERROR_SERVER for an error in disguise
 */
ToteResponse *
tote_response_new_from_scanned (ToteResource resource, GBytes *bytes, const char *etag,
                                GError **error)
{
  ToteResponse *self = new_from_pieces (resource, bytes, etag);
  g_autoptr (JsonNode) node = self == NULL ? tote_json_parse (bytes, error) : NULL;
  JsonObject *root = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (GObject) content = NULL;

  if (self != NULL)
    return self;
  if (root == NULL || !check_error (root, error) || !decode (resource, root, &content, error))
    return NULL;

  self = response_new (resource, bytes, etag, content);
  self->blank = is_blank (resource, root, content);

  return self;
}

static void
add_entries (GPtrArray *entries, GPtrArray *from, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (entries, g_object_ref (from->pdata[i]));
}

/**
 * tote_response_new_from_previous:
 * @previous: an answer to the same question
 * @bytes: a newer body that went through #ToteJsonScan
 * @etag: (nullable): what the server calls this state of the resource
 *
 * Of a list of items or messages only those that differ are read; the others are those of
 * @previous.
 *
 * Returns: (transfer full) (nullable): the decoded answer, or %NULL if it has to be read as a whole
 */
ToteResponse *
tote_response_new_from_previous (ToteResponse *previous, GBytes *bytes, const char *etag)
{
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GObject) content = NULL;
  ToteJsonSplice splice;
  ToteResponse *self;
  guint after;

  g_return_val_if_fail (TOTE_IS_RESPONSE (previous), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (previous->spans == NULL)
    return NULL;
  spans = tote_json_spans_follow (previous->spans, previous->bytes, bytes, &splice);
  if (spans == NULL)
    return NULL;
  fresh = decode_entries (previous->resource, bytes, spans, splice.first, splice.added);
  if (fresh == NULL || fresh->len != splice.added)
    return NULL;

  after = splice.first + splice.removed;
  entries = g_ptr_array_new_full (spans->len, g_object_unref);
  add_entries (entries, previous->entries, 0, splice.first);
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&fresh));
  add_entries (entries, previous->entries, after, previous->entries->len - after);
  content = put_in (previous->resource, previous->content, entries);
  self = response_new (previous->resource, bytes, etag, content);
  self->spans = g_steal_pointer (&spans);
  self->entries = g_steal_pointer (&entries);

  return self;
}

/**
 * tote_response_new_from_bytes:
 * @bytes: a body from anywhere, as from the archive
 *
 * Returns: (transfer full) (nullable): the decoded answer, or %NULL with
 *   %TOTE_CONNECT_ERROR_MALFORMED or %TOTE_CONNECT_ERROR_TOO_LARGE
 */
ToteResponse *
tote_response_new_from_bytes (ToteResource resource, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) scanned = NULL;
  ToteJsonScan scan;
  gsize size;
  guint8 *data;

  g_return_val_if_fail ((guint) resource < TOTE_N_RESOURCES, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  size = g_bytes_get_size (bytes);
  scanned = g_bytes_new_take (data, size);

  tote_json_scan_init (&scan);
  if (!tote_json_scan_feed (&scan, data, size, error) || !tote_json_scan_end (&scan, error))
    return NULL;

  return tote_response_new_from_scanned (resource, scanned, NULL, error);
}

/**
 * tote_response_get_resource:
 *
 * Returns: which part of an order it is about
 */
ToteResource
tote_response_get_resource (ToteResponse *self)
{
  g_return_val_if_fail (TOTE_IS_RESPONSE (self), TOTE_RESOURCE_ORDER);

  return self->resource;
}

/**
 * tote_response_get_bytes:
 *
 * Returns: (transfer none): the body, to be compared with the next one and kept in the archive
 */
GBytes *
tote_response_get_bytes (ToteResponse *self)
{
  g_return_val_if_fail (TOTE_IS_RESPONSE (self), NULL);

  return self->bytes;
}

/**
 * tote_response_get_etag:
 *
 * Returns: (nullable): what the server calls this state of the resource
 */
const char *
tote_response_get_etag (ToteResponse *self)
{
  g_return_val_if_fail (TOTE_IS_RESPONSE (self), NULL);

  return self->etag;
}

/**
 * tote_response_get_content:
 *
 * Returns: (transfer none) (nullable): what the body says, see #ToteResource
 */
GObject *
tote_response_get_content (ToteResponse *self)
{
  g_return_val_if_fail (TOTE_IS_RESPONSE (self), NULL);

  return self->content;
}

/**
 * tote_response_get_blank:
 *
 * Returns: whether the body holds nothing of what was asked for, such as a list of items without
 * its list. Some servers write an empty list so; it may also be somebody else's answer. It is no
 * proof that something is not there
 */
gboolean
tote_response_get_blank (ToteResponse *self)
{
  g_return_val_if_fail (TOTE_IS_RESPONSE (self), FALSE);

  return self->blank;
}
