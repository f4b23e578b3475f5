/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_MAP_PANE (tote_map_pane_get_type ())
G_DECLARE_FINAL_TYPE (ToteMapPane, tote_map_pane, TOTE, MAP_PANE, GtkWidget)

gboolean tote_map_pane_get_following (ToteMapPane *self);

G_END_DECLS
