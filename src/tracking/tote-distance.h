/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Distances in the units of the place. */

gboolean tote_distance_is_in_miles (void);
char *tote_distance_format (double metres);
char *tote_distance_format_for (double metres, const char *measurement_locale);

G_END_DECLS
