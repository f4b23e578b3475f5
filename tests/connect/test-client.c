/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-client.h"

#include "test-support.h"
#include "tote-conversation.h"
#include "tote-order.h"
#include "tote-static-tokens.h"

#include <string.h>

static void
test_read_order (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer = NULL;
  TestRequest *request;

  test_server_answer_file (fixture->server, 200, "ref_order_delivery_picking.json");
  answer = test_read (fixture->client, TOTE_RESOURCE_ORDER, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_order_get_state (TOTE_ORDER (tote_response_get_content (answer))), ==,
                   "picking");

  request = test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/v2/post_checkout/orders/MKT-2026-000871");
  g_assert_cmpstr (test_request_get_header (request, "Authorization"), ==, "Bearer secret-token");
  g_assert_cmpstr (test_request_get_header (request, "Accept"), ==, "application/json");
  g_assert_cmpstr (test_request_get_header (request, "User-Agent"), ==, "Tote/" TOTE_VERSION);
  g_assert_nonnull (strstr (test_request_get_header (request, "Accept-Encoding"), "gzip"));
  g_assert_null (test_request_get_header (request, "Cookie"));
}

static void
test_read_unchanged (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) first = NULL;
  g_autoptr (ToteResponse) second = NULL;

  test_server_answer_file (fixture->server, 200, "ref_items_picking.json");
  first = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  second = test_read (fixture->client, TOTE_RESOURCE_ITEMS, first, &error);
  g_assert_no_error (error);
  g_assert_true (first == second);
}

static void
test_read_etag (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = test_load ("ref_items_picking.json");
  g_autoptr (ToteResponse) first = NULL;
  g_autoptr (ToteResponse) second = NULL;

  test_server_answer_bytes (fixture->server, 200, body, "ETag", "\"v7\"", NULL);
  test_server_answer_bytes (fixture->server, 304, NULL, "ETag", "\"v7\"", NULL);

  first = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_response_get_etag (first), ==, "\"v7\"");
  second = test_read (fixture->client, TOTE_RESOURCE_ITEMS, first, &error);
  g_assert_no_error (error);
  g_assert_true (first == second);
  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 1), "If-None-Match"), ==,
      "\"v7\"");
}

/* One that is a burden to carry is not sent back each time. */
static void
test_read_long_etag (TestClient *fixture, gconstpointer unused)
{
  static const guint lengths[] = { 0, 256, 257, 50000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *etag = g_strnfill (lengths[i], 'e');
    g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteResponse) answer = NULL;

    test_server_forget (fixture->server);
    test_server_answer_bytes (fixture->server, 200, body, "ETag", etag, NULL);
    answer = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (tote_response_get_etag (answer), ==, lengths[i] == 256 ? etag : NULL);
  }
}

