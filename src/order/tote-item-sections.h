/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-item-entry.h"
#include "tote-item-list.h"
#include "tote-object-list.h"

G_BEGIN_DECLS

/**
 * ToteItemSections: the items of an order as the page lists them: a #GListModel of
 * #ToteItemEntry, group by group under headings, narrowed by a search.
 */
#define TOTE_TYPE_ITEM_SECTIONS (tote_item_sections_get_type ())
G_DECLARE_FINAL_TYPE (ToteItemSections, tote_item_sections, TOTE, ITEM_SECTIONS, ToteObjectList)

ToteItemSections *tote_item_sections_new (ToteItemList *items);

void tote_item_sections_set_search (ToteItemSections *self, const char *search);

G_END_DECLS
