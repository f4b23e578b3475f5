/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-compat.h"
#include "tote-map-pin.h"
#include "tote-path-layer.h"
#include "tote-pin-layer.h"
#include "tote-position.h"
#include "tote-tiles-in-view.h"

#include <adwaita.h>
#include <math.h>

#define TILE_SIZE 256
#define LATITUDE 41.88
#define LONGITUDE -87.63

/* Blending rounds: one in 255 is what no eye sees of the ground. */
#define OPAQUE 254

/* A source whose tiles are red, or blue at every other zoom level. It counts what it is asked for,
 * and keeps what it drew as the source of a server does: only the first time is a call. */
#define PLAIN_TYPE_SOURCE (plain_source_get_type ())
G_DECLARE_FINAL_TYPE (PlainSource, plain_source, PLAIN, SOURCE, ShumateMapSource)

struct _PlainSource {
  ShumateMapSource parent_instance;

  ShumateViewport *viewport; /* (unowned) */
  GtkWidget *map;            /* (unowned) */
  GdkTexture *textures[2];   /* (owned) */
  GHashTable *drawn;         /* (owned) (element-type utf8): “z/x/y” */
  guint asked;
  guint waiting;
  guint unneeded;
};

G_DEFINE_FINAL_TYPE (PlainSource, plain_source, SHUMATE_TYPE_MAP_SOURCE)

static GdkTexture *
draw_tile (gboolean blue)
{
  gsize size = TILE_SIZE * TILE_SIZE * 4;
  guchar *pixels = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    pixels[i] = i % 4 == 3 || i % 4 == (blue ? 2 : 0) ? 255 : 0;
  bytes = g_bytes_new_take (pixels, size);

  return gdk_memory_texture_new (TILE_SIZE, TILE_SIZE, GDK_MEMORY_R8G8B8A8, bytes, TILE_SIZE * 4);
}

/* Whether the tile is more than a quarter of a tile off the map, or of another zoom level. */
static gboolean
is_unneeded (PlainSource *self, ShumateTile *tile)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);
  guint zoom = shumate_tile_get_zoom_level (tile);
  double x = shumate_map_source_get_x (
      source, zoom, shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport)));
  double y = shumate_map_source_get_y (
      source, zoom, shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)));
  double room = TILE_SIZE * 0.75;

  return zoom != (guint) shumate_viewport_get_zoom_level (self->viewport) ||
         fabs ((shumate_tile_get_x (tile) + 0.5) * TILE_SIZE - x) >
             gtk_widget_get_width (self->map) / 2.0 + room ||
         fabs ((shumate_tile_get_y (tile) + 0.5) * TILE_SIZE - y) >
             gtk_widget_get_height (self->map) / 2.0 + room;
}

static gboolean
answer (gpointer user_data)
{
  GTask *task = user_data;
  PlainSource *self = g_task_get_source_object (task);
  ShumateTile *tile = g_task_get_task_data (task);

  self->waiting--;
  shumate_tile_set_paintable (
      tile, GDK_PAINTABLE (self->textures[shumate_tile_get_zoom_level (tile) % 2]));
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
plain_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PlainSource *self = PLAIN_SOURCE (source);
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  char *name = g_strdup_printf ("%u/%u/%u", shumate_tile_get_zoom_level (tile),
                                shumate_tile_get_x (tile), shumate_tile_get_y (tile));

  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  if (g_hash_table_add (self->drawn, name) && is_unneeded (self, tile))
    self->unneeded++;
  self->asked++;
  self->waiting++;
  g_timeout_add_full (G_PRIORITY_DEFAULT, 5, answer, task, g_object_unref);
}

static gboolean
plain_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
plain_source_finalize (GObject *object)
{
  PlainSource *self = PLAIN_SOURCE (object);

  g_object_unref (self->textures[0]);
  g_object_unref (self->textures[1]);
  g_hash_table_unref (self->drawn);

  G_OBJECT_CLASS (plain_source_parent_class)->finalize (object);
}

static void
plain_source_class_init (PlainSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = plain_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = plain_source_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = plain_source_fill_tile_finish;
}

