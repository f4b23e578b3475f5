/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

/* Every refusal the contract has a table row for, in both dialects. */

typedef struct {
  int second; /* story time at which it is asked; rows are in order */
  const char *method;
  const char *path; /* {} stands for the order */
  const char *body; /* (nullable) */
  guint status;
  int code;            /* -1: null */
  const char *message; /* (nullable): any */
  const char *key;     /* (nullable): none or any */
} Row;

#define ORDER "/v2/post_checkout/orders/{}"
#define CHAT "/v2/post_checkout/chat/{}/messages"
#define LINE ORDER "/items/li-0004/replacement"
#define WISH(members) "{\"status\": \"REJECTED\", \"alternative_item\": {" members "}}"

static const Row delivery[] = {
  { 0, "GET", "/v2/post_checkout/orders/nope", NULL, 404, 4000, "Resource not found", NULL },
  { 0, "GET", "/v2/post_checkout/chat/nope/messages", NULL, 404, 4000, NULL, NULL },
  { 0, "POST", CHAT, "{\"body\": \"Hello\"}", 403, -1,
    "Sending a message is not allowed at this time", NULL },
  { 0, "PUT", LINE, "{\"status\": \"APPROVED\"}", 400, 2001, NULL, NULL },
  { 0, "GET", ORDER "/pickup/details", NULL, 400, 4001, "Pickup unavailable for non-pickup orders",
    NULL },
  { 0, "POST", ORDER "/pickup/user_arrived", "{}", 400, 4001, NULL, NULL },
  { 0, "POST", "/v2/feedback/orders/{}/rating", "{\"rating_value\": \"STARS5\"}", 400, 2001, NULL,
    NULL },
  { 430, "PUT", LINE, "{}", 400, 9999, "There were issues with your request", NULL },
  { 430, "PUT", LINE, "{\"status\": \"MAYBE\"}", 400, 1001, "is not included in the list",
    "status" },
  { 430, "PUT", LINE, WISH ("\"count\": 1"), 400, 1001, "must include exactly one of rrc or upc",
    "alternative_item" },
  { 430, "PUT", LINE, WISH ("\"rrc\": \"558210\""), 400, 1001,
    "must include exactly one of count or weight", "alternative_item" },
  { 430, "PUT", LINE, WISH ("\"rrc\": \"558210\", \"count\": 0"), 400, 1001,
    "count must be greater than 0", "alternative_item" },
  { 430, "PUT", LINE, WISH ("\"rrc\": \"558210\", \"weight\": 0"), 400, 1001,
    "weight must be greater than 0", "alternative_item" },
  { 430, "PUT", LINE, WISH ("\"rrc\": \"999\", \"count\": 1"), 400, 1001,
    "Could not resolve alternative item to a valid product", NULL },
  { 430, "PUT", ORDER "/items/li-99/replacement", "{\"status\": \"APPROVED\"}", 404, 4000,
    "Order item li-99 not found", NULL },
  { 430, "PUT", ORDER "/items/li-0001/replacement", "{\"status\": \"APPROVED\"}", 400, 2001, NULL,
    NULL },
  { 430, "POST", CHAT, "{}", 400, 1001, "can't be blank", "body" },
  { 430, "PATCH", ORDER, "{}", 405, 4001, NULL, NULL },
  { 1000, "PUT", LINE, "{\"status\": \"REJECTED\"}", 400, 2001, NULL, NULL },
  { 1801, "POST", CHAT, "{\"body\": \"Thanks\"}", 403, -1, NULL, NULL },
  { 1801, "POST", "/v2/feedback/orders/{}/rating", "{}", 400, 1001, "can't be blank",
    "rating_value" },
  { 1801, "GET", "/v2/fulfillment/lastmile/orders/{}", NULL, 403, -1, NULL, NULL },
};

static const Row pickup[] = {
  { 0, "POST", ORDER "/pickup/user_arrived", "{}", 400, 2001, "Params error", NULL },
  { 0, "POST", ORDER "/pickup/schedule_pickup",
    "{\"schedule_pickup_eta\": \"2026-03-14T21:25:00Z\"}", 400, 2001, NULL, NULL },
  { 0, "POST", ORDER "/pickup/schedule_pickup", "{\"schedule_pickup_eta\": \"soon\"}", 400, 1001,
    "is invalid", "schedule_pickup_eta" },
  { 0, "PUT", ORDER "/pickup/vehicle_info", "{\"color\": \"mauve\"}", 400, 1001,
    "is not included in the list", "color" },
  { 0, "PUT", ORDER "/pickup_delegate", "{\"name\": \"A\"}", 400, 1001, "can't be blank",
    "phone_number" },
  { 2600, "POST", ORDER "/pickup/user_arrived", "{}", 404, 4000, "No pickup status found for order",
    NULL },
};

