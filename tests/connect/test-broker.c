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
test_language (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTokenResponse) response = NULL;

  g_setenv ("LANGUAGE", "fr_CA", TRUE);
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  response = exchange (fixture, NULL);
  g_setenv ("LANGUAGE", "", TRUE);

  g_assert_nonnull (response);
  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 0), "Accept-Language"), ==,
      "fr-CA");
}

static void
test_lookup_wrong (Fixture *fixture, gconstpointer unused)
{
  const struct {
    guint status;
    const char *body;
    ToteConnectError code;
  } cases[] = {
    { 404, "{\"error\":\"not_found\"}", TOTE_CONNECT_ERROR_NOT_FOUND },
    { 404, "<html>", TOTE_CONNECT_ERROR_UNREACHABLE },
    { 401, "", TOTE_CONNECT_ERROR_UNAUTHORISED },
    { 429, "", TOTE_CONNECT_ERROR_BUSY },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, cases[i].status, cases[i].body);
    tote_broker_lookup_async (fixture->broker, "4711", "00000", NULL, test_keep_result, &result);
    test_wait ((gpointer *) &result);
    g_assert_null (tote_broker_token_finish (fixture->broker, result, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, (int) cases[i].code);
  }
}

/* A desktop has no key of its own. */
static void
test_lookup_no_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *base = g_strconcat (fixture->server->base, "/tote", NULL);
  g_autoptr (ToteBroker) broker = tote_broker_new (base, NULL, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  tote_broker_lookup_async (broker, "4711", "50613", NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  response = tote_broker_token_finish (broker, result, &error);
  g_assert_no_error (error);
  g_assert_null (
      test_request_get_header (test_server_get_request (fixture->server, 0), "Authorization"));
}

static ToteBoard *
ask_board (Fixture *fixture, ToteBoard *previous, int *max_age, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_broker_board_async (fixture->broker, previous, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_broker_board_finish (fixture->broker, result, max_age, NULL, error);
}

static void
test_board (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBoard) board = NULL;
  ToteBoardEntry *entry;
  TestRequest *request;
  guint found = 0;
  guint total = 0;
  int max_age = 0;

  test_server_answer (
      fixture->server, 200,
      "{\"orders\":[{\"order_id\":\"A\",\"label\":\"A 17\",\"workflow_state\":\"picking\","
      "\"fulfillment_type\":\"pickup\",\"items_found\":3,\"items_total\":7,"
      "\"waiting_on_customer\":true},"
      "{\"order_id\":\"B\",\"workflow_state\":\"ready_for_pickup\",\"fulfillment_type\":\"pickup\","
      "\"items_found\":8,\"items_total\":7,\"ready_at\":\"2026-03-14T17:00:00Z\"}]}");
  board = ask_board (fixture, NULL, &max_age, &error);
  g_assert_no_error (error);
  g_assert_cmpint (max_age, ==, -1);
  g_assert_cmpuint (tote_board_get_n_entries (board), ==, 2);

  entry = tote_board_get_entry (board, 0);
  g_assert_cmpstr (tote_board_entry_get_order_id (entry), ==, "A");
  g_assert_cmpstr (tote_board_entry_get_label (entry), ==, "A 17");
  g_assert_cmpstr (tote_board_entry_get_state (entry), ==, "picking");
  g_assert_true (tote_board_entry_get_progress (entry, &found, &total));
  g_assert_cmpuint (found, ==, 3);
  g_assert_cmpuint (total, ==, 7);
  g_assert_true (tote_board_entry_get_waiting_on_customer (entry));
  g_assert_null (tote_board_entry_get_token (entry));

  entry = tote_board_get_entry (board, 1);
  g_assert_cmpstr (tote_board_entry_get_label (entry), ==, "B");
  g_assert_cmpstr (tote_board_entry_get_state (entry), ==, "ready_for_pickup");
  g_assert_false (tote_board_entry_get_progress (entry, NULL, NULL));
  g_assert_cmpint (tote_board_entry_get_ready_at (entry), ==, G_GINT64_CONSTANT (1773507600000000));

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/tote/board");
  g_assert_cmpstr (test_request_get_header (request, "Authorization"), ==, "Bearer kiosk-key");
  g_assert_null (test_request_get_header (request, "If-None-Match"));
}

/* An older broker has tokens for states; what makes no sense is left out, of twins the later
 * counts. */
static void
test_board_tokens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBoard) board = NULL;
  ToteTokenResponse *token;

  test_server_answer (fixture->server, 200,
                      "{\"orders\":[{\"order_id\":\"A\",\"label\":\"A 17\",\"access_token\":\"a\","
                      "\"expires_in\":60},{\"order_id\":\"B\"},7,null,{\"access_token\":\"c\"},"
                      "{\"order_id\":5,\"access_token\":\"d\"},"
                      "{\"order_id\":\"A\",\"access_token\":\"e\"}]}");
  board = ask_board (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tote_board_get_n_entries (board), ==, 2);
  g_assert_cmpstr (tote_board_entry_get_order_id (tote_board_get_entry (board, 1)), ==, "5");
  token = tote_board_entry_get_token (tote_board_get_entry (board, 0));
  g_assert_cmpstr (tote_token_response_get_access_token (token), ==, "e");
}

