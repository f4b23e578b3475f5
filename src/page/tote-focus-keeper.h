/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteFocusKeeper: keeps the focus in view while it is on something in the head of a list: the list
 * brings whole rows into view, and the head may be higher than the window. Where what had the focus
 * goes, such as a button that was pressed, what is around it takes it, and else the page.
 */
#define TOTE_TYPE_FOCUS_KEEPER (tote_focus_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ToteFocusKeeper, tote_focus_keeper, TOTE, FOCUS_KEEPER, GObject)

ToteFocusKeeper *tote_focus_keeper_new (GtkWindow *window, GtkWidget *page, GtkListView *list,
                                        GtkWidget *head);

G_END_DECLS
