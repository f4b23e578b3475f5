/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_PICKUP_PANEL (tote_pickup_panel_get_type ())
G_DECLARE_FINAL_TYPE (TotePickupPanel, tote_pickup_panel, TOTE, PICKUP_PANEL, GtkWidget)

G_END_DECLS
