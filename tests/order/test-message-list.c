/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-signals.h"
#include "tote-message-list.h"

static GDateTime *
at (int minute)
{
  return g_date_time_new_utc (2026, 3, 14, 17, minute, 0.0);
}

static ToteMessage *
add_message (GPtrArray *messages, const char *id, ToteSender from, int minute)
{
  g_autoptr (GDateTime) time = at (minute);
  ToteMessage *message = tote_message_new (id, from, id, time);

  g_ptr_array_add (messages, message);
  return message;
}

static GPtrArray *
new_messages (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
assert_bodies (ToteMessageList *list, const char *expected)
{
  g_autoptr (GString) bodies = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_string_append_printf (bodies, "%s ", tote_message_get_body (message));
  }
  g_assert_cmpstr (bodies->str, ==, expected);
}

static void
test_sorted_by_time_then_id (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();

  add_message (fresh, "10", TOTE_SENDER_SHOPPER, 5);
  add_message (fresh, "9", TOTE_SENDER_SHOPPER, 5);
  add_message (fresh, "77", TOTE_SENDER_CUSTOMER, 1);
  add_message (fresh, "9007199254740993", TOTE_SENDER_SHOPPER, 5);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "77 9 10 9007199254740993 ");
}

/* Ids that are no numbers do not tell what was said first, but the server's order does. What
 * happened stands before what was said of it, whichever was heard of first. */
static void
test_same_second (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GPtrArray) notices = new_messages ();
  g_autoptr (GDateTime) now = at (5);

  tote_message_list_add_own (list, "key", "q", now);
  tote_message_list_confirm_own (list, "key", "q", now);
  add_message (fresh, "z", TOTE_SENDER_SHOPPER, 5);
  add_message (fresh, "q", TOTE_SENDER_CUSTOMER, 5);
  add_message (fresh, "a", TOTE_SENDER_SHOPPER, 5);
  add_message (notices, "c", TOTE_SENDER_SYSTEM, 5);
  add_message (notices, "b", TOTE_SENDER_SYSTEM, 5);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "z q a ");
  tote_message_list_merge_notices (list, notices);
  assert_bodies (list, "c b z q a ");
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "c b z q a ");

  add_message (fresh, "0", TOTE_SENDER_SHOPPER, 5);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "c b z q a 0 ");
}

static void
test_unchanged_tells_nothing (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GPtrArray) same = new_messages ();
  Count count = { 0 };

  add_message (fresh, "1", TOTE_SENDER_SHOPPER, 1);
  add_message (same, "1", TOTE_SENDER_SHOPPER, 1);
  tote_message_list_merge (list, fresh);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_items_changed), &count);
  g_signal_connect (fresh->pdata[0], "notify", G_CALLBACK (count_notified), &count);
  g_assert_cmpuint (tote_message_list_merge (list, same), ==, 0);
  g_assert_cmpuint (count.n_items_changed + count.n_notified, ==, 0);
}

static void
test_counts_unread_of_the_shopper (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();

  tote_message_set_read (add_message (fresh, "1", TOTE_SENDER_SHOPPER, 1), FALSE, NULL);
  tote_message_set_read (add_message (fresh, "2", TOTE_SENDER_SHOPPER, 2), TRUE, NULL);
  tote_message_set_read (add_message (fresh, "3", TOTE_SENDER_CUSTOMER, 3), FALSE, NULL);
  add_message (fresh, "4", TOTE_SENDER_SHOPPER, 4); /* a server that never says */
  tote_message_list_merge (list, fresh);
  g_assert_cmpuint (tote_message_list_get_n_unread (list), ==, 1);
}

static void
test_own_text_is_confirmed_in_place (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GDateTime) now = at (9);
  ToteMessage *own = tote_message_list_add_own (list, "key", "hello", now);

  g_assert_cmpint (tote_message_get_send_state (own), ==, TOTE_SEND_STATE_SENDING);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "hello ");

  tote_message_list_confirm_own (list, "key", "42", now);
  g_assert_cmpint (tote_message_get_send_state (own), ==, TOTE_SEND_STATE_SENT);
  g_assert_cmpstr (tote_message_get_id (own), ==, "42");

  tote_message_set_read (add_message (fresh, "42", TOTE_SENDER_CUSTOMER, 9), TRUE, NULL);
  tote_message_list_merge (list, fresh);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (tote_message_get_send_state (own), ==, TOTE_SEND_STATE_READ);
}

static void
test_poll_faster_than_answer (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GDateTime) now = at (9);

  tote_message_list_add_own (list, "key", "42", now);
  add_message (fresh, "42", TOTE_SENDER_CUSTOMER, 8);
  tote_message_list_merge (list, fresh);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  tote_message_list_confirm_own (list, "key", "42", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

/* A computer ten minutes slow: the answer stands below the question, until the server's time is
 * known. */
static void
test_unconfirmed_comes_last (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GDateTime) slow = at (1);
  g_autoptr (GDateTime) right = at (12);

  add_message (fresh, "question", TOTE_SENDER_SHOPPER, 11);
  add_message (fresh, "later", TOTE_SENDER_SHOPPER, 13);
  tote_message_list_add_own (list, "key", "answer", slow);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "question later answer ");
  tote_message_list_confirm_own (list, "key", "42", right);
  assert_bodies (list, "question answer later ");
}

