/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-pin-layer.h"

#include <math.h>

#define FAR 1000000.0 /* pixels */

struct _TotePinLayer {
  ShumateLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (TotePinLayer, tote_pin_layer, SHUMATE_TYPE_LAYER)

/* Where its upper left corner belongs, in whole pixels. */
static void
find_corner (GtkWidget *layer, GtkWidget *pin, GtkAllocation *allocation)
{
  ShumateLocation *place = SHUMATE_LOCATION (pin);
  double x, y;

  gtk_widget_measure (pin, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &allocation->width, NULL, NULL);
  gtk_widget_measure (pin, GTK_ORIENTATION_VERTICAL, -1, NULL, &allocation->height, NULL, NULL);
  tote_pin_layer_locate (shumate_layer_get_viewport (SHUMATE_LAYER (layer)), layer,
                         shumate_location_get_latitude (place),
                         shumate_location_get_longitude (place), &x, &y);

  /* Far outside of what is shown, anywhere is the same. */
  allocation->x = (int) floor (CLAMP (x, -FAR, FAR) - allocation->width / 2.0);
  allocation->y = (int) floor (CLAMP (y, -FAR, FAR) - allocation->height / 2.0);
}

static gboolean
is_seen (GtkWidget *layer, const GtkAllocation *allocation)
{
  return allocation->x > -allocation->width && allocation->y > -allocation->height &&
         allocation->x < gtk_widget_get_width (layer) &&
         allocation->y < gtk_widget_get_height (layer);
}

static void
allocate_pin (TotePinLayer *self, GtkWidget *pin)
{
  GtkAllocation allocation;

  find_corner (GTK_WIDGET (self), pin, &allocation);
  gtk_widget_set_child_visible (pin, is_seen (GTK_WIDGET (self), &allocation));
  if (gtk_widget_get_child_visible (pin))
    gtk_widget_size_allocate (pin, &allocation, -1);
}

/* A pin that stays on its pixel costs no frame. */
static void
on_pin_moved (GtkWidget *layer, GParamSpec *pspec, GtkWidget *pin)
{
  GtkAllocation allocation;
  graphene_point_t corner;

  find_corner (layer, pin, &allocation);
  if (gtk_widget_get_mapped (pin) && is_seen (layer, &allocation) &&
      gtk_widget_compute_point (pin, layer, &GRAPHENE_POINT_INIT (0, 0), &corner) &&
      (int) roundf (corner.x) == allocation.x && (int) roundf (corner.y) == allocation.y)
    return;

  gtk_widget_queue_allocate (layer);
}

static void
tote_pin_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *pin = gtk_widget_get_first_child (widget); pin != NULL;
       pin = gtk_widget_get_next_sibling (pin))
    if (gtk_widget_should_layout (pin))
      allocate_pin (TOTE_PIN_LAYER (widget), pin);
}

static void
tote_pin_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));
  static const char *const signals[] = { "notify::latitude", "notify::longitude",
                                         "notify::zoom-level", "notify::rotation" };

  G_OBJECT_CLASS (tote_pin_layer_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (viewport, signals[i], G_CALLBACK (gtk_widget_queue_allocate), object,
                             G_CONNECT_SWAPPED);
}

static void
tote_pin_layer_dispose (GObject *object)
{
  GtkWidget *pin;

  while ((pin = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (pin);

  G_OBJECT_CLASS (tote_pin_layer_parent_class)->dispose (object);
}

static void
tote_pin_layer_class_init (TotePinLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = tote_pin_layer_constructed;
  G_OBJECT_CLASS (klass)->dispose = tote_pin_layer_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = tote_pin_layer_size_allocate;
}

static void
tote_pin_layer_init (TotePinLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * tote_pin_layer_new:
 * @viewport: what the map shows
 *
 * Returns: (transfer floating): a layer with no pins
 */
TotePinLayer *
tote_pin_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOTE_TYPE_PIN_LAYER, "viewport", viewport, NULL);
}

/**
 * tote_pin_layer_add:
 * @pin: stands on it from now on, with its middle at its place
 */
void
tote_pin_layer_add (TotePinLayer *self, ShumateMarker *pin)
{
  g_return_if_fail (TOTE_IS_PIN_LAYER (self));
  g_return_if_fail (SHUMATE_IS_MARKER (pin));

  gtk_widget_set_parent (GTK_WIDGET (pin), GTK_WIDGET (self));
  g_signal_connect_object (pin, "notify::latitude", G_CALLBACK (on_pin_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pin, "notify::longitude", G_CALLBACK (on_pin_moved), self,
                           G_CONNECT_SWAPPED);
}

/**
 * tote_pin_layer_locate:
 * @viewport: what the map shows
 * @layer: of the map
 * @latitude: of a place
 * @longitude: of a place
 * @x: (out): where it is on the layer
 * @y: (out): where it is on the layer
 *
 * Of all the copies of the place on a world that goes round, finds the one nearest to the middle.
 */
void
tote_pin_layer_locate (ShumateViewport *viewport, GtkWidget *layer, double latitude,
                       double longitude, double *x, double *y)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double middle = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  double rotation = shumate_viewport_get_rotation (viewport);
  double zoom = shumate_viewport_get_zoom_level (viewport);
  double around =
      round ((middle - longitude) / 360) * shumate_map_source_get_tile_size (source) * exp2 (zoom);

  shumate_viewport_location_to_widget_coords (viewport, layer, latitude, longitude, x, y);
  *x += around * cos (rotation);
  *y += around * sin (rotation);
}
