/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-records.h"

G_BEGIN_DECLS

/**
 * ToteStore: the SQL behind #ToteArchive. Every call blocks, so it lives on the archive's own
 * thread and nowhere else.
 */
typedef struct _ToteStore ToteStore;

ToteStore *tote_store_open (const char *directory, char **notice, GError **error);
void tote_store_close (ToteStore *self);
void tote_store_set_patient (ToteStore *self, gboolean patient);

ToteOrderRecord *tote_store_load (ToteStore *self, ToteOrderKey *order, GError **error);
gboolean tote_store_own (ToteStore *self);
GPtrArray *tote_store_list (ToteStore *self, GError **error);

gboolean tote_store_save_order (ToteStore *self, const ToteOrderKey *order, gint64 ended_at,
                                GError **error);
gboolean tote_store_save_draft (ToteStore *self, const ToteOrderKey *order, const char *draft,
                                GError **error);
gboolean tote_store_save_zone (ToteStore *self, const ToteOrderKey *order, const char *name,
                               GError **error);
gboolean tote_store_save_no_order_call (ToteStore *self, const ToteOrderKey *order,
                                        gboolean no_order_call, GError **error);
gboolean tote_store_save_answer (ToteStore *self, const ToteOrderKey *order,
                                 const ToteAnswerRecord *answer, GError **error);
gboolean tote_store_save_wish (ToteStore *self, const ToteOrderKey *order,
                               const ToteWishRecord *wish, gboolean claim, GError **error);
gboolean tote_store_drop_wish (ToteStore *self, const ToteOrderKey *order, const char *key,
                               GError **error);
gboolean tote_store_save_history (ToteStore *self, const ToteOrderKey *order, GPtrArray *entries,
                                  gboolean whole, GError **error);

gboolean tote_store_forget (ToteStore *self, const ToteOrderKey *order, GError **error);
gboolean tote_store_expire (ToteStore *self, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteStore, tote_store_close)

G_END_DECLS
