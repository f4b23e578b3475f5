/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* Moving the map with the keys. */

void tote_map_pan (ShumateMap *map, double across, double down);

G_END_DECLS
