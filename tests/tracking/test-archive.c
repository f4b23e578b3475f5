/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"
#include "tote-step.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#define BASE "https://connect.example.com"
#define ORDER "MKT-1"
#define NOON (G_GINT64_CONSTANT (1774000000) * G_USEC_PER_SEC)
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define SECRET "The key is under the blue flowerpot"

typedef struct {
  char *directory;
  char *path;
  ToteArchive *archive;
} Fixture;

static void
open_archive (Fixture *fixture)
{
  fixture->archive = tote_archive_new (fixture->directory);
}

static void
close_archive (Fixture *fixture)
{
  tote_archive_close (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
}

static void
reopen (Fixture *fixture)
{
  close_archive (fixture);
  open_archive (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *parent = g_dir_make_tmp ("tote-archive-XXXXXX", NULL);

  fixture->directory = g_build_filename (parent, "data", "tote", NULL);
  fixture->path = g_build_filename (fixture->directory, "tote.db", NULL);
  open_archive (fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->directory);
  g_autofree char *parent = g_path_get_dirname (data);

  close_archive (fixture);
  remove_tree (parent);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static ToteKeptOrder *
load_at (Fixture *fixture, const char *order_id, gint64 now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ToteKeptOrder *order;

  tote_archive_load_async (fixture->archive, BASE, order_id, now, NULL, keep_result, &result);
  order = tote_archive_load_finish (fixture->archive, wait (&result), &error);
  g_assert_no_error (error);
  return order;
}

static void
keep_answer (Fixture *fixture, ToteResource resource, const char *text, gint64 seen_at)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  tote_archive_keep_answer (fixture->archive, BASE, ORDER, resource, bytes, seen_at, 7);
}

static void
keep_wish (Fixture *fixture, const char *key, ToteWishPhase phase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ToteKeptWish wish = { .key = (char *) key,
                        .text = (char *) SECRET,
                        .created_at = NOON,
                        .phase = phase,
                        .known = (char *) "4711\n" };

  tote_archive_keep_wish_async (fixture->archive, BASE, ORDER, &wish, NULL, keep_result, &result);
  tote_archive_keep_wish_finish (fixture->archive, wait (&result), &error);
  g_assert_no_error (error);
}

static void
keep_history (Fixture *fixture)
{
  g_autoptr (GListStore) steps = g_list_store_new (TOTE_TYPE_STEP);
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 17, 5, 31.25);
  g_autoptr (ToteStep) state = tote_step_new ("picking", TOTE_STAGE_SHOPPING, "Shopping", at);
  g_autoptr (ToteStep) note = tote_step_new (NULL, TOTE_STAGE_UNKNOWN, SECRET, at);

  g_list_store_append (steps, state);
  g_list_store_append (steps, note);
  tote_archive_keep_steps (fixture->archive, BASE, ORDER, G_LIST_MODEL (steps));
}

static void
test_reopen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;
  ToteKeptAnswer *answer;
  ToteKeptWish *wish;
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 17, 5, 31.25);

  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{\"a\": 1}", NOON);
  keep_answer (fixture, TOTE_RESOURCE_LOCATION, "", NOON);
  tote_archive_keep_answer (fixture->archive, BASE, ORDER, TOTE_RESOURCE_ORDER, NULL, NOON + 5, 8);
  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  keep_wish (fixture, "two", TOTE_WISH_WAITING);
  keep_wish (fixture, "one", TOTE_WISH_SENDING);
  keep_history (fixture);
  reopen (fixture);

  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpint (order->ended_at, ==, 0);
  g_assert_cmpuint (order->answers->len, ==, 2);
  answer = order->answers->pdata[1];
  g_assert_cmpint (answer->resource, ==, TOTE_RESOURCE_ORDER);
  g_assert_cmpmem (g_bytes_get_data (answer->bytes, NULL), g_bytes_get_size (answer->bytes),
                   "{\"a\": 1}", 8);
  g_assert_cmpint (answer->seen_at, ==, NOON + 5);
  g_assert_cmpuint (answer->occasion, ==, 8);
  g_assert_cmpuint (order->wishes->len, ==, 2);
  wish = order->wishes->pdata[0];
  g_assert_cmpstr (wish->key, ==, "one");
  g_assert_cmpint (wish->phase, ==, TOTE_WISH_SENDING);
  g_assert_cmpstr (wish->known, ==, "4711\n");
  g_assert_cmpuint (order->steps->len, ==, 2);
  g_assert_cmpstr (tote_step_get_state (order->steps->pdata[0]), ==, "picking");
  g_assert_true (g_date_time_equal (tote_step_get_at (order->steps->pdata[0]), at));
  g_assert_null (tote_step_get_state (order->steps->pdata[1]));
}