/* A store's server that says too much: what stands on a wall is short, and an id is one. */
static void
test_board_long (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *much = g_strnfill (300, 'x');
  g_autofree char *body =
      g_strdup_printf ("{\"orders\":[{\"order_id\":\"%s\",\"workflow_state\":\"picking\"},"
                       "{\"order_id\":\"A\",\"label\":\"%s\",\"workflow_state\":\"%s\"},"
                       "{\"order_id\":\"line\\nfeed\",\"access_token\":\"a\"}]}",
                       much, much, much);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBoard) board = NULL;
  ToteBoardEntry *entry;

  test_server_answer (fixture->server, 200, body);
  board = ask_board (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tote_board_get_n_entries (board), ==, 2);

  entry = tote_board_get_entry (board, 0);
  g_assert_cmpstr (tote_board_entry_get_order_id (entry), ==, "A");
  g_assert_cmpint (g_utf8_strlen (tote_board_entry_get_label (entry), -1), <=, 25);
  g_assert_cmpint (g_utf8_strlen (tote_board_entry_get_state (entry), -1), <=, 41);
  g_assert_cmpstr (tote_board_entry_get_label (tote_board_get_entry (board, 1)), ==, "line feed");
}

static void
test_board_unchanged (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"orders\":[]}", 13);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBoard) first = NULL;
  g_autoptr (ToteBoard) second = NULL;
  TestRequest *request;
  int max_age = 0;

  test_server_answer_bytes (fixture->server, 200, body, "ETag", "\"one\"", "Cache-Control",
                            "private, max-age=10", NULL);
  first = ask_board (fixture, NULL, &max_age, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_board_get_etag (first), ==, "\"one\"");
  g_assert_cmpint (max_age, ==, 10);

  test_server_forget (fixture->server);
  test_server_answer_bytes (fixture->server, 304, nothing, "Cache-Control", "max-age=10", "Age",
                            "4", NULL);
  second = ask_board (fixture, first, &max_age, &error);
  g_assert_no_error (error);
  g_assert_true (second == first);
  g_assert_cmpint (max_age, ==, 6);
  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (test_request_get_header (request, "If-None-Match"), ==, "\"one\"");
}

