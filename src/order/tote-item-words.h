/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

G_BEGIN_DECLS

/*
 * What the server’s words about an item mean for its group and the decision on it (contract
 * 3.2).
 */

ToteItemGroup tote_group_from_words (const char *status, const char *replacement_status,
                                     gboolean shopped, gboolean *known);
ToteDecision tote_decision_from_words (const char *status, const char *replacement_status);

G_END_DECLS
