/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"
#include "tote-order.h"
#include "tote-outbox-entry-private.h"

/* Reconciling: what the customer wished against what the server says. Pure: no clock, no line, no
 * disk. entries: of #ToteOutboxEntry, oldest first. */

G_BEGIN_DECLS

/**
 * ToteOutcome: what an attempt to send came to.
 */
typedef enum {
  TOTE_OUTCOME_NOT_DELIVERED,
  TOTE_OUTCOME_UNCLEAR,
  TOTE_OUTCOME_REFUSED,
} ToteOutcome;

/**
 * ToteVerdict: what a reading says about a wish.
 *
 * @TOTE_VERDICT_NONE: nothing
 * @TOTE_VERDICT_THERE: the server has it
 * @TOTE_VERDICT_LACKING: the server does not have it
 * @TOTE_VERDICT_MOOT: it cannot be had any more: decided otherwise, the line or the chat is gone
 * @TOTE_VERDICT_CHANGED: something else is asked now than what was decided
 */
typedef enum {
  TOTE_VERDICT_NONE,
  TOTE_VERDICT_THERE,
  TOTE_VERDICT_LACKING,
  TOTE_VERDICT_MOOT,
  TOTE_VERDICT_CHANGED,
} ToteVerdict;

ToteOutcome tote_reconcile_error (const GError *error);
ToteVerdict tote_reconcile_answer (GListModel *entries, ToteOutboxEntry *entry, ToteOrder *order,
                                   ToteResponse *answer, ToteMessage **copy);
gint64 tote_reconcile_get_life (ToteWish *wish);
gboolean tote_reconcile_is_overtaken (ToteWish *wish, ToteOrder *order);
gboolean tote_reconcile_get_check (ToteOutboxEntry *entry, ToteResource *resource);
char *tote_reconcile_list_known (ToteOutboxEntry *entry, ToteOrder *order);

gboolean tote_reconcile_share_lane (ToteWish *a, ToteWish *b);
gboolean tote_reconcile_accept (GListModel *entries, ToteOrder *order, ToteWish *wish);
gboolean tote_reconcile_is_blocked (GListModel *entries, guint position);
gboolean tote_reconcile_is_settled (GListModel *entries);
gboolean tote_reconcile_is_ambiguous (GListModel *entries);
gboolean tote_reconcile_has_unclear (GListModel *entries, ToteWish *wish);

G_END_DECLS
