/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"

#include "tote-session.h"
#include "tote-static-tokens.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PREFIX "/v2/post_checkout/"
#define FIRST_ID 1001

static void
clear_call (gpointer data)
{
  g_free (((ToteFakeCall *) data)->call);
}

/* The last words of a path name the resource; the order's own path ends with its id. */
static const char *
get_name (const char *path)
{
  static const char *const names[][2] = {
    { "/items", "items" },
    { "/handling", "handling" },
    { "/location", "location" },
    { "/messages", "chat" },
    { "/order_messages", "order_messages" },
    { "/pickup/details", "pickup_details" },
    { "/pickup/vehicle_info", "vehicle" },
    { "/pickup/user_arrived", "arrival" },
    { "/pickup/schedule_pickup", "schedule" },
    { "/pickup_delegate", "delegate" },
    { "/rating", "rating" },
    { "/replacement", "replacement" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_has_suffix (path, names[i][0]))
      return names[i][1];
  }
  return "order";
}

static gboolean
find_resource (const char *name, ToteResource *resource)
{
  static const char *const names[TOTE_N_RESOURCES] = {
    "order", "items", "handling", "location", "chat", "order_messages", "pickup_details", "vehicle",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (strcmp (names[i], name) == 0) {
      *resource = i;
      return TRUE;
    }
  }
  return FALSE;
}

static char *
list_items (ToteFakePlatform *self)
{
  GString *json = g_string_new ("{\"line_items\": [");

  for (guint i = 0; i < self->n_items; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);
    const char *decision = g_hash_table_lookup (self->decisions, id);

    g_string_append_printf (
        json,
        "%s{\"id\": \"%s\", \"status\": \"REPLACED\", \"replacement_status\": \"%s\","
        " \"item\": {\"name\": \"Loaf %u\", \"quantity\": \"1.0\", \"cost_unit\": \"EACH\"},"
        " \"replacement\": {\"name\": \"Roll %u\", \"quantity\": \"2.0\", \"cost_unit\": "
        "\"EACH\"}}",
        i > 0 ? ", " : "", id, decision != NULL ? decision : "PENDING", i, i);
  }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static char *
list_messages (ToteFakePlatform *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "chat_messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->texts->len; i++) {
    g_autofree char *time = g_strdup_printf ("2026-03-14T17:%02u:%02uZ", i / 60 % 60, i % 60);

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "id");
    json_builder_add_int_value (builder, FIRST_ID + i);
    json_builder_set_member_name (builder, "sender_type");
    json_builder_add_string_value (builder, "user");
    json_builder_set_member_name (builder, "created_at");
    json_builder_add_string_value (builder, time);
    json_builder_set_member_name (builder, "read");
    json_builder_add_boolean_value (builder, FALSE);
    json_builder_set_member_name (builder, "body");
    json_builder_add_string_value (builder, self->texts->pdata[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static char *
read_resource (ToteFakePlatform *self, ToteResource resource)
{
  if (self->bodies[resource] != NULL)
    return g_strdup (self->bodies[resource]);
  if (resource == TOTE_RESOURCE_ITEMS)
    return list_items (self);
  if (resource == TOTE_RESOURCE_CHAT)
    return list_messages (self);
  return g_strdup ("{}");
}

static JsonNode *
parse_body (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  JsonNode *node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return node;
}

static char *
take_text (ToteFakePlatform *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) node = parse_body (message);

  g_ptr_array_add (self->texts,
                   g_strdup (json_object_get_string_member (json_node_get_object (node), "body")));
  return g_strdup_printf ("{\"id\": %u, \"type\": \"CHAT\", \"created_at\": "
                          "\"2026-03-14T17:13:31Z\", \"timezone\": \"%s\"}",
                          FIRST_ID + self->texts->len - 1,
                          self->time_zone != NULL ? self->time_zone : "America/Chicago");
}

/* A second decision on the same item is refused, as the real platform does. */
static char *
take_decision (ToteFakePlatform *self, SoupServerMessage *message, const char *path, guint *status)
{
  g_autoptr (JsonNode) node = parse_body (message);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const char *id = parts[g_strv_length (parts) - 2];

  if (g_hash_table_contains (self->decisions, id)) {
    self->n_repeats++;
    *status = 400;
    return g_strdup (
        "{\"error\": {\"message\": \"already decided\", \"code\": 1001}, \"meta\": {}}");
  }
  g_hash_table_insert (
      self->decisions, g_strdup (id),
      g_strdup (json_object_get_string_member (json_node_get_object (node), "status")));
  return g_strdup ("{}");
}

static char *
find_answer (ToteFakePlatform *self, SoupServerMessage *message, const char *path, const char *name,
             guint *status)
{
  gboolean get = strcmp (soup_server_message_get_method (message), "GET") == 0;
  ToteResource resource;

  *status = 200;
  if (get && find_resource (name, &resource)) {
    *status = self->statuses[resource] != 0 ? self->statuses[resource] : 200;
    return read_resource (self, resource);
  }
  if (!get && self->write_status != 0) {
    *status = self->write_status;
    return g_strdup (self->write_body);
  }
  if (!get && strcmp (name, "replacement") == 0)
    return take_decision (self, message, path, status);
  if (strcmp (soup_server_message_get_method (message), "POST") == 0 && strcmp (name, "chat") == 0)
    return take_text (self, message);
  return g_strdup ("{}");
}

static void
tell (ToteFakePlatform *self, const char *call, ToteFakeMoment moment)
{
  if (self->watch != NULL)
    self->watch (call, moment, self->user_data);
}

/* Does what was asked by the last of the calls. Returns the answer. */
static char *
perform (ToteFakePlatform *self, SoupServerMessage *message, const char *path, guint *status)
{
  ToteFakeCall *call = &g_array_index (self->calls, ToteFakeCall, self->calls->len - 1);
  char *body = find_answer (self, message, path, strchr (call->call, ' ') + 1, status);

  call->done = SOUP_STATUS_IS_SUCCESSFUL (*status);
  tell (self, call->call, TOTE_FAKE_ACCEPTED);
  return body;
}

static void
lose (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

/* Promises more than it sends. */
static void
cut_off (SoupServerMessage *message, const char *body)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *half =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                       "%zu\r\n\r\n%.*s",
                       strlen (body) + 20, (int) strlen (body) / 2, body);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), half, strlen (half), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
