/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

/* The retailer's own service as the sandbox plays it: signing in, look-up and the board. */

#define REDEEM "grant_type=authorization_code&code={}&client_id=tote"
#define RENEW "grant_type=refresh_token&refresh_token={}&client_id=tote"
#define REVOKE "token={}&client_id=tote"

static void
set_up (Fixture *fixture, gconstpointer endless)
{
  fixture_set_up (fixture, TOTE_SANDBOX_STORY_PICKUP);
  fixture->options->endless = endless != NULL;
  fixture->options->orders = 3;
  fixture_start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture_tear_down (fixture);
}

static void
control (Fixture *fixture, const char *name, const char *body)
{
  g_autofree char *path = g_strconcat ("/sandbox/", name, NULL);
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", path, body);

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
}

static void
use_bearer (Fixture *fixture, const char *bearer)
{
  g_free (fixture->token);
  fixture->token = g_strdup (bearer);
}

/* What the line that the sandbox prints says of itself. */
static JsonNode *
describe (Fixture *fixture)
{
  g_autofree char *line = tote_sandbox_server_describe (fixture->server);

  return json_from_string (line, NULL);
}

static void
use_kiosk_key (Fixture *fixture)
{
  g_autoptr (JsonNode) root = describe (fixture);

  use_bearer (fixture, json_object_get_string_member (json_node_get_object (root), "kiosk_key"));
}

static char *
mint_code (Fixture *fixture)
{
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", "/sandbox/code", "{}");
  JsonObject *object = answer_get_object (answer);
  const char *code = json_object_get_string_member (object, "code");

  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "uri"), code));
  return g_strdup (code);
}

static Answer *
post_form (Fixture *fixture, const char *call, const char *format, const char *value)
{
  g_autofree char *path = g_strconcat ("/broker/", call, NULL);
  g_autoptr (GString) form = g_string_new (format);

  g_string_replace (form, "{}", value, 1);
  return fixture_ask (fixture, "POST", path, form->str);
}

static const char *
get_text (Answer *answer, const char *name)
{
  return json_object_get_string_member (answer_get_object (answer), name);
}

static void
assert_refused (Fixture *fixture, const char *form, const char *value)
{
  g_autoptr (Answer) answer = post_form (fixture, "token", form, value);

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_BAD_REQUEST);
  g_assert_cmpstr (get_text (answer, "error"), ==, "invalid_grant");
}

static guint
ask_with (Fixture *fixture, const char *bearer)
{
  g_autoptr (Answer) answer = NULL;

  use_bearer (fixture, bearer);
  answer = fixture_ask_order (fixture, "");
  return answer->status;
}

static void
test_code_is_good_once (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) first = post_form (fixture, "token", REDEEM, code);

  g_assert_cmpstr (get_text (first, "order_id"), ==,
                   tote_sandbox_server_get_order_id (fixture->server, 0));
  g_assert_cmpuint (ask_with (fixture, get_text (first, "access_token")), ==, SOUP_STATUS_OK);
  assert_refused (fixture, REDEEM, code);
}

/* Each renewal gives a new refresh token. The one before is good until that one has come back. */
static void
test_refresh_rotates (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) first = post_form (fixture, "token", REDEEM, code);
  g_autoptr (Answer) lost = NULL, second = NULL, third = NULL;
  const char *refresh = get_text (first, "refresh_token");

  control (fixture, "tokens", "{\"action\": \"expire\"}");
  g_assert_cmpuint (ask_with (fixture, get_text (first, "access_token")), ==,
                    SOUP_STATUS_UNAUTHORIZED);

  lost = post_form (fixture, "token", RENEW, refresh);
  second = post_form (fixture, "token", RENEW, refresh);
  g_assert_cmpstr (get_text (second, "refresh_token"), !=, refresh);
  g_assert_cmpuint (ask_with (fixture, get_text (second, "access_token")), ==, SOUP_STATUS_OK);
  assert_refused (fixture, RENEW, get_text (lost, "refresh_token"));

  third = post_form (fixture, "token", RENEW, get_text (second, "refresh_token"));
  g_assert_cmpuint (third->status, ==, SOUP_STATUS_OK);
  assert_refused (fixture, RENEW, refresh);
}

