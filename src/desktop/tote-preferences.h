/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TotePreferences: a dialog for what the person can choose. Each row is a setting and changes it at
 * once.
 */
#define TOTE_TYPE_PREFERENCES (tote_preferences_get_type ())
G_DECLARE_FINAL_TYPE (TotePreferences, tote_preferences, TOTE, PREFERENCES, AdwWindow)

GtkWidget *tote_preferences_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
