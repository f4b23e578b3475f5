/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-client.h"

#include "test-support.h"
#include "tote-broker-tokens.h"
#include "tote-conversation.h"
#include "tote-instruction.h"
#include "tote-order.h"
#include "tote-static-tokens.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The client against the server that speaks the whole contract, in a process of its own. */
typedef struct {
  GSubprocess *process;
  JsonNode *ready; /* what it said when it was ready */
  const char *url;
  const char *order_id;
  SoupSession *session;
  ToteClient *client;
} Fixture;

static JsonObject *
get_order (Fixture *fixture)
{
  JsonObject *object = json_node_get_object (fixture->ready);

  return json_array_get_object_element (json_object_get_array_member (object, "orders"), 0);
}

static void
read_ready_line (Fixture *fixture)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  fixture->ready = json_from_string (line, &error);
  g_assert_no_error (error);
}

/* arguments: what tote-sandbox is started with. */
static void
set_up (Fixture *fixture, gconstpointer arguments)
{
  g_autofree char *line = g_strdup_printf ("%s --speed 0.001 --items 12 --extra-members %s",
                                           g_getenv ("TOTE_SANDBOX"), (const char *) arguments);
  g_auto (GStrv) argv = NULL;
  g_autoptr (ToteTokenSource) tokens = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  fixture->process =
      g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  read_ready_line (fixture);

  fixture->url = json_object_get_string_member (json_node_get_object (fixture->ready), "url");
  fixture->order_id = json_object_get_string_member (get_order (fixture), "id");
  tokens = tote_static_tokens_new (json_object_get_string_member (get_order (fixture), "token"));
  fixture->session = tote_client_session_new ();
  fixture->client = tote_client_new (fixture->url, tokens, fixture->session, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer arguments)
{
  g_subprocess_force_exit (fixture->process);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_object_unref (fixture->process);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->session);
  json_node_unref (fixture->ready);
}

/* One of the calls under /sandbox/. */
static JsonNode *
control (Fixture *fixture, const char *call, const char *json)
{
  g_autofree char *address = g_strconcat (fixture->url, "/sandbox/", call, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));

  return json_from_string (text, NULL);
}

static void
command (Fixture *fixture, const char *call, const char *json)
{
  g_autoptr (JsonNode) answer = control (fixture, call, json);

  g_assert_nonnull (answer);
}

static ToteAnswer *
try_read (Fixture *fixture, ToteClient *client, ToteResource resource, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_client_read_async (client, fixture->order_id, resource, NULL, NULL, test_keep_result,
                          &result);
  test_wait ((gpointer *) &result);

  return tote_client_read_finish (client, result, error);
}

static ToteAnswer *
read_good (Fixture *fixture, ToteResource resource)
{
  g_autoptr (GError) error = NULL;
  ToteAnswer *answer = try_read (fixture, fixture->client, resource, &error);

  g_assert_no_error (error);

  return answer;
}

static void
read_bad (Fixture *fixture, ToteResource resource, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteAnswer) answer = try_read (fixture, fixture->client, resource, &error);

  g_assert_error (error, TOTE_CONNECT_ERROR, code);
}

/* code: -1 for success. wish: (transfer full). */
static GObject *
write_wish (Fixture *fixture, ToteWish *wish, int code)
{
  g_autoptr (ToteWish) owned = wish;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GObject *content = NULL;

  tote_client_write_async (fixture->client, fixture->order_id, wish, NULL, test_keep_result,
                           &result);
  test_wait ((gpointer *) &result);
  tote_client_write_finish (fixture->client, result, &content, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TOTE_CONNECT_ERROR, code);

  return content;
}

static ToteItem *
find_question (ToteAnswer *items)
{
  GListModel *list = G_LIST_MODEL (tote_answer_get_content (items));
  guint i;

  for (i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (list, i);

    if (tote_item_get_decision (item) == TOTE_DECISION_PENDING)
      return g_steal_pointer (&item);
  }

  return NULL;
}

static ToteItem *
ask_question (Fixture *fixture)
{
  g_autoptr (ToteAnswer) before = read_good (fixture, TOTE_RESOURCE_ITEMS);
  g_autoptr (ToteItem) first =
      g_list_model_get_item (G_LIST_MODEL (tote_answer_get_content (before)), 0);
  g_autofree char *json =
      g_strdup_printf ("{\"line\":\"%s\",\"status\":\"replaced\"}", tote_item_get_id (first));
  g_autoptr (ToteAnswer) after = NULL;

  command (fixture, "item", json);
  after = read_good (fixture, TOTE_RESOURCE_ITEMS);

  return find_question (after);
}

