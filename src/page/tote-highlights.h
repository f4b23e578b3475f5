/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteHighlights: what went well, as chips to choose from. Only those that fit the type of the
 * order are there, and only those are chosen.
 *
 * Property: "fulfillment". Signal: "changed" when a chip was chosen or let go.
 */
#define TOTE_TYPE_HIGHLIGHTS (tote_highlights_get_type ())
G_DECLARE_FINAL_TYPE (ToteHighlights, tote_highlights, TOTE, HIGHLIGHTS, GtkWidget)

char **tote_highlights_dup_chosen (ToteHighlights *self);
void tote_highlights_set_chosen (ToteHighlights *self, const char *const *words);

G_END_DECLS
