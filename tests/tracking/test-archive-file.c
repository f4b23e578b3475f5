/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive-fixture.h"

#include "test-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* The file it is kept in: whose it is, and what becomes of a bad one. */

static void
test_private (ArchiveFixture *fixture, gconstpointer unused)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  struct stat status;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  g_assert_no_errno (stat (fixture->directory, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

    g_assert_no_errno (stat (path, &status));
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }
}

/* Whoever made it readable for others before: it is not when Tote has opened it. */
static void
test_private_again (ArchiveFixture *fixture, gconstpointer unused)
{
  archive_close (fixture);
  g_assert_no_errno (g_chmod (fixture->path, 0644));
  archive_open (fixture);
  test_private (fixture, unused);
}

static guint
count_files (ArchiveFixture *fixture, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

static void
wait_for_notice (ArchiveFixture *fixture)
{
  while (tote_archive_get_notice (fixture->archive) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
damage (ArchiveFixture *fixture, const char *contents)
{
  g_autoptr (GError) error = NULL;

  archive_close (fixture);
  g_file_set_contents (fixture->path, contents, -1, &error);
  g_assert_no_error (error);
  archive_open (fixture);
}

static void
test_damaged_file_is_set_aside (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;

  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
  damage (fixture, "This has never been a database, whatever its name says. Not at all.");
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();

  g_assert_cmpuint (order->answers->len, ==, 0);
  g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 1);
  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  archive_reopen (fixture);
  g_clear_pointer (&order, tote_order_record_free);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->answers->len, ==, 1);
  g_assert_null (tote_archive_get_notice (fixture->archive));
}

/* What cannot be read by Tote may still be read by others: it does not outlive what it was. */
static void
test_damaged_file_is_not_kept (ArchiveFixture *fixture, gconstpointer unused)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < 2; i++) {
    g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
    damage (fixture, ARCHIVE_SECRET);
    tote_order_record_free (archive_load (fixture, ARCHIVE_ORDER, now + 23 * ARCHIVE_HOUR));
    g_test_assert_expected_messages ();
    g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 1);
    if (i == 0)
      archive_forget (fixture);
    else
      tote_order_record_free (archive_load (fixture, ARCHIVE_ORDER, now + 25 * ARCHIVE_HOUR));
    g_assert_cmpuint (count_files (fixture, "tote.db.damaged-"), ==, 0);
  }
}

/* Overwrites the middle of a good file, whose head still looks right. */
static void
test_damaged_page_is_set_aside (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *data = NULL;
  g_autoptr (ToteOrderRecord) order = NULL;
  gsize size;

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    archive_keep_answer (fixture, i, ARCHIVE_SECRET, ARCHIVE_NOON);
  archive_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &data, &size, NULL));
  memset (data + 4096, 0x55, size - 4096);
  g_assert_true (g_file_set_contents (fixture->path, data, (gssize) size, NULL));

  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
  archive_open (fixture);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (order->answers->len, ==, 0);
}

static void
change_file (ArchiveFixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* A long list of which one line more is another one each time. */
static char *
build_list (guint n, guint changed)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "{\"id\": %u, \"status\": \"%s\"},", i,
                            i < changed ? "found" : "not_picked");

  return g_string_free (list, FALSE);
}

static void
keep_list (ArchiveFixture *fixture, guint n, guint changed)
{
  g_autofree char *list = build_list (n, changed);

  archive_keep_answer (fixture, TOTE_RESOURCE_ITEMS, list, ARCHIVE_NOON);
}

static void
assert_keeps_text (ArchiveFixture *fixture, const char *list)
{
  g_autoptr (ToteOrderRecord) order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  ToteAnswerRecord *answer;

  g_assert_cmpuint (order->answers->len, ==, 1);
  answer = order->answers->pdata[0];
  g_assert_cmpmem (g_bytes_get_data (answer->bytes, NULL), g_bytes_get_size (answer->bytes), list,
                   strlen (list));
}

static void
assert_keeps (ArchiveFixture *fixture, guint n, guint changed)
{
  g_autofree char *list = build_list (n, changed);

  assert_keeps_text (fixture, list);
}

static goffset
measure_journal (ArchiveFixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status = { 0 };

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_size;
}

#define LINES 5000

