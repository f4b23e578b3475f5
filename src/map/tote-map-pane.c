/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-map-pane.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-css-class.h"
#include "tote-distance.h"
#include "tote-frame.h"
#include "tote-map-frame.h"
#include "tote-map-pan.h"
#include "tote-map-pins.h"
#include "tote-shopper-card.h"
#include "tote-side-layout.h"
#include "tote-spoken.h"
#include "tote-text-scale.h"
#include "tote-tile-source.h"
#include "tote-tiles-in-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <shumate/shumate.h>

/* How much of the map its pins keep free, in pixels: a pin stands up from its place. */
#define ROOM_TOP 84
#define ROOM_SIDE 64
#define ROOM_BOTTOM 36

#define CARD_WIDTH 592

#define ZOOM_MAX 18
#define ZOOM_MILLISECONDS 250

struct _ToteMapPane {
  TotePart parent_instance;

  GtkWidget *overlay;
  GtkWidget *card;
  ShumateMap *map;
  GtkLabel *attribution;
  ShumateScale *scale;

  ShumateMapLayer *tiles;
  ToteTilesInView *source; /* (owned): what the layer draws */
  ToteMapPins *pins;       /* (owned) */

  char *position_text;   /* (owned) (nullable) */
  char *spoken_position; /* (owned) (nullable) */
  gboolean following;
  gboolean bare;
  gboolean framed;
  int width;
  int height;
  int covered;       /* of the height, by the card */
  int card_height;   /* as it was laid out last */
  double gliding_to; /* the zoom level, or 0 */
  gboolean resized;  /* since the map was framed */
};

G_DEFINE_FINAL_TYPE (ToteMapPane, tote_map_pane, TOTE_TYPE_PART)

typedef enum {
  PROP_POSITION_TEXT = 1,
  PROP_SPOKEN_POSITION,
  PROP_FOLLOWING,
  PROP_BARE,
} ToteMapPaneProperty;

static GParamSpec *props[PROP_BARE + 1];

static void
get_room (ToteMapPane *self, ToteMapRoom *room)
{
  int bottom = (int) (ROOM_BOTTOM * tote_text_scale_get ()) + self->covered;

  room->width = self->width;
  room->height = self->height;
  room->side = MIN (ROOM_SIDE, self->width / 4);
  room->top = MIN (ROOM_TOP, self->height / 3);
  room->bottom = MIN (bottom, self->height / 2);
  room->nearest = shumate_viewport_get_max_zoom_level (shumate_map_get_viewport (self->map));
}

static void
get_frame (ToteMapPane *self, ToteMapFrame *frame)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  frame->latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  frame->longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  frame->zoom = shumate_viewport_get_zoom_level (viewport);
}

static void
show_frame (ToteMapPane *self, const ToteMapFrame *frame)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  shumate_map_stop_go_to (self->map);
  shumate_map_stop_go_to (self->map);
  shumate_viewport_set_zoom_level (viewport, frame->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), frame->latitude, frame->longitude);
}

/* Whether the map can stay as it is: a map that moves with each step of the shopper is no calm
 * picture, and costs a frame of all its tiles. */
static gboolean
is_good_enough (ToteMapPane *self, const ToteMapFrame *wanted, const ToteMapRoom *room,
                const double *latitudes, const double *longitudes, guint n_places)
{
  ToteMapFrame present;

  get_frame (self, &present);
  if (!self->framed || fabs (present.zoom - wanted->zoom) > 0.5)
    return FALSE;

  for (guint i = 0; i < n_places; i++)
    if (!tote_map_frame_holds (&present, room, latitudes[i], longitudes[i]))
      return FALSE;

  return n_places > 1;
}

static void
follow (ToteMapPane *self)
{
  double latitudes[TOTE_MAP_PINS_MAX], longitudes[TOTE_MAP_PINS_MAX];
  guint n = tote_map_pins_get_places (self->pins, latitudes, longitudes);
  ToteMapFrame frame;
  ToteMapRoom room;

  if (!self->following || n == 0 || self->width <= 0 || self->height <= 0)
    return;

  get_room (self, &room);
  tote_map_frame_fit (&frame, &room, latitudes, longitudes, n);
  if (!is_good_enough (self, &frame, &room, latitudes, longitudes, n))
    show_frame (self, &frame);
  self->framed = TRUE;
}

static void
set_following (ToteMapPane *self, gboolean following)
{
  self->gliding_to = 0;
  if (self->following == following)
    return;

  self->following = following;
  self->framed = FALSE;
  tote_tiles_in_view_set_ahead (self->source, !following);
  follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLLOWING]);
}

