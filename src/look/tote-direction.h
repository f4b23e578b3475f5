/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Text beside text that runs the other way: letters from right to left turn round whatever stands
 * between them, numbers and other words too, unless each piece is kept apart. */

void tote_direction_follow_words (void);

char *tote_direction_isolate (const char *text);
char *tote_direction_join (const char *const *parts);
