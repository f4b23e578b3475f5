/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteHistoryTiming: where the time of an entry is from.
 *
 * @TOTE_HISTORY_TIMING_SEEN: from here: it was first seen then
 * @TOTE_HISTORY_TIMING_VAGUE: nobody had looked for a while: it may have come about at any
 * time before
 * @TOTE_HISTORY_TIMING_TOLD: from the server
 */
typedef enum {
  TOTE_HISTORY_TIMING_SEEN,
  TOTE_HISTORY_TIMING_VAGUE,
  TOTE_HISTORY_TIMING_TOLD,
} ToteHistoryTiming;

/**
 * ToteHistoryEntry: one line of an order's history: a state, or a note: a notice of the server, a
 * decision of the customer, another shopper.
 */
#define TOTE_TYPE_HISTORY_ENTRY (tote_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (ToteHistoryEntry, tote_history_entry, TOTE, HISTORY_ENTRY, GObject)

ToteHistoryEntry *tote_history_entry_new (const char *state, ToteStage stage, const char *headline,
                                          GDateTime *at);
ToteHistoryEntry *tote_history_entry_new_timed (const char *state, ToteStage stage,
                                                const char *headline, GDateTime *at,
                                                ToteHistoryTiming timing);

const char *tote_history_entry_get_state (ToteHistoryEntry *self);
ToteStage tote_history_entry_get_stage (ToteHistoryEntry *self);
const char *tote_history_entry_get_headline (ToteHistoryEntry *self);
GDateTime *tote_history_entry_get_at (ToteHistoryEntry *self);
gboolean tote_history_entry_get_vague (ToteHistoryEntry *self);
ToteHistoryTiming tote_history_entry_get_timing (ToteHistoryEntry *self);
int tote_history_entry_compare (ToteHistoryEntry *a, ToteHistoryEntry *b);
GDateTime *tote_history_entry_find_time (GListModel *entries, ToteStage stage);

G_END_DECLS
