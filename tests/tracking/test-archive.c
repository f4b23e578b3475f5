/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive-fixture.h"

#include "test-support.h"
#include "tote-history.h"
#include "tote-time.h"

#include <malloc.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What is kept, and for how long. */

static guint n_syncs; /* how often the disk was waited for; atomic */

/* In place of the C library's, for SQLite too. */
__attribute__ ((visibility ("default"))) int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fdatasync, fd);
}

__attribute__ ((visibility ("default"))) int
fsync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fsync, fd);
}

/* An hour of answers, as while the shopper drives, does not wait for the disk; a wish does. */
static void
test_syncs (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) before = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_autoptr (ToteOrderRecord) after = NULL;
  guint n_before;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  n_before = (guint) g_atomic_int_get (&n_syncs);
  g_assert_cmpuint (n_before, >, 0);

  for (guint i = 0; i < 60; i++) {
    g_autofree char *text = g_strdup_printf ("{\"latitude\": %u}", i);

    archive_keep_answer (fixture, TOTE_RESOURCE_LOCATION, text, ARCHIVE_NOON + i);
  }
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (after->answers->len, ==, 2);
  g_assert_cmpint (g_atomic_int_get (&n_syncs), ==, n_before);

  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  g_assert_cmpint (g_atomic_int_get (&n_syncs), >, n_before);
}

static void
keep_history (ArchiveFixture *fixture)
{
  g_autoptr (GListStore) history = g_list_store_new (TOTE_TYPE_HISTORY_ENTRY);
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 17, 5, 31.25);
  g_autoptr (ToteHistoryEntry) state =
      tote_history_entry_new ("picking", TOTE_STAGE_SHOPPING, "Shopping", at);
  g_autoptr (ToteHistoryEntry) note =
      tote_history_entry_new (NULL, TOTE_STAGE_UNKNOWN, ARCHIVE_SECRET, at);
  g_autoptr (ToteHistoryEntry) vague = tote_history_entry_new_timed (
      "delivered", TOTE_STAGE_DELIVERED, "Delivered", at, TOTE_HISTORY_TIMING_VAGUE);

  g_list_store_append (history, state);
  g_list_store_append (history, note);
  g_list_store_append (history, vague);
  tote_archive_order_save_history (fixture->order, G_LIST_MODEL (history));
}

static void
test_reopen (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;
  ToteAnswerRecord *answer;
  ToteWishRecord *wish;
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 17, 5, 31.25);
  gint64 later = ARCHIVE_NOON + 60 * G_USEC_PER_SEC;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{\"a\": 1}", ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_LOCATION, "", ARCHIVE_NOON);
  tote_archive_order_save_answer (fixture->order, TOTE_RESOURCE_ORDER, NULL, later, 8);
  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  archive_keep_wish (fixture, "one", TOTE_WISH_SENDING);
  keep_history (fixture);
  archive_reopen (fixture);

  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpint (order->ended_at, ==, 0);
  g_assert_cmpuint (order->answers->len, ==, 2);
  answer = order->answers->pdata[1];
  g_assert_cmpint (answer->resource, ==, TOTE_RESOURCE_ORDER);
  g_assert_cmpmem (g_bytes_get_data (answer->bytes, NULL), g_bytes_get_size (answer->bytes),
                   "{\"a\": 1}", 8);
  g_assert_cmpint (answer->seen_at, ==, later);
  g_assert_cmpuint (answer->occasion, ==, 8);
  g_assert_cmpuint (order->wishes->len, ==, 2);
  wish = order->wishes->pdata[0];
  g_assert_cmpstr (wish->key, ==, "one");
  g_assert_cmpint (wish->phase, ==, TOTE_WISH_SENDING);
  g_assert_cmpstr (wish->known, ==, "4711\n");
  g_assert_cmpuint (order->history->len, ==, 3);
  g_assert_cmpstr (tote_history_entry_get_state (order->history->pdata[0]), ==, "picking");
  g_assert_true (g_date_time_equal (tote_history_entry_get_at (order->history->pdata[0]), at));
  g_assert_null (tote_history_entry_get_state (order->history->pdata[1]));
  g_assert_false (tote_history_entry_get_vague (order->history->pdata[0]));
  g_assert_true (tote_history_entry_get_vague (order->history->pdata[2]));
}

static gint64
get_seen (ToteOrderRecord *order, ToteResource resource)
{
  for (guint i = 0; i < order->answers->len; i++) {
    const ToteAnswerRecord *answer = order->answers->pdata[i];

    if (answer->resource == resource)
      return answer->seen_at;
  }
  return 0;
}

