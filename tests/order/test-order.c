/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-signals.h"
#include "tote-instruction.h"
#include "tote-order.h"

#include <math.h>

static ToteOrder *
make_order (const char *state, const char *type)
{
  return g_object_new (TOTE_TYPE_ORDER, "id", "MKT-1", "state", state, "fulfillment-word", type,
                       NULL);
}

static void
test_unchanged_tells_nothing (void)
{
  g_autoptr (ToteOrder) order = tote_order_new ("MKT-1");
  g_autoptr (ToteOrder) fresh = make_order ("picking", "delivery");
  Count count = { 0 };

  g_assert_true (tote_order_update (order, fresh));
  g_signal_connect (order, "notify", G_CALLBACK (count_notified), &count);
  g_assert_false (tote_order_update (order, fresh));
  g_assert_cmpuint (count.n_notified, ==, 0);
}

static void
test_state_changes_are_told_once (void)
{
  g_autoptr (ToteOrder) order = make_order ("picking", "delivery");
  g_autoptr (ToteOrder) fresh = make_order ("delivering", "delivery");
  Count stage = { 0 }, headline = { 0 }, step = { 0 };

  g_signal_connect (order, "notify::stage", G_CALLBACK (count_notified), &stage);
  g_signal_connect (order, "notify::headline", G_CALLBACK (count_notified), &headline);
  g_signal_connect (order, "notify::step", G_CALLBACK (count_notified), &step);
  tote_order_update (order, fresh);
  g_assert_cmpuint (stage.n_notified, ==, 1);
  g_assert_cmpuint (headline.n_notified, ==, 1);
  g_assert_cmpuint (step.n_notified, ==, 1);
  g_assert_cmpstr (tote_order_get_headline (order), ==, "Out for delivery");
}

static void
test_question_makes_a_review (void)
{
  g_autoptr (ToteOrder) order = make_order ("picking", "delivery");
  g_autoptr (ToteProduct) product = tote_product_new (NULL, "Sourdough Loaf", NULL, "1", "EACH");
  g_autoptr (ToteProduct) other = tote_product_new (NULL, "Rustic Baguette", NULL, "1", "EACH");
  g_autoptr (ToteItem) item = tote_item_new ("1", "REPLACED", "PENDING", product, other);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  tote_item_list_merge (tote_order_get_items (order), items);
  g_assert_cmpint (tote_order_get_stage (order), ==, TOTE_STAGE_REVIEW);
  tote_order_set_state (order, "checkout");
  g_assert_cmpint (tote_order_get_stage (order), ==, TOTE_STAGE_PACKED);
  g_assert_cmpuint (tote_item_list_get_n_questions (tote_order_get_items (order)), ==, 0);
}

static void
test_states_may_go_back (void)
{
  g_autoptr (ToteOrder) order = make_order ("delivered", "delivery");

  g_assert_true (tote_order_get_ended (order));
  tote_order_set_state (order, "picking");
  g_assert_false (tote_order_get_ended (order));
  g_assert_cmpint (tote_order_get_step (order), ==, 1);
}

static void
test_handover_headlines_follow_the_state (void)
{
  g_autoptr (ToteOrder) order = make_order ("user_at_store", "pickup");
  Count count = { 0 };

  g_signal_connect (order, "notify::headline", G_CALLBACK (count_notified), &count);
  tote_order_set_state (order, "runner_awaiting");
  g_assert_cmpuint (count.n_notified, ==, 1);
  g_assert_cmpstr (tote_order_get_headline (order), ==, "Looking for a runner");
}

static void
test_address_on_one_line (void)
{
  g_autoptr (ToteHandling) handling = g_object_new (
      TOTE_TYPE_HANDLING, "address-line-1", "501 Belt Line Rd", "locality", "Collinsville",
      "administrative-area", "IL", "postal-code", "62234", "instructions", "", NULL);

  g_assert_cmpstr (tote_handling_get_address (handling), ==,
                   "501 Belt Line Rd, Collinsville, IL 62234");
  g_assert_null (tote_handling_get_instructions (handling));
}

static void
test_shopper_from_either_part (void)
{
  g_autoptr (ToteOrder) order = make_order ("picking", "delivery");
  g_autoptr (ToteHandling) handling =
      g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Amida", NULL);

  g_assert_null (tote_order_get_shopper_name (order));
  tote_order_set_chat_shopper (order, "A.", NULL);
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "A.");
  tote_order_update_handling (order, handling);
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Amida");
  tote_order_forget_people (order);
  g_assert_null (tote_order_get_shopper_name (order));
}

static void
test_track_keeps_what_was_seen (void)
{
  g_autoptr (ToteOrder) order = make_order ("delivering", "delivery");
  g_autoptr (TotePosition) one = tote_position_new (38.69, -89.97);
  g_autoptr (TotePosition) same = tote_position_new (38.69, -89.97);
  g_autoptr (TotePosition) two = tote_position_new (38.70, -89.97);

  tote_order_set_position (order, one);
  tote_order_set_position (order, same);
  tote_order_set_position (order, two);
  tote_order_set_position (order, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (tote_order_get_track (order)), ==, 2);
  g_assert_cmpfloat_with_epsilon (tote_position_get_distance (one, two), 1112.0, 1.0);
}

