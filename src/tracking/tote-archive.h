/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-kept.h"

G_BEGIN_DECLS

/**
 * ToteArchive: what Tote keeps of the orders it follows (design 7): the orders themselves, their
 * last known answers and history, and the wishes that are under way. No token is ever in it.
 *
 * The database is touched by one thread of the archive's own; calls are queued to it in order and
 * never block the caller. The last reference waits until what was queued is on disk.
 *
 * Property "notice" (string, NULL mostly): one line for people when the file could not be used.
 */
#define TOTE_TYPE_ARCHIVE (tote_archive_get_type ())
G_DECLARE_FINAL_TYPE (ToteArchive, tote_archive, TOTE, ARCHIVE, GObject)

ToteArchive *tote_archive_new (const char *directory);
ToteArchive *tote_archive_new_default (void);
void tote_archive_close (ToteArchive *self);
const char *tote_archive_get_notice (ToteArchive *self);

void tote_archive_load_async (ToteArchive *self, const char *base, const char *order_id, gint64 now,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
ToteKeptOrder *tote_archive_load_finish (ToteArchive *self, GAsyncResult *result, GError **error);

void tote_archive_list_async (ToteArchive *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tote_archive_list_finish (ToteArchive *self, GAsyncResult *result, GError **error);

void tote_archive_keep_order (ToteArchive *self, const char *base, const char *order_id,
                              gint64 ended_at);
void tote_archive_keep_zone (ToteArchive *self, const char *base, const char *order_id,
                             const char *name);
void tote_archive_keep_answer (ToteArchive *self, const char *base, const char *order_id,
                               ToteResource resource, GBytes *bytes, gint64 seen_at,
                               guint occasion);
void tote_archive_keep_steps (ToteArchive *self, const char *base, const char *order_id,
                              GListModel *steps);

void tote_archive_keep_wish_async (ToteArchive *self, const char *base, const char *order_id,
                                   const ToteKeptWish *wish, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_archive_keep_wish_finish (ToteArchive *self, GAsyncResult *result, GError **error);
void tote_archive_drop_wish (ToteArchive *self, const char *base, const char *order_id,
                             const char *key);

void tote_archive_expire (ToteArchive *self, gint64 now);
void tote_archive_forget_async (ToteArchive *self, const char *base, const char *order_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean tote_archive_forget_finish (ToteArchive *self, GAsyncResult *result, GError **error);

G_END_DECLS