respond (ToteFakePlatform *self, SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
  if (status >= 400 && self->retry_after != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 self->retry_after);
}

/**
 * tote_fake_platform_break_line:
 * @fault: one that breaks a line
 * @body: what would have been answered
 *
 * How each of them looks from the other end.
 */
void
tote_fake_platform_break_line (ToteFakePlatform *self, SoupServerMessage *message,
                               ToteFakeFault fault, const char *body)
{
  if (fault == TOTE_FAKE_SILENT || fault == TOTE_FAKE_DONE_SILENT)
    g_ptr_array_add (self->held, soup_server_message_steal_connection (message));
  else if (fault == TOTE_FAKE_DONE_CUT)
    cut_off (message, body);
  else
    lose (message);
}

static void
serve (ToteFakePlatform *self, SoupServerMessage *message, const char *path, ToteFakeFault fault)
{
  g_autofree char *body = NULL;
  guint status;

  if (fault == TOTE_FAKE_LOST || fault == TOTE_FAKE_SILENT) {
    tote_fake_platform_break_line (self, message, fault, NULL);
    return;
  }
  if (fault == TOTE_FAKE_REFUSED_500 || fault == TOTE_FAKE_BUSY) {
    respond (self, message, fault == TOTE_FAKE_BUSY ? 429 : 500, "Sorry");
    return;
  }

  body = perform (self, message, path, &status);
  if (fault == TOTE_FAKE_DONE_LOST || fault == TOTE_FAKE_DONE_CUT || fault == TOTE_FAKE_DONE_SILENT)
    tote_fake_platform_break_line (self, message, fault, body);
  else
    respond (self, message, fault == TOTE_FAKE_DONE_500 ? 500 : status, body);
}

void
tote_fake_platform_answer (SoupServerMessage *message, const ToteFakeAnswer *answer)
{
  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->body != NULL)
    soup_server_message_set_response (message,
                                      answer->body[0] == '<' ? "text/html" : "application/json",
                                      SOUP_MEMORY_COPY, answer->body, strlen (answer->body));
  if (answer->retry_after != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 answer->retry_after);
}

static gboolean
is_authorised (ToteFakePlatform *self, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  return header != NULL && g_str_has_prefix (header, "Bearer ") &&
         strcmp (header + strlen ("Bearer "), self->token) == 0;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  ToteFakePlatform *self = user_data;
  ToteFakeCall call = { g_strdup_printf ("%s %s", soup_server_message_get_method (message),
                                         get_name (path)),
                        g_get_monotonic_time () };
  const ToteFakeAnswer *instead = NULL;
  ToteFakeFault fault;

  g_array_append_val (self->calls, call);
  tell (self, call.call, TOTE_FAKE_ARRIVED);
  if (self->intercept != NULL)
    instead = self->intercept (call.call, self->user_data);
  if (instead != NULL) {
    guint status;
    g_autofree char *body = instead->done ? perform (self, message, path, &status) : NULL;

    tote_fake_platform_answer (message, instead);
    return;
  }
  if (!is_authorised (self, message)) {
    respond (self, message, 401, "{}");
    return;
  }
  fault = self->choose != NULL ? self->choose (call.call, self->user_data) : TOTE_FAKE_FINE;
  serve (self, message, path, fault);
}

