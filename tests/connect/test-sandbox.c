/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-sandbox-fixture.h"

#include "tote-conversation.h"
#include "tote-instruction.h"
#include "tote-order.h"

static ToteItem *
find_question (ToteResponse *items)
{
  GListModel *list = G_LIST_MODEL (tote_response_get_content (items));
  guint i;

  for (i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (list, i);

    if (tote_item_get_decision (item) == TOTE_DECISION_PENDING)
      return g_steal_pointer (&item);
  }

  return NULL;
}

static ToteItem *
ask_question (SandboxFixture *fixture)
{
  g_autoptr (ToteResponse) before = test_sandbox_read_good (fixture, TOTE_RESOURCE_ITEMS);
  g_autoptr (ToteItem) first =
      g_list_model_get_item (G_LIST_MODEL (tote_response_get_content (before)), 0);
  g_autofree char *json =
      g_strdup_printf ("{\"line\":\"%s\",\"status\":\"replaced\"}", tote_item_get_id (first));
  g_autoptr (ToteResponse) after = NULL;

  test_sandbox_command (fixture, "item", json);
  after = test_sandbox_read_good (fixture, TOTE_RESOURCE_ITEMS);

  return find_question (after);
}

/* Decides once, and is told off for deciding again; both dialects. */
static void
test_decide (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteItem) question = NULL;
  g_autoptr (ToteItem) decided = NULL;
  g_autoptr (ToteResponse) items = NULL;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  question = ask_question (fixture);
  g_assert_nonnull (question);
  g_assert_nonnull (tote_item_get_replacement (question));

  g_assert_null (test_sandbox_write_wish (
      fixture,
      tote_wish_new_decision (tote_item_get_id (question), NULL, TOTE_DECISION_APPROVED, NULL),
      -1));
  items = test_sandbox_read_good (fixture, TOTE_RESOURCE_ITEMS);
  decided = g_list_model_get_item (G_LIST_MODEL (tote_response_get_content (items)), 0);
  g_assert_cmpstr (tote_item_get_id (decided), ==, tote_item_get_id (question));
  g_assert_cmpint (tote_item_get_decision (decided), ==, TOTE_DECISION_APPROVED);

  test_sandbox_write_wish (
      fixture,
      tote_wish_new_decision (tote_item_get_id (question), NULL, TOTE_DECISION_REJECTED, NULL),
      TOTE_CONNECT_ERROR_REFUSED);
  test_sandbox_write_wish (fixture,
                           tote_wish_new_decision ("no-such", NULL, TOTE_DECISION_APPROVED, NULL),
                           TOTE_CONNECT_ERROR_NOT_FOUND);
}

/* What was sent is found in the conversation under the id the server gave it; both dialects. */
static void
test_talk (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (GObject) receipt = NULL;
  g_autoptr (ToteResponse) chat = NULL;
  ToteMessage *message;
  guint count;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  test_sandbox_command (fixture, "say", "{\"body\":\"Salut — ça va? 🥬\"}");
  receipt = test_sandbox_write_wish (fixture, tote_wish_new_message ("Fine “thanks”, \\o/"), -1);
  chat = test_sandbox_read_good (fixture, TOTE_RESOURCE_CHAT);

  message = test_sandbox_find_message (chat, "Fine “thanks”, \\o/", &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (tote_message_get_from (message), ==, TOTE_SENDER_CUSTOMER);
  g_assert_cmpstr (tote_message_get_id (message), ==, tote_message_get_id (TOTE_MESSAGE (receipt)));
  message = test_sandbox_find_message (chat, "Salut — ça va? 🥬", &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (tote_message_get_from (message), ==, TOTE_SENDER_SHOPPER);
}

static void
test_mark_read (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteResponse) chat = NULL;
  ToteMessage *message;
  guint count;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  test_sandbox_command (fixture, "say", "{\"body\":\"Hello\"}");
  g_assert_null (test_sandbox_write_wish (fixture, tote_wish_new_mark_read (), -1));
  chat = test_sandbox_read_good (fixture, TOTE_RESOURCE_CHAT);
  message = test_sandbox_find_message (chat, "Hello", &count);
  g_assert_true (tote_message_get_has_read_state (message));
  g_assert_true (tote_message_get_read (message));
}

static void
test_reference (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteResponse) order = NULL;
  g_autoptr (ToteResponse) handling = NULL;
  g_autoptr (ToteResponse) nowhere = NULL;
  g_autoptr (ToteResponse) somewhere = NULL;
  g_autoptr (ToteResponse) messages = NULL;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  order = test_sandbox_read_good (fixture, TOTE_RESOURCE_ORDER);
  g_assert_cmpstr (tote_order_get_id (TOTE_ORDER (tote_response_get_content (order))), ==,
                   fixture->order_id);
  g_assert_cmpint (tote_order_get_stage (TOTE_ORDER (tote_response_get_content (order))), ==,
                   TOTE_STAGE_SHOPPING);

  handling = test_sandbox_read_good (fixture, TOTE_RESOURCE_HANDLING);
  g_assert_nonnull (
      tote_handling_get_position (TOTE_HANDLING (tote_response_get_content (handling))));
  messages = test_sandbox_read_good (fixture, TOTE_RESOURCE_ORDER_MESSAGES);
  g_assert_true (TOTE_IS_CONVERSATION (tote_response_get_content (messages)));
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_PICKUP_DETAILS, TOTE_CONNECT_ERROR_REFUSED);

  nowhere = test_sandbox_read_good (fixture, TOTE_RESOURCE_LOCATION);
  g_assert_null (tote_response_get_content (nowhere));
  test_sandbox_command (fixture, "advance", "{\"to\":\"delivering\"}");
  somewhere = test_sandbox_read_good (fixture, TOTE_RESOURCE_LOCATION);
  g_assert_true (TOTE_IS_POSITION (tote_response_get_content (somewhere)));
}

