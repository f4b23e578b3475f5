/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the clock has 12 hours or 24. */

gboolean tote_clock_format_get_twelve (void);
gboolean tote_clock_format_choose (const char *format);

G_END_DECLS