static void
test_no_place_on_earth (void)
{
  g_assert_null (tote_position_new (91.0, 0.0));
  g_assert_null (tote_position_new (0.0, -181.0));
  g_assert_null (tote_position_new ((double) NAN, 0.0));
}

static void
test_instructions_change_only_when_different (void)
{
  g_autoptr (ToteOrder) order = make_order ("ready_for_pickup", "pickup");
  g_autoptr (GListStore) fresh = g_list_store_new (TOTE_TYPE_INSTRUCTION);
  g_autoptr (ToteInstruction) bay = tote_instruction_new ("curbside", "Park in bay 1");

  g_list_store_append (fresh, bay);
  g_assert_true (tote_order_update_instructions (order, G_LIST_MODEL (fresh)));
  g_assert_false (tote_order_update_instructions (order, G_LIST_MODEL (fresh)));
}

/* Who has taken over is named by the chat first. The number of who has gone is not called. */
static void
test_second_shopper (void)
{
  g_autoptr (ToteOrder) order = tote_order_new ("1");
  g_autoptr (ToteHandling) first =
      g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Ines", "shopper-phone", "+15550100", NULL);
  g_autoptr (ToteHandling) same = g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Ines",
                                                "shopper-phone", "+15550100", "notes", "x", NULL);
  g_autoptr (ToteHandling) second =
      g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Bo", "shopper-phone", "+15550199", NULL);

  tote_order_update_handling (order, first);
  tote_order_set_chat_shopper (order, "Ines R.", NULL);
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Ines");
  g_assert_cmpstr (tote_order_get_shopper_phone (order), ==, "+15550100");

  tote_order_set_chat_shopper (order, "Bo K.", "https://img.example.com/bo.png");
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Bo K.");
  g_assert_cmpstr (tote_order_get_shopper_image_url (order), ==, "https://img.example.com/bo.png");
  g_assert_null (tote_order_get_shopper_phone (order));
  tote_order_update_handling (order, same);
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Bo K.");

  tote_order_update_handling (order, second);
  g_assert_cmpstr (tote_order_get_shopper_name (order), ==, "Bo");
  g_assert_cmpstr (tote_order_get_shopper_phone (order), ==, "+15550199");
}

static void
note_taken_over (ToteOrder *order, const char *to, const char *from, GString *told)
{
  g_string_append_printf (told, "%s after %s; ", to, from);
}

/* Once, whichever part of what the server says is the first to know, and not when both only call
 * one person by two names. */
static void
test_taken_over (void)
{
  g_autoptr (ToteHandling) ines = g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Ines", NULL);
  g_autoptr (ToteHandling) bo = g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Bo", NULL);
  g_autoptr (ToteHandling) ada = g_object_new (TOTE_TYPE_HANDLING, "shopper-name", "Ada", NULL);
  g_autoptr (ToteOrder) order = make_order ("picking", "delivery");
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (order, "taken-over", G_CALLBACK (note_taken_over), told);
  tote_order_set_chat_shopper (order, "Señora Ines", NULL);
  tote_order_update_handling (order, ines);
  tote_order_set_chat_shopper (order, "Ines R.", NULL);
  tote_order_set_chat_shopper (order, "Ines", NULL);
  g_assert_cmpstr (told->str, ==, "");

  tote_order_set_chat_shopper (order, "Bo K.", NULL);
  tote_order_update_handling (order, bo);
  g_assert_cmpstr (told->str, ==, "Bo K. after Ines; ");

  tote_order_update_handling (order, ada);
  tote_order_set_chat_shopper (order, "Ada", NULL);
  g_assert_cmpstr (told->str, ==, "Bo K. after Ines; Ada after Bo; ");
  tote_order_update_handling (order, NULL);
  tote_order_update_handling (order, ada);
  g_assert_cmpstr (told->str, ==, "Bo K. after Ines; Ada after Bo; ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/unchanged-tells-nothing", test_unchanged_tells_nothing);
  g_test_add_func ("/order/state-changes-are-told-once", test_state_changes_are_told_once);
  g_test_add_func ("/order/question-makes-a-review", test_question_makes_a_review);
  g_test_add_func ("/order/states-may-go-back", test_states_may_go_back);
  g_test_add_func ("/order/handover-headlines", test_handover_headlines_follow_the_state);
  g_test_add_func ("/order/address-on-one-line", test_address_on_one_line);
  g_test_add_func ("/order/shopper-from-either-part", test_shopper_from_either_part);
  g_test_add_func ("/order/second-shopper", test_second_shopper);
  g_test_add_func ("/order/taken-over", test_taken_over);
  g_test_add_func ("/order/track-keeps-what-was-seen", test_track_keeps_what_was_seen);
  g_test_add_func ("/order/no-place-on-earth", test_no_place_on_earth);
  g_test_add_func ("/order/instructions", test_instructions_change_only_when_different);
  return g_test_run ();
}
