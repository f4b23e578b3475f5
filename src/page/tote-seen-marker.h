/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteSeenMarker: takes the mark off an item that changed once its row has been in view for a while
 * in a window that shows. It asks for no focus: a display on a wall never has any. The clock runs
 * only while there is a mark.
 */
#define TOTE_TYPE_SEEN_MARKER (tote_seen_marker_get_type ())
G_DECLARE_FINAL_TYPE (ToteSeenMarker, tote_seen_marker, TOTE, SEEN_MARKER, GObject)

ToteSeenMarker *tote_seen_marker_new (ToteTracker *tracker, GtkWidget *list);

G_END_DECLS
