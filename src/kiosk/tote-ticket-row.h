/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-ticket.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteTicketRow: one order on the board: its label, large enough for the whole room, and how it is.
 */
#define TOTE_TYPE_TICKET_ROW (tote_ticket_row_get_type ())
G_DECLARE_FINAL_TYPE (ToteTicketRow, tote_ticket_row, TOTE, TICKET_ROW, GtkWidget)

GtkWidget *tote_ticket_row_new (void);
void tote_ticket_row_set_ticket (ToteTicketRow *self, ToteTicket *ticket);
void tote_ticket_row_set_now (ToteTicketRow *self, gint64 now);

G_END_DECLS
