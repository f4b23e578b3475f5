/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-records.h"
#include "tote-store.h"

G_BEGIN_DECLS

/**
 * ToteArchive: what Tote keeps of the orders it follows (design 7): the orders themselves, their
 * last known answers and history, and the wishes that are under way. No token is ever in it. What
 * is about one order goes through #ToteArchiveOrder.
 *
 * The database is touched by one thread of the archive's own; calls are queued to it in order and
 * never block the caller. The last reference waits until what was queued is on disk.
 *
 * Property "notice" (string, NULL mostly): one line for people when the file could not be used.
 */
#define TOTE_TYPE_ARCHIVE (tote_archive_get_type ())
G_DECLARE_FINAL_TYPE (ToteArchive, tote_archive, TOTE, ARCHIVE, GObject)

/**
 * ToteArchiveFunc:
 * @data: what it was queued with
 * @result: (out) (optional): what it found, for whoever waits
 *
 * Does one thing with the database, on the archive's thread. Can be called again after a failure.
 *
 * Returns: whether it was done
 */
typedef gboolean (*ToteArchiveFunc) (ToteStore *store, gpointer data, gpointer *result,
                                     GError **error);

ToteArchive *tote_archive_new (const char *directory);
ToteArchive *tote_archive_new_default (void);
void tote_archive_close (ToteArchive *self);
const char *tote_archive_get_notice (ToteArchive *self);

void tote_archive_list_async (ToteArchive *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tote_archive_list_finish (ToteArchive *self, GAsyncResult *result, GError **error);
void tote_archive_load_all_async (ToteArchive *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tote_archive_load_all_finish (ToteArchive *self, GAsyncResult *result, GError **error);
void tote_archive_expire (ToteArchive *self, gint64 now);

void tote_archive_queue (ToteArchive *self, ToteArchiveFunc func, gpointer data,
                         GDestroyNotify data_free);
void tote_archive_queue_task (ToteArchive *self, ToteArchiveFunc func, gpointer data,
                              GDestroyNotify data_free, GTask *task, GDestroyNotify result_free);

G_END_DECLS
