/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-board-feed.h"
#include "tote-look-up.h"
#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteDisplayWindow: the one window of a store display, full screen, with no way out of it: the
 * board, the look-up, one customer's order. Who is not there any more is asked once and then
 * forgotten.
 *
 * Signal "leave" (const char *manner): everything of this customer is to go; the next display is
 * to be in that manner, or the store's own where it is empty. Nothing is on the screen any more
 * when it is emitted.
 * Signal "screen" (const char *mode): “board”, “look-up”, “order” or “trouble” is shown now.
 */
#define TOTE_TYPE_DISPLAY_WINDOW (tote_display_window_get_type ())
G_DECLARE_FINAL_TYPE (ToteDisplayWindow, tote_display_window, TOTE, DISPLAY_WINDOW,
                      AdwApplicationWindow)

/**
 * ToteDisplayConfig: what a window is made of.
 *
 * @board: (nullable)
 * @look_up: (nullable)
 * @letters: whether postal codes have letters
 * @idle_seconds: after how many without a touch a customer has left
 * @changed: the display is already as a customer wished it, and goes back when they leave
 */
typedef struct {
  ToteBoardFeed *board;
  ToteLookUp *look_up;
  ToteClock *clock;
  gboolean letters;
  gboolean demo;
  gboolean changed;
  guint idle_seconds;
} ToteDisplayConfig;

ToteDisplayWindow *tote_display_window_new (GtkApplication *application,
                                            const ToteDisplayConfig *config);
void tote_display_window_show_look_up (ToteDisplayWindow *self);
void tote_display_window_show_order (ToteDisplayWindow *self, ToteTracker *tracker);
void tote_display_window_show_trouble (ToteDisplayWindow *self, const char *text);
GtkWidget *tote_display_window_get_veil (ToteDisplayWindow *self);

G_END_DECLS
