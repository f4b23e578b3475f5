/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"

G_BEGIN_DECLS

/**
 * ToteArchiveOrder: what the archive has of one order, and the only way to write to it. It writes
 * as seldom as it can: an answer when its bytes change, the time of one that did not now and then.
 * Without an archive it does nothing. Calls are queued in order and never block.
 */
#define TOTE_TYPE_ARCHIVE_ORDER (tote_archive_order_get_type ())
G_DECLARE_FINAL_TYPE (ToteArchiveOrder, tote_archive_order, TOTE, ARCHIVE_ORDER, GObject)

ToteArchiveOrder *tote_archive_order_new (ToteArchive *archive, const char *base,
                                          const char *order_id);
gboolean tote_archive_order_is_open (ToteArchiveOrder *self);

void tote_archive_order_load_async (ToteArchiveOrder *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
ToteOrderRecord *tote_archive_order_load_finish (ToteArchiveOrder *self, GAsyncResult *result,
                                                 GError **error);

void tote_archive_order_save_end (ToteArchiveOrder *self, gint64 ended_at);
void tote_archive_order_save_draft (ToteArchiveOrder *self, const char *draft);
void tote_archive_order_save_zone (ToteArchiveOrder *self, const char *name);
void tote_archive_order_save_no_order_call (ToteArchiveOrder *self, gboolean no_order_call);
void tote_archive_order_save_answer (ToteArchiveOrder *self, ToteResource resource, GBytes *bytes,
                                     gint64 seen_at, guint occasion);
void tote_archive_order_save_history (ToteArchiveOrder *self, GListModel *entries);

void tote_archive_order_save_wish_async (ToteArchiveOrder *self, const ToteWishRecord *wish,
                                         gboolean claim, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_archive_order_save_wish_finish (ToteArchiveOrder *self, GAsyncResult *result,
                                              GError **error);
void tote_archive_order_drop_wish (ToteArchiveOrder *self, const char *key);

void tote_archive_order_expire (ToteArchiveOrder *self, gint64 now);
void tote_archive_order_forget_async (ToteArchiveOrder *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean tote_archive_order_forget_finish (ToteArchiveOrder *self, GAsyncResult *result,
                                           GError **error);

G_END_DECLS