static void
test_later_of_two_counts (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GDateTime) time = at (2);

  add_message (fresh, "1", TOTE_SENDER_SHOPPER, 1);
  g_ptr_array_add (fresh, tote_message_new ("2", TOTE_SENDER_SHOPPER, "first", time));
  g_ptr_array_add (fresh, tote_message_new ("2", TOTE_SENDER_SHOPPER, "corrected", time));
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "1 corrected ");
}

static void
test_own_text_can_be_withdrawn (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GDateTime) now = at (9);

  tote_message_list_add_own (list, "key", "hello", now);
  tote_message_list_remove_own (list, "no such key");
  tote_message_list_remove_own (list, "key");
  assert_bodies (list, "");
}

static void
test_notices_stand_among_messages (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) chat = new_messages ();
  g_autoptr (GPtrArray) notices = new_messages ();
  g_autoptr (GPtrArray) none = new_messages ();

  add_message (chat, "1", TOTE_SENDER_SHOPPER, 1);
  add_message (chat, "3", TOTE_SENDER_SHOPPER, 3);
  add_message (notices, "2", TOTE_SENDER_SYSTEM, 2);
  tote_message_list_merge (list, chat);
  tote_message_list_merge_notices (list, notices);
  assert_bodies (list, "1 2 3 ");
  tote_message_list_merge (list, chat);
  assert_bodies (list, "1 2 3 ");
  tote_message_list_merge_notices (list, none);
  assert_bodies (list, "1 3 ");
}

static void
keep_received (ToteMessageList *list, ToteMessage *message, GString *received)
{
  g_string_append (received, tote_message_get_body (message));
}

/* In the order they were written in. */
static void
test_only_later_messages_are_news (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GString) received = g_string_new (NULL);

  g_signal_connect (list, "received", G_CALLBACK (keep_received), received);
  add_message (fresh, "1", TOTE_SENDER_SHOPPER, 1);
  tote_message_list_merge (list, fresh);
  g_assert_cmpstr (received->str, ==, "");
  add_message (fresh, "4", TOTE_SENDER_SHOPPER, 4);
  add_message (fresh, "2", TOTE_SENDER_SHOPPER, 2);
  add_message (fresh, "3", TOTE_SENDER_CUSTOMER, 3);
  tote_message_list_merge (list, fresh);
  g_assert_cmpstr (received->str, ==, "24");
}

/* What was found out here stands where it belongs, whatever the server lists. */
static void
test_notice_of_our_own (void)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();
  g_autoptr (GPtrArray) fresh = new_messages ();
  g_autoptr (GPtrArray) notices = new_messages ();
  g_autoptr (GPtrArray) none = new_messages ();
  g_autoptr (ToteMessage) first = NULL;

  add_message (fresh, "1", TOTE_SENDER_SHOPPER, 1);
  add_message (fresh, "3", TOTE_SENDER_SHOPPER, 9);
  tote_message_list_merge (list, fresh);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GDateTime) at =
        g_date_time_add (tote_message_get_created_at (first), G_TIME_SPAN_SECOND);

    tote_message_list_add_notice (list, "Bo took over from Ines", at);
  }
  tote_message_list_merge_notices (list, notices);
  tote_message_list_merge (list, fresh);
  assert_bodies (list, "1 Bo took over from Ines 3 ");
  g_assert_cmpuint (tote_message_list_get_n_unread (list), ==, 0);

  tote_message_list_clear (list);
  tote_message_list_merge_notices (list, none);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-list/sorted-by-time-then-id", test_sorted_by_time_then_id);
  g_test_add_func ("/message-list/same-second", test_same_second);
  g_test_add_func ("/message-list/unchanged-tells-nothing", test_unchanged_tells_nothing);
  g_test_add_func ("/message-list/counts-unread", test_counts_unread_of_the_shopper);
  g_test_add_func ("/message-list/own/confirmed-in-place", test_own_text_is_confirmed_in_place);
  g_test_add_func ("/message-list/own/poll-faster-than-answer", test_poll_faster_than_answer);
  g_test_add_func ("/message-list/own/unconfirmed-comes-last", test_unconfirmed_comes_last);
  g_test_add_func ("/message-list/later-of-two-counts", test_later_of_two_counts);
  g_test_add_func ("/message-list/own/withdrawn", test_own_text_can_be_withdrawn);
  g_test_add_func ("/message-list/notice-of-our-own", test_notice_of_our_own);
  g_test_add_func ("/message-list/notices", test_notices_stand_among_messages);
  g_test_add_func ("/message-list/only-later-messages-are-news", test_only_later_messages_are_news);
  return g_test_run ();
}
