/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Words for times. Each of these takes @today, a moment of the present day where the order is
 * (“today” of #ToteTracker): it says what “Today” means, and in which zone everything is told.
 * Where the clocks of that zone show something else than those here, the zone is named, so that
 * nobody on a journey is misled.
 */
char *tote_time_words_clock (GDateTime *at, GDateTime *today);
char *tote_time_words_day (GDateTime *at, GDateTime *today);
char *tote_time_words_moment (GDateTime *at, GDateTime *today);
char *tote_time_words_since (GDateTime *at, GDateTime *today);
char *tote_time_words_at (GDateTime *at, GDateTime *today);
gboolean tote_time_words_is_same_day (GDateTime *a, GDateTime *b, GDateTime *today);
char *tote_time_words_slot_day (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today);
char *tote_time_words_slot_hours (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today);

G_END_DECLS