/**
 * tote_fake_platform_new:
 * @n_items: lines of the order, each with a replacement that waits for the customer
 *
 * Returns: (transfer full): a platform on a free port of this machine
 */
ToteFakePlatform *
tote_fake_platform_new (const char *state, guint n_items)
{
  ToteFakePlatform *self = g_new0 (ToteFakePlatform, 1);
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  self->token = "t_1";
  self->n_items = n_items;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->calls = g_array_new (FALSE, FALSE, sizeof (ToteFakeCall));
  g_array_set_clear_func (self->calls, clear_call);
  tote_fake_platform_set_state (self, state);

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, PREFIX, on_request, self, NULL);
  soup_server_add_handler (self->server, "/v2/feedback/", on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  return self;
}

void
tote_fake_platform_free (ToteFakePlatform *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->base);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    g_free (self->bodies[i]);
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->decisions);
  g_array_unref (self->calls);
  g_ptr_array_unref (self->held);
  for (guint i = 0; i < self->sessions->len; i++)
    g_signal_handlers_disconnect_by_data (self->sessions->pdata[i], self);
  g_ptr_array_unref (self->sessions);
  g_free (self);
}

static void
on_queued (ToteFakePlatform *self)
{
  self->n_queued++;
}

static void
on_unqueued (ToteFakePlatform *self)
{
  self->n_queued--;
}

/**
 * tote_fake_platform_new_client:
 *
 * Returns: (transfer full): a client with a good token
 */
ToteClient *
tote_fake_platform_new_client (ToteFakePlatform *self)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("t_1");
  g_autoptr (GError) error = NULL;
  SoupSession *session = tote_session_new ();
  ToteClient *client = tote_client_new (self->base, tokens, session, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->sessions, session);
  g_signal_connect_swapped (session, "request-queued", G_CALLBACK (on_queued), self);
  g_signal_connect_swapped (session, "request-unqueued", G_CALLBACK (on_unqueued), self);
  return client;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) orders = tote_archive_list_finish (TOTE_ARCHIVE (source), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/**
 * tote_fake_platform_settle:
 * @archive: (nullable): of its clients' trackers; it does one thing after the other
 *
 * Lets everything that was begun come to its end; no time passes.
 */
void
tote_fake_platform_settle (ToteFakePlatform *self, ToteArchive *archive)
{
  do {
    gboolean listed = archive == NULL;

    if (!listed)
      tote_archive_list_async (archive, NULL, on_listed, &listed);
    while (!listed || self->n_queued > 0)
      g_main_context_iteration (NULL, TRUE);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  } while (self->n_queued > 0);
}

void
tote_fake_platform_set_state (ToteFakePlatform *self, const char *state)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"%s\", \"fulfillment_type\": \"delivery\"}", state);

  tote_fake_platform_set_body (self, TOTE_RESOURCE_ORDER, 0, body);
}

/**
 * tote_fake_platform_set_body:
 * @status: 0 for good
 * @body: (nullable): %NULL for what the platform holds
 */
void
tote_fake_platform_set_body (ToteFakePlatform *self, ToteResource resource, guint status,
                             const char *body)
{
  g_free (self->bodies[resource]);
  self->bodies[resource] = g_strdup (body);
  self->statuses[resource] = status;
}

guint
tote_fake_platform_count_text (ToteFakePlatform *self, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < self->texts->len; i++)
    n += strcmp (self->texts->pdata[i], text) == 0;
  return n;
}

guint
tote_fake_platform_count_calls (ToteFakePlatform *self, const char *call)
{
  guint n = 0;

  for (guint i = 0; i < self->calls->len; i++)
    n += strcmp (g_array_index (self->calls, ToteFakeCall, i).call, call) == 0;
  return n;
}

guint
tote_fake_platform_count_done (ToteFakePlatform *self, const char *call)
{
  guint n = 0;

  for (guint i = 0; i < self->calls->len; i++) {
    const ToteFakeCall *one = &g_array_index (self->calls, ToteFakeCall, i);

    n += one->done && strcmp (one->call, call) == 0;
  }
  return n;
}
