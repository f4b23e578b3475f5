/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_GLANCE (tote_glance_get_type ())
G_DECLARE_FINAL_TYPE (ToteGlance, tote_glance, TOTE, GLANCE, GObject)

ToteGlance *tote_glance_new (ToteTracker *tracker, GtkWidget *list);

G_END_DECLS
