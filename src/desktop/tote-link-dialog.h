/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-door.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteLinkDialog: whether the order of a link is to be opened, while others are. Closes when the
 * customer is let in, or does not want to be.
 */
#define TOTE_TYPE_LINK_DIALOG (tote_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteLinkDialog, tote_link_dialog, TOTE, LINK_DIALOG, AdwWindow)

GtkWidget *tote_link_dialog_new (GtkWindow *parent, ToteDoor *door);

G_END_DECLS
