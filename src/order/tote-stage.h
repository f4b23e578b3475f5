/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

G_BEGIN_DECLS

/* How many steps a progress line has, whatever the type of the order (design 4). */
#define TOTE_N_STEPS 5

ToteFulfillment tote_fulfillment_from_word (const char *word);
ToteStage tote_stage_from_word (const char *state, ToteFulfillment fulfillment);
gboolean tote_stage_is_final (ToteStage stage);
gboolean tote_state_is_shopped (const char *state, ToteFulfillment fulfillment);
gboolean tote_state_is_decidable (const char *state);
gboolean tote_state_is_untaken (const char *state);
gboolean tote_state_is_waiting (const char *state);

const char *tote_stage_get_headline (ToteStage stage, const char *state,
                                     ToteFulfillment fulfillment);
const char *tote_stage_get_detail (ToteStage stage, const char *state, ToteFulfillment fulfillment);

int tote_stage_get_step (ToteStage stage, const char *state, ToteFulfillment fulfillment);
const char *tote_step_get_label (ToteFulfillment fulfillment, guint step);

G_END_DECLS
