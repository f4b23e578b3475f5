/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-support.h"

#include "tote-static-tokens.h"

#include <glib/gstdio.h>
#include <string.h>

/* One of the bodies of tests/data. */
GBytes *
test_load (const char *file)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOTE_TEST_DATA"), file, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, size);
}

ToteResponse *
test_decode (ToteResource resource, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  ToteResponse *answer = tote_response_new_from_bytes (resource, bytes, &error);

  g_assert_no_error (error);

  return answer;
}

ToteResponse *
test_decode_file (ToteResource resource, const char *file)
{
  g_autoptr (GBytes) bytes = test_load (file);
  g_autoptr (GError) error = NULL;
  ToteResponse *answer = tote_response_new_from_bytes (resource, bytes, &error);

  g_assert_no_error (error);

  return answer;
}

typedef struct {
  guint status;
  GBytes *body;
  GPtrArray *headers; /* names and values in turn */
  char *raw;          /* sent as it is, and then the connection closed */
  gboolean hold;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_ptr_array_unref (answer->headers);
  g_free (answer->raw);
  g_free (answer);
}

static void
request_free (TestRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->body);
  soup_message_headers_unref (request->headers);
  g_free (request);
}

static void
record (TestServer *self, SoupServerMessage *message)
{
  TestRequest *request = g_new0 (TestRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  request->body = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  g_ptr_array_add (self->requests, request);
}

static void
on_raw_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GIOStream) stream = user_data;

  /* A client that had enough has hung up already. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  if (!g_object_get_data (G_OBJECT (stream), "hold"))
    g_io_stream_close (stream, NULL, NULL);
}

static void
answer_raw (TestServer *self, SoupServerMessage *message, const char *text, gboolean hold)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  char *owned = g_strdup (text);

  if (hold)
    g_ptr_array_add (self->paused, g_object_ref (stream));

  g_object_set_data_full (G_OBJECT (stream), "text", owned, g_free);
  g_object_set_data (G_OBJECT (stream), "hold", GINT_TO_POINTER (hold));
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), owned, strlen (owned),
                                   G_PRIORITY_DEFAULT, NULL, on_raw_written, stream);
}

static void
answer_plain (SoupServerMessage *message, Answer *answer)
{
  guint i;

  for (i = 0; i < answer->headers->len; i += 2)
    soup_message_headers_append (soup_server_message_get_response_headers (message),
                                 answer->headers->pdata[i], answer->headers->pdata[i + 1]);
  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->body != NULL && g_bytes_get_size (answer->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
}

static gboolean
is_welcome (TestServer *self, SoupServerMessage *message)
{
  g_autofree char *expected = g_strconcat ("Bearer ", self->bearer, NULL);

  return self->bearer == NULL ||
         g_strcmp0 (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                  "Authorization"),
                    expected) == 0;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  TestServer *self = user_data;
  Answer *answer = g_queue_peek_head (&self->answers);

  record (self, message);
  if (!is_welcome (self, message)) {
    soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
    return;
  }

  g_assert_nonnull (answer);
  if (answer->raw != NULL) {
    answer_raw (self, message, answer->raw, answer->hold);
  } else if (answer->hold) {
    soup_server_message_pause (message);
    g_ptr_array_add (self->paused, g_object_ref (message));
  } else {
    answer_plain (message, answer);
  }

  if (self->answers.length > 1)
    answer_free (g_queue_pop_head (&self->answers));
}

TestServer *
test_server_new (GTlsCertificate *certificate)
{
  TestServer *self = g_new0 (TestServer, 1);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("raw-paths", TRUE, "tls-certificate", certificate, NULL);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (certificate != NULL)
    options |= SOUP_SERVER_LISTEN_HTTPS;
  soup_server_listen_local (self->server, 0, options, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
test_server_free (TestServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->paused);
  g_ptr_array_unref (self->requests);
  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
  g_free (self->base);
  g_free (self);
}

/* header: names and values in turn. */
void
test_server_answer_bytes (TestServer *self, guint status, GBytes *body, const char *header, ...)
{
  Answer *answer = g_new0 (Answer, 1);
  va_list others;

  answer->status = status;
  answer->body = body != NULL ? g_bytes_ref (body) : NULL;
  answer->headers = g_ptr_array_new_with_free_func (g_free);
  va_start (others, header);
  for (; header != NULL; header = va_arg (others, const char *))
    g_ptr_array_add (answer->headers, g_strdup (header));
  va_end (others);
  g_queue_push_tail (&self->answers, answer);
}

