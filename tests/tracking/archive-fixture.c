/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void
archive_open (ArchiveFixture *fixture)
{
  fixture->archive = tote_archive_new (fixture->directory);
}

void
archive_close (ArchiveFixture *fixture)
{
  tote_archive_close (fixture->archive);
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

void
archive_tear_down (ArchiveFixture *fixture, gconstpointer unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->directory);
  g_autofree char *parent = g_path_get_dirname (data);

  archive_close (fixture);
  remove_tree (parent);
  g_free (fixture->directory);
  g_free (fixture->path);
}

void
archive_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
archive_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

ToteKeptOrder *
archive_load (ArchiveFixture *fixture, const char *order_id, gint64 now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ToteKeptOrder *order;

  tote_archive_load_async (fixture->archive, ARCHIVE_BASE, order_id, now, NULL, archive_keep_result,
                           &result);
  order = tote_archive_load_finish (fixture->archive, archive_wait (&result), &error);
  g_assert_no_error (error);
  return order;
}

void
archive_keep_answer (ArchiveFixture *fixture, ToteResource resource, const char *text,
                     gint64 seen_at)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  tote_archive_keep_answer (fixture->archive, ARCHIVE_BASE, ARCHIVE_ORDER, resource, bytes, seen_at,
                            7);
}

void
archive_keep_wish (ArchiveFixture *fixture, const char *key, ToteWishPhase phase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ToteKeptWish wish = { .key = (char *) key,
                        .text = (char *) ARCHIVE_SECRET,
                        .created_at = ARCHIVE_NOON,
                        .phase = phase,
                        .known = (char *) "4711\n" };

  tote_archive_keep_wish_async (fixture->archive, ARCHIVE_BASE, ARCHIVE_ORDER, &wish, NULL,
                                archive_keep_result, &result);
  tote_archive_keep_wish_finish (fixture->archive, archive_wait (&result), &error);
  g_assert_no_error (error);
}

void
archive_forget (ArchiveFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_archive_forget_async (fixture->archive, ARCHIVE_BASE, ARCHIVE_ORDER, NULL,
                             archive_keep_result, &result);
  tote_archive_forget_finish (fixture->archive, archive_wait (&result), &error);
  g_assert_no_error (error);
}
