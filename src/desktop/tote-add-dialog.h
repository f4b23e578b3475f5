/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-door.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteAddDialog: #ToteAddOrder in a window of its own, for whoever has orders already. Closes when
 * the customer is let in.
 */
#define TOTE_TYPE_ADD_DIALOG (tote_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteAddDialog, tote_add_dialog, TOTE, ADD_DIALOG, AdwWindow)

GtkWidget *tote_add_dialog_new (GtkWindow *parent, ToteDoor *door);

G_END_DECLS
