/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"
#include "tote-kept-tokens.h"
#include "tote-orders.h"

G_BEGIN_DECLS

/**
 * ToteOrderBook: the orders of the customer: those of earlier runs, which it finds again, and those
 * they are let in to now. The only place where the page meets the wire: it makes client, tokens and
 * tracker of each order, and lets go of all three.
 *
 * Signals: "notice" (string: something about what is kept that people should know), "forgotten"
 * (#ToteTracker: of an order whose time was over; it is erased, and not in the book any more).
 */
#define TOTE_TYPE_ORDER_BOOK (tote_order_book_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrderBook, tote_order_book, TOTE, ORDER_BOOK, GObject)

ToteOrderBook *tote_order_book_new (ToteClock *clock, SoupSession *session);

ToteOrders *tote_order_book_get_orders (ToteOrderBook *self);
ToteKeyring *tote_order_book_get_keyring (ToteOrderBook *self);
ToteArchive *tote_order_book_get_archive (ToteOrderBook *self);
void tote_order_book_set_pace (ToteOrderBook *self, double pace);
void tote_order_book_set_retailer_id (ToteOrderBook *self, const char *retailer_id);

void tote_order_book_set_forget_after (ToteOrderBook *self, gint64 forget_after);

void tote_order_book_reopen_async (ToteOrderBook *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
guint tote_order_book_reopen_finish (ToteOrderBook *self, GAsyncResult *result, GError **error);

ToteTracker *tote_order_book_open (ToteOrderBook *self, const char *server, const char *order_id,
                                   ToteTokenSource *tokens, gboolean keep, GError **error);
ToteTracker *tote_order_book_get_latest (ToteOrderBook *self);
ToteTracker *tote_order_book_find (ToteOrderBook *self, const char *server, const char *order_id);
ToteTracker *tote_order_book_sign_in (ToteOrderBook *self, const char *server, const char *broker,
                                      ToteBrokerTokens *tokens, GError **error);
void tote_order_book_forget (ToteOrderBook *self, ToteTracker *tracker);
void tote_order_book_resume (ToteOrderBook *self);
void tote_order_book_close (ToteOrderBook *self);

G_END_DECLS