static void
test_read_304_unasked (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 304, NULL);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_write_message (TestClient *fixture, gconstpointer unused)
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
test_write_decision (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("li/02", NULL, TOTE_DECISION_APPROVED, NULL);
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

/* Each status with the bodies that come with it. */
static void
test_statuses (TestClient *fixture, gconstpointer unused)
{
  static const struct {
    ToteResource resource;
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { TOTE_RESOURCE_ITEMS, 400, "ref_error_user_not_found.json", TOTE_CONNECT_ERROR_REFUSED },
    { TOTE_RESOURCE_LOCATION, 403, "ref_error_location_redacted.json",
      TOTE_CONNECT_ERROR_FORBIDDEN },
    { TOTE_RESOURCE_CHAT, 403, "ref_error_chat_not_allowed.json", TOTE_CONNECT_ERROR_FORBIDDEN },
    { TOTE_RESOURCE_ITEMS, 404, "ref_error_not_found.json", TOTE_CONNECT_ERROR_NOT_FOUND },
    { TOTE_RESOURCE_HANDLING, 404, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_FOUND },
    { TOTE_RESOURCE_ORDER, 404, "ref_error_not_found.json", TOTE_CONNECT_ERROR_NOT_FOUND },
    { TOTE_RESOURCE_ORDER, 404, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_ORDER, 404, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 404, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_LOCATION, 404, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ORDER, 405, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ORDER, 501, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ORDER, 405, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_ORDER, 501, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_LOCATION, 404, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_ORDER_MESSAGES, 404, "ref_error_not_found.json",
      TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_PICKUP_DETAILS, 405, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_PICKUP_DETAILS, 400, "ref_error_not_a_pickup.json",
      TOTE_CONNECT_ERROR_REFUSED },
    { TOTE_RESOURCE_VEHICLE, 501, "ref_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { TOTE_RESOURCE_ITEMS, 400, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 401, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 403, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 405, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 405, "ref_error_not_found.json", TOTE_CONNECT_ERROR_REFUSED },
    { TOTE_RESOURCE_ITEMS, 408, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { TOTE_RESOURCE_ITEMS, 418, NULL, TOTE_CONNECT_ERROR_UNREACHABLE },
    { TOTE_RESOURCE_ITEMS, 451, "ref_error_not_found.json", TOTE_CONNECT_ERROR_REFUSED },
    { TOTE_RESOURCE_ITEMS, 429, "ref_error_too_many.json", TOTE_CONNECT_ERROR_BUSY },
    { TOTE_RESOURCE_ITEMS, 500, "ref_error_server.json", TOTE_CONNECT_ERROR_SERVER },
    { TOTE_RESOURCE_ITEMS, 502, NULL, TOTE_CONNECT_ERROR_SERVER },
    { TOTE_RESOURCE_ITEMS, 503, NULL, TOTE_CONNECT_ERROR_SERVER },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s %u %s", tote_resource_get_name (cases[i].resource), cases[i].status,
                    cases[i].body);
    test_server_forget (fixture->server);
    if (cases[i].body != NULL)
      test_server_answer_file (fixture->server, cases[i].status, cases[i].body);
    else
      test_server_answer (fixture->server, cases[i].status, "<html>no</html>");

    g_assert_null (test_read (fixture->client, cases[i].resource, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, cases[i].code);
    g_assert_cmpuint (tote_connect_error_get_status (error), ==, cases[i].status);
  }
}

/* Only the platform's own words say that there is no such order. */
static void
test_not_found_of_a_gateway (TestClient *fixture, gconstpointer unused)
{
  static const char *const bodies[] = { "",
                                        "default backend - 404",
                                        "{}",
                                        "[]",
                                        "{\"message\": \"no Route matched with those values\"}",
                                        "{\"error\": 404}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", bodies[i]);
    test_server_answer (fixture->server, 404, bodies[i]);
    g_assert_null (test_read (fixture->client, TOTE_RESOURCE_HANDLING, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);
    g_assert_cmpuint (tote_connect_error_get_status (error), ==, 404);
  }
}

/* A server that gives up an idle connection with a 408 is asked once more. */
static void
test_idle (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer = NULL;

  test_server_answer (fixture->server, 408, NULL);
  test_server_answer (fixture->server, 200, "{}");
  answer = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);

  test_server_forget (fixture->server);
  test_server_answer (fixture->server, 408, NULL);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_reason (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("far too long");
  g_autoptr (GError) error = NULL;

  test_server_answer_file (fixture->server, 400, "ref_error_chat_too_long.json");
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED);
  g_assert_cmpint (tote_connect_error_get_api_code (error), ==, 1001);
  g_assert_cmpstr (tote_connect_error_get_key (error), ==, "body");
  g_assert_cmpstr (tote_connect_error_get_server_message (error), ==,
                   "is too long (maximum is 1000 characters)");
  g_assert_null (strstr (error->message, "1000"));
}

static int
read_retry_after (TestClient *fixture, const char *value)
{
  g_autoptr (GError) error = NULL;

  test_server_forget (fixture->server);
  test_server_answer_bytes (fixture->server, 429, NULL, "Retry-After", value, NULL);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_BUSY);

  return tote_connect_error_get_retry_after (error);
}

static int
read_retry_date (TestClient *fixture, const char *date, const char *retry_after)
{
  g_autofree char *raw = g_strdup_printf ("HTTP/1.1 429 Too Many Requests\r\nDate: %s\r\n"
                                          "Retry-After: %s\r\nContent-Length: 0\r\n\r\n",
                                          date, retry_after);
  g_autoptr (GError) error = NULL;

  test_server_forget (fixture->server);
  test_server_answer_raw (fixture->server, raw);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_BUSY);

  return tote_connect_error_get_retry_after (error);
}

/* A date is one of the server's clock, which is not that of this computer. */
static void
test_retry_date (TestClient *fixture, gconstpointer unused)
{
  g_assert_cmpint (
      read_retry_date (fixture, "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:29:30 GMT"),
      ==, 91);
  g_assert_cmpint (
      read_retry_date (fixture, "Sun, 21 Oct 2125 07:28:00 GMT", "Sun, 21 Oct 2125 07:29:30 GMT"),
      ==, 91);
  g_assert_cmpint (
      read_retry_date (fixture, "Sun, 21 Oct 2125 07:28:00 GMT", "Sun, 21 Oct 2125 07:27:00 GMT"),
      ==, 0);
}