/* The same as the picture, in words, which change no more often than they are worth being heard. */
static void
describe (ToteMapPane *self)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (self));
  ToteHandling *handling = order != NULL ? tote_order_get_handling (order) : NULL;
  const char *address = handling != NULL ? tote_handling_get_address (handling) : NULL;
  g_autofree char *text = NULL;

  if (self->spoken_position != NULL && *self->spoken_position != '\0')
    /* Translators: read aloud: how far the shopper is. */
    text = g_strdup_printf (_ ("Map: %s"), self->spoken_position);
  else if (address != NULL)
    /* Translators: what the map shows, read aloud; the address is on one line. */
    text = g_strdup_printf (_ ("Map of %s"), address);
  else
    text = g_strdup (_ ("Map"));

  if (order != NULL)
    tote_spoken_name_calmly (GTK_WIDGET (self->map), text,
                             tote_tracker_get_clock (tote_part_get_tracker (TOTE_PART (self))));
  else
    tote_spoken_name_at_once (GTK_WIDGET (self->map), text);
}

/* The retailer's word, or that of the map's own file. */
static void
show_attribution (ToteMapPane *self, ToteTileSource *source)
{
  g_autofree char *attribution = NULL;

  g_object_get (tote_brand_get_default (), "attribution", &attribution, NULL);
  gtk_label_set_label (self->attribution, attribution != NULL
                                              ? attribution
                                              : tote_tile_source_get_attribution (source));
  g_object_bind_property (source, "drawn", self->attribution, "visible", G_BINDING_SYNC_CREATE);
}

static void
update_tiles (ToteMapPane *self)
{
  ToteBrand *brand = tote_brand_get_default ();
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  g_autofree char *pattern = tote_brand_dup_tiles (brand);
  guint scale = (guint) gtk_widget_get_scale_factor (GTK_WIDGET (self->map));
  g_autoptr (ShumateMapSource) all = tote_tile_source_new (pattern, scale);
  ShumateMapSource *source = tote_tiles_in_view_new (all, viewport, GTK_WIDGET (self->map));

  show_attribution (self, TOTE_TILE_SOURCE (all));
  gtk_widget_set_visible (GTK_WIDGET (self->scale), pattern == NULL);
  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_max_zoom_level (
      viewport, MIN (shumate_map_source_get_max_zoom_level (source), ZOOM_MAX));

  if (self->tiles != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->tiles));
  self->tiles = shumate_map_layer_new (source, viewport);
  g_clear_object (&self->source);
  self->source = TOTE_TILES_IN_VIEW (source);
  tote_tiles_in_view_set_ahead (self->source, !self->following);
  g_signal_connect_object (all, "again", G_CALLBACK (tote_tiles_in_view_again), source,
                           G_CONNECT_SWAPPED);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->tiles),
                                   tote_map_pins_get_lowest_layer (self->pins));
}

/* Where the map is as all is, the theme says what its ground is. */
static void
update_ground (ToteMapPane *self)
{
  ToteBrand *brand = tote_brand_get_default ();
  gboolean dark = tote_brand_get_map_dark (brand);
  gboolean differs = dark != tote_brand_get_dark (brand);

  tote_css_class_set (GTK_WIDGET (self), "light-map", differs && !dark);
  tote_css_class_set (GTK_WIDGET (self), "dark-map", differs && dark);
}

static void
update_scale (ToteMapPane *self)
{
  shumate_scale_set_unit (self->scale, tote_distance_is_in_miles () ? SHUMATE_UNIT_IMPERIAL
                                                                    : SHUMATE_UNIT_METRIC);
}

static gboolean
can_recentre (ToteMapPane *self, gboolean following, gboolean bare)
{
  return !following && !bare;
}

static void
on_moved (ToteMapPane *self)
{
  set_following (self, FALSE);
}

static gboolean
on_scroll (ToteMapPane *self)
{
  set_following (self, FALSE);

  return GDK_EVENT_PROPAGATE;
}

/* To the next level at which tiles are drawn: between two of them they are seen enlarged. A glide
 * under way goes on from where it leads. Those who do not see the map are told. */
