/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TOTE_TYPE_CONFIRM (tote_confirm_get_type ())
G_DECLARE_FINAL_TYPE (ToteConfirm, tote_confirm, TOTE, CONFIRM, AdwWindow)

void tote_confirm_present (GtkWidget *widget, const char *heading, const char *body,
                           const char *action, GCallback confirmed, GObject *object);

G_END_DECLS
