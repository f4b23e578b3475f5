/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-outbox-job.h"

G_BEGIN_DECLS

/**
 * ToteVerdict: what a reading says about a wish.
 *
 * @TOTE_VERDICT_NONE: nothing
 * @TOTE_VERDICT_THERE: the server has it
 * @TOTE_VERDICT_LACKING: the server does not have it
 * @TOTE_VERDICT_MOOT: it cannot be had any more: decided otherwise, the line or the chat is gone
 */
typedef enum {
  TOTE_VERDICT_NONE,
  TOTE_VERDICT_THERE,
  TOTE_VERDICT_LACKING,
  TOTE_VERDICT_MOOT,
} ToteVerdict;

ToteVerdict tote_outbox_verdict (ToteOutboxJob *job, ToteOrder *order, ToteResponse *answer,
                                 GHashTable *claimed, ToteMessage **copy);

G_END_DECLS