static void
plain_source_init (PlainSource *self)
{
  self->textures[0] = draw_tile (FALSE);
  self->textures[1] = draw_tile (TRUE);
  self->drawn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

typedef struct {
  GtkWidget *window;
  GtkWidget *map;
  ShumateViewport *viewport;
  PlainSource *plain;
} Scene;

static void
set_true (gboolean *done)
{
  *done = TRUE;
}

static gboolean
on_idle (gpointer user_data)
{
  set_true (user_data);

  return G_SOURCE_REMOVE;
}

/* What the map and the tiles in view have put off until the loop has nothing better to do is done.
 */
static void
wait_for_idle (void)
{
  gboolean idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, on_idle, &idle, NULL);
  while (!idle)
    g_main_context_iteration (NULL, TRUE);
}

static void
draw (Scene *scene)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (scene->map);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_true), &drawn);

  gtk_widget_queue_draw (scene->map);
  while (!drawn)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* Until no tile is asked for or on its way, and the map has been drawn since. After a
 * leap newer maps wait for some frames before they ask. */
static void
settle (Scene *scene)
{
  guint asked, waiting;

  do {
    wait_for_idle ();
    asked = scene->plain->asked;
    waiting = scene->plain->waiting;
    for (int i = 0; i < 4; i++)
      draw (scene);
    wait_for_idle ();
  } while (waiting > 0 || scene->plain->waiting > 0 || scene->plain->asked != asked);
  draw (scene); /* so that all has its place */
}

typedef enum {
  BLUE,
  GREEN,
  RED,
  ALPHA,
} Channel;

/* Of the pixels of the screen, not of the page: how many have less than @least there. Bare, a pixel
 * is transparent. */
static guint
count_pixels (Scene *scene, Channel channel, guint least)
{
  double scale = tote_compat_get_scale (scene->map);
  int width = (int) (gtk_widget_get_width (scene->map) * scale);
  int height = (int) (gtk_widget_get_height (scene->map) * scale);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (scene->window));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guchar *pixels = g_malloc ((gsize) width * height * 4);
  guint count = 0;

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gtk_widget_snapshot_child (scene->window, scene->map, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (gsize i = 0; i < (gsize) width * height; i++)
    if (pixels[i * 4 + (G_BYTE_ORDER == G_LITTLE_ENDIAN ? channel : ALPHA - channel)] < least)
      count++;

  return count;
}

static void
check (Scene *scene)
{
  settle (scene);
  g_assert_cmpuint (count_pixels (scene, ALPHA, OPAQUE), ==, 0);
}

/* Nothing is bare, and nothing is of another zoom level. */
static void
check_moved (Scene *scene)
{
  guint zoom = (guint) shumate_viewport_get_zoom_level (scene->viewport);

  check (scene);
  g_assert_cmpuint (count_pixels (scene, zoom % 2 == 0 ? RED : BLUE, OPAQUE), ==, 0);
}

static void
drag (Scene *scene, double across, double down)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (scene->plain);
  double zoom = shumate_viewport_get_zoom_level (scene->viewport);
  ShumateLocation *middle = SHUMATE_LOCATION (scene->viewport);

  for (int i = 0; i < 8; i++) {
    double x = shumate_map_source_get_x (source, zoom, shumate_location_get_longitude (middle));
    double y = shumate_map_source_get_y (source, zoom, shumate_location_get_latitude (middle));

    shumate_location_set_location (middle,
                                   shumate_map_source_get_latitude (source, zoom, y + down / 8),
                                   shumate_map_source_get_longitude (source, zoom, x + across / 8));
    if (i % 2 == 0)
      g_main_context_iteration (NULL, FALSE);
  }
  check_moved (scene);
}

/* As the page frames anew: first the zoom level, then the place. */
static void
frame (Scene *scene, guint zoom, double east)
{
  shumate_viewport_set_zoom_level (scene->viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (scene->viewport), LATITUDE, LONGITUDE + east);
  check_moved (scene);
}

