/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-ticket-pile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteBoardColumn: one half of a board: a heading, how many there are, and one page of them.
 *
 * Properties: "title", "empty" (what is said when there is nothing), "tickets" (a #GListModel).
 */
#define TOTE_TYPE_BOARD_COLUMN (tote_board_column_get_type ())
G_DECLARE_FINAL_TYPE (ToteBoardColumn, tote_board_column, TOTE, BOARD_COLUMN, AdwBin)

ToteTicketPile *tote_board_column_get_pile (ToteBoardColumn *self);

G_END_DECLS
