/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_RATING (tote_rating_get_type ())
G_DECLARE_FINAL_TYPE (ToteRating, tote_rating, TOTE, RATING, GtkWidget)

guint tote_rating_get_stars (ToteRating *self);
void tote_rating_set_stars (ToteRating *self, guint stars);

G_END_DECLS
