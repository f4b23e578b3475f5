/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive-fixture.h"

#include "test-support.h"

#include <string.h>

/* @directory: (nullable) */
void
archive_open_at (ArchiveFixture *fixture, const char *directory)
{
  fixture->archive = tote_archive_new (directory);
  fixture->order = tote_archive_order_new (fixture->archive, ARCHIVE_BASE, ARCHIVE_ORDER);
}

void
archive_open (ArchiveFixture *fixture)
{
  archive_open_at (fixture, fixture->directory);
}

void
archive_close (ArchiveFixture *fixture)
{
  tote_archive_close (fixture->archive);
  g_clear_object (&fixture->order);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
}

void
archive_reopen (ArchiveFixture *fixture)
{
  archive_close (fixture);
  archive_open (fixture);
}

void
archive_set_up (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *parent = g_dir_make_tmp ("tote-archive-XXXXXX", NULL);

  fixture->directory = g_build_filename (parent, "data", "tote", NULL);
  fixture->path = g_build_filename (fixture->directory, "tote.db", NULL);
  archive_open (fixture);
}

void
archive_tear_down (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->directory);
  g_autofree char *parent = g_path_get_dirname (data);

  archive_close (fixture);
  test_remove_tree (parent);
  g_free (fixture->directory);
  g_free (fixture->path);
}

GAsyncResult *
archive_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

ToteOrderRecord *
archive_load (ArchiveFixture *fixture, const char *order_id, gint64 now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteArchiveOrder) order =
      tote_archive_order_new (fixture->archive, ARCHIVE_BASE, order_id);
  ToteOrderRecord *record;

  tote_archive_order_expire (order, now);
  tote_archive_order_load_async (order, NULL, test_keep_result, &result);
  record = tote_archive_order_load_finish (order, archive_wait (&result), &error);
  g_assert_no_error (error);
  return record;
}

void
archive_keep_answer (ArchiveFixture *fixture, ToteResource resource, const char *text,
                     gint64 seen_at)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  tote_archive_order_save_answer (fixture->order, resource, bytes, seen_at, 7);
}

void
archive_keep_wish (ArchiveFixture *fixture, const char *key, ToteWishPhase phase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ToteWishRecord wish = { .key = (char *) key,
                          .text = (char *) ARCHIVE_SECRET,
                          .created_at = ARCHIVE_NOON,
                          .phase = phase,
                          .known = (char *) "4711\n" };

  tote_archive_order_save_wish_async (fixture->order, &wish, FALSE, NULL, test_keep_result,
                                      &result);
  tote_archive_order_save_wish_finish (fixture->order, archive_wait (&result), &error);
  g_assert_no_error (error);
}

void
archive_forget (ArchiveFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_order_forget_async (fixture->order, NULL, test_keep_result, &result);
  tote_archive_order_forget_finish (fixture->order, archive_wait (&result), &error);
  g_assert_no_error (error);
}
