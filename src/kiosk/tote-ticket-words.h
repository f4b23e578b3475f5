/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-ticket.h"

G_BEGIN_DECLS

/* What a board says of an order, besides its label. */
char *tote_ticket_words_title (ToteTicket *ticket);
char *tote_ticket_words_detail (ToteTicket *ticket, gint64 now);
double tote_ticket_words_fraction (ToteTicket *ticket);

G_END_DECLS
