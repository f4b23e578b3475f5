/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-order.h"

G_BEGIN_DECLS

/* What happens to orders: by themselves, as their timeline has it, and by what customer and store
 * do. */

/* How long the drive from the store to the door takes, in story time. */
#define TOTE_SANDBOX_DRIVE (690 * G_TIME_SPAN_SECOND)

/* Who shops in every story: the tutorial's shopper, with the tutorial's number. */
#define TOTE_SANDBOX_SHOPPER_ID G_GINT64_CONSTANT (23728249)
#define TOTE_SANDBOX_SHOPPER_NAME "Amida"

void tote_sandbox_simulation_catch_up (ToteSandboxOrder *order, ToteSandboxCatalog *catalog,
                                       ToteSandboxClock *clock);
gboolean tote_sandbox_simulation_advance (ToteSandboxOrder *order, const char *state,
                                          ToteSandboxClock *clock);

void tote_sandbox_simulation_offer (ToteSandboxOrder *order, ToteSandboxLine *line,
                                    const ToteSandboxProduct *product, double quantity,
                                    ToteSandboxClock *clock, gint64 moment);
void tote_sandbox_simulation_refund (ToteSandboxOrder *order, ToteSandboxLine *line,
                                     ToteSandboxClock *clock, gint64 moment);
void tote_sandbox_simulation_decide (ToteSandboxOrder *order, ToteSandboxLine *line,
                                     gboolean approved, const ToteSandboxProduct *alternative,
                                     double quantity, ToteSandboxClock *clock);
const ToteSandboxMessage *tote_sandbox_simulation_hear (ToteSandboxOrder *order, const char *text,
                                                        ToteSandboxClock *clock);
void tote_sandbox_simulation_arrive (ToteSandboxOrder *order, ToteSandboxClock *clock,
                                     gint64 moment);
void tote_sandbox_simulation_cancel (ToteSandboxOrder *order, const char *reason,
                                     ToteSandboxClock *clock);
void tote_sandbox_simulation_reschedule (ToteSandboxOrder *order, ToteSandboxClock *clock);

double tote_sandbox_simulation_get_progress (ToteSandboxOrder *order, gint64 now);

G_END_DECLS
