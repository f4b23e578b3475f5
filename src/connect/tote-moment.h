/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moments in the spellings that servers have for them. None is invented: what says no day is none,
 * and what says no zone is none unless one is given. */
GDateTime *tote_moment_from_text (const char *text, GTimeZone *zone);
GDateTime *tote_moment_from_number (gint64 seconds);
GDateTime *tote_moment_from_day (const char *text, GTimeZone *zone, gboolean at_end);

G_END_DECLS
