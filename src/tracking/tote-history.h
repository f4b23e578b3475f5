/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-object-list.h"
#include "tote-history-entry.h"

G_BEGIN_DECLS

/* Of an order that does not come to rest the latest lines are enough. */
#define TOTE_HISTORY_MAX 100

/**
 * ToteHistory: #GListModel of #ToteHistoryEntry, oldest first: the states an order was seen in or
 * the server tells of, its other notices, the customer's decisions, other shoppers. An order that
 * repeats a state, or swings between two, leaves one line for each; one that really goes back
 * leaves a new line. Of more than %TOTE_HISTORY_MAX the oldest go.
 */
#define TOTE_TYPE_HISTORY (tote_history_get_type ())
G_DECLARE_FINAL_TYPE (ToteHistory, tote_history, TOTE, HISTORY, ToteObjectList)

ToteHistory *tote_history_new (void);

ToteHistoryEntry *tote_history_add_state (ToteHistory *self, const char *state, ToteStage stage,
                                          const char *headline, GDateTime *at, gboolean vague);
gboolean tote_history_tell_state (ToteHistory *self, const char *state, ToteStage stage,
                                  const char *headline, GDateTime *at);
gboolean tote_history_is_ahead (ToteHistory *self, ToteStage stage, const char *headline);
ToteHistoryEntry *tote_history_add_note (ToteHistory *self, ToteStage stage, const char *text,
                                         GDateTime *at);
GDateTime *tote_history_dup_present (ToteHistory *self, GDateTime *now);
void tote_history_restore (ToteHistory *self, GPtrArray *entries);
void tote_history_forget_notes (ToteHistory *self);

G_END_DECLS