static void
set_up (Scene *scene, int width, int height)
{
  ShumateMapSource *source;

  scene->map = GTK_WIDGET (shumate_map_new ());
  scene->viewport = shumate_map_get_viewport (SHUMATE_MAP (scene->map));
  scene->plain =
      g_object_new (PLAIN_TYPE_SOURCE, "id", "plain", "min-zoom-level", 0, "max-zoom-level", 18,
                    "tile-size", TILE_SIZE, "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);
  scene->plain->viewport = scene->viewport;
  scene->plain->map = scene->map;
  source = tote_tiles_in_view_new (SHUMATE_MAP_SOURCE (scene->plain), scene->viewport, scene->map);
  shumate_viewport_set_reference_map_source (scene->viewport, source);
  shumate_viewport_set_zoom_level (scene->viewport, 14);
  shumate_location_set_location (SHUMATE_LOCATION (scene->viewport), LATITUDE, LONGITUDE);
  shumate_map_add_layer (SHUMATE_MAP (scene->map),
                         SHUMATE_LAYER (shumate_map_layer_new (source, scene->viewport)));

  scene->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (scene->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), width, height);
  gtk_window_set_child (GTK_WINDOW (scene->window), scene->map);
  gtk_window_present (GTK_WINDOW (scene->window));
  while (gtk_widget_get_width (scene->map) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (scene->map), ==, width);
  g_assert_cmpint (gtk_widget_get_height (scene->map), ==, height);
  tote_tiles_in_view_look (TOTE_TILES_IN_VIEW (source));
  g_object_unref (source);
}

static void
tear_down (Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (scene->plain);
}

static void
test_walk (gconstpointer data)
{
  const int *size = data;
  Scene scene;

  set_up (&scene, size[0], size[1]);
  check (&scene);

  frame (&scene, 15, 0.004);
  frame (&scene, 14, 0.016); /* what was out of view, and gone, comes into view */
  frame (&scene, 15, 0.008);
  drag (&scene, 200, 0);
  drag (&scene, -420, 130);
  frame (&scene, 16, 0.002);
  drag (&scene, 0, -300);
  drag (&scene, 310, 310);
  frame (&scene, 15, -0.008);
  drag (&scene, -150, -150);
  frame (&scene, 14, 0.016);
  drag (&scene, 260, 0);
  drag (&scene, -520, 0);
  frame (&scene, 14, 0);

  g_assert_cmpuint (scene.plain->unneeded, ==, 0);
  tear_down (&scene);
}

/* A map that stands still asks for what it shows, and nothing else. */
static void
test_start (void)
{
  Scene scene;

  set_up (&scene, 640, 480);
  check (&scene);
  g_assert_cmpuint (g_hash_table_size (scene.plain->drawn), <=, 4 * 3);
  g_assert_cmpuint (scene.plain->unneeded, ==, 0);
  tear_down (&scene);
}

/* Wherever tiles meet, on a pixel or within it, and turned as a finger can: no ground is seen. */
static void
test_seams (void)
{
  Scene scene;

  set_up (&scene, 640, 480);
  for (int i = 0; i < 5; i++)
    drag (&scene, 0.37 + 7 * i, 0.61 - 3 * i);
  shumate_viewport_set_zoom_level (scene.viewport, 14.4);
  check (&scene);
  shumate_viewport_set_zoom_level (scene.viewport, 14);
  shumate_viewport_set_rotation (scene.viewport, 0.3);
  check (&scene);
  tear_down (&scene);
}

/* Beyond the 180th meridian, seen from either side. */
static void
test_date_line (void)
{
  static const double middles[] = { 179.99, -179.99 };
  Scene scene;
  TotePinLayer *layer;
  ShumateMarker *pin = shumate_marker_new ();

  set_up (&scene, 640, 480);
  layer = tote_pin_layer_new (scene.viewport);
  shumate_marker_set_child (pin, gtk_label_new ("Here"));
  tote_pin_layer_add (layer, pin);
  shumate_map_add_layer (SHUMATE_MAP (scene.map), SHUMATE_LAYER (layer));

  for (guint i = 0; i < G_N_ELEMENTS (middles); i++) {
    double x, y;

    shumate_location_set_location (SHUMATE_LOCATION (pin), 0, -middles[i]);
    shumate_location_set_location (SHUMATE_LOCATION (scene.viewport), 0, middles[i]);
    check (&scene);
    tote_pin_layer_locate (scene.viewport, GTK_WIDGET (layer), 0, -middles[i], &x, &y);
    g_assert_cmpfloat_with_epsilon (x, i == 0 ? 320 + 233 : 320 - 233, 1);
    g_assert_cmpfloat_with_epsilon (y, 240, 1);
    g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pin)));
  }
  tear_down (&scene);
}

