/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels-support.h"

#include "tote-connect-error.h"
#include "tote-orders-list.h"
#include "tote-orders-row.h"
#include "tote-drop-off-card.h"

static void
add_question (ToteTracker *tracker)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) product = tote_product_new (NULL, "Bread", NULL, "1", "each");

  g_ptr_array_add (items, tote_item_new ("li-1", "REPLACED", "PENDING", product, product));
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (tracker)), items);
}

static void
add_message (ToteTracker *tracker)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (FAKE_NOW, NULL);
  ToteMessage *message = tote_message_new ("1", TOTE_SENDER_SHOPPER, "Hello", at);

  tote_message_set_read (message, FALSE, NULL);
  g_ptr_array_add (messages, message);
  tote_message_list_merge (tote_order_get_messages (tote_tracker_get_order (tracker)), messages);
}

static void
test_row (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("picking", "delivery", NULL);
  g_autofree char *news = NULL;
  GtkWidget *row =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL));

  g_assert_true (panels_says (row, "Order 15e3"));
  g_assert_true (panels_says (row, "Shopping in progress"));
  g_assert_true (panels_says (row, "Today, 1:30 – 3:30 PM"));
  g_assert_false (panels_says (row, "for you"));

  tote_order_set_chat_zone (tote_tracker_get_order (tracker), "Europe/Berlin");
  g_object_notify (G_OBJECT (tracker), "today");
  g_assert_true (panels_says (row, "Today, 7:30 – 9:30 PM CET"));

  add_question (tracker);
  g_assert_true (panels_says (row, "1 question for you"));
  g_assert_true (panels_says (row, "Review replacements"));
  g_assert_false (panels_says (row, "message"));

  add_message (tracker);
  g_assert_true (panels_says (row, "1 new message"));
  news = tote_orders_row_dup_news (tracker);
  g_assert_cmpstr (news, ==,
                   "Tote, Order 15e3, Review replacements, 1 question for you, 1 new message");
  g_assert_finalize_object (row);
}

static void
test_row_on_the_way (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("delivering", "delivery", NULL);
  GtkWidget *row =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL));

  g_assert_false (panels_says (row, "away"));
  fake_tracker_set_distance (tracker, 3400);
  g_assert_true (panels_says (row, "Today, 1:30 – 3:30 PM · 3.4 km away"));
  fake_tracker_set_distance (tracker, 1200);
  g_assert_true (panels_says (row, "Today, 1:30 – 3:30 PM · 1.2 km away"));
  fake_tracker_set_distance (tracker, 10);
  g_assert_true (panels_says (row, "At the door"));
  fake_tracker_set_distance (tracker, -1);
  g_assert_false (panels_says (row, "At the door"));
  g_assert_finalize_object (row);
}

/* Where nobody saw it end, the slot is what is known. */
static void
test_row_ended (void)
{
  g_autoptr (ToteTracker) seen = panels_new_tracker ("delivered", "delivery", NULL);
  g_autoptr (ToteTracker) unseen = panels_new_tracker ("delivered", "delivery", NULL);
  GtkWidget *row, *other;

  fake_tracker_add_history (seen, "delivered", TOTE_STAGE_DELIVERED, "Delivered",
                            "2026-03-13T18:41:00Z");
  row = g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", seen, NULL));
  other = g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", unseen, NULL));
  g_assert_true (panels_says (row, "Yesterday, 1:41 PM"));
  g_assert_false (panels_says (row, "3:30"));
  g_assert_true (panels_says (other, "Today, 1:30 – 3:30 PM"));
  g_assert_finalize_object (row);
  g_assert_finalize_object (other);
}

static void
test_row_unknown (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker (NULL, NULL, NULL);
  g_autoptr (GError) error =
      g_error_new_literal (TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND, "404");
  GtkWidget *row =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL));

  fake_tracker_set_loaded (tracker, FALSE, NULL);
  g_assert_true (panels_says (row, "Asking the store…"));
  fake_tracker_set_loaded (tracker, FALSE, error);
  g_assert_true (panels_says (row, "No such order"));

  g_assert_finalize_object (row);
}

/* What is known of an order stays, and is not shown as now. */
static void
test_row_in_trouble (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("picking", "delivery", NULL);
  g_autoptr (GError) signed_out = tote_connect_error_new (TOTE_CONNECT_ERROR_UNAUTHORISED);
  g_autofree char *news = NULL;
  GtkWidget *row =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL));

  fake_tracker_set_loaded (tracker, TRUE, signed_out);
  g_assert_true (panels_says (row, "Shopping in progress"));
  g_assert_true (panels_says (row, "You are signed out"));
  news = tote_orders_row_dup_news (tracker);
  g_assert_cmpstr (news, ==, "Tote, Order 15e3, Shopping in progress, You are signed out");

  fake_tracker_set_loaded (tracker, TRUE, NULL);
  g_assert_false (panels_says (row, "signed out"));
  g_assert_finalize_object (row);
}

static void
keep_tracker (ToteOrdersList *list, ToteTracker *tracker, gpointer user_data)
{
  *(ToteTracker **) user_data = tracker;
}

static ToteTracker *
get_listed (GtkWidget *list, guint nth)
{
  GtkWidget *row = panels_find (list, TOTE_TYPE_ORDERS_ROW, nth);
  ToteTracker *tracker = NULL;

  g_assert_nonnull (row);
  g_object_get (row, "tracker", &tracker, NULL);
  g_object_unref (tracker); /* the row keeps it */
  return tracker;
}