static void
test_unknown_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;

  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON);
  order = load_at (fixture, "MKT-2", NOON);
  g_assert_cmpuint (order->answers->len, ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = NULL;

  tote_archive_keep_order (fixture->archive, BASE, "first", 0);
  tote_archive_keep_order (fixture->archive, BASE, "second", NOON);
  tote_archive_keep_order (fixture->archive, BASE, "first", 0);
  tote_archive_keep_order (fixture->archive, BASE, "second", NOON + HOUR);
  tote_archive_list_async (fixture->archive, NULL, keep_result, &result);
  orders = tote_archive_list_finish (fixture->archive, wait (&result), &error);
  g_assert_no_error (error);

  g_assert_cmpuint (orders->len, ==, 2);
  g_assert_cmpstr (((ToteKeptOrder *) orders->pdata[0])->order_id, ==, "second");
  g_assert_cmpint (((ToteKeptOrder *) orders->pdata[0])->ended_at, ==, NOON);
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
disk_has (Fixture *fixture, const char *text)
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
forget (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_forget_async (fixture->archive, BASE, ORDER, NULL, keep_result, &result);
  tote_archive_forget_finish (fixture->archive, wait (&result), &error);
  g_assert_no_error (error);
}

static void
test_forget_leaves_no_trace (Fixture *fixture, gconstpointer unused)
{
  keep_answer (fixture, TOTE_RESOURCE_CHAT, SECRET, NOON);
  keep_wish (fixture, "one", TOTE_WISH_SENDING);
  keep_history (fixture);
  g_assert_true (disk_has (fixture, SECRET));

  forget (fixture);
  g_assert_false (disk_has (fixture, SECRET));
  g_assert_false (disk_has (fixture, ORDER));
}

static void
test_people_expire_a_day_after_the_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) before = NULL;
  g_autoptr (ToteKeptOrder) after = NULL;

  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON);
  keep_answer (fixture, TOTE_RESOURCE_ITEMS, "{}", NOON);
  keep_answer (fixture, TOTE_RESOURCE_HANDLING, SECRET, NOON);
  keep_answer (fixture, TOTE_RESOURCE_CHAT, SECRET, NOON);
  keep_answer (fixture, TOTE_RESOURCE_ORDER_MESSAGES, SECRET, NOON);
  keep_answer (fixture, TOTE_RESOURCE_LOCATION, SECRET, NOON);
  keep_wish (fixture, "one", TOTE_WISH_SENT);
  keep_history (fixture);
  tote_archive_keep_order (fixture->archive, BASE, ORDER, NOON);

  before = load_at (fixture, ORDER, NOON + 24 * HOUR - 1);
  g_assert_cmpuint (before->answers->len, ==, 6);
  after = load_at (fixture, ORDER, NOON + 24 * HOUR);
  g_assert_cmpuint (after->answers->len, ==, 2);
  g_assert_cmpuint (after->wishes->len, ==, 0);
  g_assert_cmpuint (after->steps->len, ==, 1);
  g_assert_false (disk_has (fixture, SECRET));
}

static void
test_people_expire_without_an_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) before = NULL;
  g_autoptr (ToteKeptOrder) after = NULL;

  keep_answer (fixture, TOTE_RESOURCE_CHAT, SECRET, NOON);
  before = load_at (fixture, ORDER, NOON + 6 * 24 * HOUR);
  g_assert_cmpuint (before->answers->len, ==, 1);
  after = load_at (fixture, ORDER, NOON + 7 * 24 * HOUR);
  g_assert_cmpuint (after->answers->len, ==, 0);
  g_assert_false (disk_has (fixture, SECRET));
}

