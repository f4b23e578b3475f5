/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteAnswersDialog: shows all that would be answered in one way before it is. What comes up or
 * changes meanwhile is not answered with it.
 */
#define TOTE_TYPE_ANSWERS_DIALOG (tote_answers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteAnswersDialog, tote_answers_dialog, TOTE, ANSWERS_DIALOG, AdwWindow)

GtkWidget *tote_answers_dialog_new (GtkWindow *parent, ToteTracker *tracker, ToteDecision decision);

G_END_DECLS
