/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * What stands on the keys of a keyboard on the screen, row by row, for whoever writes in a
 * language.
 */
const char *const *tote_key_rows_get_letters (const char *const *languages);
const char *const *tote_key_rows_get_signs (void);

G_END_DECLS
