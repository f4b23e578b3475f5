/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteHelpWindow: how to get in, what each part of the page means, and what becomes of what Tote
 * knows. It needs neither a line nor another program, which a sandbox may not have.
 *
 * Property: "brand" (read only: whose store can be asked).
 */
#define TOTE_TYPE_HELP_WINDOW (tote_help_window_get_type ())
G_DECLARE_FINAL_TYPE (ToteHelpWindow, tote_help_window, TOTE, HELP_WINDOW, AdwWindow)

GtkWidget *tote_help_window_new (GtkWindow *parent);

G_END_DECLS