/* Decides once, and is told off for deciding again; both dialects. */
static void
test_decide (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteItem) question = NULL;
  g_autoptr (ToteItem) decided = NULL;
  g_autoptr (ToteAnswer) items = NULL;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  question = ask_question (fixture);
  g_assert_nonnull (question);
  g_assert_nonnull (tote_item_get_replacement (question));

  g_assert_null (write_wish (
      fixture, tote_wish_new_decision (tote_item_get_id (question), TOTE_DECISION_APPROVED, NULL),
      -1));
  items = read_good (fixture, TOTE_RESOURCE_ITEMS);
  decided = g_list_model_get_item (G_LIST_MODEL (tote_answer_get_content (items)), 0);
  g_assert_cmpstr (tote_item_get_id (decided), ==, tote_item_get_id (question));
  g_assert_cmpint (tote_item_get_decision (decided), ==, TOTE_DECISION_APPROVED);

  write_wish (fixture,
              tote_wish_new_decision (tote_item_get_id (question), TOTE_DECISION_REJECTED, NULL),
              TOTE_CONNECT_ERROR_REFUSED);
  write_wish (fixture, tote_wish_new_decision ("no-such", TOTE_DECISION_APPROVED, NULL),
              TOTE_CONNECT_ERROR_NOT_FOUND);
}

static ToteMessage *
find_message (ToteAnswer *chat, const char *body, guint *count)
{
  GPtrArray *messages =
      tote_conversation_get_messages (TOTE_CONVERSATION (tote_answer_get_content (chat)));
  ToteMessage *found = NULL;
  guint i;

  *count = 0;
  for (i = 0; i < messages->len; i++)
    if (g_str_equal (tote_message_get_body (messages->pdata[i]), body)) {
      found = messages->pdata[i];
      (*count)++;
    }

  return found;
}

/* What was sent is found in the conversation under the id the server gave it; both dialects. */
static void
test_talk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GObject) receipt = NULL;
  g_autoptr (ToteAnswer) chat = NULL;
  ToteMessage *message;
  guint count;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  command (fixture, "say", "{\"body\":\"Salut — ça va? 🥬\"}");
  receipt = write_wish (fixture, tote_wish_new_message ("Fine “thanks”, \\o/"), -1);
  chat = read_good (fixture, TOTE_RESOURCE_CHAT);

  message = find_message (chat, "Fine “thanks”, \\o/", &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (tote_message_get_from (message), ==, TOTE_SENDER_CUSTOMER);
  g_assert_cmpstr (tote_message_get_id (message), ==, tote_message_get_id (TOTE_MESSAGE (receipt)));
  message = find_message (chat, "Salut — ça va? 🥬", &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (tote_message_get_from (message), ==, TOTE_SENDER_SHOPPER);
}

static void
test_mark_read (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteAnswer) chat = NULL;
  ToteMessage *message;
  guint count;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  command (fixture, "say", "{\"body\":\"Hello\"}");
  g_assert_null (write_wish (fixture, tote_wish_new_mark_read (), -1));
  chat = read_good (fixture, TOTE_RESOURCE_CHAT);
  message = find_message (chat, "Hello", &count);
  g_assert_true (tote_message_get_has_read_state (message));
  g_assert_true (tote_message_get_read (message));
}

static void
test_reference (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteAnswer) order = NULL;
  g_autoptr (ToteAnswer) handling = NULL;
  g_autoptr (ToteAnswer) nowhere = NULL;
  g_autoptr (ToteAnswer) somewhere = NULL;
  g_autoptr (ToteAnswer) messages = NULL;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  order = read_good (fixture, TOTE_RESOURCE_ORDER);
  g_assert_cmpstr (tote_order_get_id (TOTE_ORDER (tote_answer_get_content (order))), ==,
                   fixture->order_id);
  g_assert_cmpint (tote_order_get_stage (TOTE_ORDER (tote_answer_get_content (order))), ==,
                   TOTE_STAGE_SHOPPING);

  handling = read_good (fixture, TOTE_RESOURCE_HANDLING);
  g_assert_nonnull (
      tote_handling_get_position (TOTE_HANDLING (tote_answer_get_content (handling))));
  messages = read_good (fixture, TOTE_RESOURCE_ORDER_MESSAGES);
  g_assert_true (TOTE_IS_CONVERSATION (tote_answer_get_content (messages)));
  read_bad (fixture, TOTE_RESOURCE_PICKUP_DETAILS, TOTE_CONNECT_ERROR_REFUSED);

  nowhere = read_good (fixture, TOTE_RESOURCE_LOCATION);
  g_assert_null (tote_answer_get_content (nowhere));
  command (fixture, "advance", "{\"to\":\"delivering\"}");
  somewhere = read_good (fixture, TOTE_RESOURCE_LOCATION);
  g_assert_true (TOTE_IS_POSITION (tote_answer_get_content (somewhere)));
}

