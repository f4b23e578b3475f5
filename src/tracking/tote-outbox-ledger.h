/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-order.h"
#include "tote-clock.h"
#include "tote-outbox-job.h"

G_BEGIN_DECLS

/**
 * ToteOutboxLedger: the books of #ToteOutbox: which wishes there are and how far each has come, on
 * disk and in the live order alike.
 *
 * Signals: "sent" (ToteWish *wish): the server has it; "changed": something has come further.
 */
#define TOTE_TYPE_OUTBOX_LEDGER (tote_outbox_ledger_get_type ())
G_DECLARE_FINAL_TYPE (ToteOutboxLedger, tote_outbox_ledger, TOTE, OUTBOX_LEDGER, GObject)

typedef void (*ToteOutboxJobFunc) (ToteOutboxJob *job, gpointer user_data);

ToteOutboxLedger *tote_outbox_ledger_new (ToteOrder *order, ToteClock *clock,
                                          ToteArchiveOrder *archive);
void tote_outbox_ledger_set_pace (ToteOutboxLedger *self, double pace);

GListModel *tote_outbox_ledger_get_entries (ToteOutboxLedger *self);
GPtrArray *tote_outbox_ledger_get_jobs (ToteOutboxLedger *self);
ToteOutboxJob *tote_outbox_ledger_find (ToteOutboxLedger *self, const char *key);
void tote_outbox_ledger_add (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_drop (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_clear (ToteOutboxLedger *self);
void tote_outbox_ledger_keep (ToteOutboxLedger *self, ToteOutboxJob *job, ToteOutboxJobFunc done,
                              GObject *user);

void tote_outbox_ledger_reset (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_mark (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_accept (ToteOutboxLedger *self, ToteOutboxJob *job, ToteMessage *copy);
void tote_outbox_ledger_requeue (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_doubt (ToteOutboxLedger *self, ToteOutboxJob *job);
void tote_outbox_ledger_refuse (ToteOutboxLedger *self, ToteOutboxJob *job, const char *reason);
void tote_outbox_ledger_fail (ToteOutboxLedger *self, ToteOutboxJob *job, const char *reason);
void tote_outbox_ledger_compare (ToteOutboxLedger *self, ToteResponse *answer, gint64 asked_at);

G_END_DECLS
