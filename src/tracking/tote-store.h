/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-kept.h"

G_BEGIN_DECLS

/**
 * ToteStore: the SQL behind #ToteArchive. Every call blocks, so it lives on the archive's own
 * thread and nowhere else.
 */
typedef struct _ToteStore ToteStore;

ToteStore *tote_store_open (const char *directory, char **notice, GError **error);
void tote_store_close (ToteStore *self);

ToteKeptOrder *tote_store_load (ToteStore *self, const char *base, const char *order_id,
                                GError **error);
GPtrArray *tote_store_list (ToteStore *self, GError **error);

gboolean tote_store_keep_order (ToteStore *self, const char *base, const char *order_id,
                                gint64 ended_at, GError **error);
gboolean tote_store_keep_zone (ToteStore *self, const char *base, const char *order_id,
                               const char *name, GError **error);
gboolean tote_store_keep_answer (ToteStore *self, const char *base, const char *order_id,
                                 const ToteKeptAnswer *answer, GError **error);
gboolean tote_store_touch_answer (ToteStore *self, const char *base, const char *order_id,
                                  const ToteKeptAnswer *answer, GError **error);
gboolean tote_store_keep_wish (ToteStore *self, const char *base, const char *order_id,
                               const ToteKeptWish *wish, GError **error);
gboolean tote_store_drop_wish (ToteStore *self, const char *base, const char *order_id,
                               const char *key, GError **error);
gboolean tote_store_keep_steps (ToteStore *self, const char *base, const char *order_id,
                                GPtrArray *steps, GError **error);

gboolean tote_store_forget (ToteStore *self, const char *base, const char *order_id,
                            GError **error);
gboolean tote_store_expire (ToteStore *self, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteStore, tote_store_close)

G_END_DECLS
