/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-stage.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_PROGRESS_LINE (tote_progress_line_get_type ())
G_DECLARE_FINAL_TYPE (ToteProgressLine, tote_progress_line, TOTE, PROGRESS_LINE, GtkWidget)

void tote_progress_line_set_step (ToteProgressLine *self, int step);
void tote_progress_line_set_fulfillment (ToteProgressLine *self, ToteFulfillment fulfillment);

G_END_DECLS