static void
zoom (ToteMapPane *self, int by)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  ShumateLocation *middle = SHUMATE_LOCATION (viewport);
  double least = shumate_viewport_get_min_zoom_level (viewport);
  double most = shumate_viewport_get_max_zoom_level (viewport);
  double from =
      self->gliding_to > 0 ? self->gliding_to : round (shumate_viewport_get_zoom_level (viewport));
  double to = CLAMP (from + by, least, most);
  g_autofree char *text = NULL;

  set_following (self, FALSE);
  shumate_map_go_to_full_with_duration (self->map, shumate_location_get_latitude (middle),
                                        shumate_location_get_longitude (middle), to,
                                        ZOOM_MILLISECONDS);
  self->gliding_to = shumate_viewport_get_zoom_level (viewport) != to ? to : 0;

  /* Translators: read aloud: how near a map is seen, from 1, and how near it can be. */
  text = g_strdup_printf (_ ("Zoom %d of %d"), (int) (to - least) + 1, (int) (most - least) + 1);
  tote_access_announce (GTK_WIDGET (self), text);
}

/* libshumate's own “animation-completed” comes with a critical. */
static void
on_zoomed (ToteMapPane *self, GParamSpec *pspec, ShumateViewport *viewport)
{
  if (shumate_viewport_get_zoom_level (viewport) == self->gliding_to)
    self->gliding_to = 0;
}

static void
zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (TOTE_MAP_PANE (widget), 1);
}

static void
zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (TOTE_MAP_PANE (widget), -1);
}

/* The button goes away with this: the keyboard stays with the map. */
static void
recentre (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteMapPane *self = TOTE_MAP_PANE (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    gtk_widget_grab_focus (widget);
  set_following (self, TRUE);
}

static void
pan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteMapPane *self = TOTE_MAP_PANE (widget);
  double across, down;

  g_variant_get (parameter, "(dd)", &across, &down);
  set_following (self, FALSE);
  tote_map_pan (self->map, across, down);
}

static gboolean
tote_map_pane_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (TOTE_MAP_PANE (widget)->overlay, direction);
}

static gboolean
tote_map_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TOTE_MAP_PANE (widget)->map));
}

/* At the most two fifths of the map are covered. */
static gboolean
has_room_for_card (ToteMapPane *self, gboolean brief)
{
  int width = MIN (self->width, (int) (CARD_WIDTH * tote_text_scale_get ()));
  int least, height;

  tote_shopper_card_set_brief (TOTE_SHOPPER_CARD (self->card), brief);
  gtk_widget_measure (self->card, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least); /* before the first allocation it is nothing */
  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  self->covered = gtk_widget_get_visible (self->card) ? height : 0;

  return height <= self->height * 2 / 5;
}

static void
update_card (ToteMapPane *self)
{
  gboolean fits =
      !self->bare && (has_room_for_card (self, FALSE) || has_room_for_card (self, TRUE));

  gtk_widget_set_visible (gtk_widget_get_parent (self->card), fits);
  if (!fits)
    self->covered = 0;
}

/* Right after all was laid out, and before it is drawn: the pins are moved by the map, which must
 * not happen inside an allocation. */
static void
frame_anew (GtkWidget *widget)
{
  ToteMapPane *self = TOTE_MAP_PANE (widget);

  if (!self->resized)
    return;

  self->resized = FALSE;
  update_card (self);
  tote_tiles_in_view_look (self->source);
  follow (self);
}

static void
tote_map_pane_track (TotePart *part, ToteTracker *tracker)
{
  ToteMapPane *self = TOTE_MAP_PANE (part);

  if (tracker != NULL) {
    tote_part_watch (part, tote_part_get_order (part), "notify::handling", G_CALLBACK (describe));
    tote_part_watch (part, tracker, "notify::distance", G_CALLBACK (update_scale));
  }
  self->framed = FALSE;
  tote_map_pins_set_tracker (self->pins, tracker);
  describe (self);
}

static void
tote_map_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteMapPane *self = TOTE_MAP_PANE (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, -1);
  if (self->width != width || self->height != height)
    self->framed = FALSE;
  else if (self->card_height == gtk_widget_get_height (self->card))
    return;

  self->width = width;
  self->height = height;
  self->card_height = gtk_widget_get_height (self->card);
  self->resized = TRUE;
}