void
test_server_answer (TestServer *self, guint status, const char *json)
{
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  test_server_answer_bytes (self, status, body, "Content-Type", "application/json", NULL);
}

void
test_server_answer_file (TestServer *self, guint status, const char *file)
{
  g_autoptr (GBytes) body = test_load (file);

  test_server_answer_bytes (self, status, body, "Content-Type", "application/json", NULL);
}

/* Sends text, which may be nothing at all, and closes the connection, unless it is held. */
void
test_server_answer_raw (TestServer *self, const char *text)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->headers = g_ptr_array_new ();
  answer->raw = g_strdup (text);
  g_queue_push_tail (&self->answers, answer);
}

/* The answer prepared last is held back for good; a raw one is not ended. */
void
test_server_hold (TestServer *self)
{
  Answer *answer = g_queue_peek_tail (&self->answers);

  answer->hold = TRUE;
}

/* So many times “at work”, and nothing after it. */
void
test_server_answer_at_work (TestServer *self, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, "HTTP/1.1 102 Processing\r\n\r\n");
  test_server_answer_raw (self, text->str);
  test_server_hold (self);
}

/* Lets go of the answers prepared and the requests seen. */
void
test_server_forget (TestServer *self)
{
  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
  g_queue_init (&self->answers);
  g_ptr_array_set_size (self->requests, 0);
}

TestRequest *
test_server_get_request (TestServer *self, guint position)
{
  g_assert_cmpuint (position, <, self->requests->len);

  return self->requests->pdata[position];
}

const char *
test_request_get_header (TestRequest *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

/* user_data: a place for the owned result. */
void
test_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **where = user_data;

  g_assert_null (*where);
  *where = g_object_ref (result);
}

void
test_wait (gpointer *where)
{
  while (*where == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
test_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    test_remove_tree (child);
  }
  g_remove (path);
}

void
test_spin_until_paused (TestServer *server, guint n)
{
  while (server->paused->len < n)
    g_main_context_iteration (NULL, TRUE);
}

void
test_client_set_up (TestClient *self, gconstpointer unused)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (GError) error = NULL;

  self->server = test_server_new (NULL);
  self->session = tote_session_new ();
  self->client = tote_client_new (self->server->base, tokens, self->session, &error);
  g_assert_no_error (error);
}

void
test_client_tear_down (TestClient *self, gconstpointer unused)
{
  g_assert_finalize_object (self->client);
  g_object_unref (self->session);
  test_server_free (self->server);
}

ToteResponse *
test_read (ToteClient *client, ToteResource resource, ToteResponse *previous, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_client_read_async (client, TEST_ORDER_ID, resource, previous, FALSE, NULL, test_keep_result,
                          &result);
  test_wait ((gpointer *) &result);

  return tote_client_read_finish (client, result, error);
}

gboolean
test_write (ToteClient *client, ToteWish *wish, GObject **content, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_client_write_async (client, TEST_ORDER_ID, wish, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_client_write_finish (client, result, content, error);
}

void
test_assert_token (ToteTokenSource *tokens, const char *stale, const char *expected, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  tote_token_source_get_token_async (tokens, stale, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  token = tote_token_source_get_token_finish (tokens, result, &error);
  g_assert_cmpstr (token, ==, expected);
  if (expected != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, TOTE_CONNECT_ERROR, code);
}
