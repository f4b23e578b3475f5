/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-broker.h"
#include "tote-clock.h"
#include "tote-tickets.h"

G_BEGIN_DECLS

/**
 * ToteBoardFeed: keeps the tickets of a store's board up to date: one call to the broker an
 * interval, whatever the number of orders; only those the broker tells nothing of but a token are
 * followed by themselves, as with older brokers. When the line is down the board stays as it was.
 *
 * Properties: "online" (gboolean): whether the last call was answered well; "last-answer" (gint64,
 * real µs, 0 for never), which changes without a notification.
 * Signal "answered" (gboolean changed): there was a good answer, the same as the last or another.
 */
#define TOTE_TYPE_BOARD_FEED (tote_board_feed_get_type ())
G_DECLARE_FINAL_TYPE (ToteBoardFeed, tote_board_feed, TOTE, BOARD_FEED, GObject)

/**
 * ToteBoardFeedConfig: where a board comes from.
 *
 * @server: (nullable): of the orders that are followed by themselves
 * @pace: factor on the interval
 */
typedef struct {
  ToteBroker *broker;
  const char *server;
  SoupSession *session;
  ToteClock *clock;
  double pace;
} ToteBoardFeedConfig;

ToteBoardFeed *tote_board_feed_new (const ToteBoardFeedConfig *config);
void tote_board_feed_recall (ToteBoardFeed *self, JsonArray *tickets, gint64 at);
void tote_board_feed_start (ToteBoardFeed *self);

ToteTickets *tote_board_feed_get_tickets (ToteBoardFeed *self);
gboolean tote_board_feed_get_online (ToteBoardFeed *self);
gint64 tote_board_feed_get_last_answer (ToteBoardFeed *self);

G_END_DECLS
