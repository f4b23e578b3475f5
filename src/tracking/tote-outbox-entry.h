/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-wish.h"

G_BEGIN_DECLS

/**
 * ToteOutboxEntry: a wish of the customer and how far it has come. Properties: wish, send-state
 * (SENDING, SENT, FAILED, UNCLEAR, OVERDUE, OVERTAKEN), reason (the server's words, shown to the
 * customer), created-at. Whose it is: #ToteOutbox, which alone changes it.
 */
#define TOTE_TYPE_OUTBOX_ENTRY (tote_outbox_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteOutboxEntry, tote_outbox_entry, TOTE, OUTBOX_ENTRY, GObject)

ToteOutboxEntry *tote_outbox_entry_new (ToteWish *wish, gint64 created_at);

ToteWish *tote_outbox_entry_get_wish (ToteOutboxEntry *self);
GDateTime *tote_outbox_entry_get_created_at (ToteOutboxEntry *self);
ToteSendState tote_outbox_entry_get_send_state (ToteOutboxEntry *self);
const char *tote_outbox_entry_get_reason (ToteOutboxEntry *self);
void tote_outbox_entry_set_send_state (ToteOutboxEntry *self, ToteSendState send_state,
                                       const char *reason);

G_END_DECLS