static void
test_retry_after (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 90);
  g_autofree char *date = soup_date_time_to_string (later, SOUP_DATE_HTTP);
  int seconds;

  g_assert_cmpint (read_retry_after (fixture, "17"), ==, 17);
  g_assert_cmpint (read_retry_after (fixture, "0"), ==, 0);
  g_assert_cmpint (read_retry_after (fixture, "2147483647"), ==, G_MAXINT);
  g_assert_cmpint (read_retry_after (fixture, "99999999999999999999"), ==, G_MAXINT);
  g_assert_cmpint (read_retry_after (fixture, "-5"), ==, 0);
  g_assert_cmpint (read_retry_after (fixture, "soon"), ==, 0);
  g_assert_cmpint (read_retry_after (fixture, "Wed, 21 Oct 2015 07:28:00 GMT"), ==, 0);
  seconds = read_retry_after (fixture, date);
  g_assert_cmpint (seconds, >=, 80);
  g_assert_cmpint (seconds, <=, 91);
}

/* What a write is answered with decides whether it may be repeated. */
static void
test_write_statuses (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) message = tote_wish_new_message ("Hi");
  g_autoptr (ToteWish) arrival = tote_wish_new_arrival (FALSE);
  const struct {
    ToteWish *wish;
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { message, 500, "ref_error_server.json", TOTE_CONNECT_ERROR_SERVER },
    { message, 502, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { message, 503, NULL, TOTE_CONNECT_ERROR_SERVER },
    { message, 504, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { message, 408, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { message, 403, "ref_error_chat_not_allowed.json", TOTE_CONNECT_ERROR_FORBIDDEN },
    { message, 404, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_FOUND },
    { arrival, 400, "ref_error_not_staged.json", TOTE_CONNECT_ERROR_REFUSED },
    { arrival, 404, "ref_error_no_pickup_status.json", TOTE_CONNECT_ERROR_NOT_FOUND },
    { arrival, 404, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { arrival, 404, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { message, 404, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { arrival, 405, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { arrival, 405, "oas_error_not_found.json", TOTE_CONNECT_ERROR_NOT_OFFERED },
    { message, 403, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
    { message, 413, NULL, TOTE_CONNECT_ERROR_UNCLEAR },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    if (cases[i].body != NULL)
      test_server_answer_file (fixture->server, cases[i].status, cases[i].body);
    else
      test_server_answer (fixture->server, cases[i].status, NULL);

    g_assert_false (test_write (fixture->client, cases[i].wish, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, cases[i].code);
  }
}

/* libsoup would send it again and again, and nothing but its head. */
static void
test_misdirected (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    test_server_answer (fixture->server, 421, NULL);
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_clear_error (&error);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

/* Row 14: any 2xx is success, whatever the body is. */
static void
test_write_bodies (TestClient *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{}", "{\"id\":\"oi-2\",\"replacement_status\":\"REJECTED\"}", "", "<html>", "[", NULL,
  };
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("oi-2", NULL, TOTE_DECISION_REJECTED, NULL);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GObject) content = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, i % 2 == 0 ? 200 : 204, bodies[i]);
    g_assert_true (test_write (fixture->client, wish, &content, &error));
    g_assert_no_error (error);
    g_assert_null (content);
  }
}

/* An error is one whatever its status: nobody knows whether it was done. */
static void
test_write_error_within (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, "{\"error\":{\"message\":\"Later\",\"code\":2003}}");
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_SERVER);
  g_assert_cmpint (tote_connect_error_get_api_code (error), ==, 2003);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

/* Row 26: one dialect echoes the message, the other gives a receipt. */
static void
test_write_receipts (TestClient *fixture, gconstpointer unused)
{
  static const struct {
    const char *file;
    const char *id;
    const char *time_zone;
  } cases[] = {
    { "ref_chat_send_response.json", "880023", "America/Chicago" },
    { "oas_chat_send_response.json", "m-880023", NULL },
  };
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Yes, that one is fine.");
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GObject) content = NULL;
    g_autofree char *at = NULL;

    test_server_forget (fixture->server);
    test_server_answer_file (fixture->server, 200, cases[i].file);
    g_assert_true (test_write (fixture->client, wish, &content, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (tote_message_get_id (TOTE_MESSAGE (content)), ==, cases[i].id);
    g_assert_cmpstr (tote_message_get_time_zone (TOTE_MESSAGE (content)), ==, cases[i].time_zone);
    at = g_date_time_format_iso8601 (tote_message_get_created_at (TOTE_MESSAGE (content)));
    g_assert_cmpstr (at, ==, "2026-03-14T17:13:31Z");
  }
}

static void
test_write_vehicle (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Fjord Wagon", "suv", "KLD 402", "silver");
  g_autoptr (ToteWish) wish = tote_wish_new_vehicle (vehicle, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;

  test_server_answer_file (fixture->server, 200, "ref_vehicle_response.json");
  g_assert_true (test_write (fixture->client, wish, &content, &error));
  g_assert_no_error (error);
  g_assert_true (tote_vehicle_equal (TOTE_VEHICLE (content), vehicle));
  g_assert_nonnull (
      strstr (test_server_get_request (fixture->server, 0)->body, "\"is_pickup_delegate\":true"));
}

static void
test_read_malformed (TestClient *fixture, gconstpointer unused)
{
  static const char *const bodies[] = { "<html>", "[]", "{\"line_items\":[", "{}{}", "" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, 200, bodies[i]);
    g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ORDER, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
  }
}

/* A body large enough to be decoded on a thread comes back on this one, in one piece. */
static void
test_read_large (TestClient *fixture, gconstpointer unused)
{
  GString *json = g_string_new ("{\"line_items\":[");
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer = NULL;
  guint i;

  for (i = 0; i < 5000; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"%u\",\"status\":\"FOUND\",\"item\":{\"name\":\"N\"}}",
                            i > 0 ? "," : "", i);
  g_string_append (json, "]}");
  test_server_answer (fixture->server, 200, json->str);
  g_string_free (json, TRUE);

  answer = test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tote_response_get_content (answer))),
                    ==, 5000);
}

static void
test_prefix (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *base = g_strconcat (fixture->server->base, "mirror/", NULL);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("t");
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client = tote_client_new (base, tokens, fixture->session, &error);

  g_assert_no_error (error);
  test_server_answer (fixture->server, 200, "{}");
  g_object_unref (test_read (client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (test_server_get_request (fixture->server, 0)->path, ==,
                   "/mirror/v2/post_checkout/orders/MKT-2026-000871/items");
}

/* Said with every call where the profile says so, and with none otherwise. */
static void
test_retailer_id (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  guint i;

  test_server_answer (fixture->server, 200, "{}");
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, NULL));
  tote_client_set_retailer_id (fixture->client, "0123");
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, NULL));
  g_assert_true (test_write (fixture->client, wish, NULL, NULL));

  for (i = 0; i < 3; i++)
    g_assert_cmpstr (
        test_request_get_header (test_server_get_request (fixture->server, i), "X-Retailer-Id"), ==,
        i == 0 ? NULL : "0123");
}

