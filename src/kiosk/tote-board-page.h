/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-board-feed.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteBoardPage: the board of a store: what is being shopped and what is ready, the time, and how
 * to see more of one’s own order. Where there is more than fits, one page comes after the other.
 * When the line is down it says of when it is.
 *
 * Properties: "portrait" (gboolean): the screen is taller than wide; "look-up" (gboolean): one’s
 * own order can be looked up here; "demo" (gboolean): said on the screen.
 * Action: "kiosk.look-up" of the window is what its button does.
 */
#define TOTE_TYPE_BOARD_PAGE (tote_board_page_get_type ())
G_DECLARE_FINAL_TYPE (ToteBoardPage, tote_board_page, TOTE, BOARD_PAGE, AdwBin)

GtkWidget *tote_board_page_new (ToteBoardFeed *board, ToteClock *time);
void tote_board_page_set_now (ToteBoardPage *self, gint64 now);

G_END_DECLS
