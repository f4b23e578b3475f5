/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tiles-in-view.h"
#include "test-support.h"

#include <adwaita.h>

/* A source that says what it was asked for, and answers when it is told to. */
#define STUB_TYPE_SOURCE (stub_source_get_type ())
G_DECLARE_FINAL_TYPE (StubSource, stub_source, STUB, SOURCE, ShumateMapSource)

struct _StubSource {
  ShumateMapSource parent_instance;

  GPtrArray *asked; /* (element-type GTask): with the tile as task data */
};

G_DEFINE_FINAL_TYPE (StubSource, stub_source, SHUMATE_TYPE_MAP_SOURCE)

static void
stub_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  g_ptr_array_add (STUB_SOURCE (source)->asked, task);
}

static gboolean
stub_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
stub_source_finalize (GObject *object)
{
  g_ptr_array_unref (STUB_SOURCE (object)->asked);

  G_OBJECT_CLASS (stub_source_parent_class)->finalize (object);
}

static void
stub_source_class_init (StubSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stub_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = stub_source_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = stub_source_fill_tile_finish;
}

static void
stub_source_init (StubSource *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
}

/* A map of 300 × 300 pixels at zoom 10, its middle where four tiles meet. */
#define ZOOM 10
#define MIDDLE 512

typedef struct {
  GtkWidget *window;
  GtkWidget *map;
  ShumateViewport *viewport;
  StubSource *stub;
  ShumateMapSource *source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->map = gtk_drawing_area_new ();
  gtk_widget_set_size_request (fixture->map, 300, 300);
  gtk_widget_set_halign (fixture->map, GTK_ALIGN_START);
  gtk_widget_set_valign (fixture->map, GTK_ALIGN_START);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->map);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->map) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (fixture->map), ==, 300);

  fixture->stub = g_object_new (STUB_TYPE_SOURCE, "id", "stub", "min-zoom-level", 0,
                                "max-zoom-level", 18, "tile-size", 256, NULL);
  fixture->viewport = shumate_viewport_new ();
  shumate_viewport_set_reference_map_source (fixture->viewport, SHUMATE_MAP_SOURCE (fixture->stub));
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM);
  fixture->source =
      tote_tiles_in_view_new (SHUMATE_MAP_SOURCE (fixture->stub), fixture->viewport, fixture->map);
  tote_tiles_in_view_set_ahead (TOTE_TILES_IN_VIEW (fixture->source), TRUE);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window)); /* its next frames hold the source */
  settle ();
  g_assert_finalize_object (fixture->source);
  g_ptr_array_set_size (fixture->stub->asked, 0); /* each of them holds it */
  g_assert_finalize_object (fixture->viewport);
  g_assert_finalize_object (fixture->stub);
}

/* Asks for the tile so many to the east and the south of the middle; whether it was passed on. */
static gboolean
ask (Fixture *fixture, int east, int south, ShumateTile **tile)
{
  guint before = fixture->stub->asked->len;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean passed_on;

  *tile = shumate_tile_new_full ((guint) (MIDDLE + east), (guint) (MIDDLE + south), 256, ZOOM);
  shumate_map_source_fill_tile_async (fixture->source, *tile, NULL, test_keep_result, &result);
  settle ();
  passed_on = fixture->stub->asked->len > before;
  if (passed_on) {
    g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, before), TRUE);
    shumate_tile_set_state (*tile, SHUMATE_STATE_DONE);
  }

  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (shumate_map_source_fill_tile_finish (fixture->source, result, &error) ==
                 passed_on);
  if (!passed_on)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (shumate_tile_get_state (*tile), ==, SHUMATE_STATE_DONE);

  return passed_on;
}

/* To the east by so many pixels. */
static void
move (Fixture *fixture, double pixels)
{
  double middle = shumate_map_source_get_x (fixture->source, ZOOM, 0);

  shumate_location_set_location (
      SHUMATE_LOCATION (fixture->viewport), 0,
      shumate_map_source_get_longitude (fixture->source, ZOOM, middle + pixels));
  settle ();
}

static void
test_asks_for_what_is_seen (Fixture *fixture, gconstpointer unused)
{
  for (int east = -2; east <= 1; east++)
    for (int south = -2; south <= 1; south++) {
      g_autoptr (ShumateTile) tile = NULL;
      gboolean seen = (east == -1 || east == 0) && (south == -1 || south == 0);

      g_assert_true (ask (fixture, east, south, &tile) == seen);
    }
}

static void
test_asks_when_it_is_seen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;
  g_autoptr (ShumateTile) other = NULL;

  g_assert_false (ask (fixture, 1, 0, &tile));
  g_assert_false (ask (fixture, 0, 1, &other));

  move (fixture, 20);
  g_assert_cmpuint (fixture->stub->asked->len, ==, 0);

  move (fixture, 60);
  g_assert_cmpuint (fixture->stub->asked->len, ==, 1);
  g_assert_true (g_task_get_task_data (g_ptr_array_index (fixture->stub->asked, 0)) == tile);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_LOADING);

  /* Not a second time. */
  move (fixture, 80);
  g_assert_cmpuint (fixture->stub->asked->len, ==, 1);

  g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, 0), TRUE);
  settle ();
}

