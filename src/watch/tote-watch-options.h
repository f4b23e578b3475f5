/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

G_BEGIN_DECLS

/**
 * ToteWatchOptions: what the command line of tote-watch asks for (design 1).
 *
 * @until: (nullable): the state to wait for
 * @timeout: seconds, 0 for none
 * @decide: %TOTE_DECISION_NONE to leave replacements to the customer
 * @say: (nullable): texts for the shopper, in this order
 */
typedef struct {
  char *server;
  char *order_id;
  char *token_file;
  gboolean json;
  char *until;
  double timeout;
  double pace;
  ToteDecision decide;
  char **say;
} ToteWatchOptions;

ToteWatchOptions *tote_watch_options_parse (int *argc, char ***argv, GError **error);
void tote_watch_options_free (ToteWatchOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteWatchOptions, tote_watch_options_free)

G_END_DECLS
