/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-sandbox-fixture.h"

#include "tote-order.h"

#include "tote-broker-tokens.h"

#include <string.h>

static void
test_faults (SandboxFixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *action;
    int code;
  } cases[] = {
    { "500", TOTE_CONNECT_ERROR_SERVER },       { "503=7", TOTE_CONNECT_ERROR_SERVER },
    { "429=7", TOTE_CONNECT_ERROR_BUSY },       { "403", TOTE_CONNECT_ERROR_FORBIDDEN },
    { "401", TOTE_CONNECT_ERROR_UNAUTHORISED }, { "malformed", TOTE_CONNECT_ERROR_MALFORMED },
    { "array", TOTE_CONNECT_ERROR_MALFORMED },  { "html", TOTE_CONNECT_ERROR_MALFORMED },
    { "huge", TOTE_CONNECT_ERROR_TOO_LARGE },   { "deep", TOTE_CONNECT_ERROR_TOO_LARGE },
    { "reset", TOTE_CONNECT_ERROR_UNCLEAR },    { "redirect", TOTE_CONNECT_ERROR_REDIRECTED },
  };
  g_autoptr (ToteResponse) answer = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf ("{\"spec\":\"items:%s\"}", cases[i].action);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].action);
    test_sandbox_command (fixture, "fault", json);
    g_assert_null (test_sandbox_try_read (fixture, fixture->client, TOTE_RESOURCE_ITEMS, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, cases[i].code);
    if (strchr (cases[i].action, '=') != NULL)
      g_assert_cmpint (tote_connect_error_get_retry_after (error), ==, 7);
  }

  test_sandbox_command (fixture, "fault", "{\"spec\":\"\"}");
  answer = test_sandbox_read_good (fixture, TOTE_RESOURCE_ITEMS);
}

/* An answer of the right shape that lacks something, or says what nobody expects. */
static void
test_mangled (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteResponse) items = NULL;
  g_autoptr (ToteItem) item = NULL;
  g_autoptr (GError) error = NULL;

  test_sandbox_command (fixture, "fault",
                        "{\"spec\":\"order:without=workflow_state,items:texts=1\"}");
  /* It says neither which order it is nor where it stands: that is no answer. */
  g_assert_null (test_sandbox_try_read (fixture, fixture->client, TOTE_RESOURCE_ORDER, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);

  items = test_sandbox_read_good (fixture, TOTE_RESOURCE_ITEMS);
  item = g_list_model_get_item (G_LIST_MODEL (tote_response_get_content (items)), 0);
  g_assert_true (
      g_str_has_prefix (tote_product_get_name (tote_item_get_product (item)), "WWWWWWWW"));
}

/* The message is with the server, and the answer is lost: it is there once. */
static void
test_lost_answer (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteResponse) chat = NULL;
  guint count;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  test_sandbox_command (fixture, "fault", "{\"spec\":\"chat-send:reset-after\"}");
  test_sandbox_write_wish (fixture, tote_wish_new_message ("Only once"),
                           TOTE_CONNECT_ERROR_UNCLEAR);
  chat = test_sandbox_read_good (fixture, TOTE_RESOURCE_CHAT);
  test_sandbox_find_message (chat, "Only once", &count);
  g_assert_cmpuint (count, ==, 1);
}

static ToteBroker *
make_broker (SandboxFixture *fixture)
{
  JsonObject *ready = json_node_get_object (fixture->ready);

  return tote_broker_new (json_object_get_string_member (ready, "broker"),
                          json_object_get_string_member (ready, "kiosk_key"), fixture->session,
                          NULL);
}