/* What the server itself says is to be in the customer's language. */
static void
test_language (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");

  g_setenv ("LANGUAGE", "fr_CA", TRUE);
  test_server_answer (fixture->server, 200, "{}");
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, NULL));
  g_assert_true (test_write (fixture->client, wish, NULL, NULL));
  g_setenv ("LANGUAGE", "", TRUE);

  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (
        test_request_get_header (test_server_get_request (fixture->server, i), "Accept-Language"),
        ==, "fr-CA");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add (path, TestClient, NULL, test_client_set_up, function, test_client_tear_down)
  ADD ("/client/read/order", test_read_order);
  ADD ("/client/read/unchanged", test_read_unchanged);
  ADD ("/client/read/etag", test_read_etag);
  ADD ("/client/read/long-etag", test_read_long_etag);
  ADD ("/client/read/not-modified-unasked", test_read_304_unasked);
  ADD ("/client/read/malformed", test_read_malformed);
  ADD ("/client/read/large", test_read_large);
  ADD ("/client/read/statuses", test_statuses);
  ADD ("/client/read/not-found-of-a-gateway", test_not_found_of_a_gateway);
  ADD ("/client/read/idle", test_idle);
  ADD ("/client/read/retry-after", test_retry_after);
  ADD ("/client/read/retry-date", test_retry_date);
  ADD ("/client/read/path-prefix", test_prefix);
  ADD ("/client/write/message", test_write_message);
  ADD ("/client/write/decision", test_write_decision);
  ADD ("/client/write/reason", test_reason);
  ADD ("/client/write/statuses", test_write_statuses);
  ADD ("/client/misdirected", test_misdirected);
  ADD ("/client/write/bodies", test_write_bodies);
  ADD ("/client/write/error-within", test_write_error_within);
  ADD ("/client/write/receipts", test_write_receipts);
  ADD ("/client/retailer-id", test_retailer_id);
  ADD ("/client/language", test_language);
  ADD ("/client/write/vehicle", test_write_vehicle);
#undef ADD

  return g_test_run ();
}
