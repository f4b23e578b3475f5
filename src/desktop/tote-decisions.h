/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-notifier.h"

G_BEGIN_DECLS

/**
 * ToteDecisions: what the customer decides with the buttons of notifications, which may be pressed
 * long after the program had ended. Each decision waits until it is known whether the order asks
 * that; from then on it is an ordinary wish. One that does not get through leads the customer to
 * the order, since nothing else would tell them. The program stays there until then. Lives on the
 * main thread.
 *
 * Signal "stuck" (#ToteTracker or %NULL, string): a decision on this item of this order, %NULL for
 * one that is not there, counts for nothing or does not get on.
 */
#define TOTE_TYPE_DECISIONS (tote_decisions_get_type ())
G_DECLARE_FINAL_TYPE (ToteDecisions, tote_decisions, TOTE, DECISIONS, GObject)

ToteDecisions *tote_decisions_new (GApplication *application, ToteNotifier *notifier);
void tote_decisions_add (ToteDecisions *self, GVariant *decision);
void tote_decisions_set_expecting (ToteDecisions *self, gboolean expecting);

G_END_DECLS
