/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteTicketPile: as many rows of a list of tickets as there is room for, one page after the
 * other. There are never more rows than fit: a board of a thousand orders costs what one of ten
 * does.
 *
 * Property: "place" (string): which page of how many is shown, empty where there is but one.
 */
#define TOTE_TYPE_TICKET_PILE (tote_ticket_pile_get_type ())
G_DECLARE_FINAL_TYPE (ToteTicketPile, tote_ticket_pile, TOTE, TICKET_PILE, GtkWidget)

void tote_ticket_pile_set_tickets (ToteTicketPile *self, GListModel *tickets);
void tote_ticket_pile_set_now (ToteTicketPile *self, gint64 now);
void tote_ticket_pile_turn (ToteTicketPile *self);

G_END_DECLS
