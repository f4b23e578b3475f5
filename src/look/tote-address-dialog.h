/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteAddressDialog: an address or a telephone number that no program here opens, to be read and
 * copied.
 *
 * Property: "uri" (construct only).
 */
#define TOTE_TYPE_ADDRESS_DIALOG (tote_address_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToteAddressDialog, tote_address_dialog, TOTE, ADDRESS_DIALOG, AdwWindow)

GtkWidget *tote_address_dialog_new (GtkWindow *parent, const char *uri);

G_END_DECLS
