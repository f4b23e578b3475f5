/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteKeyboard: keys on the screen for a text that has the focus: a display in a store has no
 * keyboard, or one with digits only. It comes when a text of its window is touched and goes when
 * something else is; what is pressed goes into that text. The letters are those of the language on
 * the screen. There is no picker of symbols and nothing that is suggested or remembered.
 */
#define TOTE_TYPE_KEYBOARD (tote_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (ToteKeyboard, tote_keyboard, TOTE, KEYBOARD, AdwBin)

GtkWidget *tote_keyboard_new (void);
void tote_keyboard_set_held (ToteKeyboard *self, gboolean held);

G_END_DECLS