static void
test_revoke (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) signed_in = post_form (fixture, "token", REDEEM, code);
  g_autoptr (Answer) revoked = NULL, unknown = NULL, nothing = NULL;
  g_autofree char *other = g_strdup (fixture->token);

  revoked = post_form (fixture, "revoke", REVOKE, get_text (signed_in, "refresh_token"));
  g_assert_cmpuint (revoked->status, ==, SOUP_STATUS_OK);
  assert_refused (fixture, RENEW, get_text (signed_in, "refresh_token"));
  g_assert_cmpuint (ask_with (fixture, get_text (signed_in, "access_token")), ==,
                    SOUP_STATUS_UNAUTHORIZED);
  g_assert_cmpuint (ask_with (fixture, other), ==, SOUP_STATUS_OK);

  unknown = post_form (fixture, "revoke", REVOKE, "never-given-out");
  g_assert_cmpuint (unknown->status, ==, SOUP_STATUS_OK);
  nothing = post_form (fixture, "revoke", "client_id={}", "tote");
  g_assert_cmpuint (nothing->status, ==, SOUP_STATUS_BAD_REQUEST);
}

static void
test_revoke_access_token (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) signed_in = post_form (fixture, "token", REDEEM, code);
  g_autoptr (Answer) renewed = NULL;

  answer_free (post_form (fixture, "revoke", REVOKE, get_text (signed_in, "access_token")));
  g_assert_cmpuint (ask_with (fixture, get_text (signed_in, "access_token")), ==,
                    SOUP_STATUS_UNAUTHORIZED);
  renewed = post_form (fixture, "token", RENEW, get_text (signed_in, "refresh_token"));
  g_assert_cmpuint (renewed->status, ==, SOUP_STATUS_OK);
}

static void
test_signed_out_by_control (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) signed_in = post_form (fixture, "token", REDEEM, code);

  control (fixture, "tokens", "{\"action\": \"sign-out\"}");
  assert_refused (fixture, RENEW, get_text (signed_in, "refresh_token"));
}

static void
test_short_lifetime (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *code = mint_code (fixture);
  g_autoptr (Answer) signed_in = NULL, refused = NULL;

  control (fixture, "broker", "{\"expires_in\": 0}");
  signed_in = post_form (fixture, "token", REDEEM, code);
  g_assert_cmpint (json_object_get_int_member (answer_get_object (signed_in), "expires_in"), ==, 0);
  g_assert_cmpuint (ask_with (fixture, get_text (signed_in, "access_token")), ==,
                    SOUP_STATUS_UNAUTHORIZED);

  refused = fixture_ask (fixture, "POST", "/sandbox/broker", "{\"expires_in\": -1}");
  g_assert_cmpuint (refused->status, ==, SOUP_STATUS_BAD_REQUEST);
}

static void
test_bad_grants (Fixture *fixture, gconstpointer unused)
{
  static const char *const forms[] = {
    "",
    "grant_type=authorization_code&code=x",
    "grant_type=authorization_code&client_id=tote",
    "grant_type=refresh_token&refresh_token=x&client_id=tote",
    "grant_type=password&client_id=tote",
    "%%%",
    "{\"grant_type\": \"refresh_token\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (Answer) answer = fixture_ask (fixture, "POST", "/broker/token", forms[i]);

    g_assert_cmpuint (answer->status, ==, SOUP_STATUS_BAD_REQUEST);
  }
}

static Answer *
look_up (Fixture *fixture, const char *number, const char *postal_code)
{
  g_autofree char *body =
      g_strdup_printf ("{\"number\": \"%s\", \"postal_code\": \"%s\"}", number, postal_code);

  return fixture_ask (fixture, "POST", "/broker/lookup", body);
}

