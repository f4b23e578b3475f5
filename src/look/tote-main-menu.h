/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteMainMenu: the button with the main menu, the same on every page: about, shortcuts,
 * preferences, help, quit. What belongs to the page stands above that.
 *
 * Property: "section" (#GMenuModel, of the page).
 */
#define TOTE_TYPE_MAIN_MENU (tote_main_menu_get_type ())
G_DECLARE_FINAL_TYPE (ToteMainMenu, tote_main_menu, TOTE, MAIN_MENU, GtkWidget)

G_END_DECLS
