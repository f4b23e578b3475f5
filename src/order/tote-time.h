/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Below the page a moment is a gint64: µs since 1970, UTC. These lead to and fro. */
GDateTime *tote_time_from_us (gint64 us);
GDateTime *tote_time_from_us_here (gint64 us);
gint64 tote_time_to_us (GDateTime *time);

G_END_DECLS
