/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The address of a map's tiles, as a profile has it (design 5): {z}, {x} and {y} are the place of a
 * tile, {scale} is nothing or “@2x”, and {switch:a,b,c} one of several names of the same server. */

gboolean tote_tile_pattern_check (const char *pattern, const char **why);
char *tote_tile_pattern_expand (const char *pattern, guint zoom, guint x, guint y, guint scale);

G_END_DECLS