/* Only who was asked whether something has changed can say that it has not. */
static void
test_board_unchanged_unasked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBoard) first = NULL;

  test_server_answer (fixture->server, 200, "{\"orders\":[]}");
  first = ask_board (fixture, NULL, NULL, &error);
  g_assert_no_error (error);

  test_server_forget (fixture->server);
  test_server_answer (fixture->server, 304, "");
  g_assert_null (ask_board (fixture, first, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_board_wrong (Fixture *fixture, gconstpointer unused)
{
  const struct {
    guint status;
    const char *body;
    ToteConnectError code;
  } cases[] = {
    { 200, "{}", TOTE_CONNECT_ERROR_MALFORMED },
    { 200, "{\"error\":{\"message\":\"Later\"},\"orders\":[]}", TOTE_CONNECT_ERROR_SERVER },
    { 200, "<html>", TOTE_CONNECT_ERROR_MALFORMED },
    { 304, "", TOTE_CONNECT_ERROR_MALFORMED },
    { 401, "", TOTE_CONNECT_ERROR_UNAUTHORISED },
    { 403, "<html>", TOTE_CONNECT_ERROR_UNREACHABLE },
    { 404, "", TOTE_CONNECT_ERROR_UNREACHABLE },
    { 503, "", TOTE_CONNECT_ERROR_SERVER },
  };
  g_autoptr (GError) unending = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, cases[i].status, cases[i].body);
    g_assert_null (ask_board (fixture, NULL, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, (int) cases[i].code);
  }

  test_server_forget (fixture->server);
  test_server_answer_at_work (fixture->server, 17);
  g_assert_null (ask_board (fixture, NULL, NULL, &unending));
  g_assert_error (unending, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_revoke (Fixture *fixture, gconstpointer unused)
{
  const struct {
    guint status;
    const char *body;
    gboolean done;
  } cases[] = {
    { 200, "", TRUE },
    { 200, "{}", TRUE },
    { 200, "<html>", FALSE },
    { 503, "", FALSE },
    { 400, "{\"error\":\"unsupported_token_type\"}", FALSE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    TestRequest *request;

    g_test_message ("%u %s", cases[i].status, cases[i].body);
    test_server_forget (fixture->server);
    test_server_answer (fixture->server, cases[i].status, cases[i].body);
    tote_broker_revoke_async (fixture->broker, "a+b", NULL, test_keep_result, &result);
    test_wait ((gpointer *) &result);
    g_assert_true (tote_broker_revoke_finish (fixture->broker, result, &error) == cases[i].done);
    g_assert_true ((error == NULL) == cases[i].done);

    request = test_server_get_request (fixture->server, 0);
    g_assert_cmpstr (request->path, ==, "/tote/revoke");
    g_assert_cmpstr (request->body, ==, "token=a%2Bb&client_id=tote");
    g_assert_null (test_request_get_header (request, "Authorization"));
  }
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
assert_no_token (ToteBrokerTokens *tokens, const char *stale, gboolean for_good)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (tokens), stale, NULL, test_keep_result,
                                     &result);
  test_wait ((gpointer *) &result);
  g_assert_null (tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (tokens), result, &error));
  g_assert_true (g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NO_TOKEN) ==
                 for_good);
}

/* A code, then refresh tokens, each used once. */
static void
test_tokens_rotate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBrokerTokens) tokens =
      tote_broker_tokens_new_for_code (fixture->broker, "one-time");

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-2", "refresh-2", "3600"));
  test_server_answer (fixture->server, 200, "{\"access_token\":\"access-3\"}");
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-4", "refresh-4", "3600"));

  g_assert_null (tote_broker_tokens_get_order_id (tokens));
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-1", 0);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-1", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_assert_cmpstr (tote_broker_tokens_get_order_id (tokens), ==, "MKT-2026-000871");

  test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-1", "access-2", 0);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-1", "access-2", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  g_assert_cmpstr (test_server_get_request (fixture->server, 1)->body, ==,
                   "grant_type=refresh_token&refresh_token=refresh-1&client_id=tote");

  /* No new refresh token: the one there was stays good. */
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-2", "access-3", 0);
  g_assert_cmpstr (tote_broker_tokens_get_refresh_token (tokens), ==, "refresh-2");
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-3", "access-4", 0);
  g_assert_cmpstr (tote_broker_tokens_get_refresh_token (tokens), ==, "refresh-4");
}

