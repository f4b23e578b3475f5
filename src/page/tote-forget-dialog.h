/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteForgetDialog: asks whether an order should really be forgotten, says what that erases, and
 * does it. Stays open with the reason if it cannot be done.
 *
 * Properties: "tracker" (construct only), "busy", "problem". Signal: "forgotten".
 */
#define TOTE_TYPE_FORGET_DIALOG (tote_forget_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteForgetDialog, tote_forget_dialog, TOTE, FORGET_DIALOG, AdwWindow)

GtkWidget *tote_forget_dialog_new (GtkWindow *parent, ToteTracker *tracker);

G_END_DECLS
