/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-handling.h"
#include "tote-order.h"
#include "tote-product.h"

G_BEGIN_DECLS

/* What is said of items, waiting and failures, in one place. */

char *tote_words_age (gint64 age_us);
char *tote_words_left (int minutes);
gboolean tote_words_is_at_door (double metres);
char *tote_words_away (double metres);
const char *tote_words_sending (const GError *failure);
char *tote_words_number (const char *order_id);
char *tote_words_order (const char *store, const char *order_id);
char *tote_words_initial (const char *name);
char *tote_words_silence (gboolean bought);
char *tote_words_doing (const char *name, const char *state, ToteStage stage,
                        ToteFulfillment fulfillment);
const char *tote_words_id_check (ToteFulfillment fulfillment);
char *tote_words_drop_off (ToteHandling *handling, ToteStage stage, ToteFulfillment fulfillment);
char *tote_words_group (ToteItemGroup group, ToteStage stage);
const char *tote_words_product (ToteProduct *product);
char *tote_words_failure (const GError *error);
char *tote_words_as_of (const char *what, gint64 at, GDateTime *today);
char *tote_words_asks_again (gint64 at, GDateTime *today);
char *tote_words_failure_title (const GError *error);
const char *tote_words_failure_icon (const GError *error);
char *tote_words_progress (guint n_done, guint n_items);
char *tote_words_ended (ToteStage stage, ToteFulfillment fulfillment, const char *time);

G_END_DECLS