/* Row 1: what this dialect lacks is not offered, and handling says where the order stands. */
static void
test_rendition (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteResponse) handling = NULL;

  test_sandbox_command (fixture, "advance", "{\"to\":\"picking\"}");
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_LOCATION, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_ORDER_MESSAGES, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_PICKUP_DETAILS, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_VEHICLE, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_write_wish (fixture, tote_wish_new_mark_read (), TOTE_CONNECT_ERROR_NOT_OFFERED);

  handling = test_sandbox_read_good (fixture, TOTE_RESOURCE_HANDLING);
  g_assert_cmpstr (tote_handling_get_state (TOTE_HANDLING (tote_response_get_content (handling))),
                   ==, "picking");

  fixture->order_id = "no-such-order";
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_OFFERED);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_HANDLING, TOTE_CONNECT_ERROR_NOT_FOUND);
}

static void
test_no_such_order (SandboxFixture *fixture, gconstpointer unused)
{
  fixture->order_id = "no such/order";
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_ORDER, TOTE_CONNECT_ERROR_NOT_FOUND);
  test_sandbox_read_bad (fixture, TOTE_RESOURCE_ITEMS, TOTE_CONNECT_ERROR_NOT_FOUND);
}

static void
test_pickup (SandboxFixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_minutes (now, 20);
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Fjord Wagon", "SUV", "KLD 402", "silver");
  g_autoptr (GObject) stored = NULL;
  g_autoptr (ToteResponse) none = test_sandbox_read_good (fixture, TOTE_RESOURCE_VEHICLE);
  g_autoptr (ToteResponse) read = NULL;
  g_autoptr (ToteResponse) details = NULL;

  g_assert_null (tote_response_get_content (none));
  test_sandbox_write_wish (fixture, tote_wish_new_arrival (FALSE), TOTE_CONNECT_ERROR_REFUSED);

  test_sandbox_command (fixture, "advance", "{\"to\":\"ready_for_pickup\"}");
  details = test_sandbox_read_good (fixture, TOTE_RESOURCE_PICKUP_DETAILS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tote_response_get_content (details))),
                    >, 0);
  stored = test_sandbox_write_wish (fixture, tote_wish_new_vehicle (vehicle, FALSE), -1);
  g_assert_cmpstr (tote_vehicle_get_vehicle_type (TOTE_VEHICLE (stored)), ==, "suv");
  read = test_sandbox_read_good (fixture, TOTE_RESOURCE_VEHICLE);
  g_assert_true (
      tote_vehicle_equal (TOTE_VEHICLE (tote_response_get_content (read)), TOTE_VEHICLE (stored)));

  g_assert_null (test_sandbox_write_wish (fixture, tote_wish_new_schedule (soon), -1));
  g_assert_null (
      test_sandbox_write_wish (fixture, tote_wish_new_delegate ("Jonas Lind", "+13195550148"), -1));
  g_assert_null (test_sandbox_write_wish (fixture, tote_wish_new_arrival (TRUE), -1));
}

static void
test_rating (SandboxFixture *fixture, gconstpointer unused)
{
  static const char *const highlights[] = { "EXTRA_EFFORT", NULL };

  test_sandbox_command (fixture, "advance", "{\"to\":\"delivered\"}");
  g_assert_null (
      test_sandbox_write_wish (fixture, tote_wish_new_rating (5, highlights, "Thank you"), -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, arguments, function)                                                             \
  g_test_add (path, SandboxFixture, arguments, test_sandbox_set_up, function,                      \
              test_sandbox_tear_down)
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
#undef ADD

  return g_test_run ();
}
