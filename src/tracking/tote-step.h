/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteStep: one line of an order's history: a state with the time it was first seen here, or a
 * decision of the customer. One that is “vague” may have come about at any time before it was seen,
 * since nobody had looked for a while. Properties: headline, at.
 */
#define TOTE_TYPE_STEP (tote_step_get_type ())
G_DECLARE_FINAL_TYPE (ToteStep, tote_step, TOTE, STEP, GObject)

ToteStep *tote_step_new (const char *state, ToteStage stage, const char *headline, GDateTime *at);
ToteStep *tote_step_new_vague (const char *state, ToteStage stage, const char *headline,
                               GDateTime *at);

const char *tote_step_get_state (ToteStep *self);
ToteStage tote_step_get_stage (ToteStep *self);
const char *tote_step_get_headline (ToteStep *self);
GDateTime *tote_step_get_at (ToteStep *self);
gboolean tote_step_get_vague (ToteStep *self);
GDateTime *tote_step_find_time (GListModel *steps, ToteStage stage);

G_END_DECLS
