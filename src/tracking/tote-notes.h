/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-history.h"
#include "tote-order.h"
#include "tote-wish.h"

G_BEGIN_DECLS

/* What Tote itself writes into an order's history: what it saw happen, and nobody tells. */

gboolean tote_notes_add_state (ToteHistory *history, ToteOrder *order, gboolean unwatched,
                               GDateTime *now);
gboolean tote_notes_add_decision (ToteHistory *history, ToteOrder *order, ToteWish *decision,
                                  GDateTime *now);
gboolean tote_notes_add_takeover (ToteHistory *history, ToteOrder *order, const char *to,
                                  const char *from, GDateTime *now);
void tote_notes_restore_takeovers (ToteHistory *history, ToteOrder *order);

G_END_DECLS
