/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-stage.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteProgressLine: the steps of an order as dots on a line, with the current one told apart by
 * shape, weight and words, not by colour alone. Dots, bars and labels are widgets, so that the
 * theme draws them. Where the text is too large for five names, the current step alone has its
 * name.
 *
 * Properties: "step" (the current one from 0; −1 when it is not known), "fulfillment" (which
 * steps there are), "complete" (all steps are done).
 */
#define TOTE_TYPE_PROGRESS_LINE (tote_progress_line_get_type ())
G_DECLARE_FINAL_TYPE (ToteProgressLine, tote_progress_line, TOTE, PROGRESS_LINE, GtkWidget)

G_END_DECLS