static void
tote_map_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (TOTE_MAP_PANE (widget)->overlay, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
tote_map_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteMapPane *self = TOTE_MAP_PANE (object);

  switch ((ToteMapPaneProperty) id) {
  case PROP_POSITION_TEXT:
    g_value_set_string (value, self->position_text);
    break;
  case PROP_SPOKEN_POSITION:
    g_value_set_string (value, self->spoken_position);
    break;
  case PROP_FOLLOWING:
    g_value_set_boolean (value, self->following);
    break;
  case PROP_BARE:
    g_value_set_boolean (value, self->bare);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_map_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteMapPane *self = TOTE_MAP_PANE (object);

  switch ((ToteMapPaneProperty) id) {
  case PROP_POSITION_TEXT:
    g_free (self->position_text);
    self->position_text = g_value_dup_string (value);
    break;
  case PROP_SPOKEN_POSITION:
    g_free (self->spoken_position);
    self->spoken_position = g_value_dup_string (value);
    describe (self);
    break;
  case PROP_BARE:
    self->bare = g_value_get_boolean (value);
    update_card (self);
    break;
  case PROP_FOLLOWING:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_map_pane_dispose (GObject *object)
{
  ToteMapPane *self = TOTE_MAP_PANE (object);

  g_clear_object (&self->source);

  G_OBJECT_CLASS (tote_map_pane_parent_class)->dispose (object);
}

static void
tote_map_pane_finalize (GObject *object)
{
  ToteMapPane *self = TOTE_MAP_PANE (object);

  g_object_unref (self->pins);
  g_free (self->position_text);
  g_free (self->spoken_position);

  G_OBJECT_CLASS (tote_map_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (SHUMATE_TYPE_SCALE);
  g_type_ensure (TOTE_TYPE_SHOPPER_CARD);
  g_type_ensure (TOTE_TYPE_SIDE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteMapPane, overlay);
  gtk_widget_class_bind_template_child (widget_class, ToteMapPane, map);
  gtk_widget_class_bind_template_child (widget_class, ToteMapPane, card);
  gtk_widget_class_bind_template_child (widget_class, ToteMapPane, attribution);
  gtk_widget_class_bind_template_child (widget_class, ToteMapPane, scale);
  gtk_widget_class_bind_template_callback (widget_class, can_recentre);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_scroll);
}

static void
tote_map_pane_class_init (ToteMapPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_map_pane_get_property;
  object_class->set_property = tote_map_pane_set_property;
  object_class->dispose = tote_map_pane_dispose;
  object_class->finalize = tote_map_pane_finalize;
  TOTE_PART_CLASS (klass)->track = tote_map_pane_track;

  widget_class->focus = tote_map_pane_focus;
  widget_class->grab_focus = tote_map_pane_grab_focus;
  widget_class->measure = tote_map_pane_measure;
  widget_class->size_allocate = tote_map_pane_size_allocate;

  props[PROP_POSITION_TEXT] = g_param_spec_string ("position-text", NULL, NULL, NULL, both);
  props[PROP_SPOKEN_POSITION] = g_param_spec_string ("spoken-position", NULL, NULL, NULL, both);
  props[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE, read);
  props[PROP_BARE] = g_param_spec_boolean ("bare", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out);
  gtk_widget_class_install_action (widget_class, "map.recentre", NULL, recentre);
  gtk_widget_class_install_action (widget_class, "map.pan", "(dd)", pan);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "mappane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_map_pane_init (ToteMapPane *self)
{
  ShumateViewport *viewport;

  self->following = TRUE;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* sizes are of interest here */
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_each_layout_then (GTK_WIDGET (self), frame_anew);

  tote_text_scale_bind (gtk_widget_get_layout_manager (gtk_widget_get_parent (self->card)), "width",
                        CARD_WIDTH);
  viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_min_zoom_level (viewport, TOTE_MAP_ZOOM_FAR);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (on_zoomed), self,
                           G_CONNECT_SWAPPED);
  shumate_scale_set_viewport (self->scale, viewport);
  update_scale (self);

  /* libshumate glides to the next zoom even for those who want nothing to move. */
  g_object_bind_property (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations",
                          self->map, "animate-zoom", G_BINDING_SYNC_CREATE);

  self->pins = tote_map_pins_new (self->map);
  g_signal_connect_object (self->pins, "moved", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  update_tiles (self);
  update_ground (self);
  g_signal_connect_object (tote_brand_get_default (), "notify::tiles", G_CALLBACK (update_tiles),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_brand_get_default (), "notify::dark", G_CALLBACK (update_ground),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_brand_get_default (), "notify::map-dark",
                           G_CALLBACK (update_ground), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::scale-factor", G_CALLBACK (update_tiles), self,
                           G_CONNECT_SWAPPED);
}

/**
 * tote_map_pane_frame:
 *
 * Frames what there is to be seen in the size that it was given, and asks for the pieces of the map
 * that takes: what it does by itself for the next frame otherwise.
 */
void
tote_map_pane_frame (ToteMapPane *self)
{
  g_return_if_fail (TOTE_IS_MAP_PANE (self));

  frame_anew (GTK_WIDGET (self));
}
