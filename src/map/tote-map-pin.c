/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-map-pin.h"

#include "tote-pin-layer.h"

#include <adwaita.h>
#include <math.h>

#define PIN_SIZE 48
#define ICON_SIZE 16
#define GLIDE_MS 700
#define STEP_MS 16 /* at least */

struct _ToteMapPin {
  ShumateMarker parent_instance;

  GtkWidget *icon;
  guint glide;   /* source that takes the next step, 0 for none */
  guint n_steps; /* of the way from here to there, one a pixel */
  guint step;
  gboolean placed;
  double from[2];
  double to[2];
};

G_DEFINE_FINAL_TYPE (ToteMapPin, tote_map_pin, SHUMATE_TYPE_MARKER)

static void
place (ToteMapPin *self, double part)
{
  shumate_location_set_location (
      SHUMATE_LOCATION (self), self->from[0] + (self->to[0] - self->from[0]) * part,
      remainder (self->from[1] + (self->to[1] - self->from[1]) * part, 360));
}

static gboolean
take_step (gpointer user_data)
{
  ToteMapPin *self = user_data;

  self->step++;
  place (self, (double) self->step / self->n_steps);
  if (self->step < self->n_steps)
    return G_SOURCE_CONTINUE;

  self->glide = 0;
  return G_SOURCE_REMOVE;
}

/* How many pixels the way is long, but no more than can be seen one by one. */
static guint
count_steps (ToteMapPin *self)
{
  GtkWidget *layer = gtk_widget_get_parent (GTK_WIDGET (self));
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (layer));
  double x[2], y[2];

  tote_pin_layer_locate (viewport, layer, self->from[0], self->from[1], &x[0], &y[0]);
  tote_pin_layer_locate (viewport, layer, self->to[0], self->to[1], &x[1], &y[1]);

  /* NOLINTNEXTLINE: steps are whole */
  return (guint) CLAMP (MAX (fabs (x[1] - x[0]), fabs (y[1] - y[0])), 1, GLIDE_MS / STEP_MS);
}

static GtkWidget *
make_image (const char *css_class, int size)
{
  GtkWidget *image =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_image_set_pixel_size (GTK_IMAGE (image), size);
  gtk_widget_add_css_class (image, css_class);
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (image, GTK_ALIGN_START);

  return image;
}

/* The marker is centred on its place; the empty lower half puts the tip of the drop there. */
static GtkWidget *
make_pin (ToteMapPin *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *drop = make_image ("drop", PIN_SIZE);

  gtk_widget_set_size_request (overlay, PIN_SIZE, 2 * PIN_SIZE);
  gtk_image_set_from_icon_name (GTK_IMAGE (drop), "tote-drop-symbolic");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), drop);

  self->icon = make_image ("sign", ICON_SIZE);
  gtk_widget_set_margin_top (self->icon, 12);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->icon);

  return overlay;
}

static void
tote_map_pin_dispose (GObject *object)
{
  ToteMapPin *self = TOTE_MAP_PIN (object);

  g_clear_handle_id (&self->glide, g_source_remove);

  G_OBJECT_CLASS (tote_map_pin_parent_class)->dispose (object);
}

static void
tote_map_pin_class_init (ToteMapPinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_map_pin_dispose;
}

static void
tote_map_pin_init (ToteMapPin *self)
{
  shumate_marker_set_child (SHUMATE_MARKER (self), make_pin (self));
  shumate_marker_set_selectable (SHUMATE_MARKER (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pin");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * tote_map_pin_new:
 * @css_class: whose pin it is: “customer” or “shopper”
 *
 * Returns: (transfer floating): a pin that has no place yet
 */
ToteMapPin *
tote_map_pin_new (const char *css_class)
{
  ToteMapPin *self = g_object_new (TOTE_TYPE_MAP_PIN, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);

  return self;
}

/**
 * tote_map_pin_set_icon_name:
 * @icon_name: a symbolic icon that says what is there
 */
void
tote_map_pin_set_icon_name (ToteMapPin *self, const char *icon_name)
{
  g_return_if_fail (TOTE_IS_MAP_PIN (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
}

/**
 * tote_map_pin_move:
 * @latitude: of the new place
 * @longitude: of the new place
 * @glide: whether to glide there; the first place is always taken at once
 */
void
tote_map_pin_move (ToteMapPin *self, double latitude, double longitude, gboolean glide)
{
  g_return_if_fail (TOTE_IS_MAP_PIN (self));

  self->from[0] = shumate_location_get_latitude (SHUMATE_LOCATION (self));
  self->from[1] = shumate_location_get_longitude (SHUMATE_LOCATION (self));
  self->to[0] = latitude;
  self->to[1] = self->from[1] + remainder (longitude - self->from[1], 360); /* the short way */

  g_clear_handle_id (&self->glide, g_source_remove);
  glide = glide && self->placed && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
          adw_get_enable_animations (GTK_WIDGET (self));
  self->placed = TRUE;
  self->step = 0;
  self->n_steps = glide ? count_steps (self) : 1;
  if (self->n_steps > 1)
    self->glide = g_timeout_add (GLIDE_MS / self->n_steps, take_step, self);
  else
    place (self, 1);
}

/**
 * tote_map_pin_get_part:
 *
 * Returns: how much of the way to its place it has glided, from 0 to 1
 */
double
tote_map_pin_get_part (ToteMapPin *self)
{
  g_return_val_if_fail (TOTE_IS_MAP_PIN (self), 1);

  return self->glide != 0 ? (double) self->step / self->n_steps : 1;
}