/* Row 1: what this dialect lacks is not offered, and handling says where the order stands. */
static void
test_rendition (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteAnswer) handling = NULL;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_OFFERED);
  read_bad (fixture, TOTE_RESOURCE_LOCATION, TOTE_CONNECT_ERROR_NOT_OFFERED);
  read_bad (fixture, TOTE_RESOURCE_ORDER_MESSAGES, TOTE_CONNECT_ERROR_NOT_OFFERED);
  read_bad (fixture, TOTE_RESOURCE_PICKUP_DETAILS, TOTE_CONNECT_ERROR_NOT_OFFERED);
  read_bad (fixture, TOTE_RESOURCE_VEHICLE, TOTE_CONNECT_ERROR_NOT_OFFERED);
  write_wish (fixture, tote_wish_new_mark_read (), TOTE_CONNECT_ERROR_NOT_OFFERED);

  handling = read_good (fixture, TOTE_RESOURCE_HANDLING);
  g_assert_cmpstr (tote_handling_get_state (TOTE_HANDLING (tote_answer_get_content (handling))), ==,
                   "picking");

  fixture->order_id = "no-such-order";
  read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_OFFERED);
  read_bad (fixture, TOTE_RESOURCE_HANDLING, TOTE_CONNECT_ERROR_NOT_FOUND);
}

static void
test_no_such_order (Fixture *fixture, gconstpointer unused)
{
  fixture->order_id = "no such/order";
  read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_FOUND);
  read_bad (fixture, TOTE_RESOURCE_ITEMS, TOTE_CONNECT_ERROR_NOT_FOUND);
}

static void
test_pickup (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_minutes (now, 20);
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Fjord Wagon", "SUV", "KLD 402", "silver");
  g_autoptr (GObject) stored = NULL;
  g_autoptr (ToteAnswer) none = read_good (fixture, TOTE_RESOURCE_VEHICLE);
  g_autoptr (ToteAnswer) read = NULL;
  g_autoptr (ToteAnswer) details = NULL;

  g_assert_null (tote_answer_get_content (none));
  write_wish (fixture, tote_wish_new_arrival (FALSE), TOTE_CONNECT_ERROR_REFUSED);

  command (fixture, "advance", "{\"to\":\"ready_for_pickup\"}");
  details = read_good (fixture, TOTE_RESOURCE_PICKUP_DETAILS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tote_answer_get_content (details))), >,
                    0);
  stored = write_wish (fixture, tote_wish_new_vehicle (vehicle, FALSE), -1);
  g_assert_cmpstr (tote_vehicle_get_vehicle_type (TOTE_VEHICLE (stored)), ==, "suv");
  read = read_good (fixture, TOTE_RESOURCE_VEHICLE);
  g_assert_true (
      tote_vehicle_equal (TOTE_VEHICLE (tote_answer_get_content (read)), TOTE_VEHICLE (stored)));

  g_assert_null (write_wish (fixture, tote_wish_new_schedule (soon), -1));
  g_assert_null (write_wish (fixture, tote_wish_new_delegate ("Jonas Lind", "+13195550148"), -1));
  g_assert_null (write_wish (fixture, tote_wish_new_arrival (TRUE), -1));
}

static void
test_faults (Fixture *fixture, gconstpointer unused)
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
  g_autoptr (ToteAnswer) answer = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf ("{\"spec\":\"items:%s\"}", cases[i].action);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].action);
    command (fixture, "fault", json);
    g_assert_null (try_read (fixture, fixture->client, TOTE_RESOURCE_ITEMS, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, cases[i].code);
    if (strchr (cases[i].action, '=') != NULL)
      g_assert_cmpint (tote_connect_error_get_retry_after (error), ==, 7);
  }

  command (fixture, "fault", "{\"spec\":\"\"}");
  answer = read_good (fixture, TOTE_RESOURCE_ITEMS);
}

