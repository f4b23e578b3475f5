/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-order.h"
#include "tote-client.h"
#include "tote-clock.h"
#include "tote-order.h"
#include "tote-outbox-entry.h"

G_BEGIN_DECLS

/**
 * ToteOutbox: carries the wishes of the customer for one order to the server, each exactly once,
 * and keeps book of them, on disk and in the live order alike.
 *
 * A wish is written down, marked as leaving, sent, and looked for in what the server has. By itself
 * it is sent once more only if it surely never arrived. After an attempt whose outcome is unclear
 * (a broken line, a crash) it is looked for during two minutes, at growing intervals; then whether
 * to repeat it is the customer's to say. A decision counts for what was offered when it was taken,
 * and for nothing else. What has waited longer than it is good for is not sent unasked.
 *
 * Signals:
 *  "read-wanted" (int ToteResource): a reading is needed, to be handed to
 *    tote_outbox_take_answer() or tote_outbox_take_failure()
 *  "sent" (ToteWish *wish): the server has it
 *  "changed": something has come further
 *  "problem" (ToteWish *wish, GError *error): an attempt did not succeed
 */
#define TOTE_TYPE_OUTBOX (tote_outbox_get_type ())
G_DECLARE_FINAL_TYPE (ToteOutbox, tote_outbox, TOTE, OUTBOX, GObject)

ToteOutbox *tote_outbox_new (ToteClient *client, ToteOrder *order, ToteClock *clock,
                             ToteArchiveOrder *archive);

GListModel *tote_outbox_get_entries (ToteOutbox *self);
void tote_outbox_set_pace (ToteOutbox *self, double pace);
void tote_outbox_set_running (ToteOutbox *self, gboolean running);
void tote_outbox_restore (ToteOutbox *self, GPtrArray *records, gboolean owned);

gboolean tote_outbox_add (ToteOutbox *self, ToteWish *wish);
void tote_outbox_retry (ToteOutbox *self, const char *key);
void tote_outbox_withdraw (ToteOutbox *self, const char *key);
void tote_outbox_clear (ToteOutbox *self);
void tote_outbox_hurry (ToteOutbox *self);
gboolean tote_outbox_get_settled (ToteOutbox *self);

void tote_outbox_take_answer (ToteOutbox *self, ToteResponse *answer, gint64 asked_at);
void tote_outbox_take_failure (ToteOutbox *self, ToteResource resource, const GError *error);

G_END_DECLS
