/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteOrderHead: everything of the order column above the lists of items: headline, slot,
 * progress, the questions that wait for the customer, and what can be done at the store or after
 * the end.
 *
 * Properties: "tracker", "position-text" (words about the shopper's position), "narrow" (whether
 * the shopper card stands here because there is no map beside), "n-entries" (of the order's
 * history).
 */
#define TOTE_TYPE_ORDER_HEAD (tote_order_head_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderHead, tote_order_head, TOTE, ORDER_HEAD, TotePart)

gboolean tote_order_head_focus_question (ToteOrderHead *self, const char *item_id);
void tote_order_head_name_place (ToteOrderHead *self, GtkWidget *place);

G_END_DECLS
