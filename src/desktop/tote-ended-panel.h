/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_ENDED_PANEL (tote_ended_panel_get_type ())
G_DECLARE_FINAL_TYPE (ToteEndedPanel, tote_ended_panel, TOTE, ENDED_PANEL, GtkWidget)

G_END_DECLS
