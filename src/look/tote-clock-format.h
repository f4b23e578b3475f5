/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tote_clock_format_get_twelve (void);
gboolean tote_clock_format_choose (const char *format);

G_END_DECLS