/* Of a long list what has changed is written, and what is read is always the whole. */
static void
test_patches (ArchiveFixture *fixture, gconstpointer unused)
{
  goffset before;

  keep_list (fixture, LINES, 0);
  assert_keeps (fixture, LINES, 0);
  keep_list (fixture, LINES, 2500);
  before = measure_journal (fixture);
  for (guint i = 0; i < 10; i++)
    keep_list (fixture, LINES, 2500 + i);
  assert_keeps (fixture, LINES, 2509);
  g_test_message ("%d KiB each", (int) (measure_journal (fixture) - before) / 10240);
  g_assert_cmpint (measure_journal (fixture) - before, <, 10 * 32 * 1024);

  for (guint i = 0; i < 200; i++)
    keep_list (fixture, LINES - i, 2500 + i);
  assert_keeps (fixture, LINES - 199, 2699);
  archive_reopen (fixture);
  assert_keeps (fixture, LINES - 199, 2699);
  keep_list (fixture, LINES, 1);
  keep_list (fixture, LINES + 1, 2);
  archive_reopen (fixture);
  assert_keeps (fixture, LINES + 1, 2);
}

/* Lines far apart are others: what is between them is not written again. */
static void
test_patches_apart (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *list = build_list (LINES, LINES / 2);
  const gsize size = strlen (list);
  goffset before;

  archive_keep_answer (fixture, TOTE_RESOURCE_ITEMS, list, ARCHIVE_NOON);
  assert_keeps_text (fixture, list);
  before = measure_journal (fixture);
  for (guint i = 0; i < 10; i++) {
    list[8 + i] = list[size - 20 + i] = list[size / 3 + i] = '!';
    archive_keep_answer (fixture, TOTE_RESOURCE_ITEMS, list, ARCHIVE_NOON);
  }
  assert_keeps_text (fixture, list);
  g_test_message ("%d KiB each", (int) (measure_journal (fixture) - before) / 10240);
  g_assert_cmpint (measure_journal (fixture) - before, <, 10 * 32 * 1024);

  archive_reopen (fixture);
  assert_keeps_text (fixture, list);
}

/* What this process has written is not there any more: another one came in between. */
static void
test_patches_of_two (ArchiveFixture *fixture, gconstpointer unused)
{
  static const char *const doings[] = {
    "UPDATE answers SET bytes = x'20', version = 7; DELETE FROM patches",
    "DELETE FROM patches",
    "INSERT INTO patches SELECT owner, resource, 9, 0, 1, x'20' FROM answers",
    "PRAGMA foreign_keys = ON; DELETE FROM answers",
    "PRAGMA foreign_keys = ON; DELETE FROM orders",
  };

  for (guint i = 0; i < G_N_ELEMENTS (doings); i++) {
    keep_list (fixture, LINES, 1);
    keep_list (fixture, LINES, 2);
    assert_keeps (fixture, LINES, 2);
    change_file (fixture, doings[i]);
    keep_list (fixture, LINES, 3);
    assert_keeps (fixture, LINES, 3);
    keep_list (fixture, LINES, 4);
    assert_keeps (fixture, LINES, 4);
  }
}

/* A patch that does not fit spoils what it is for, and nothing else. */
static void
test_patches_that_do_not_fit (ArchiveFixture *fixture, gconstpointer unused)
{
  static const char *const values[] = { "start = 100000000", "start = -1", "removed = -1",
                                        "removed = 9223372036854775807" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *sql = g_strdup_printf ("UPDATE patches SET %s", values[i]);
    g_autoptr (ToteOrderRecord) order = NULL;

    archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
    keep_list (fixture, LINES, 1);
    keep_list (fixture, LINES, 2);
    archive_close (fixture);
    change_file (fixture, sql);
    archive_open (fixture);
    order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
    g_assert_cmpuint (order->answers->len, ==, 1);
    g_assert_cmpint (((ToteAnswerRecord *) order->answers->pdata[0])->resource, ==,
                     TOTE_RESOURCE_ORDER);
  }
}

