/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-look-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteLookUpPage: where a customer types or scans what finds their order. It keeps what is typed
 * itself, so that no entry with menus of its own is on the screen.
 *
 * Property "empty" (gboolean): nothing is typed.
 */
#define TOTE_TYPE_LOOK_UP_PAGE (tote_look_up_page_get_type ())
G_DECLARE_FINAL_TYPE (ToteLookUpPage, tote_look_up_page, TOTE, LOOK_UP_PAGE, AdwBin)

GtkWidget *tote_look_up_page_new (ToteLookUp *look_up, gboolean letters, gboolean demo);
void tote_look_up_page_type (ToteLookUpPage *self, guint character);
void tote_look_up_page_set_number (ToteLookUpPage *self, const char *number);
void tote_look_up_page_set_low (ToteLookUpPage *self, gboolean low);
void tote_look_up_page_set_back (ToteLookUpPage *self, gboolean back);
gboolean tote_look_up_page_get_empty (ToteLookUpPage *self);

G_END_DECLS
