/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-chat-entries.h"

/* Saturday, 14 March 2026, 1:41 PM in Chicago, which the tests are set to. */
#define START 1773513660

typedef struct {
  ToteMessageList *messages;
  ToteChatEntries *entries;
  GPtrArray *fresh;
  GString *told;
  int n;
} Fixture;

static GDateTime *
at (int minutes)
{
  return g_date_time_new_from_unix_local (START + minutes * 60);
}

static void
add (Fixture *fixture, ToteSender from, int minutes, gboolean read)
{
  g_autofree char *id = g_strdup_printf ("%d", ++fixture->n);
  g_autoptr (GDateTime) created_at = at (minutes);
  ToteMessage *message = tote_message_new (id, from, "Hello", created_at);

  tote_message_set_read (message, read, NULL);
  g_ptr_array_add (fixture->fresh, message);
}

static void
merge (Fixture *fixture)
{
  tote_message_list_merge (fixture->messages, fixture->fresh);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, GString *told)
{
  g_string_append_printf (told, "[%u -%u +%u]", position, removed, added);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) now = at (60);

  fixture->messages = tote_message_list_new ();
  fixture->entries = tote_chat_entries_new (fixture->messages, now);
  fixture->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->told = g_string_new (NULL);
  g_signal_connect (fixture->entries, "items-changed", G_CALLBACK (on_items_changed),
                    fixture->told);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_ptr_array_unref (fixture->fresh);
  g_assert_finalize_object (fixture->entries);
  g_assert_finalize_object (fixture->messages);
  g_string_free (fixture->told, TRUE);
}

/* “Today 1:41 PM/FL” for each entry: its heading, first and last of a run, the divider. */
static char *
describe (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->entries)); i++) {
    g_autoptr (ToteChatEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->entries), i);
    g_autofree char *heading = NULL;
    gboolean first, last, divider;

    g_object_get (entry, "heading", &heading, "first", &first, "last", &last, "divider", &divider,
                  NULL);
    g_string_append_printf (text, "%s%s/%s%s%s", i > 0 ? ", " : "", heading != NULL ? heading : "",
                            first ? "F" : "", last ? "L" : "", divider ? "!" : "");
  }
  return g_string_free (text, FALSE);
}

static void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autofree char *entries = describe (fixture);

  g_assert_cmpstr (entries, ==, expected);
}

static void
test_runs (Fixture *fixture, gconstpointer unused)
{
  assert_rows (fixture, "");
  add (fixture, TOTE_SENDER_SHOPPER, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 2, TRUE);
  add (fixture, TOTE_SENDER_CUSTOMER, 3, TRUE);
  add (fixture, TOTE_SENDER_CUSTOMER, 9, TRUE);
  merge (fixture);
  assert_rows (fixture, "Today 1:41 PM/F, /, /L, /FL, /FL");
}

static void
test_headings (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) tomorrow = at (24 * 60);

  add (fixture, TOTE_SENDER_SHOPPER, -24 * 60, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, -12 * 60, TRUE); /* 1:41 AM of the next day */
  add (fixture, TOTE_SENDER_SYSTEM, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 61, TRUE);
  merge (fixture);
  assert_rows (fixture, "Yesterday 1:41 PM/FL, Today 1:41 AM/FL, /FL, 2:42 PM/FL");

  tote_chat_entries_set_today (fixture->entries, tomorrow);
  assert_rows (fixture, "Friday, March 13 1:41 PM/FL, Yesterday 1:41 AM/FL, /FL, 2:42 PM/FL");
}

/* Which day a message was on is a matter of where the order is. */
static void
test_headings_of_another_zone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");
  g_autoptr (GDateTime) now = at (60);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (now, zone);

  add (fixture, TOTE_SENDER_SHOPPER, -4 * 60, TRUE); /* 11:41 PM in Tokyo */
  add (fixture, TOTE_SENDER_SHOPPER, -4 * 60 + 20, TRUE);
  merge (fixture);
  assert_rows (fixture, "Today 9:41 AM/FL, /FL");
  tote_chat_entries_set_today (fixture->entries, there);
  assert_rows (fixture, "Yesterday 11:41 PM JST/FL, Today 12:01 AM JST/FL");
  tote_chat_entries_set_today (fixture->entries, now);
  assert_rows (fixture, "Today 9:41 AM/FL, /FL");
}

static void
test_notice_first (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SYSTEM, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, TRUE);
  merge (fixture);
  assert_rows (fixture, "Today/FL, /FL");
}

static void
test_unknown_time (Fixture *fixture, gconstpointer unused)
{
  g_ptr_array_add (fixture->fresh, tote_message_new ("99", TOTE_SENDER_SHOPPER, "When?", NULL));
  add (fixture, TOTE_SENDER_SHOPPER, 0, TRUE);
  merge (fixture);
  assert_rows (fixture, "/F, Today 1:41 PM/L");
}

