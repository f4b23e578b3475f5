/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteStarRating: five stars of which one is chosen, a group of radio buttons to the keyboard and
 * to a screen reader. Property: "value", 0 (none) to 5.
 */
#define TOTE_TYPE_STAR_RATING (tote_star_rating_get_type ())
G_DECLARE_FINAL_TYPE (ToteStarRating, tote_star_rating, TOTE, STAR_RATING, GtkWidget)

guint tote_star_rating_get_value (ToteStarRating *self);
void tote_star_rating_set_value (ToteStarRating *self, guint value);

G_END_DECLS