/* Where nobody moves the map, what is seen is enough. */
static void
test_stands_still (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;

  tote_tiles_in_view_set_ahead (TOTE_TILES_IN_VIEW (fixture->source), FALSE);
  g_assert_false (ask (fixture, 1, 0, &tile));
  move (fixture, 100);
  g_assert_cmpuint (fixture->stub->asked->len, ==, 0);

  tote_tiles_in_view_set_ahead (TOTE_TILES_IN_VIEW (fixture->source), TRUE);
  settle ();
  g_assert_cmpuint (fixture->stub->asked->len, ==, 1);
  g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, 0), TRUE);
  settle ();
}

static void
test_grows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;

  g_assert_false (ask (fixture, 0, 1, &tile));
  gtk_widget_set_size_request (fixture->map, 300, 500);
  while (gtk_widget_get_height (fixture->map) < 500)
    g_main_context_iteration (NULL, TRUE);
  tote_tiles_in_view_look (TOTE_TILES_IN_VIEW (fixture->source));
  settle ();
  g_assert_cmpuint (fixture->stub->asked->len, ==, 1);
  g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, 0), TRUE);
  settle ();
}

static void
assert_asked_again (Fixture *fixture, ShumateTile *tile, guint n)
{
  tote_tiles_in_view_again (TOTE_TILES_IN_VIEW (fixture->source));
  settle ();
  g_assert_cmpuint (fixture->stub->asked->len, ==, n);
  g_assert_true (g_task_get_task_data (g_ptr_array_index (fixture->stub->asked, n - 1)) == tile);
}

static void
test_refused_stays_blank (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;

  g_assert_false (ask (fixture, 1, 0, &tile));
  move (fixture, 100);
  g_task_return_new_error (g_ptr_array_index (fixture->stub->asked, 0), G_IO_ERROR,
                           G_IO_ERROR_NOT_FOUND, "There is no such tile");
  settle ();
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_null (shumate_tile_get_paintable (tile));

  assert_asked_again (fixture, tile, 2);
  g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, 1), TRUE);
  settle ();
}

/* The line was down when the map was first seen: it comes without being moved. */
static void
test_missed_is_asked_for_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (MIDDLE, MIDDLE, 256, ZOOM);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  shumate_map_source_fill_tile_async (fixture->source, tile, NULL, test_keep_result, &result);
  settle ();
  g_task_return_new_error (g_ptr_array_index (fixture->stub->asked, 0), G_IO_ERROR,
                           G_IO_ERROR_FAILED, "The line is down");
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (shumate_map_source_fill_tile_finish (fixture->source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);

  assert_asked_again (fixture, tile, 2);
  g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, 1), TRUE);
  settle ();
  assert_asked_again (fixture, tile, 2); /* not once more */
}

/* The map has let go of the tile before it came into view. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  ShumateTile *tile = NULL;

  g_assert_false (ask (fixture, 1, 0, &tile));
  g_assert_finalize_object (tile);
  move (fixture, 100);
  g_assert_cmpuint (fixture->stub->asked->len, ==, 0);
}

static void
test_turned (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;

  shumate_viewport_set_rotation (fixture->viewport, G_PI / 4);
  g_assert_true (ask (fixture, 1, 0, &tile));
}

/* West of the date line is the last column of all. */
static void
test_round_world (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;

  move (fixture, -MIDDLE * 256.0 + 10);
  g_assert_true (ask (fixture, MIDDLE - 1, 0, &tile));
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ShumateTile) tile = NULL;
  GTask *task;

  g_assert_false (ask (fixture, 1, 0, &tile));
  move (fixture, 100);
  task = g_ptr_array_index (fixture->stub->asked, 0);
  g_object_run_dispose (G_OBJECT (fixture->source));
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (task)));
  g_assert_true (g_task_return_error_if_cancelled (task));
  settle ();
}

static gboolean
count_frame (gpointer n)
{
  ++*(guint *) n;

  return G_SOURCE_CONTINUE;
}

/* Tiles that come into view are asked for before a frame that is wanted as well. */
static void
test_asks_before_a_frame (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *layer = GTK_WIDGET (shumate_map_layer_new (fixture->source, fixture->viewport));
  guint n_frames = 0;
  guint frames = g_idle_add_full (GDK_PRIORITY_REDRAW, count_frame, &n_frames, NULL);

  gtk_widget_set_parent (layer, fixture->map);
  gtk_widget_size_allocate (layer, &(GtkAllocation){ 0, 0, 300, 300 }, -1);
  tote_tiles_in_view_look (TOTE_TILES_IN_VIEW (fixture->source));
  g_test_message ("the map looks %s", g_main_context_find_source_by_user_data (NULL, layer) != NULL
                                          ? "when it is idle"
                                          : "by itself");
  while (fixture->stub->asked->len == 0 && n_frames == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (n_frames, ==, 0);
  g_source_remove (frames);
  for (guint i = 0; i < fixture->stub->asked->len; i++)
    g_task_return_boolean (g_ptr_array_index (fixture->stub->asked, i), TRUE);
  settle ();
  gtk_widget_unparent (layer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, test) g_test_add ("/tiles-in-view/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("seen", test_asks_for_what_is_seen);
  ADD ("moved", test_asks_when_it_is_seen);
  ADD ("stands-still", test_stands_still);
  ADD ("grows", test_grows);
  ADD ("refused", test_refused_stays_blank);
  ADD ("missed", test_missed_is_asked_for_again);
  ADD ("gone", test_gone);
  ADD ("turned", test_turned);
  ADD ("round-world", test_round_world);
  ADD ("cancelled", test_cancelled);
  ADD ("before-a-frame", test_asks_before_a_frame);

  return g_test_run ();
}