/* A file of the first version is taken over with all that is in it. */
static void
test_older_file_is_taken_over (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) before = NULL;
  g_autoptr (ToteOrderRecord) after = NULL;

  archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  archive_close (fixture);
  change_file (fixture, "ALTER TABLE orders DROP COLUMN time_zone;"
                        "ALTER TABLE orders DROP COLUMN no_order_call;"
                        "ALTER TABLE orders DROP COLUMN draft;"
                        "ALTER TABLE steps DROP COLUMN vague;"
                        "DROP TABLE patches; ALTER TABLE answers DROP COLUMN version;"
                        "PRAGMA user_version = 1");

  archive_open (fixture);
  before = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (before->answers->len, ==, 1);
  g_assert_cmpuint (before->wishes->len, ==, 1);
  g_assert_null (before->time_zone);
  tote_archive_order_save_zone (fixture->order, "America/Chicago");
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpstr (after->time_zone, ==, "America/Chicago");
  g_assert_null (tote_archive_get_notice (fixture->archive));
}

/* A file of a later Tote is not touched: what is learned now is kept in memory. */
static void
test_newer_file_is_left_alone (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;
  guint32 version = GUINT32_TO_BE (999);

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  archive_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size_before, NULL));
  memcpy (before + 60, &version, sizeof version); /* where SQLite has user_version */
  g_assert_true (g_file_set_contents (fixture->path, before, (gssize) size_before, NULL));

  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*cannot be kept*");
  archive_open (fixture);
  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_no_place_on_disk (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *blocked = g_build_filename (fixture->path, "below", NULL);
  g_autoptr (ToteOrderRecord) order = NULL;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  archive_close (fixture);
  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*cannot be kept*");
  archive_open_at (fixture, blocked);
  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->wishes->len, ==, 1);
}

/* In memory and nowhere else: also no file that is only called so, where the program was started.
 */
static void
test_in_memory (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;
  g_autofree char *before = g_get_current_dir ();
  guint n_files;

  archive_close (fixture);
  n_files = count_files (fixture, "");
  g_assert_no_errno (g_chdir (fixture->directory));
  archive_open_at (fixture, NULL);
  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->wishes->len, ==, 1);
  g_assert_cmpuint (count_files (fixture, ""), ==, n_files);
  g_assert_no_errno (g_chdir (before));
}

/* What SQLite itself finds nothing wrong with, but nothing can be kept in. */
static void
test_damaged_schema_is_set_aside (ArchiveFixture *fixture, gconstpointer unused)
{
  static const char *const faults[] = {
    "DROP TABLE wishes",
    "CREATE TRIGGER no BEFORE INSERT ON wishes BEGIN SELECT RAISE (ABORT, 'no'); END",
    "ALTER TABLE steps RENAME COLUMN state TO status",
    "CREATE VIEW more AS SELECT * FROM orders",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (ToteOrderRecord) order = NULL;

    archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
    archive_close (fixture);
    change_file (fixture, faults[i]);
    g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
    archive_open (fixture);
    archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
    wait_for_notice (fixture);
    g_test_assert_expected_messages ();
    order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
    g_assert_cmpuint (order->answers->len, ==, 0);
    g_assert_cmpuint (order->wishes->len, ==, 1);
    archive_forget (fixture);
    archive_reopen (fixture);
  }
}

/* The same while it is open: what was to be written then is written to the new file. */
static void
test_damaged_under_way (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) order = NULL;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  change_file (fixture, "DROP TABLE wishes");
  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*was damaged*moved aside*");
  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->wishes->len, ==, 1);
}

static gboolean
try_wish (ArchiveFixture *fixture, const char *key, ToteWishPhase phase, gboolean claim,
          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  ToteWishRecord wish = { .key = (char *) key, .text = (char *) ARCHIVE_SECRET, .phase = phase };

  tote_archive_order_save_wish_async (fixture->order, &wish, claim, NULL, test_keep_result,
                                      &result);
  return tote_archive_order_save_wish_finish (fixture->order, archive_wait (&result), error);
}

/* Somebody's backup holds the file: one second is waited for it, once, and it is said once. When it
 * is free again, it is written to again. */
static void
test_locked (ArchiveFixture *fixture, gconstpointer unused)
{
  sqlite3 *db = NULL;
  g_autoptr (ToteOrderRecord) order = NULL;
  gint64 since;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*holds the file*");
  since = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (try_wish (fixture, "two", TOTE_WISH_WAITING, FALSE, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  }
  g_assert_cmpint (g_get_monotonic_time () - since, <, 2500000);
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();
  sqlite3_close (db);

  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->wishes->len, ==, 2);
}

/* The disk fills up: that is said once, however often it is tried and whatever is read meanwhile.
 * When there is room again, it is written to again. */
