/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The keys that lead somewhere, as a plain list that is read row by row. */
#define TOTE_TYPE_SHORTCUTS_WINDOW tote_shortcuts_window_get_type ()
G_DECLARE_FINAL_TYPE (ToteShortcutsWindow, tote_shortcuts_window, TOTE, SHORTCUTS_WINDOW, AdwWindow)

GtkWidget *tote_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
