/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order-book.h"

G_BEGIN_DECLS

/**
 * ToteSearch: answers the desktop's search (org.gnome.Shell.SearchProvider2) with the orders that
 * are kept, by the store's name, an item's, the order's number, or what groceries are called. It
 * reads what is on disk and asks nobody; it opens no window but for a result that was chosen, by
 * “app.open-order” with TOTE_NOTIFIER_PLACE. Keeps the application for as long as it has something
 * to answer.
 */
#define TOTE_TYPE_SEARCH (tote_search_get_type ())
G_DECLARE_FINAL_TYPE (ToteSearch, tote_search, TOTE, SEARCH, GObject)

ToteSearch *tote_search_new (GApplication *application, ToteOrderBook *book);
gboolean tote_search_export (ToteSearch *self, GDBusConnection *connection, const char *path,
                             GError **error);
void tote_search_unexport (ToteSearch *self);

G_END_DECLS
