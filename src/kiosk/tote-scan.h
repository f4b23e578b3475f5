/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a scanned code says, whatever the scanner puts around it. */
char *tote_scan_clean (const char *raw);
char *tote_scan_find_code (const char *text, char **order_id);

G_END_DECLS