/* Shortly before its end a token is renewed; if that fails for now, the old one goes on. */
static void
test_tokens_expire (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (fixture->broker, "c0de");

  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "0"));
  test_server_answer (fixture->server, 503, NULL);
  test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-2", "refresh-2", "86400"));

  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-1", 0);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-1", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-2", 0);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-2", 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
}

/* Only what RFC 6749 (5.2) has for it says that a refresh token is dead: anything else passes. */
static void
test_tokens_refused (Fixture *fixture, gconstpointer unused)
{
  const struct {
    guint status;
    const char *body;
    gboolean dead;
  } cases[] = {
    { 503, NULL, FALSE },
    { 400, "<html>", FALSE },
    { 401, "<html>", FALSE },
    { 403, "<html>", FALSE },
    { 404, NULL, FALSE },
    { 404, "{\"error\":\"not_found\"}", FALSE },
    { 403, "{\"error\":\"invalid_grant\"}", FALSE },
    { 400, "{\"error\":\"temporarily_unavailable\"}", FALSE },
    { 400, "{\"error\":\"invalid_request\"}", FALSE },
    { 429, "{\"error\":\"invalid_grant\"}", FALSE },
    { 200, "{\"error\":\"invalid_grant\"}", FALSE },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Too old\"}", TRUE },
    { 401, "{\"error\":\"invalid_client\"}", TRUE },
    { 400, "{\"error\":\"unauthorized_client\"}", TRUE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (fixture->broker, "c0de");

    g_test_message ("%u %s", cases[i].status, cases[i].body);
    test_server_forget (fixture->server);
    test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-0", "refresh-0", "0"));
    test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-0", 0);
    test_server_forget (fixture->server);
    test_server_answer (fixture->server, cases[i].status, cases[i].body);
    test_server_answer (fixture->server, 200, TOKEN_RESPONSE ("access-1", "refresh-1", "3600"));
    assert_no_token (tokens, "access-0", cases[i].dead);
    g_assert_cmpstr (tote_broker_tokens_get_refresh_token (tokens), ==,
                     cases[i].dead ? NULL : "refresh-0");

    test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-0", cases[i].dead ? NULL : "access-1",
                       TOTE_CONNECT_ERROR_NO_TOKEN);
    g_assert_cmpuint (fixture->server->requests->len, ==, cases[i].dead ? 1 : 2);
  }
}

static void
test_tokens_response (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;
  g_autoptr (ToteBrokerTokens) tokens = NULL;

  test_server_answer (fixture->server, 200, "{\"order_id\":\"A\",\"access_token\":\"access-1\"}");
  response = exchange (fixture, &error);
  g_assert_no_error (error);

  tokens = tote_broker_tokens_new_for_response (fixture->broker, response);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), NULL, "access-1", 0);
  test_assert_token (TOTE_TOKEN_SOURCE (tokens), "access-1", NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
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
  ADD ("/broker/lookup/no-key", test_lookup_no_key);
  ADD ("/broker/revoke", test_revoke);
  ADD ("/broker/board", test_board);
  ADD ("/broker/board/tokens", test_board_tokens);
  ADD ("/broker/board/long", test_board_long);
  ADD ("/broker/board/unchanged", test_board_unchanged);
  ADD ("/broker/board/unchanged-unasked", test_board_unchanged_unasked);
  ADD ("/broker/board/wrong", test_board_wrong);
  ADD ("/broker/tokens/rotate", test_tokens_rotate);
  ADD ("/broker/language", test_language);
  ADD ("/broker/tokens/expire", test_tokens_expire);
  ADD ("/broker/tokens/refused", test_tokens_refused);
  ADD ("/broker/tokens/response", test_tokens_response);
#undef ADD
  g_test_add_func ("/broker/bases", test_bases);
  g_test_add_func ("/broker/freshness", test_freshness);

  return g_test_run ();
}
