/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteEndPanel: what remains of an order after its end: the rating, the times of its history, how
 * long the chat can be read, and the way to forget it. Not there before the end.
 *
 * Properties: "tracker", "n-entries" (of the history, for bindings). Needs the action
 * "view.forget".
 */
#define TOTE_TYPE_END_PANEL (tote_end_panel_get_type ())
G_DECLARE_FINAL_TYPE (ToteEndPanel, tote_end_panel, TOTE, END_PANEL, TotePart)

G_END_DECLS