/* When one is touched, all that were confirmed since are: the disk is woken once for them. */
static void
test_touched_together (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;
  gint64 soon = ARCHIVE_NOON + 50 * G_USEC_PER_SEC, later = ARCHIVE_NOON + 60 * G_USEC_PER_SEC;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_ITEMS, "{}", ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_CHAT, "{}", ARCHIVE_NOON + G_USEC_PER_SEC);
  tote_archive_order_save_answer (fixture->order, TOTE_RESOURCE_ITEMS, NULL, soon, 8);
  tote_archive_order_save_answer (fixture->order, TOTE_RESOURCE_ORDER, NULL, later, 8);
  tote_archive_order_save_answer (fixture->order, TOTE_RESOURCE_ITEMS, NULL, later, 8);
  archive_reopen (fixture);

  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpint (get_seen (order, TOTE_RESOURCE_ORDER), ==, later);
  g_assert_cmpint (get_seen (order, TOTE_RESOURCE_ITEMS), ==, soon);
  g_assert_cmpint (get_seen (order, TOTE_RESOURCE_CHAT), ==, ARCHIVE_NOON + G_USEC_PER_SEC);
}

static void
test_zone_is_kept (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;
  g_autoptr (ToteOrderRecord) other = NULL;
  g_autoptr (ToteArchiveOrder) unknown =
      tote_archive_order_new (fixture->archive, ARCHIVE_BASE, "MKT-2");

  archive_keep_wish (fixture, "one", TOTE_WISH_SENT);
  tote_archive_order_save_zone (fixture->order, "America/Chicago");
  tote_archive_order_save_zone (unknown, "America/Denver");
  g_clear_object (&unknown);
  archive_reopen (fixture);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  other = archive_load (fixture, "MKT-2", ARCHIVE_NOON);
  g_assert_cmpstr (order->time_zone, ==, "America/Chicago");
  g_assert_null (other->time_zone); /* an order that is not followed is not made to be */
}

/* An order that does not come to rest: what is kept of it stays as long as a hundred lines, and a
 * change costs as much after ten thousand as after two. */
static void
test_history_is_bounded (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (ToteOrderRecord) order = NULL;
  gsize before = 0, after;

  archive_close (fixture);
  archive_open_at (fixture, NULL);
  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  for (guint i = 0; i < 10000; i++) {
    g_autofree char *state = g_strdup_printf ("state_%u", i % 5);
    g_autoptr (GDateTime) at = tote_time_from_us (ARCHIVE_NOON + (gint64) i * G_USEC_PER_SEC);

    g_assert_nonnull (
        tote_history_add_state (history, state, TOTE_STAGE_SHOPPING, state, at, FALSE));
    tote_archive_order_save_history (fixture->order, G_LIST_MODEL (history));
    /* Waits for what was queued. */
    if (i % 100 == 99) {
      g_clear_pointer (&order, tote_order_record_free);
      order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
    }
    if (i == 1999)
      before = mallinfo2 ().uordblks;
  }
  after = mallinfo2 ().uordblks;
  /* Eight thousand lines of history would be more than a megabyte. */
  g_assert_cmpuint (after, <, before + 64 * 1024);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, TOTE_HISTORY_MAX);
  g_assert_cmpuint (order->history->len, ==, TOTE_HISTORY_MAX);
  g_assert_cmpstr (tote_history_entry_get_state (order->history->pdata[TOTE_HISTORY_MAX - 1]), ==,
                   "state_4");
}

static void
test_unknown_order (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  order = archive_load (fixture, "MKT-2", ARCHIVE_NOON);
  g_assert_cmpuint (order->answers->len, ==, 0);
}

static void
test_list (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (ToteArchiveOrder) first =
      tote_archive_order_new (fixture->archive, ARCHIVE_BASE, "first");
  g_autoptr (ToteArchiveOrder) second =
      tote_archive_order_new (fixture->archive, ARCHIVE_BASE, "second");
  ToteOrderRecord *newest;

  tote_archive_order_save_end (first, 0);
  tote_archive_order_save_end (second, ARCHIVE_NOON);
  tote_archive_order_save_end (first, 0);
  tote_archive_order_save_end (second, ARCHIVE_NOON + ARCHIVE_HOUR);
  tote_archive_list_async (fixture->archive, NULL, test_keep_result, &result);
  orders = tote_archive_list_finish (fixture->archive, archive_wait (&result), &error);
  g_assert_no_error (error);

  g_assert_cmpuint (orders->len, ==, 2);
  newest = orders->pdata[0];
  g_assert_cmpstr (newest->key->id, ==, "second");
  g_assert_cmpint (newest->ended_at, ==, ARCHIVE_NOON);
}

