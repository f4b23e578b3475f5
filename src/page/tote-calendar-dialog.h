/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteCalendarDialog: puts the order's slot into a calendar: of those programs that really take an
 * event, or as a file for any other.
 *
 * Property: "problem" (read only, nullable: a sentence on what went wrong last).
 */
#define TOTE_TYPE_CALENDAR_DIALOG (tote_calendar_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteCalendarDialog, tote_calendar_dialog, TOTE, CALENDAR_DIALOG, AdwWindow)

GtkWidget *tote_calendar_dialog_new (GtkWindow *parent, ToteTracker *tracker);
void tote_calendar_dialog_save (ToteCalendarDialog *self, GFile *file);

G_END_DECLS
