/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-error-body.h"

#include "test-support.h"

#include <string.h>

static void
assert_reason (GBytes *bytes, gint64 code, const char *key, const char *message)
{
  g_autoptr (ToteErrorBody) body = tote_error_body_new (bytes);

  g_assert_cmpint (body->code, ==, code);
  g_assert_cmpstr (body->key, ==, key);
  g_assert_cmpstr (body->message, ==, message);
}

static void
test_examples (void)
{
  static const struct {
    const char *file;
    gint64 code;
    const char *key;
    const char *message;
  } cases[] = {
    { "ref_error_not_found.json", 4000, NULL, "Resource not found" },
    { "ref_error_user_not_found.json", 4001, NULL, "User ID not found" },
    { "ref_error_item_not_found.json", 4000, NULL, "Order item li-99 not found" },
    { "ref_error_chat_not_allowed.json", 0, NULL, "Sending a message is not allowed at this time" },
    { "ref_error_chat_too_long.json", 1001, "body", "is too long (maximum is 1000 characters)" },
    { "ref_error_location_redacted.json", 0, NULL, "Shopper PII" },
    { "ref_error_no_pickup_status.json", 4000, NULL, "No pickup status found for order" },
    { "ref_error_not_a_pickup.json", 4001, NULL, "Pickup unavailable for non-pickup orders" },
    { "ref_error_not_staged.json", 2001, "order_delivery_id",
      "Params error: Order delivery is not staged." },
    { "edge_error_plain_text_meta.json", 2001, "order_delivery_id",
      "Params error: Order delivery is not staged." },
    { "ref_error_replacement_alternative.json", 1001, "alternative_item",
      "must include exactly one of rrc or upc" },
    { "ref_error_replacement_bad_status.json", 1001, "status", "is not included in the list" },
    { "ref_error_server.json", 5000, NULL, "Something broke on our side" },
    { "ref_error_too_many.json", 2003, NULL, "Slow down" },
    { "ref_error_unauthorized.json", 0, NULL, "Token missing, unknown or past its time" },
    { "ref_error_multiple.json", 9999, "status",
      "status: can't be blank; status: is not included in the list" },
    { "ref_error_oauth.json", 0, "unauthorized_client", "This client may not revoke that token" },
    { "ref_error_oauth_query_params.json", 0, "query_params_forbidden",
      "Put credentials in the body" },
    { "oas_error_not_found.json", 0, NULL, "Order not found" },
    { "oas_error_unauthorized.json", 0, NULL, "Unauthorized" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = test_load (cases[i].file);

    g_test_message ("%s", cases[i].file);
    assert_reason (bytes, cases[i].code, cases[i].key, cases[i].message);
  }
}

static void
test_strange (void)
{
  static const struct {
    const char *body;
    gint64 code;
    const char *key;
    const char *message;
  } cases[] = {
    { "", 0, NULL, NULL },
    { "<html><body>Bad gateway</body></html>", 0, NULL, NULL },
    { "[]", 0, NULL, NULL },
    { "{}", 0, NULL, NULL },
    { "{\"error\":null}", 0, NULL, NULL },
    { "{\"error\":7,\"status\":\"x\"}", 0, NULL, NULL },
    { "{\"error\":{\"message\":7,\"code\":\"1001\"},\"meta\":[]}", 0, NULL, NULL },
    { "{\"error\":{\"message\":\"a\\u202eb\\nc\",\"code\":1001},\"meta\":{\"key\":7}}", 1001, NULL,
      "ab c" },
    { "{\"error\":{\"code\":9999,\"message\":\"m\",\"errors\":[7,null,{}]}}", 9999, NULL, "m" },
    { "{\"error\":{\"code\":9999,\"message\":\"m\",\"errors\":{}}}", 9999, NULL, "m" },
    { "{\"error\":\"invalid_grant\"}", 0, "invalid_grant", "invalid_grant" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].body, strlen (cases[i].body));

    g_test_message ("%s", cases[i].body);
    assert_reason (bytes, cases[i].code, cases[i].key, cases[i].message);
  }
}

/* An error of another domain has no details, and a copy has all of them. */
static void
test_details (void)
{
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_REFUSED);
  g_autoptr (GError) copy = NULL;

  g_assert_cmpuint (tote_connect_error_get_status (other), ==, 0);
  g_assert_cmpuint (tote_connect_error_get_status (NULL), ==, 0);
  g_assert_null (tote_connect_error_get_key (other));
  g_assert_null (tote_connect_error_get_server_message (other));
  g_assert_cmpint (tote_connect_error_get_api_code (other), ==, 0);
  g_assert_cmpint (tote_connect_error_get_retry_after (other), ==, 0);

  tote_connect_error_set_answer (error, 400, 7);
  tote_connect_error_set_reason (error, 1001, "body", "is too long");
  copy = g_error_copy (error);
  g_assert_cmpuint (tote_connect_error_get_status (copy), ==, 400);
  g_assert_cmpint (tote_connect_error_get_retry_after (copy), ==, 7);
  g_assert_cmpint (tote_connect_error_get_api_code (copy), ==, 1001);
  g_assert_cmpstr (tote_connect_error_get_key (copy), ==, "body");
  g_assert_cmpstr (tote_connect_error_get_server_message (copy), ==, "is too long");
}

/* What a person may read says nothing of what the server or the customer said. */
static void
test_sentences (void)
{
  int code;

  for (code = TOTE_CONNECT_ERROR_UNREACHABLE; code <= TOTE_CONNECT_ERROR_NO_TOKEN; code++) {
    g_autoptr (GError) error = tote_connect_error_new ((ToteConnectError) code);

    g_assert_cmpuint (strlen (error->message), >, 10);
    g_assert_null (strchr (error->message, '%'));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-body/examples", test_examples);
  g_test_add_func ("/error-body/strange", test_strange);
  g_test_add_func ("/connect-error/details", test_details);
  g_test_add_func ("/connect-error/sentences", test_sentences);

  return g_test_run ();
}