static gboolean
has_text (const char *data, gsize size, const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= size; i++) {
    if (memcmp (data + i, text, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
disk_has (ArchiveFixture *fixture, const char *text)
{
  static const char *const suffixes[] = { "", "-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);
    g_autofree char *data = NULL;
    gsize size;

    if (g_file_get_contents (path, &data, &size, NULL))
      found |= has_text (data, size, text);
  }
  return found;
}

static void
test_forget_leaves_no_trace (ArchiveFixture *fixture, gconstpointer unused)
{
  archive_keep_answer (fixture, TOTE_RESOURCE_CHAT, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_keep_wish (fixture, "one", TOTE_WISH_SENDING);
  keep_history (fixture);
  g_assert_true (disk_has (fixture, ARCHIVE_SECRET));

  archive_forget (fixture);
  g_assert_false (disk_has (fixture, ARCHIVE_SECRET));
  g_assert_false (disk_has (fixture, ARCHIVE_ORDER));
}

static void
test_people_expire_a_day_after_the_end (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) before = NULL;
  g_autoptr (ToteOrderRecord) after = NULL;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_ITEMS, "{}", ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_HANDLING, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_CHAT, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER_MESSAGES, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_keep_answer (fixture, TOTE_RESOURCE_LOCATION, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_keep_wish (fixture, "one", TOTE_WISH_SENT);
  keep_history (fixture);
  tote_archive_order_save_end (fixture->order, ARCHIVE_NOON);

  before = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + 24 * ARCHIVE_HOUR - 1);
  g_assert_cmpuint (before->answers->len, ==, 6);
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + 24 * ARCHIVE_HOUR);
  g_assert_cmpuint (after->answers->len, ==, 2);
  g_assert_cmpuint (after->wishes->len, ==, 0);
  g_assert_cmpuint (after->history->len, ==, 2);
  g_assert_false (disk_has (fixture, ARCHIVE_SECRET));
}

/* What was written and not sent is kept as long as the conversation is. */
static void
test_draft (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) before = NULL;
  g_autoptr (ToteOrderRecord) after = NULL;
  g_autoptr (ToteOrderRecord) sent = NULL;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  tote_archive_order_save_draft (fixture->order, "Two bun");
  tote_archive_order_save_draft (fixture->order, NULL);
  sent = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_null (sent->draft);

  tote_archive_order_save_draft (fixture->order, ARCHIVE_SECRET);
  tote_archive_order_save_end (fixture->order, ARCHIVE_NOON);
  archive_close (fixture);
  archive_open (fixture);
  before = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + ARCHIVE_HOUR);
  g_assert_cmpstr (before->draft, ==, ARCHIVE_SECRET);
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + 24 * ARCHIVE_HOUR);
  g_assert_null (after->draft);
  g_assert_false (disk_has (fixture, ARCHIVE_SECRET));
}

static void
test_people_expire_without_an_end (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) before = NULL;
  g_autoptr (ToteOrderRecord) after = NULL;

  archive_keep_answer (fixture, TOTE_RESOURCE_CHAT, ARCHIVE_SECRET, ARCHIVE_NOON);
  before = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + 6 * 24 * ARCHIVE_HOUR);
  g_assert_cmpuint (before->answers->len, ==, 1);
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON + 7 * 24 * ARCHIVE_HOUR);
  g_assert_cmpuint (after->answers->len, ==, 0);
  g_assert_false (disk_has (fixture, ARCHIVE_SECRET));
}

/* A clock that was wrong and is right: what is still to be sent is not a matter of age. */
static void
test_waiting_does_not_expire (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;
  gint64 wrong = ARCHIVE_NOON - 6 * 365 * 24 * ARCHIVE_HOUR;

  archive_keep_answer (fixture, TOTE_RESOURCE_CHAT, ARCHIVE_SECRET, wrong);
  archive_keep_wish (fixture, "waits", TOTE_WISH_WAITING);
  archive_keep_wish (fixture, "has left", TOTE_WISH_SENDING);
  archive_keep_wish (fixture, "is there", TOTE_WISH_SENT);
  tote_archive_order_save_end (fixture->order, wrong);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->answers->len, ==, 0);
  g_assert_cmpuint (order->wishes->len, ==, 2);
}

static void
test_closed (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_close (fixture->archive);
  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  tote_archive_order_load_async (fixture->order, NULL, test_keep_result, &result);
  g_assert_null (tote_archive_order_load_finish (fixture->order, archive_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_cancelled (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_order_load_async (fixture->order, cancellable, test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (tote_archive_order_load_finish (fixture->order, archive_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Everything that was pushed is on disk when the last reference goes. */
static void
test_last_reference_waits (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;

  for (guint i = 0; i < 100; i++)
    archive_keep_answer (fixture, i % TOTE_N_RESOURCES, ARCHIVE_SECRET, ARCHIVE_NOON + i);
  g_clear_object (&fixture->order);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  archive_open (fixture);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->answers->len, ==, TOTE_N_RESOURCES);
}

static void
add (const char *path, void (*test) (ArchiveFixture *, gconstpointer))
{
  g_test_add (path, ArchiveFixture, NULL, archive_set_up, test, archive_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/archive/syncs", test_syncs);
  add ("/archive/reopen", test_reopen);
  add ("/archive/touched-together", test_touched_together);
  add ("/archive/zone-is-kept", test_zone_is_kept);
  add ("/archive/history-is-bounded", test_history_is_bounded);
  add ("/archive/unknown-order", test_unknown_order);
  add ("/archive/list", test_list);
  add ("/archive/forget-leaves-no-trace", test_forget_leaves_no_trace);
  add ("/archive/expiry/a-day-after-the-end", test_people_expire_a_day_after_the_end);
  add ("/archive/draft", test_draft);
  add ("/archive/expiry/without-an-end", test_people_expire_without_an_end);
  add ("/archive/expiry/waiting-does-not", test_waiting_does_not_expire);
  add ("/archive/closed", test_closed);
  add ("/archive/cancelled", test_cancelled);
  add ("/archive/last-reference-waits", test_last_reference_waits);

  return g_test_run ();
}
