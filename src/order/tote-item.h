/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"
#include "tote-product.h"

G_BEGIN_DECLS

/**
 * ToteItem: one item of the order, live: what was ordered, what is offered instead, and what
 * became of it (contract 3.2).
 */
#define TOTE_TYPE_ITEM (tote_item_get_type ())
G_DECLARE_FINAL_TYPE (ToteItem, tote_item, TOTE, ITEM, GObject)

ToteItem *tote_item_new (const char *id, const char *status, const char *replacement_status,
                         ToteProduct *product, ToteProduct *replacement);

const char *tote_item_get_id (ToteItem *self);
const char *tote_item_get_status (ToteItem *self);
ToteProduct *tote_item_get_product (ToteItem *self);
ToteProduct *tote_item_get_replacement (ToteItem *self);

ToteItemGroup tote_item_get_group (ToteItem *self);
ToteDecision tote_item_get_decision (ToteItem *self);
gboolean tote_item_get_known (ToteItem *self);
gboolean tote_item_get_question (ToteItem *self);

gboolean tote_item_get_changed (ToteItem *self);
void tote_item_set_changed (ToteItem *self, gboolean changed);

ToteSendState tote_item_get_send_state (ToteItem *self);
void tote_item_set_wish (ToteItem *self, ToteDecision wished, ToteSendState send_state,
                         const char *reason);

/* For ToteItemList alone: the order's phase decides where a not_found item stands, and whether a
 * pending replacement is still a question. */
gboolean tote_item_set_phase (ToteItem *self, gboolean shopped, gboolean decidable);
gboolean tote_item_update (ToteItem *self, ToteItem *fresh);

G_END_DECLS
