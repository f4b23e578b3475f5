/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-map-pins.h"

#include "tote-css-class.h"
#include "tote-map-pin.h"
#include "tote-path-layer.h"
#include "tote-pin-layer.h"

/**
 * ToteMapPins: what of an order stands on a map: the customer's or the store's place, the shopper
 * while the order is on the road, and the way seen so far. A position that grows old fades; one
 * that is too old is not drawn as present.
 *
 * Signal "moved": a pin stands elsewhere, has come or gone.
 */
struct _ToteMapPins {
  GObject parent_instance;

  TotePinLayer *layer;      /* (unowned): of the map */
  TotePathLayer *track;     /* (unowned): of the map */
  ToteMapPin *customer;     /* (owned) */
  ToteMapPin *shopper;      /* (owned) */
  ToteTracker *tracker;     /* (owned) (nullable) */
  GSignalGroup *of_tracker; /* (owned) */
  GSignalGroup *of_order;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteMapPins, tote_map_pins, G_TYPE_OBJECT)

enum {
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TotePosition *
get_place (ToteMapPins *self)
{
  ToteHandling *handling = self->tracker != NULL
                               ? tote_order_get_handling (tote_tracker_get_order (self->tracker))
                               : NULL;

  return handling != NULL ? tote_handling_get_position (handling) : NULL;
}

/* The shopper's position, where it may be drawn as present. */
static TotePosition *
get_present (ToteMapPins *self)
{
  ToteOrder *order = self->tracker != NULL ? tote_tracker_get_order (self->tracker) : NULL;
  ToteFreshness age =
      order != NULL ? tote_tracker_get_position_age (self->tracker) : TOTE_FRESHNESS_NONE;

  if ((age != TOTE_FRESHNESS_LIVE && age != TOTE_FRESHNESS_STALE) ||
      tote_order_get_stage (order) != TOTE_STAGE_DELIVERING)
    return NULL;

  return tote_order_get_position (order);
}

static void
place_pin (ToteMapPin *pin, TotePosition *position, gboolean glide)
{
  gtk_widget_set_visible (GTK_WIDGET (pin), position != NULL);
  if (position != NULL)
    tote_map_pin_move (pin, tote_position_get_latitude (position),
                       tote_position_get_longitude (position), glide);
}

/* The track ends where the pin is, also while that glides. */
static void
update_reach (ToteMapPins *self)
{
  tote_path_layer_set_reach (self->track, tote_map_pin_get_part (self->shopper));
}

static void
update_shopper (ToteMapPins *self)
{
  gboolean stale = self->tracker != NULL &&
                   tote_tracker_get_position_age (self->tracker) == TOTE_FRESHNESS_STALE;
  gboolean on_road =
      self->tracker != NULL &&
      tote_order_get_stage (tote_tracker_get_order (self->tracker)) == TOTE_STAGE_DELIVERING;

  place_pin (self->shopper, get_present (self), TRUE);
  update_reach (self);
  tote_css_class_set (GTK_WIDGET (self->shopper), "stale", stale);

  gtk_widget_set_visible (GTK_WIDGET (self->track), on_road);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
update_customer (ToteMapPins *self)
{
  gboolean pickup = self->tracker != NULL &&
                    tote_order_get_fulfillment (tote_tracker_get_order (self->tracker)) ==
                        TOTE_FULFILLMENT_PICKUP;

  tote_map_pin_set_icon_name (self->customer,
                              pickup ? "tote-store-symbolic" : "tote-home-symbolic");
  place_pin (self->customer, get_place (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
tote_map_pins_dispose (GObject *object)
{
  ToteMapPins *self = TOTE_MAP_PINS (object);

  g_clear_object (&self->of_tracker);
  g_clear_object (&self->of_order);
  g_clear_object (&self->customer);
  g_clear_object (&self->shopper);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_map_pins_parent_class)->dispose (object);
}

static void
tote_map_pins_class_init (ToteMapPinsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_map_pins_dispose;

  signals[SIGNAL_MOVED] = g_signal_new ("moved", TOTE_TYPE_MAP_PINS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_map_pins_init (ToteMapPins *self)
{
  self->of_tracker = g_signal_group_new (TOTE_TYPE_TRACKER);
  g_signal_group_connect_swapped (self->of_tracker, "notify::position-age",
                                  G_CALLBACK (update_shopper), self);

  self->of_order = g_signal_group_new (TOTE_TYPE_ORDER);
  g_signal_group_connect_swapped (self->of_order, "notify::position", G_CALLBACK (update_shopper),
                                  self);
  g_signal_group_connect_swapped (self->of_order, "notify::stage", G_CALLBACK (update_shopper),
                                  self);
  g_signal_group_connect_swapped (self->of_order, "notify::handling", G_CALLBACK (update_customer),
                                  self);
  g_signal_group_connect_swapped (self->of_order, "notify::fulfillment",
                                  G_CALLBACK (update_customer), self);
}

static ToteMapPin *
add_pin (ToteMapPins *self, const char *css_class)
{
  ToteMapPin *pin = g_object_ref_sink (tote_map_pin_new (css_class));

  gtk_widget_set_visible (GTK_WIDGET (pin), FALSE);
  tote_pin_layer_add (self->layer, SHUMATE_MARKER (pin));

  return pin;
}

/**
 * tote_map_pins_new:
 * @map: gets the layers; must outlive the pins
 *
 * Returns: (transfer full): pins of no order yet
 */
ToteMapPins *
tote_map_pins_new (ShumateMap *map)
{
  ToteMapPins *self = g_object_new (TOTE_TYPE_MAP_PINS, NULL);
  ShumateViewport *viewport = shumate_map_get_viewport (map);

  self->track = tote_path_layer_new (viewport);
  self->layer = tote_pin_layer_new (viewport);
  shumate_map_add_layer (map, SHUMATE_LAYER (self->track));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->layer));

  self->customer = add_pin (self, "customer");
  self->shopper = add_pin (self, "shopper");
  tote_map_pin_set_icon_name (self->shopper, "tote-car-symbolic");
  g_signal_connect_object (self->shopper, "notify::longitude", G_CALLBACK (update_reach), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * tote_map_pins_set_tracker:
 * @tracker: (nullable): follows the order to show
 */
void
tote_map_pins_set_tracker (ToteMapPins *self, ToteTracker *tracker)
{
  ToteOrder *order = tracker != NULL ? tote_tracker_get_order (tracker) : NULL;

  g_return_if_fail (TOTE_IS_MAP_PINS (self));

  g_set_object (&self->tracker, tracker);
  g_signal_group_set_target (self->of_tracker, tracker);
  g_signal_group_set_target (self->of_order, order);
  tote_path_layer_set_track (self->track, order != NULL ? tote_order_get_track (order) : NULL);
  update_customer (self);
  update_shopper (self);
}

/**
 * tote_map_pins_get_lowest_layer:
 *
 * Returns: (transfer none): the layer that tiles go behind
 */
ShumateLayer *
tote_map_pins_get_lowest_layer (ToteMapPins *self)
{
  g_return_val_if_fail (TOTE_IS_MAP_PINS (self), NULL);

  return SHUMATE_LAYER (self->track);
}

/**
 * tote_map_pins_get_places:
 * @latitudes: (out caller-allocates) (array fixed-size=2): takes the places
 * @longitudes: (out caller-allocates) (array fixed-size=2): takes the places
 *
 * Returns: how many places there are to keep in view
 */
guint
tote_map_pins_get_places (ToteMapPins *self, double *latitudes, double *longitudes)
{
  TotePosition *places[TOTE_MAP_PINS_MAX];
  guint n = 0;

  g_return_val_if_fail (TOTE_IS_MAP_PINS (self), 0);

  places[0] = get_place (self);
  places[1] = get_present (self);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL) {
      latitudes[n] = tote_position_get_latitude (places[i]);
      longitudes[n++] = tote_position_get_longitude (places[i]);
    }

  return n;
}

/**
 * tote_map_pins_expected:
 * @unused: whose template asks
 * @handling: (nullable): of the order; %NULL while it is not known
 * @position: (nullable): of the shopper
 * @stage: of the order
 *
 * Returns: whether there is a place to show on a map, or may be one
 */
gboolean
tote_map_pins_expected (gpointer unused, ToteHandling *handling, TotePosition *position,
                        ToteStage stage)
{
  return handling == NULL || tote_handling_get_position (handling) != NULL ||
         (position != NULL && stage == TOTE_STAGE_DELIVERING);
}
