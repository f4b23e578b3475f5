/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteFocusKeeper: looks after the focus around an order, a list whose first row is a head. Nothing
 * is pressed there by accident: what vanishes under the focus hands it to no button. An item that
 * goes to another place in the list takes the focus along; of anything else the next useful control
 * has it, in the order of the page, then one before it, and only then the head as a whole.
 *
 * It also keeps the focus in view while it is on something in the head: the list brings whole rows
 * into view, and the head may be higher than the window.
 */
#define TOTE_TYPE_FOCUS_KEEPER (tote_focus_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ToteFocusKeeper, tote_focus_keeper, TOTE, FOCUS_KEEPER, GObject)

ToteFocusKeeper *tote_focus_keeper_new (GtkWindow *window, GtkWidget *page, GtkListView *list,
                                        GtkWidget *head);

G_END_DECLS
