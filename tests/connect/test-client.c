/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-client.h"

#include "test-support.h"
#include "tote-conversation.h"
#include "tote-order.h"
#include "tote-static-tokens.h"

#include <string.h>

typedef struct {
  TestServer *server;
  ToteClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (GError) error = NULL;

  fixture->server = test_server_new (NULL);
  fixture->client = tote_client_new (fixture->server->base, tokens, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->client);
  test_server_free (fixture->server);
}

static void
test_read_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteAnswer) answer = NULL;
  TestRequest *request;

  test_server_answer_file (fixture->server, 200, "ref_order_delivery_picking.json");
  answer = test_read (fixture->client, TOTE_RESOURCE_ORDER, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_order_get_state (TOTE_ORDER (tote_answer_get_content (answer))), ==,
                   "picking");

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/v2/post_checkout/orders/MKT-2026-000871");
  g_assert_cmpstr (test_request_get_header (request, "Authorization"), ==, "Bearer secret-token");
  g_assert_cmpstr (test_request_get_header (request, "Accept"), ==, "application/json");
  g_assert_cmpstr (test_request_get_header (request, "User-Agent"), ==, "Tote/0.1.0");
  g_assert_nonnull (strstr (test_request_get_header (request, "Accept-Encoding"), "gzip"));
  g_assert_null (test_request_get_header (request, "Cookie"));
}

static void
test_read_unchanged (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteAnswer) first = NULL;
  g_autoptr (ToteAnswer) second = NULL;

  test_server_answer_file (fixture->server, 200, "ref_items_picking.json");
  first = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  second = test_read (fixture->client, TOTE_RESOURCE_ITEMS, first, &error);
  g_assert_no_error (error);
  g_assert_true (first == second);
}

static void
test_read_etag (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = test_load ("ref_items_picking.json");
  g_autoptr (ToteAnswer) first = NULL;
  g_autoptr (ToteAnswer) second = NULL;

  test_server_answer_bytes (fixture->server, 200, body, "ETag", "\"v7\"", NULL);
  test_server_answer_bytes (fixture->server, 304, NULL, "ETag", "\"v7\"", NULL);

  first = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_answer_get_etag (first), ==, "\"v7\"");
  second = test_read (fixture->client, TOTE_RESOURCE_ITEMS, first, &error);
  g_assert_no_error (error);
  g_assert_true (first == second);
  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 1), "If-None-Match"), ==,
      "\"v7\"");
}

static void
test_read_304_unasked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 304, NULL);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_write_message (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Yes, “that” one\nis \\fine.");
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;
  TestRequest *request;

  test_server_answer_file (fixture->server, 200, "ref_chat_send_response.json");
  g_assert_true (test_write (fixture->client, wish, &content, &error));
  g_assert_no_error (error);
  g_assert_true (TOTE_IS_MESSAGE (content));
  g_assert_cmpstr (tote_message_get_id (TOTE_MESSAGE (content)), ==, "880023");

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/v2/post_checkout/chat/MKT-2026-000871/messages");
  g_assert_cmpstr (request->body, ==, "{\"body\":\"Yes, “that” one\\nis \\\\fine.\"}");
  g_assert_cmpstr (test_request_get_header (request, "Content-Type"), ==, "application/json");
}

static void
test_write_decision (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("li/02", TOTE_DECISION_APPROVED, NULL);
  g_autoptr (GError) error = NULL;
  TestRequest *request;

  test_server_answer (fixture->server, 200, "{}");
  g_assert_true (test_write (fixture->client, wish, NULL, &error));
  g_assert_no_error (error);

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "PUT");
  g_assert_cmpstr (request->path, ==,
                   "/v2/post_checkout/orders/MKT-2026-000871/items/li%2F02/replacement");
  g_assert_cmpstr (request->body, ==, "{\"status\":\"APPROVED\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/read/order", test_read_order);
  ADD ("/client/read/unchanged", test_read_unchanged);
  ADD ("/client/read/etag", test_read_etag);
  ADD ("/client/read/not-modified-unasked", test_read_304_unasked);
  ADD ("/client/write/message", test_write_message);
  ADD ("/client/write/decision", test_write_decision);
#undef ADD

  return g_test_run ();
}