/* The message is with the server, and the answer is lost: it is there once. */
static void
test_lost_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteAnswer) chat = NULL;
  guint count;

  command (fixture, "advance", "{\"to\":\"picking\"}");
  command (fixture, "fault", "{\"spec\":\"chat-send:reset-after\"}");
  write_wish (fixture, tote_wish_new_message ("Only once"), TOTE_CONNECT_ERROR_UNCLEAR);
  chat = read_good (fixture, TOTE_RESOURCE_CHAT);
  find_message (chat, "Only once", &count);
  g_assert_cmpuint (count, ==, 1);
}

static ToteBroker *
make_broker (Fixture *fixture)
{
  JsonObject *ready = json_node_get_object (fixture->ready);

  return tote_broker_new (json_object_get_string_member (ready, "broker"),
                          json_object_get_string_member (ready, "kiosk_key"), fixture->session,
                          NULL);
}

/* Signs in with a code; when the token is ended, the next call gets a new one by itself. */
static void
test_broker_tokens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteBroker) broker = make_broker (fixture);
  g_autoptr (JsonNode) minted = control (fixture, "code", "{}");
  g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (
      broker, json_object_get_string_member (json_node_get_object (minted), "code"));
  g_autoptr (ToteClient) client =
      tote_client_new (fixture->url, TOTE_TOKEN_SOURCE (tokens), fixture->session, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteAnswer) first = try_read (fixture, client, TOTE_RESOURCE_ORDER, &error);
  g_autoptr (ToteAnswer) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (tote_broker_tokens_get_order_id (tokens), ==, fixture->order_id);

  command (fixture, "tokens", "{\"action\":\"expire\"}");
  second = try_read (fixture, client, TOTE_RESOURCE_ORDER, &error);
  g_assert_no_error (error);
}

static void
test_broker_kiosk (Fixture *fixture, gconstpointer unused)
{
  JsonObject *order = get_order (fixture);
  g_autoptr (ToteBroker) broker = make_broker (fixture);
  g_autoptr (GAsyncResult) lookup = NULL;
  g_autoptr (GAsyncResult) board = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteGrant) grant = NULL;
  g_autoptr (GPtrArray) grants = NULL;

  tote_broker_lookup_async (broker, json_object_get_string_member (order, "number"),
                            json_object_get_string_member (order, "postal_code"), NULL,
                            test_keep_result, &lookup);
  test_wait ((gpointer *) &lookup);
  grant = tote_broker_grant_finish (broker, lookup, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_grant_get_order_id (grant), ==, fixture->order_id);

  tote_broker_board_async (broker, NULL, test_keep_result, &board);
  test_wait ((gpointer *) &board);
  grants = tote_broker_board_finish (broker, board, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (grants->len, >, 0);
  g_assert_nonnull (tote_grant_get_label (grants->pdata[0]));
}

static void
test_rating (Fixture *fixture, gconstpointer unused)
{
  static const char *const highlights[] = { "EXTRA_EFFORT", NULL };

  command (fixture, "advance", "{\"to\":\"delivered\"}");
  g_assert_null (write_wish (fixture, tote_wish_new_rating (5, highlights, "Thank you"), -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, arguments, function)                                                             \
  g_test_add (path, Fixture, arguments, set_up, function, tear_down)
  ADD ("/sandbox/reference/reads", "--story delivery", test_reference);
  ADD ("/sandbox/reference/decide", "--story delivery", test_decide);
  ADD ("/sandbox/reference/talk", "--story delivery", test_talk);
  ADD ("/sandbox/reference/mark-read", "--story delivery", test_mark_read);
  ADD ("/sandbox/reference/pickup", "--story pickup", test_pickup);
  ADD ("/sandbox/reference/rating", "--story delivery", test_rating);
  ADD ("/sandbox/reference/no-such-order", "--story delivery", test_no_such_order);
  ADD ("/sandbox/rendition/reads", "--story delivery --dialect rendition", test_rendition);
  ADD ("/sandbox/rendition/decide", "--story delivery --dialect rendition", test_decide);
  ADD ("/sandbox/rendition/talk", "--story delivery --dialect rendition", test_talk);
  ADD ("/sandbox/faults/reads", "--story none", test_faults);
  ADD ("/sandbox/faults/lost-answer", "--story delivery", test_lost_answer);
  ADD ("/sandbox/broker/tokens", "--story none", test_broker_tokens);
  ADD ("/sandbox/broker/kiosk", "--story none", test_broker_kiosk);
#undef ADD

  return g_test_run ();
}
