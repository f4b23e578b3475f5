/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-stage.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteTicketState: all that a board says of an order. Who it is for is not among it.
 *
 * @state: (nullable): as the server sent it
 * @ready_at: real µs, 0 when not known
 * @n_items: 0 when not known
 */
typedef struct {
  const char *label;
  const char *state;
  ToteFulfillment fulfillment;
  guint n_found;
  guint n_items;
  gint64 ready_at;
  gboolean waiting_on_customer;
} ToteTicketState;

/**
 * ToteTicketColumn: where on the board an order stands.
 */
typedef enum {
  TOTE_TICKET_NOWHERE,
  TOTE_TICKET_SHOPPING,
  TOTE_TICKET_READY,
} ToteTicketColumn;

/**
 * ToteTicket: one order on a store's board.
 *
 * Property "fresh" (gboolean): it became ready a moment ago.
 * Signal "changed": something of what it says is another.
 */
#define TOTE_TYPE_TICKET (tote_ticket_get_type ())
G_DECLARE_FINAL_TYPE (ToteTicket, tote_ticket, TOTE, TICKET, GObject)

ToteTicket *tote_ticket_new (const char *order_id);
gboolean tote_ticket_update (ToteTicket *self, const ToteTicketState *state);

const char *tote_ticket_get_order_id (ToteTicket *self);
const ToteTicketState *tote_ticket_get_state (ToteTicket *self);
ToteStage tote_ticket_get_stage (ToteTicket *self);
ToteTicketColumn tote_ticket_get_column (ToteTicket *self);
gboolean tote_ticket_get_fresh (ToteTicket *self);
void tote_ticket_set_fresh (ToteTicket *self, gboolean fresh);

G_END_DECLS
