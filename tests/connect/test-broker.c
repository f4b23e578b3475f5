/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-broker-tokens.h"

#include "test-support.h"

#define TOKEN_RESPONSE(token, refresh, seconds)                                                    \
  "{\"access_token\":\"" token "\",\"token_type\":\"Bearer\",\"expires_in\":" seconds              \
  ",\"refresh_token\":\"" refresh "\",\"order_id\":\"MKT-2026-000871\"}"

typedef struct {
  TestServer *server;
  ToteBroker *broker;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = test_server_new (NULL);
  base = g_strconcat (fixture->server->base, "tote", NULL);
  fixture->broker = tote_broker_new (base, "kiosk-key", NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->broker);
  test_server_free (fixture->server);
}

static ToteTokenResponse *
exchange (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_broker_exchange_code_async (fixture->broker, "one&time=code", NULL, test_keep_result,
                                   &result);
  test_wait ((gpointer *) &result);

  return tote_broker_token_finish (fixture->broker, result, error);
}

static void
test_code (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;
  TestRequest *request;
  gint64 left;

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  response = exchange (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_token_response_get_access_token (response), ==, "access-1");
  g_assert_cmpstr (tote_token_response_get_refresh_token (response), ==, "refresh-1");
  g_assert_cmpstr (tote_token_response_get_order_id (response), ==, "MKT-2026-000871");
  left = tote_token_response_get_expires_at (response) - g_get_real_time ();
  g_assert_cmpint (left, >, 3500 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (left, <=, 3600 * G_TIME_SPAN_SECOND);

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/tote/token");
  g_assert_cmpstr (request->body, ==,
                   "grant_type=authorization_code&code=one%26time%3Dcode&client_id=tote");
  g_assert_cmpstr (test_request_get_header (request, "Content-Type"), ==,
                   "application/x-www-form-urlencoded");
  g_assert_null (test_request_get_header (request, "Authorization"));
}

static void
test_code_bad (Fixture *fixture, gconstpointer unused)
{
  static const struct {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Used up\"}",
      TOTE_CONNECT_ERROR_REFUSED },
    { 200, "{}", TOTE_CONNECT_ERROR_MALFORMED },
    { 200, "[]", TOTE_CONNECT_ERROR_MALFORMED },
    { 200, "{\"access_token\":\"a b\"}", TOTE_CONNECT_ERROR_MALFORMED },
    { 200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", TOTE_CONNECT_ERROR_MALFORMED },
    { 302, "{}", TOTE_CONNECT_ERROR_REDIRECTED },
    { 503, "<html>", TOTE_CONNECT_ERROR_SERVER },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, cases[i].status, cases[i].body);
    g_assert_null (exchange (fixture, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, cases[i].code);
    if (i == 0)
      g_assert_cmpstr (tote_connect_error_get_key (error), ==, "invalid_grant");
  }
}

/* A code is good for one use: it must not be sent again by itself. */
static void
test_code_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  test_server_answer_raw (fixture->server, "");
  g_object_unref (exchange (fixture, &error));
  g_assert_no_error (error);
  g_assert_null (exchange (fixture, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_lookup (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;
  TestRequest *request;

  test_server_answer (fixture->server, 200,
                      "{\"order_id\":\"A\",\"access_token\":\"access-1\",\"expires_in\":600}");
  tote_broker_lookup_async (fixture->broker, "4711", "50613", NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  response = tote_broker_token_finish (fixture->broker, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_token_response_get_order_id (response), ==, "A");
  g_assert_null (tote_token_response_get_refresh_token (response));

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->path, ==, "/tote/lookup");
  g_assert_cmpstr (request->body, ==, "{\"number\":\"4711\",\"postal_code\":\"50613\"}");
  g_assert_cmpstr (test_request_get_header (request, "Authorization"), ==, "Bearer kiosk-key");
}

static void
test_lookup_wrong (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 404, "{\"error\":\"not_found\"}");
  tote_broker_lookup_async (fixture->broker, "4711", "00000", NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_null (tote_broker_token_finish (fixture->broker, result, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND);
}

static void
test_board (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) responses = NULL;
  TestRequest *request;

  test_server_answer (fixture->server, 200,
                      "{\"orders\":[{\"order_id\":\"A\",\"label\":\"A 17\",\"access_token\":\"a\","
                      "\"expires_in\":60},{\"order_id\":\"B\"},7,null,{\"access_token\":\"c\"},"
                      "{\"order_id\":5,\"access_token\":\"d\"}]}");
  tote_broker_board_async (fixture->broker, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  responses = tote_broker_board_finish (fixture->broker, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (responses->len, ==, 2);
  g_assert_cmpstr (tote_token_response_get_label (responses->pdata[0]), ==, "A 17");
  g_assert_cmpstr (tote_token_response_get_order_id (responses->pdata[1]), ==, "5");

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/tote/board");
  g_assert_cmpstr (test_request_get_header (request, "Authorization"), ==, "Bearer kiosk-key");
}

static void
test_bases (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tote_broker_new ("http://shop.example.com/tote", NULL, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (tote_broker_new ("https://shop.example.com/tote", "a\nb", NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED);
}

static void
assert_token (ToteBrokerTokens *tokens, const char *stale, const char *expected, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (tokens), stale, NULL, test_keep_result,
                                     &result);
  test_wait ((gpointer *) &result);
  token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (tokens), result, &error);
  g_assert_cmpstr (token, ==, expected);
  if (expected == NULL)
    g_assert_error (error, TOTE_CONNECT_ERROR, code);
}

static void
count_notify (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* A code, then refresh tokens, each used once. */
static void
test_tokens_rotate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBrokerTokens) tokens =
      tote_broker_tokens_new_for_code (fixture->broker, "one-time");
  guint n_ids = 0, n_tokens = 0;

  g_signal_connect (tokens, "notify::order-id", G_CALLBACK (count_notify), &n_ids);
  g_signal_connect (tokens, "notify::refresh-token", G_CALLBACK (count_notify), &n_tokens);
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-2", "refresh-2", "3600"));
  test_server_answer (fixture->server, 200, "{\"access_token\":\"access-3\"}");
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-4", "refresh-4", "3600"));

  g_assert_null (tote_broker_tokens_get_order_id (tokens));
  assert_token (tokens, NULL, "access-1", 0);
  assert_token (tokens, NULL, "access-1", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_assert_cmpstr (tote_broker_tokens_get_order_id (tokens), ==, "MKT-2026-000871");

  assert_token (tokens, "access-1", "access-2", 0);
  assert_token (tokens, "access-1", "access-2", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  g_assert_cmpstr (test_server_get_request (fixture->server, 1)->body, ==,
                   "grant_type=refresh_token&refresh_token=refresh-1&client_id=tote");

  /* No new refresh token: the one there was stays good. */
  assert_token (tokens, "access-2", "access-3", 0);
  g_assert_cmpstr (tote_broker_tokens_get_refresh_token (tokens), ==, "refresh-2");
  assert_token (tokens, "access-3", "access-4", 0);
  g_assert_cmpuint (n_ids, >=, 1);
  g_assert_cmpuint (n_tokens, ==, 3);
}

/* Shortly before its end a token is renewed; if that fails for now, the old one goes on. */
static void
test_tokens_expire (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBrokerTokens) tokens =
      tote_broker_tokens_new_for_refresh_token (fixture->broker, "refresh-0");

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "0"));
  test_server_answer (fixture->server, 503, NULL);
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-2", "refresh-2", "86400"));

  assert_token (tokens, NULL, "access-1", 0);
  assert_token (tokens, NULL, "access-1", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  assert_token (tokens, NULL, "access-2", 0);
  assert_token (tokens, NULL, "access-2", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
}

static void
test_tokens_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBrokerTokens) tokens =
      tote_broker_tokens_new_for_refresh_token (fixture->broker, "refresh-0");

  test_server_answer (fixture->server, 503, NULL);
  test_server_answer (fixture->server, 400, "{\"error\":\"invalid_grant\"}");

  assert_token (tokens, NULL, NULL, TOTE_CONNECT_ERROR_SERVER);
  g_assert_cmpstr (tote_broker_tokens_get_refresh_token (tokens), ==, "refresh-0");
  assert_token (tokens, NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  g_assert_null (tote_broker_tokens_get_refresh_token (tokens));
  assert_token (tokens, NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_tokens_response (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;
  g_autoptr (ToteTokenResponse) newer = NULL;
  g_autoptr (ToteBrokerTokens) tokens = NULL;

  test_server_answer (fixture->server, 200, "{\"order_id\":\"A\",\"access_token\":\"access-1\"}");
  test_server_answer (fixture->server, 200, "{\"order_id\":\"A\",\"access_token\":\"access-2\"}");
  response = exchange (fixture, &error);
  g_assert_no_error (error);
  newer = exchange (fixture, &error);
  g_assert_no_error (error);

  tokens = tote_broker_tokens_new_for_response (fixture->broker, response);
  assert_token (tokens, NULL, "access-1", 0);
  assert_token (tokens, "access-1", NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  tote_broker_tokens_set_response (tokens, newer);
  assert_token (tokens, "access-1", "access-2", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_freshness (void)
{
  static const struct {
    const char *json;
    gint64 age; /* seconds */
    gboolean fresh;
  } cases[] = {
    { "{\"access_token\":\"a\",\"expires_in\":86400}", 0, TRUE },
    { "{\"access_token\":\"a\",\"expires_in\":86400}", 86400 - 301, TRUE },
    { "{\"access_token\":\"a\",\"expires_in\":86400}", 86400 - 299, FALSE },
    { "{\"access_token\":\"a\",\"expires_in\":100}", 74, TRUE },
    { "{\"access_token\":\"a\",\"expires_in\":100}", 76, FALSE },
    { "{\"access_token\":\"a\",\"expires_in\":0}", 0, FALSE },
    { "{\"access_token\":\"a\",\"expires_in\":-5}", 0, FALSE },
    { "{\"access_token\":\"a\",\"expires_in\":9223372036854775807}", 0, TRUE },
    { "{\"access_token\":\"a\",\"expires_in\":\"soon\"}", 1000000, TRUE },
    { "{\"access_token\":\"a\"}", 1000000, TRUE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) root = json_from_string (cases[i].json, NULL);
    g_autoptr (ToteTokenResponse) response =
        tote_token_response_new_from_json (json_node_get_object (root), 1000, NULL);

    g_test_message ("%s %d", cases[i].json, (int) cases[i].age);
    g_assert_true (tote_token_response_is_fresh (
                       response, 1000 + cases[i].age * G_TIME_SPAN_SECOND) == cases[i].fresh);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/broker/code/good", test_code);
  ADD ("/broker/code/bad", test_code_bad);
  ADD ("/broker/code/once", test_code_once);
  ADD ("/broker/lookup/good", test_lookup);
  ADD ("/broker/lookup/wrong", test_lookup_wrong);
  ADD ("/broker/board", test_board);
  ADD ("/broker/tokens/rotate", test_tokens_rotate);
  ADD ("/broker/tokens/expire", test_tokens_expire);
  ADD ("/broker/tokens/refused", test_tokens_refused);
  ADD ("/broker/tokens/response", test_tokens_response);
#undef ADD
  g_test_add_func ("/broker/bases", test_bases);
  g_test_add_func ("/broker/freshness", test_freshness);

  return g_test_run ();
}
