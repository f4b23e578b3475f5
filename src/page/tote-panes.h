/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TotePane: the three parts of the page.
 */
typedef enum {
  TOTE_PANE_ORDER,
  TOTE_PANE_MAP,
  TOTE_PANE_CHAT,
} TotePane;

#define TOTE_N_PANES (TOTE_PANE_CHAT + 1)

/**
 * TotePanesMode: how much room there is.
 *
 * @TOTE_PANES_NARROW: one pane at a time
 * @TOTE_PANES_MEDIUM: order beside the map, or the chat in the map's place
 * @TOTE_PANES_WIDE: all three side by side
 */
typedef enum {
  TOTE_PANES_NARROW,
  TOTE_PANES_MEDIUM,
  TOTE_PANES_WIDE,
} TotePanesMode;

#define TOTE_TYPE_PANES (tote_panes_get_type ())
G_DECLARE_FINAL_TYPE (TotePanes, tote_panes, TOTE, PANES, GtkWidget)

TotePanesMode tote_panes_get_mode (TotePanes *self);
GtkWidget *tote_panes_get_child (TotePanes *self, TotePane pane);
TotePane tote_panes_get_pane (TotePanes *self);
void tote_panes_set_pane (TotePanes *self, TotePane pane);
gboolean tote_panes_get_chat_shown (TotePanes *self);
void tote_panes_set_chat_shown (TotePanes *self, gboolean chat_shown);
void tote_panes_place (TotePanes *self);

G_END_DECLS
