/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteOrderPage: the order column. Head and items scroll as one virtualised list: its first row
 * is the head, which the page owns for good, so that nothing typed there is lost to recycling;
 * then come the groups with their headings. While something is searched for, only what was found
 * is listed.
 *
 * Properties: "tracker", "position-text", "narrow" (handed to the head), "searching", "fruitless"
 * (whether nothing was found).
 */
#define TOTE_TYPE_ORDER_PAGE (tote_order_page_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderPage, tote_order_page, TOTE, ORDER_PAGE, TotePart)

gboolean tote_order_page_focus_question (ToteOrderPage *self, const char *item_id);
void tote_order_page_toggle_search (ToteOrderPage *self);

G_END_DECLS