static const Row rendition[] = {
  { 0, "GET", "/v2/post_checkout/orders/nope/items", NULL, 404, 0, NULL, NULL },
  { 0, "GET", ORDER, NULL, 404, 0, NULL, NULL },
  { 0, "GET", ORDER "/location", NULL, 404, 0, NULL, NULL },
  { 0, "PUT", CHAT, "", 404, 0, NULL, NULL },
  { 0, "POST", CHAT, "{\"body\": \"Hello\"}", 400, 0, NULL, NULL },
  { 430, "PUT", LINE, "{}", 400, 0, NULL, NULL },
  { 430, "PUT", LINE, "[", 400, 0, NULL, NULL },
  { 430, "PUT", ORDER "/items/li-99/replacement", "{\"status\": \"APPROVED\"}", 404, 0, NULL,
    NULL },
};

static Answer *
ask (Fixture *fixture, const Row *row)
{
  g_autoptr (GString) path = g_string_new (row->path);

  g_string_replace (path, "{}", tote_sandbox_server_get_order_id (fixture->server, 0), 0);
  g_test_message ("%d s: %s %s %s", row->second, row->method, path->str,
                  row->body != NULL ? row->body : "");
  return fixture_ask (fixture, row->method, path->str, row->body);
}

static void
check_reference (const Row *row, JsonObject *object)
{
  JsonObject *error = json_object_get_object_member (object, "error");
  JsonObject *meta = json_object_get_object_member (object, "meta");

  if (row->code < 0)
    g_assert_true (json_object_get_null_member (error, "code"));
  else
    g_assert_cmpint (json_object_get_int_member (error, "code"), ==, row->code);
  if (row->message != NULL)
    g_assert_cmpstr (json_object_get_string_member (error, "message"), ==, row->message);
  if (row->key != NULL)
    g_assert_cmpstr (json_object_get_string_member (meta, "key"), ==, row->key);
}

static void
check_rendition (const Row *row, JsonObject *object)
{
  g_assert_nonnull (json_object_get_string_member (object, "error"));
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, row->status);
  g_assert_cmpuint (json_object_get_size (object), ==, 2);
}

static void
check_rows (const Row *rows, guint n_rows, ToteSandboxStory story, ToteSandboxDialect dialect)
{
  Fixture fixture = { NULL };
  int now = 0;

  fixture_set_up (&fixture, story);
  fixture.options->dialect = dialect;
  fixture_start (&fixture);
  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (Answer) answer = NULL;

    fixture_jump (&fixture, rows[i].second - now);
    now = rows[i].second;
    answer = ask (&fixture, &rows[i]);
    g_assert_cmpuint (answer->status, ==, rows[i].status);
    if (dialect == TOTE_SANDBOX_DIALECT_RENDITION)
      check_rendition (&rows[i], answer_get_object (answer));
    else
      check_reference (&rows[i], answer_get_object (answer));
  }
  fixture_tear_down (&fixture);
}

static void
test_delivery (void)
{
  check_rows (delivery, G_N_ELEMENTS (delivery), TOTE_SANDBOX_STORY_DELIVERY,
              TOTE_SANDBOX_DIALECT_REFERENCE);
}

static void
test_pickup (void)
{
  check_rows (pickup, G_N_ELEMENTS (pickup), TOTE_SANDBOX_STORY_PICKUP,
              TOTE_SANDBOX_DIALECT_REFERENCE);
}

static void
test_rendition (void)
{
  check_rows (rendition, G_N_ELEMENTS (rendition), TOTE_SANDBOX_STORY_DELIVERY,
              TOTE_SANDBOX_DIALECT_RENDITION);
}

/* No header, another scheme, and a token nobody was given. */
static void
test_tokens (void)
{
  static const char *const tokens[] = { "", " ", "guessed", "u_", "\xc3\xa9" };
  Fixture fixture = { NULL };

  fixture_set_up (&fixture, TOTE_SANDBOX_STORY_NONE);
  fixture_start (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autoptr (Answer) answer = NULL;

    g_free (fixture.token);
    fixture.token = g_strdup (tokens[i]);
    answer = fixture_ask_order (&fixture, "");
    g_assert_cmpuint (answer->status, ==, SOUP_STATUS_UNAUTHORIZED);
  }
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/errors/delivery", test_delivery);
  g_test_add_func ("/sandbox/errors/pickup", test_pickup);
  g_test_add_func ("/sandbox/errors/rendition", test_rendition);
  g_test_add_func ("/sandbox/errors/tokens", test_tokens);

  return g_test_run ();
}
