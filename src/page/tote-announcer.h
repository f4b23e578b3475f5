/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteAnnouncer: tells of an order to those who do not look at its page, each change once.
 *
 * What a screen reader says by itself is the title of the active window when it changes; Orca does
 * so on every version of GTK. So the title tells what matters: how the order stands, what waits for
 * the customer, that it is late, that the line is down. Only what has no place in a title is
 * announced. All that changes in one go is told in one go, and the title goes first; a moment
 * later, for a screen reader skips titles among the many events of a list that is built anew.
 *
 * Properties: "title", "spoken" (what was announced last, nullable).
 */
#define TOTE_TYPE_ANNOUNCER (tote_announcer_get_type ())
G_DECLARE_FINAL_TYPE (ToteAnnouncer, tote_announcer, TOTE, ANNOUNCER, GObject)

/* How long what has changed waits for what else changes, in microseconds. */
#define TOTE_ANNOUNCER_DELAY_US G_USEC_PER_SEC

/* How long a message may go unanswered before that is told, in microseconds. */
#define TOTE_ANNOUNCER_PATIENCE_US (5 * G_USEC_PER_SEC)

ToteAnnouncer *tote_announcer_new (ToteTracker *tracker, GtkWidget *widget);
void tote_announcer_turn_away (ToteAnnouncer *self);
const char *tote_announcer_get_title (ToteAnnouncer *self);

G_END_DECLS