static void
test_private (Fixture *fixture, gconstpointer unused)
{
  struct stat status;

  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  g_assert_no_errno (stat (fixture->directory, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_no_errno (stat (fixture->path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static guint
count_files (Fixture *fixture, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

static void
wait_for_notice (Fixture *fixture)
{
  while (tote_archive_get_notice (fixture->archive) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
damage (Fixture *fixture, const char *contents)
{
  g_autoptr (GError) error = NULL;

  close_archive (fixture);
  g_file_set_contents (fixture->path, contents, -1, &error);
  g_assert_no_error (error);
  open_archive (fixture);
}

static void
test_damaged_file_is_set_aside (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
  damage (fixture, "This has never been a database, whatever its name says. Not at all.");
  order = load_at (fixture, ORDER, NOON);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();

  g_assert_cmpuint (order->answers->len, ==, 0);
  g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 1);
  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON);
  reopen (fixture);
  g_clear_pointer (&order, tote_kept_order_free);
  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (order->answers->len, ==, 1);
  g_assert_null (tote_archive_get_notice (fixture->archive));
}

/* What cannot be read by Tote may still be read by others: it does not outlive what it was. */
static void
test_damaged_file_is_not_kept (Fixture *fixture, gconstpointer unused)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < 2; i++) {
    g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
    damage (fixture, SECRET);
    tote_kept_order_free (load_at (fixture, ORDER, now + 23 * HOUR));
    g_test_assert_expected_messages ();
    g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 1);
    if (i == 0)
      forget (fixture);
    else
      tote_kept_order_free (load_at (fixture, ORDER, now + 25 * HOUR));
    g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 0);
  }
}

/* Overwrites the middle of a good file, whose head still looks right. */
static void
test_damaged_page_is_set_aside (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *data = NULL;
  g_autoptr (ToteKeptOrder) order = NULL;
  gsize size;

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    keep_answer (fixture, i, SECRET, NOON);
  close_archive (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &data, &size, NULL));
  memset (data + 4096, 0x55, size - 4096);
  g_assert_true (g_file_set_contents (fixture->path, data, (gssize) size, NULL));

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
  open_archive (fixture);
  order = load_at (fixture, ORDER, NOON);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (order->answers->len, ==, 0);
}

/* A file of a later Tote is not touched: what is learned now is kept in memory. */
static void
test_newer_file_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;
  guint32 version = GUINT32_TO_BE (999);

  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  close_archive (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size_before, NULL));
  memcpy (before + 60, &version, sizeof version); /* where SQLite has user_version */
  g_assert_true (g_file_set_contents (fixture->path, before, (gssize) size_before, NULL));

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*cannot be kept*");
  open_archive (fixture);
  keep_wish (fixture, "two", TOTE_WISH_WAITING);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
change_file (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_zone_is_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;
  g_autoptr (ToteKeptOrder) other = NULL;

  keep_wish (fixture, "one", TOTE_WISH_SENT);
  tote_archive_keep_zone (fixture->archive, BASE, ORDER, "America/Chicago");
  tote_archive_keep_zone (fixture->archive, BASE, "MKT-2", "America/Denver");
  reopen (fixture);
  order = load_at (fixture, ORDER, NOON);
  other = load_at (fixture, "MKT-2", NOON);
  g_assert_cmpstr (order->time_zone, ==, "America/Chicago");
  g_assert_null (other->time_zone); /* an order that is not followed is not made to be */
}

