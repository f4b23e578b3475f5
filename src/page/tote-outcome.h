/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/* What became of an answer or a message, for those who do not see it on its card or bubble. */
char *tote_outcome_describe (ToteOutboxEntry *entry, ToteOrder *order);

G_END_DECLS