/* Signs in with a code; when the token is ended, the next call gets a new one by itself. */
static void
test_broker_tokens (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBroker) broker = make_broker (fixture);
  g_autoptr (JsonNode) minted = test_sandbox_control (fixture, "code", "{}");
  g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (
      broker, json_object_get_string_member (json_node_get_object (minted), "code"));
  g_autoptr (ToteClient) client =
      tote_client_new (fixture->url, TOTE_TOKEN_SOURCE (tokens), fixture->session, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) first =
      test_sandbox_try_read (fixture, client, TOTE_RESOURCE_ORDER, &error);
  g_autoptr (ToteResponse) second = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_cmpstr (tote_broker_tokens_get_order_id (tokens), ==, fixture->order_id);

  test_sandbox_command (fixture, "tokens", "{\"action\":\"expire\"}");
  second = test_sandbox_try_read (fixture, client, TOTE_RESOURCE_ORDER, &error);
  g_assert_no_error (error);
}

static void
test_broker_kiosk (SandboxFixture *fixture, gconstpointer unused)
{
  JsonObject *order = test_sandbox_get_order (fixture);
  g_autoptr (ToteBroker) broker = make_broker (fixture);
  g_autoptr (GAsyncResult) lookup = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response = NULL;
  g_autoptr (ToteBoard) board = NULL;
  g_autoptr (ToteBoard) unchanged = NULL;
  g_autoptr (ToteBoard) tokens = NULL;
  int max_age = -1;

  tote_broker_lookup_async (broker, json_object_get_string_member (order, "number"),
                            json_object_get_string_member (order, "postal_code"), NULL,
                            test_keep_result, &lookup);
  test_wait ((gpointer *) &lookup);
  response = tote_broker_token_finish (broker, lookup, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_token_response_get_order_id (response), ==, fixture->order_id);

  tote_broker_board_async (broker, NULL, NULL, test_keep_result, &first);
  test_wait ((gpointer *) &first);
  board = tote_broker_board_finish (broker, first, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tote_board_get_n_entries (board), >, 0);
  g_assert_nonnull (tote_board_entry_get_state (tote_board_get_entry (board, 0)));
  g_assert_nonnull (tote_board_get_etag (board));

  tote_broker_board_async (broker, board, NULL, test_keep_result, &second);
  test_wait ((gpointer *) &second);
  unchanged = tote_broker_board_finish (broker, second, &max_age, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged == board);
  g_assert_cmpint (max_age, >=, 0);

  test_sandbox_command (fixture, "broker", "{\"board_tokens\":true}");
  tote_broker_board_async (broker, NULL, NULL, test_keep_result, &third);
  test_wait ((gpointer *) &third);
  tokens = tote_broker_board_finish (broker, third, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tote_board_entry_get_label (tote_board_get_entry (tokens, 0)));
  g_assert_nonnull (tote_board_entry_get_token (tote_board_get_entry (tokens, 0)));
}

static void
test_broker_revoke (SandboxFixture *fixture, gconstpointer unused)
{
  JsonObject *order = test_sandbox_get_order (fixture);
  const char *token = json_object_get_string_member (order, "token");
  g_autoptr (ToteBroker) broker = make_broker (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) response = NULL;

  tote_broker_revoke_async (broker, token, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_true (tote_broker_revoke_finish (broker, result, &error));
  g_assert_no_error (error);

  response = test_sandbox_try_read (fixture, fixture->client, TOTE_RESOURCE_ORDER, &error);
  g_assert_null (response);
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNAUTHORISED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, arguments, function)                                                             \
  g_test_add (path, SandboxFixture, arguments, test_sandbox_set_up, function,                      \
              test_sandbox_tear_down)
  ADD ("/sandbox/faults/reads", "--story none", test_faults);
  ADD ("/sandbox/faults/mangled", "--story none", test_mangled);
  ADD ("/sandbox/faults/lost-answer", "--story delivery", test_lost_answer);
  ADD ("/sandbox/broker/tokens", "--story none", test_broker_tokens);
  ADD ("/sandbox/broker/kiosk", "--story none", test_broker_kiosk);
  ADD ("/sandbox/broker/revoke", "--story none", test_broker_revoke);
#undef ADD

  return g_test_run ();
}
