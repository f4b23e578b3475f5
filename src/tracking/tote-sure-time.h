/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

G_BEGIN_DECLS

/* The time that what cannot be undone goes by: a clock that is ahead for a moment moves it no
 * further than the time that has passed. */

/* How long something stays that is to go by a clock that may be wrong: µs to the second look. */
#define TOTE_SURE_TIME_AFTER G_TIME_SPAN_MINUTE

gint64 tote_sure_time_begin (ToteClock *clock);
gint64 tote_sure_time_get (ToteClock *clock, gint64 offset);

G_END_DECLS