static void
test_full (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteOrderRecord) after = NULL;
  struct rlimit before, full;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  full = before;
  full.rlim_cur = (rlim_t) measure_journal (fixture);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));
  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*cannot be kept on this disk*");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteOrderRecord) order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);

    g_assert_cmpuint (order->wishes->len, ==, 1);
    g_assert_false (try_wish (fixture, "two", TOTE_WISH_WAITING, FALSE, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON);
  }
  wait_for_notice (fixture);
  g_test_assert_expected_messages ();

  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
  archive_keep_wish (fixture, "two", TOTE_WISH_WAITING);
  archive_reopen (fixture);
  after = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (after->wishes->len, ==, 2);
}

/* One process sends what waits in a folder; when it is gone another does. What has left leaves
 * once.
 */
static void
test_one_owner (ArchiveFixture *fixture, gconstpointer unused)
{
  ArchiveFixture other = { .directory = fixture->directory };
  g_autoptr (ToteOrderRecord) mine = NULL;
  g_autoptr (ToteOrderRecord) theirs = NULL;
  g_autoptr (ToteOrderRecord) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  archive_keep_wish (fixture, "one", TOTE_WISH_WAITING);
  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*open elsewhere*only shows*");
  archive_open (&other);
  wait_for_notice (&other);
  g_test_assert_expected_messages ();
  mine = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  theirs = archive_load (&other, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_true (mine->owned);
  g_assert_false (theirs->owned);
  g_assert_false (try_wish (&other, "one", TOTE_WISH_SENDING, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);

  archive_close (fixture);
  later = archive_load (&other, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_true (later->owned);
  g_assert_true (try_wish (&other, "one", TOTE_WISH_SENDING, TRUE, NULL));
  g_assert_false (try_wish (&other, "one", TOTE_WISH_SENDING, TRUE, &again));
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_EXISTS);
  archive_close (&other);
  archive_open (fixture);
}

/* Two archives on one file, as two processes have them: both write, nothing gets lost. */
static void
test_two_writers (ArchiveFixture *fixture, gconstpointer unused)
{
  ArchiveFixture other = { .directory = fixture->directory };
  g_autoptr (ToteOrderRecord) order = NULL;

  g_test_expect_message ("tote-tracking", G_LOG_LEVEL_MESSAGE, "*open elsewhere*only shows*");
  archive_open (&other);
  for (guint i = 0; i < 50; i++) {
    g_autofree char *key = g_strdup_printf ("here %u", i);
    g_autofree char *other_key = g_strdup_printf ("there %u", i);

    archive_keep_wish (fixture, key, TOTE_WISH_WAITING);
    archive_keep_wish (&other, other_key, TOTE_WISH_WAITING);
    archive_keep_answer (fixture, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON + i);
    archive_keep_answer (&other, TOTE_RESOURCE_ORDER, "{}", ARCHIVE_NOON + i);
  }
  g_test_assert_expected_messages ();
  archive_close (&other);
  order = archive_load (fixture, ARCHIVE_ORDER, ARCHIVE_NOON);
  g_assert_cmpuint (order->wishes->len, ==, 100);
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

  add ("/archive/private", test_private);
  add ("/archive/private-again", test_private_again);
  add ("/archive/damaged/file", test_damaged_file_is_set_aside);
  add ("/archive/damaged/not-kept", test_damaged_file_is_not_kept);
  add ("/archive/damaged/page", test_damaged_page_is_set_aside);
  add ("/archive/damaged/schema", test_damaged_schema_is_set_aside);
  add ("/archive/damaged/under-way", test_damaged_under_way);
  add ("/archive/locked", test_locked);
  add ("/archive/full", test_full);
  add ("/archive/one-owner", test_one_owner);
  add ("/archive/patches/written", test_patches);
  add ("/archive/patches/apart", test_patches_apart);
  add ("/archive/patches/of-two", test_patches_of_two);
  add ("/archive/patches/that-do-not-fit", test_patches_that_do_not_fit);
  add ("/archive/older-file-is-taken-over", test_older_file_is_taken_over);
  add ("/archive/newer-file-is-left-alone", test_newer_file_is_left_alone);
  add ("/archive/no-place-on-disk", test_no_place_on_disk);
  add ("/archive/in-memory", test_in_memory);
  add ("/archive/two-writers", test_two_writers);

  return g_test_run ();
}