static void
test_list (void)
{
  g_autoptr (GListStore) orders = g_list_store_new (TOTE_TYPE_TRACKER);
  g_autoptr (ToteTracker) first = panels_new_tracker ("picking", "delivery", NULL);
  g_autoptr (ToteTracker) second = panels_new_tracker ("delivered", "delivery", NULL);
  GtkWidget *list =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_LIST, "orders", orders, NULL));
  ToteTracker *chosen = NULL;
  GtkWidget *row;

  g_signal_connect (list, "activated", G_CALLBACK (keep_tracker), &chosen);
  g_assert_null (panels_find (list, TOTE_TYPE_ORDERS_ROW, 0));

  g_list_store_append (orders, first);
  g_list_store_append (orders, second);
  g_assert_null (panels_find (list, TOTE_TYPE_ORDERS_ROW, 2));

  row =
      gtk_widget_get_ancestor (panels_find (list, TOTE_TYPE_ORDERS_ROW, 1), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_true (chosen == second);
  g_assert_finalize_object (list);
}

/* Which comes first is decided by the model alone. A row stays the same wherever it moves, so that
 * what has the focus keeps it. */
static void
test_list_order (void)
{
  g_autoptr (GListStore) orders = g_list_store_new (TOTE_TYPE_TRACKER);
  g_autoptr (ToteTracker) ended = panels_new_tracker ("delivered", "delivery", NULL);
  g_autoptr (ToteTracker) ready = panels_new_tracker ("ready_for_pickup", "pickup", NULL);
  GtkWidget *list =
      g_object_ref_sink (g_object_new (TOTE_TYPE_ORDERS_LIST, "orders", orders, NULL));
  GtkWidget *row;

  g_list_store_append (orders, ended);
  g_list_store_append (orders, ready);
  g_assert_true (get_listed (list, 0) == ended);
  g_assert_true (get_listed (list, 1) == ready);
  row = panels_find (list, TOTE_TYPE_ORDERS_ROW, 1);

  g_list_store_splice (orders, 0, 2, (gpointer[]){ ready, ended }, 2);
  g_assert_true (get_listed (list, 0) == ready);
  g_assert_true (get_listed (list, 1) == ended);
  g_assert_true (panels_find (list, TOTE_TYPE_ORDERS_ROW, 0) == row);

  g_list_store_remove (orders, 1);
  g_assert_null (panels_find (list, TOTE_TYPE_ORDERS_ROW, 1));
  g_assert_true (panels_find (list, TOTE_TYPE_ORDERS_ROW, 0) == row);
  g_list_store_remove_all (orders);
  panels_set_state (ready, "delivered");
  g_assert_null (panels_find (list, TOTE_TYPE_ORDERS_ROW, 0));
  g_assert_finalize_object (list);
}

static void
test_wishes (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("acknowledged", "delivery", NULL);
  GtkWidget *card =
      g_object_ref_sink (g_object_new (TOTE_TYPE_DROP_OFF_CARD, "tracker", tracker, NULL));

  g_assert_false (gtk_widget_get_visible (card));

  panels_set_handling (tracker, "address-line-1", "501 Belt Line Rd", "instructions", "", NULL);
  g_assert_false (gtk_widget_get_visible (card));

  panels_set_handling (tracker, "dropoff-location", "Side <porch>", "certified-delivery", TRUE,
                       NULL);
  g_assert_true (gtk_widget_get_visible (card));
  g_assert_true (panels_says (card, "Side <porch>"));
  g_assert_true (panels_says (card, "You sign for it at the door"));
  g_assert_false (panels_says (card, "Instructions"));
  g_assert_false (panels_says (card, "Left at the door"));

  panels_set_state (tracker, "picking");
  g_assert_false (gtk_widget_get_visible (card));
  g_assert_finalize_object (card);
}

/* Alcohol rules out leaving the order unattended. */
static void
test_wishes_alcohol (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("acknowledged", "delivery", NULL);
  GtkWidget *card =
      g_object_ref_sink (g_object_new (TOTE_TYPE_DROP_OFF_CARD, "tracker", tracker, NULL));

  panels_set_handling (tracker, "leave-unattended", TRUE, NULL);
  g_assert_true (panels_says (card, "Left at the door"));

  panels_set_handling (tracker, "leave-unattended", TRUE, "alcoholic", TRUE, NULL);
  g_assert_false (panels_says (card, "Left at the door"));
  g_assert_true (panels_says (card, "ID checked at the door"));
  g_assert_finalize_object (card);
}

int
main (int argc, char *argv[])
{
  panels_init (&argc, &argv);

  g_test_add_func ("/panels/orders/row", test_row);
  g_test_add_func ("/panels/orders/row/on-the-way", test_row_on_the_way);
  g_test_add_func ("/panels/orders/row/ended", test_row_ended);
  g_test_add_func ("/panels/orders/row/unknown", test_row_unknown);
  g_test_add_func ("/panels/orders/row/in-trouble", test_row_in_trouble);
  g_test_add_func ("/panels/orders/list", test_list);
  g_test_add_func ("/panels/orders/list/order", test_list_order);
  g_test_add_func ("/panels/wishes/said", test_wishes);
  g_test_add_func ("/panels/wishes/alcohol", test_wishes_alcohol);

  return g_test_run ();
}
