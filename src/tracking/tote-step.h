/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteStepTiming: where the time of a step is from.
 *
 * @TOTE_STEP_TIMING_SEEN: from here: it was first seen then
 * @TOTE_STEP_TIMING_VAGUE: nobody had looked for a while: it may have come about at any time before
 * @TOTE_STEP_TIMING_TOLD: from the server
 */
typedef enum {
  TOTE_STEP_TIMING_SEEN,
  TOTE_STEP_TIMING_VAGUE,
  TOTE_STEP_TIMING_TOLD,
} ToteStepTiming;

/**
 * ToteStep: one line of an order's history: a state, or a note: a notice of the server, a decision
 * of the customer, another shopper. Properties: headline, at.
 */
#define TOTE_TYPE_STEP (tote_step_get_type ())
G_DECLARE_FINAL_TYPE (ToteStep, tote_step, TOTE, STEP, GObject)

ToteStep *tote_step_new (const char *state, ToteStage stage, const char *headline, GDateTime *at);
ToteStep *tote_step_new_timed (const char *state, ToteStage stage, const char *headline,
                               GDateTime *at, ToteStepTiming timing);

const char *tote_step_get_state (ToteStep *self);
ToteStage tote_step_get_stage (ToteStep *self);
const char *tote_step_get_headline (ToteStep *self);
GDateTime *tote_step_get_at (ToteStep *self);
gboolean tote_step_get_vague (ToteStep *self);
ToteStepTiming tote_step_get_timing (ToteStep *self);
int tote_step_compare (ToteStep *a, ToteStep *b);
GDateTime *tote_step_find_time (GListModel *steps, ToteStage stage);

G_END_DECLS
