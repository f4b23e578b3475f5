/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracker-fixture.h"

/* What the customer wants, and what the platform makes of it. */

static ToteMessage *
get_message (TrackerFixture *fixture, guint position)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  g_autoptr (ToteMessage) message =
      g_list_model_get_item (G_LIST_MODEL (tote_order_get_messages (order)), position);

  return message;
}

static void
test_refused_text (TrackerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");
  g_autoptr (ToteWish) empty = tote_wish_new_message (" \n");
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);

  tracker_start (fixture);
  fixture->platform->write_status = 400;
  fixture->platform->write_body =
      "{\"error\": {\"message\": \"is too rude\", \"code\": 1001}, \"meta\": {\"key\": \"body\"}}";
  g_assert_false (tote_tracker_wish (fixture->tracker, empty));
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  tracker_wait_until (tote_message_get_send_state (get_message (fixture, 0)) ==
                      TOTE_SEND_STATE_FAILED);
  g_assert_cmpstr (tote_message_get_reason (get_message (fixture, 0)), ==, "is too rude");
  g_assert_cmpstr (tote_message_get_body (get_message (fixture, 0)), ==, "Hello");

  fixture->platform->write_status = 0;
  tote_tracker_retry (fixture->tracker, tote_wish_get_key (wish));
  tracker_wait_until (g_list_model_get_n_items (outbox) == 0);
  g_assert_cmpint (tote_message_get_send_state (get_message (fixture, 0)), ==,
                   TOTE_SEND_STATE_SENT);
  g_assert_cmpuint (tracker_count_calls (fixture, "POST chat"), ==, 2);
}

static void
test_withdrawn_text (TrackerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hello");

  tracker_start (fixture);
  fixture->platform->write_status = 403;
  fixture->platform->write_body = "{\"error\": {\"message\": \"Not now\", \"code\": null}}";
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  tracker_wait_until (tote_message_get_send_state (get_message (fixture, 0)) ==
                      TOTE_SEND_STATE_FAILED);
  tote_tracker_withdraw (fixture->tracker, tote_wish_get_key (wish));
  g_assert_null (get_message (fixture, 0));
  g_assert_cmpuint (g_list_model_get_n_items (tote_tracker_get_outbox (fixture->tracker)), ==, 0);
}

/* Takes a decision on what is offered now. */
static gboolean
decide (TrackerFixture *fixture, const char *id, ToteDecision decision)
{
  ToteProduct *offered = tote_item_get_replacement (tracker_get_item (fixture, id));
  g_autoptr (ToteWish) wish = tote_wish_new_decision (id, offered, decision, NULL);

  return tote_tracker_wish (fixture->tracker, wish);
}

/* Somebody else was faster: what the server has is the truth. */
static void
test_already_decided (TrackerFixture *fixture, gconstpointer unused)
{
  tracker_start (fixture);
  tote_tracker_set_pace (fixture->tracker, 0.02);
  g_hash_table_insert (fixture->platform->decisions, g_strdup ("li-1"), g_strdup ("REJECTED"));
  g_assert_true (decide (fixture, "li-1", TOTE_DECISION_APPROVED));
  g_assert_cmpint (tote_item_get_send_state (tracker_get_item (fixture, "li-1")), ==,
                   TOTE_SEND_STATE_SENDING);
  tracker_wait_until (tote_item_get_decision (tracker_get_item (fixture, "li-1")) ==
                      TOTE_DECISION_REJECTED);
  tracker_wait_until (tote_item_get_send_state (tracker_get_item (fixture, "li-1")) ==
                      TOTE_SEND_STATE_NONE);
  g_assert_cmpuint (tracker_count_calls (fixture, "PUT replacement"), <=, 1);
}

static void
test_refused_decision (TrackerFixture *fixture, gconstpointer unused)
{
  g_autofree char *reason = NULL;

  tracker_start (fixture);
  fixture->platform->write_status = 400;
  fixture->platform->write_body = "{\"error\": {\"message\": \"not now\", \"code\": 2003}}";
  g_assert_true (decide (fixture, "li-1", TOTE_DECISION_APPROVED));
  tracker_wait_until (tote_item_get_send_state (tracker_get_item (fixture, "li-1")) ==
                      TOTE_SEND_STATE_FAILED);
  g_object_get (tracker_get_item (fixture, "li-1"), "reason", &reason, NULL);
  g_assert_cmpstr (reason, ==, "not now");

  fixture->platform->write_status = 0;
  g_assert_true (decide (fixture, "li-1", TOTE_DECISION_REJECTED));
  tracker_wait_until (tote_item_get_decision (tracker_get_item (fixture, "li-1")) ==
                      TOTE_DECISION_REJECTED);
  tracker_wait_until (g_list_model_get_n_items (tote_tracker_get_outbox (fixture->tracker)) == 0);
  g_assert_cmpstr (g_hash_table_lookup (fixture->platform->decisions, "li-1"), ==, "REJECTED");
  g_assert_cmpuint (tracker_count_calls (fixture, "PUT replacement"), ==, 2);
}

static void
test_arrival (TrackerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_arrival (FALSE);
  g_autoptr (ToteWish) again = tote_wish_new_arrival (FALSE);
  GListModel *outbox = tote_tracker_get_outbox (fixture->tracker);
  g_autoptr (ToteOutboxEntry) entry = NULL;

  tracker_start (fixture);
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  g_assert_false (tote_tracker_wish (fixture->tracker, again));
  entry = g_list_model_get_item (outbox, 0);
  tracker_wait_until (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENT);
  g_assert_false (tote_tracker_wish (fixture->tracker, again));
  g_assert_cmpuint (tracker_count_calls (fixture, "POST arrival"), ==, 1);
}

static void
test_mark_read_is_sent_once (TrackerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_mark_read ();

  tracker_start (fixture);
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
  tracker_wait_until (tracker_count_calls (fixture, "PUT chat") > 0);
  tracker_turn_for (fixture, 20000);
  g_assert_cmpuint (tracker_count_calls (fixture, "PUT chat"), ==, 1);
}

static void
add (const char *path, void (*test) (TrackerFixture *, gconstpointer), const char *state)
{
  g_test_add (path, TrackerFixture, state, tracker_set_up, test, tracker_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tracker/text/refused", test_refused_text, "picking");
  add ("/tracker/text/withdrawn", test_withdrawn_text, "picking");
  add ("/tracker/decision/already-decided", test_already_decided, "picking");
  add ("/tracker/decision/refused", test_refused_decision, "picking");
  add ("/tracker/arrival", test_arrival, "ready_for_pickup");
  add ("/tracker/mark-read", test_mark_read_is_sent_once, "picking");

  return g_test_run ();
}
