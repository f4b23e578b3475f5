/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-ticket.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ToteTickets: the orders of a store's board, in its two columns. What is being shopped stands in
 * the order in which it came; what is ready has the newest first. A ticket keeps its identity from
 * one answer to the next, so that only what has changed is drawn anew.
 *
 * Signal "became-ready" (ToteTicket *ticket): seen from here, not on starting up.
 */
#define TOTE_TYPE_TICKETS (tote_tickets_get_type ())
G_DECLARE_FINAL_TYPE (ToteTickets, tote_tickets, TOTE, TICKETS, GObject)

ToteTickets *tote_tickets_new (void);
void tote_tickets_begin (ToteTickets *self);
void tote_tickets_put (ToteTickets *self, const char *order_id, const ToteTicketState *state,
                       gint64 now);
void tote_tickets_keep (ToteTickets *self, const char *order_id);
void tote_tickets_end (ToteTickets *self);
void tote_tickets_age (ToteTickets *self, gint64 now);

JsonArray *tote_tickets_write (ToteTickets *self);
void tote_tickets_read (ToteTickets *self, JsonArray *tickets, gint64 now);

GListModel *tote_tickets_get_column (ToteTickets *self, ToteTicketColumn column);

G_END_DECLS
