/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-outbox-job.h"

G_BEGIN_DECLS

/* The rules of #ToteOutbox that need no clock and no line. jobs: (element-type ToteOutboxJob),
 * oldest first. */
gboolean tote_outbox_rules_accept (GPtrArray *jobs, ToteOrder *order, ToteWish *wish);
gboolean tote_outbox_rules_is_blocked (GPtrArray *jobs, guint position);
gboolean tote_outbox_rules_is_settled (GPtrArray *jobs);
void tote_outbox_rules_want_again (GPtrArray *jobs);
GHashTable *tote_outbox_rules_collect_claims (GPtrArray *jobs, ToteOutboxJob *except);

G_END_DECLS
