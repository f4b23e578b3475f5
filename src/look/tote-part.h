/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TotePart: a part of the screen that follows an order. It has the property "tracker", which may be
 * set to another one or to nothing at any time, and lays its children out in a bin.
 *
 * A part that does more than bind to the property overrides @track. What it makes there it lets go
 * of there; what it has for life it frees in finalize, since @track is last called by dispose.
 */
#define TOTE_TYPE_PART (tote_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (TotePart, tote_part, TOTE, PART, GtkWidget)

/**
 * TotePartClass:
 * @track: the part follows @tracker (nullable) from now on. Called only when it is another one, and
 *   with %NULL when the part is disposed of; what was watched before is no longer.
 */
struct _TotePartClass {
  GtkWidgetClass parent_class;

  void (*track) (TotePart *self, ToteTracker *tracker);
};

ToteTracker *tote_part_get_tracker (TotePart *self);
ToteOrder *tote_part_get_order (TotePart *self);
void tote_part_set_tracker (TotePart *self, ToteTracker *tracker);
void tote_part_watch (TotePart *self, gpointer object, const char *signal, GCallback callback);

G_END_DECLS