/* A file of the first version is taken over with all that is in it. */
static void
test_older_file_is_taken_over (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) before = NULL;
  g_autoptr (ToteKeptOrder) after = NULL;

  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON);
  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  close_archive (fixture);
  change_file (fixture, "ALTER TABLE orders DROP COLUMN time_zone; PRAGMA user_version = 1");

  open_archive (fixture);
  before = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (before->answers->len, ==, 1);
  g_assert_cmpuint (before->wishes->len, ==, 1);
  g_assert_null (before->time_zone);
  tote_archive_keep_zone (fixture->archive, BASE, ORDER, "America/Chicago");
  after = load_at (fixture, ORDER, NOON);
  g_assert_cmpstr (after->time_zone, ==, "America/Chicago");
  g_assert_null (tote_archive_get_notice (fixture->archive));
}

static void
test_no_place_on_disk (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *blocked = g_build_filename (fixture->path, "below", NULL);
  g_autoptr (ToteKeptOrder) order = NULL;

  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  close_archive (fixture);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*cannot be kept*");
  fixture->archive = tote_archive_new (blocked);
  keep_wish (fixture, "two", TOTE_WISH_WAITING);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (order->wishes->len, ==, 1);
}

static void
test_in_memory (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;

  close_archive (fixture);
  fixture->archive = tote_archive_new (NULL);
  keep_wish (fixture, "one", TOTE_WISH_WAITING);
  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (order->wishes->len, ==, 1);
}

/* Two archives on one file, as two processes have them: both write, nothing gets lost. */
static void
test_two_writers (Fixture *fixture, gconstpointer unused)
{
  Fixture other = { .directory = fixture->directory };
  g_autoptr (ToteKeptOrder) order = NULL;

  open_archive (&other);
  for (guint i = 0; i < 50; i++) {
    g_autofree char *key = g_strdup_printf ("here %u", i);
    g_autofree char *other_key = g_strdup_printf ("there %u", i);

    keep_wish (fixture, key, TOTE_WISH_WAITING);
    keep_wish (&other, other_key, TOTE_WISH_WAITING);
    keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON + i);
    keep_answer (&other, TOTE_RESOURCE_ORDER, "{}", NOON + i);
  }
  close_archive (&other);
  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (order->wishes->len, ==, 100);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_close (fixture->archive);
  keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", NOON);
  tote_archive_load_async (fixture->archive, BASE, ORDER, NOON, NULL, keep_result, &result);
  g_assert_null (tote_archive_load_finish (fixture->archive, wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_load_async (fixture->archive, BASE, ORDER, NOON, cancellable, keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (tote_archive_load_finish (fixture->archive, wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Everything that was pushed is on disk when the last reference goes. */
static void
test_last_reference_waits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptOrder) order = NULL;

  for (guint i = 0; i < 100; i++)
    keep_answer (fixture, i % TOTE_N_RESOURCES, SECRET, NOON + i);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  open_archive (fixture);
  order = load_at (fixture, ORDER, NOON);
  g_assert_cmpuint (order->answers->len, ==, TOTE_N_RESOURCES);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/archive/reopen", test_reopen);
  add ("/archive/unknown-order", test_unknown_order);
  add ("/archive/list", test_list);
  add ("/archive/forget-leaves-no-trace", test_forget_leaves_no_trace);
  add ("/archive/expiry/a-day-after-the-end", test_people_expire_a_day_after_the_end);
  add ("/archive/expiry/without-an-end", test_people_expire_without_an_end);
  add ("/archive/private", test_private);
  add ("/archive/damaged/file", test_damaged_file_is_set_aside);
  add ("/archive/damaged/not-kept", test_damaged_file_is_not_kept);
  add ("/archive/damaged/page", test_damaged_page_is_set_aside);
  add ("/archive/zone-is-kept", test_zone_is_kept);
  add ("/archive/older-file-is-taken-over", test_older_file_is_taken_over);
  add ("/archive/newer-file-is-left-alone", test_newer_file_is_left_alone);
  add ("/archive/no-place-on-disk", test_no_place_on_disk);
  add ("/archive/in-memory", test_in_memory);
  add ("/archive/two-writers", test_two_writers);
  add ("/archive/closed", test_closed);
  add ("/archive/cancelled", test_cancelled);
  add ("/archive/last-reference-waits", test_last_reference_waits);

  return g_test_run ();
}