static void
test_look_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) root = describe (fixture);
  JsonArray *orders = json_object_get_array_member (json_node_get_object (root), "orders");
  JsonObject *order = json_array_get_object_element (orders, 1);
  const char *number = json_object_get_string_member (order, "number");
  g_autoptr (Answer) found = NULL, wrong_pair = NULL, wrong_number = NULL;

  use_kiosk_key (fixture);
  found = look_up (fixture, number, "62234");
  g_assert_cmpstr (get_text (found, "order_id"), ==, json_object_get_string_member (order, "id"));
  g_assert_false (json_object_has_member (answer_get_object (found), "refresh_token"));

  wrong_pair = look_up (fixture, number, "00000");
  wrong_number = look_up (fixture, "1", "62234");
  g_assert_cmpuint (wrong_pair->status, ==, SOUP_STATUS_NOT_FOUND);
  g_assert_true (g_bytes_equal (wrong_pair->body, wrong_number->body));
}

/* A desktop has no key, and the broker may take that or not; a wrong key is never taken. */
static void
test_look_up_without_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) wrong = look_up (fixture, "2041187", "62234");
  g_autoptr (Answer) taken = NULL, refused = NULL, with_key = NULL;

  g_assert_cmpuint (wrong->status, ==, SOUP_STATUS_UNAUTHORIZED);
  use_bearer (fixture, NULL);
  taken = look_up (fixture, "2041187", "62234");
  g_assert_cmpuint (taken->status, ==, SOUP_STATUS_OK);

  control (fixture, "broker", "{\"lookup_needs_key\": true}");
  refused = look_up (fixture, "2041187", "62234");
  g_assert_cmpuint (refused->status, ==, SOUP_STATUS_UNAUTHORIZED);
  use_kiosk_key (fixture);
  with_key = look_up (fixture, "2041187", "62234");
  g_assert_cmpuint (with_key->status, ==, SOUP_STATUS_OK);
}

static Answer *
ask_board (Fixture *fixture)
{
  return fixture_ask (fixture, "GET", "/broker/board", NULL);
}

static JsonObject *
get_entry (Answer *board, guint position)
{
  return json_array_get_object_element (
      json_object_get_array_member (answer_get_object (board), "orders"), position);
}

static void
test_board (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) refused = ask_board (fixture);
  g_autoptr (Answer) board = NULL, ready = NULL, ended = NULL;
  JsonObject *entry;

  g_assert_cmpuint (refused->status, ==, SOUP_STATUS_UNAUTHORIZED);
  use_kiosk_key (fixture);

  board = ask_board (fixture);
  entry = get_entry (board, 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "order_id"), ==,
                   tote_sandbox_server_get_order_id (fixture->server, 0));
  g_assert_cmpstr (json_object_get_string_member (entry, "label"), ==, "1187");
  g_assert_cmpstr (json_object_get_string_member (entry, "workflow_state"), ==, "brand_new");
  g_assert_cmpstr (json_object_get_string_member (entry, "fulfillment_type"), ==, "pickup");
  g_assert_cmpint (json_object_get_int_member (entry, "items_found"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (entry, "items_total"), ==, 7);
  g_assert_false (json_object_get_boolean_member (entry, "waiting_on_customer"));
  g_assert_false (json_object_has_member (entry, "ready_at"));
  g_assert_false (json_object_has_member (entry, "access_token"));

  control (fixture, "advance", "{\"to\": \"ready_for_pickup\"}");
  ready = ask_board (fixture);
  entry = get_entry (ready, 0);
  g_assert_cmpint (json_object_get_int_member (entry, "items_found"), >, 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "ready_at"), ==, "2026-03-14T17:00:00Z");

  control (fixture, "advance", "{\"to\": \"canceled\"}");
  ended = ask_board (fixture);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (answer_get_object (ended), "orders")),
      ==, 2);
}

static guint
count_entries (Fixture *fixture)
{
  g_autoptr (Answer) board = ask_board (fixture);

  return json_array_get_length (json_object_get_array_member (answer_get_object (board), "orders"));
}

