/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-options.h"
#include "tote-sandbox-order.h"

G_BEGIN_DECLS

/* Writes what is to happen to an order into its timeline, as the story of the command line has it.
 */
void tote_sandbox_scenario_write (ToteSandboxOrder *order, ToteSandboxStory story, gint64 start,
                                  guint seed);
void tote_sandbox_scenario_write_handover (ToteSandboxOrder *order, gint64 start);

G_END_DECLS
