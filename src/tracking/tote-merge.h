/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-history.h"
#include "tote-order.h"
#include "tote-response.h"

G_BEGIN_DECLS

/* Putting what an answer says into the live order. */

gboolean tote_merge_answer (ToteOrder *order, ToteHistory *history, ToteResponse *answer);

G_END_DECLS