/* A shop window: whatever was handed over, there are always as many orders. */
static void
test_board_without_end (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = g_strdup (tote_sandbox_server_get_order_id (fixture->server, 0));

  use_kiosk_key (fixture);
  for (guint hour = 0; hour < 24; hour++) {
    const guint n = count_entries (fixture);
    g_autoptr (Answer) state = fixture_ask (fixture, "GET", "/sandbox/state", NULL);
    JsonObject *object = answer_get_object (state);

    g_assert_cmpuint (n, ==, 3);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "orders")), <=,
                      4 * n);
    fixture_jump (fixture, 3600);
  }
  g_assert_cmpstr (tote_sandbox_server_get_order_id (fixture->server, 0), !=, first);
}

static void
test_board_asks_the_customer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) board = NULL;

  control (fixture, "advance", "{\"to\": \"picking\"}");
  control (fixture, "item", "{\"line\": \"li-0001\", \"status\": \"replaced\"}");
  use_kiosk_key (fixture);
  board = ask_board (fixture);
  g_assert_true (json_object_get_boolean_member (get_entry (board, 0), "waiting_on_customer"));
}

/* A display and a cache before it ask for what is new only. */
static void
test_board_is_cached (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) first = NULL, same = NULL, changed = NULL;
  const char *tag;

  use_kiosk_key (fixture);
  first = ask_board (fixture);
  tag = soup_message_headers_get_one (first->headers, "ETag");
  g_assert_nonnull (tag);
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "Cache-Control"), ==, "max-age=5");
  g_assert_nonnull (
      strstr (soup_message_headers_get_list (first->headers, "Vary"), "Authorization"));

  same = ask_board (fixture);
  g_assert_cmpstr (soup_message_headers_get_one (same->headers, "ETag"), ==, tag);
  control (fixture, "advance", "{\"to\": \"picking\"}");
  changed = ask_board (fixture);
  g_assert_cmpstr (soup_message_headers_get_one (changed->headers, "ETag"), !=, tag);
}

static void
test_board_of_tokens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) board = NULL, again = NULL;
  JsonObject *entry;

  control (fixture, "broker", "{\"board_tokens\": true}");
  use_kiosk_key (fixture);
  board = ask_board (fixture);
  again = ask_board (fixture);
  entry = get_entry (board, 0);
  g_assert_false (json_object_has_member (entry, "workflow_state"));
  g_assert_cmpint (json_object_get_int_member (entry, "expires_in"), >, 86000);
  g_assert_cmpstr (json_object_get_string_member (entry, "access_token"), ==,
                   json_object_get_string_member (get_entry (again, 0), "access_token"));
  g_assert_cmpuint (ask_with (fixture, json_object_get_string_member (entry, "access_token")), ==,
                    SOUP_STATUS_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/sandbox/broker/code-is-good-once", test_code_is_good_once);
  ADD ("/sandbox/broker/refresh-rotates", test_refresh_rotates);
  ADD ("/sandbox/broker/revoke", test_revoke);
  ADD ("/sandbox/broker/revoke-access-token", test_revoke_access_token);
  ADD ("/sandbox/broker/signed-out-by-control", test_signed_out_by_control);
  ADD ("/sandbox/broker/short-lifetime", test_short_lifetime);
  ADD ("/sandbox/broker/bad-grants", test_bad_grants);
  ADD ("/sandbox/broker/look-up", test_look_up);
  ADD ("/sandbox/broker/look-up-without-key", test_look_up_without_key);
  ADD ("/sandbox/broker/board", test_board);
  ADD ("/sandbox/broker/board-asks-the-customer", test_board_asks_the_customer);
  ADD ("/sandbox/broker/board-is-cached", test_board_is_cached);
  ADD ("/sandbox/broker/board-of-tokens", test_board_of_tokens);
#undef ADD
  g_test_add ("/sandbox/broker/board-without-end", Fixture, "endless", set_up,
              test_board_without_end, tear_down);

  return g_test_run ();
}