/* One message more is one change, and only its neighbour is touched. */
static void
test_minimal (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatEntry) first = NULL;
  g_autoptr (ToteChatEntry) again = NULL;

  add (fixture, TOTE_SENDER_SHOPPER, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, TRUE);
  merge (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "[0 -0 +2]");
  first = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 0);

  g_string_truncate (fixture->told, 0);
  add (fixture, TOTE_SENDER_SHOPPER, 2, TRUE);
  merge (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "[2 -0 +1]");
  again = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 0);
  g_assert_true (first == again);
  assert_rows (fixture, "Today 1:41 PM/F, /, /L");

  g_string_truncate (fixture->told, 0);
  merge (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "");

  g_ptr_array_remove_index (fixture->fresh, 0);
  merge (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "[0 -1 +0]");
  assert_rows (fixture, "Today 1:42 PM/F, /L");
}

static void
test_divider (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SHOPPER, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, FALSE);
  add (fixture, TOTE_SENDER_SHOPPER, 2, FALSE);
  merge (fixture);
  assert_rows (fixture, "Today 1:41 PM/F, /, /L");

  tote_chat_entries_mark_unread (fixture->entries, NULL);
  assert_rows (fixture, "Today 1:41 PM/F, /!, /L");
  g_assert_true (tote_chat_entries_get_newest_unread (fixture->entries) ==
                 fixture->fresh->pdata[2]);

  /* Once read it stays where it is, until the next visit. */
  tote_message_set_read (fixture->fresh->pdata[1], TRUE, NULL);
  tote_message_set_read (fixture->fresh->pdata[2], TRUE, NULL);
  assert_rows (fixture, "Today 1:41 PM/F, /!, /L");
  tote_chat_entries_mark_unread (fixture->entries, NULL);
  assert_rows (fixture, "Today 1:41 PM/F, /, /L");
  g_assert_null (tote_chat_entries_get_newest_unread (fixture->entries));
}

/* What was seen here is no news, though the server has not taken note of it yet. */
static void
test_divider_after_seen (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SHOPPER, 0, FALSE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, FALSE);
  merge (fixture);
  tote_chat_entries_mark_unread (fixture->entries, fixture->fresh->pdata[0]);
  assert_rows (fixture, "Today 1:41 PM/F, /L!");
  tote_chat_entries_mark_unread (fixture->entries, fixture->fresh->pdata[1]);
  assert_rows (fixture, "Today 1:41 PM/F, /L");
}

/* Where all is new, there is nothing to divide it from. */
static void
test_all_unread (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SHOPPER, 0, FALSE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, FALSE);
  merge (fixture);
  tote_chat_entries_mark_unread (fixture->entries, NULL);
  assert_rows (fixture, "Today 1:41 PM/F, /L");
}

static void
test_divider_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatEntry) entry = NULL;
  gboolean divider;

  add (fixture, TOTE_SENDER_SHOPPER, 0, TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, 1, FALSE);
  merge (fixture);
  tote_chat_entries_mark_unread (fixture->entries, NULL);
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 1);
  g_object_get (entry, "divider", &divider, NULL);
  g_assert_true (divider);
  tote_message_list_clear (fixture->messages);
  g_assert_finalize_object (g_steal_pointer (&entry));
}

/* A server that never tells what was read has nothing unread. */
static void
test_no_read_state (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) created_at = at (0);

  g_ptr_array_add (fixture->fresh,
                   tote_message_new ("1", TOTE_SENDER_SHOPPER, "Hello", created_at));
  merge (fixture);
  tote_chat_entries_mark_unread (fixture->entries, NULL);
  assert_rows (fixture, "Today 1:41 PM/FL");
}

/* The server's time for an own message takes the place of ours. */
static void
test_confirmed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) here = at (0);
  g_autoptr (GDateTime) there = at (2);

  tote_message_list_add_own (fixture->messages, "key", "Hello", here);
  assert_rows (fixture, "Today 1:41 PM/FL");
  tote_message_list_confirm_own (fixture->messages, "key", "7", there);
  assert_rows (fixture, "Today 1:43 PM/FL");
}

#define ADD(path, test) g_test_add ("/chat/entries/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("runs", test_runs);
  ADD ("headings", test_headings);
  ADD ("headings-of-another-zone", test_headings_of_another_zone);
  ADD ("notice-first", test_notice_first);
  ADD ("unknown-time", test_unknown_time);
  ADD ("minimal", test_minimal);
  ADD ("divider", test_divider);
  ADD ("divider-after-seen", test_divider_after_seen);
  ADD ("all-unread", test_all_unread);
  ADD ("divider-gone", test_divider_gone);
  ADD ("no-read-state", test_no_read_state);
  ADD ("confirmed", test_confirmed);

  return g_test_run ();
}
