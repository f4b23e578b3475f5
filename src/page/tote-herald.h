/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_HERALD (tote_herald_get_type ())
G_DECLARE_FINAL_TYPE (ToteHerald, tote_herald, TOTE, HERALD, GObject)

ToteHerald *tote_herald_new (ToteTracker *tracker, GtkWidget *widget);
const char *tote_herald_get_title (ToteHerald *self);

G_END_DECLS
