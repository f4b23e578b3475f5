/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-map-pan.h"

/**
 * tote_map_pan:
 * @map: a map
 * @across: how far to go to the right, as a part of what is shown
 * @down: how far to go down, likewise
 *
 * Moves the map for those who cannot drag it.
 */
void
tote_map_pan (ShumateMap *map, double across, double down)
{
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  double width = gtk_widget_get_width (GTK_WIDGET (map));
  double height = gtk_widget_get_height (GTK_WIDGET (map));
  double latitude, longitude;

  shumate_map_stop_go_to (map);
  shumate_viewport_widget_coords_to_location (viewport, GTK_WIDGET (map), width * (0.5 + across),
                                              height * (0.5 + down), &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
}
