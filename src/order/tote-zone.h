/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time zones as servers name them. */

GTimeZone *tote_zone_from_name (const char *name);
GTimeZone *tote_zone_from_time (GDateTime *time);
gboolean tote_zone_equal (GTimeZone *a, GTimeZone *b);

G_END_DECLS