/* Who wants nothing to move has the pin in its new place at once; for all others it glides there.
 */
static void
test_still_pin (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  ToteMapPin *pin = tote_map_pin_new ("shopper");
  Scene scene;
  TotePinLayer *layer;

  set_up (&scene, 640, 480);
  layer = tote_pin_layer_new (scene.viewport);
  tote_map_pin_move (pin, LATITUDE, LONGITUDE, TRUE);
  tote_pin_layer_add (layer, SHUMATE_MARKER (pin));
  shumate_map_add_layer (SHUMATE_MAP (scene.map), SHUMATE_LAYER (layer));
  check (&scene);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pin)));

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  tote_map_pin_move (pin, LATITUDE, LONGITUDE + 0.01, TRUE);
  g_assert_cmpfloat_with_epsilon (shumate_location_get_longitude (SHUMATE_LOCATION (pin)),
                                  LONGITUDE + 0.01, 1e-9);
  g_assert_cmpfloat_with_epsilon (tote_map_pin_get_part (pin), 1, 1e-9);

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  tote_map_pin_move (pin, LATITUDE, LONGITUDE, TRUE);
  g_assert_cmpfloat_with_epsilon (tote_map_pin_get_part (pin), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (shumate_location_get_longitude (SHUMATE_LOCATION (pin)),
                                  LONGITUDE + 0.01, 1e-9);
  tear_down (&scene);
}

/* The way seen so far ends where a pin on its last leg is: no dot is ahead of it, none of what it
 * has left behind is missing, and at the end all are there. */
static void
test_reach (void)
{
  g_autoptr (GListStore) track = g_list_store_new (TOTE_TYPE_POSITION);
  Scene scene;
  TotePathLayer *layer;
  guint n_pixels[4];

  set_up (&scene, 640, 480);
  layer = tote_path_layer_new (scene.viewport);
  shumate_map_add_layer (SHUMATE_MAP (scene.map), SHUMATE_LAYER (layer));
  for (int i = -1; i <= 1; i++) {
    g_autoptr (TotePosition) position = tote_position_new (LATITUDE, LONGITUDE + 0.01 * i);

    g_list_store_append (track, position);
  }

  settle (&scene);
  n_pixels[0] = count_pixels (&scene, RED, OPAQUE);
  tote_path_layer_set_track (layer, G_LIST_MODEL (track));
  settle (&scene);
  n_pixels[3] = count_pixels (&scene, RED, OPAQUE) - n_pixels[0];
  tote_path_layer_set_track (layer, NULL);
  tote_path_layer_set_reach (layer, 0);
  tote_path_layer_set_track (layer, G_LIST_MODEL (track));
  settle (&scene);
  n_pixels[1] = count_pixels (&scene, RED, OPAQUE) - n_pixels[0];
  tote_path_layer_set_reach (layer, 0.5);
  settle (&scene);
  n_pixels[2] = count_pixels (&scene, RED, OPAQUE) - n_pixels[0];

  g_assert_cmpuint (n_pixels[3], >, 0);
  g_assert_cmpfloat_with_epsilon (n_pixels[1], n_pixels[3] / 2.0, n_pixels[3] / 10.0);
  g_assert_cmpfloat_with_epsilon (n_pixels[2], n_pixels[3] * 0.75, n_pixels[3] / 10.0);

  tote_path_layer_set_reach (layer, 1);
  settle (&scene);
  g_assert_cmpuint (count_pixels (&scene, RED, OPAQUE) - n_pixels[0], ==, n_pixels[3]);
  tear_down (&scene);
}

int
main (int argc, char *argv[])
{
  static const int narrow[] = { 360, 300 }, medium[] = { 700, 420 }, wide[] = { 1000, 850 };

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/map-walk/start", test_start);
  g_test_add_func ("/map-walk/seams", test_seams);
  g_test_add_func ("/map-walk/date-line", test_date_line);
  g_test_add_func ("/map-walk/still-pin", test_still_pin);
  g_test_add_func ("/map-walk/reach", test_reach);
  g_test_add_data_func ("/map-walk/narrow", narrow, test_walk);
  g_test_add_data_func ("/map-walk/medium", medium, test_walk);
  g_test_add_data_func ("/map-walk/wide", wide, test_walk);

  return g_test_run ();
}
