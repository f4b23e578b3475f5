/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_COMPOSER (tote_composer_get_type ())
G_DECLARE_FINAL_TYPE (ToteComposer, tote_composer, TOTE, COMPOSER, GtkWidget)

const char *tote_composer_get_text (ToteComposer *self);
void tote_composer_set_text (ToteComposer *self, const char *text);
void tote_composer_focus (ToteComposer *self);

G_END_DECLS
