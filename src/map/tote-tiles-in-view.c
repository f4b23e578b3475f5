/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tiles-in-view.h"

#include "tote-tile-picture.h"

#include <math.h>

/* So many pixels outside of the edge of a map that is moved a tile is loaded already. */
#define MARGIN 64

/* After so many frames without a move the map stands still. */
#define FRAMES_STILL 3

struct _ToteTilesInView {
  ShumateMapSource parent_instance;

  ShumateMapSource *source;  /* (owned) */
  ShumateViewport *viewport; /* (nullable): weak, for it may hold this source */
  GtkWidget *map;            /* (nullable): weak */
  GPtrArray *waiting;        /* (owned) (element-type Wanted) */
  GPtrArray *missed;         /* (owned) (element-type Wanted): could not be had */
  GCancellable *cancellable; /* (owned) */
  gboolean ahead;
  guint idle;
  guint looked; /* an idle for when the map has done what it put off */
  guint frames; /* from then on, until it is made to look again; 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteTilesInView, tote_tiles_in_view, SHUMATE_TYPE_MAP_SOURCE)

/* A tile that the map asked for and that has no picture yet. */
typedef struct {
  GWeakRef tile;
  GTask *task; /* (owned) (nullable): until the map has its answer */
} Wanted;

/* Not “done”: the map would keep the blank tile in its memory and never ask again. */
static void
put_off (Wanted *wanted)
{
  if (wanted->task != NULL)
    g_task_return_new_error (wanted->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Out of view");
  g_clear_object (&wanted->task);
}

static Wanted *
wanted_new (ShumateTile *tile, GTask *task)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->task = task;
  g_weak_ref_init (&wanted->tile, tile);

  return wanted;
}

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  put_off (wanted);
  g_weak_ref_clear (&wanted->tile);
  g_free (wanted);
}

/* How far from the middle of the map something may be to be seen, turned as it may be. */
static void
get_reach (ToteTilesInView *self, double *across, double *down)
{
  double width = self->map != NULL ? gtk_widget_get_width (self->map) : 0;
  double height = self->map != NULL ? gtk_widget_get_height (self->map) : 0;
  gboolean turned = shumate_viewport_get_rotation (self->viewport) != 0.0;
  int margin = self->ahead ? MARGIN : 0;

  *across = (turned ? hypot (width, height) : width) / 2 + margin;
  *down = (turned ? hypot (width, height) : height) / 2 + margin;
}

/* A tile of another zoom level is only what the map shows until it has better ones. */
static gboolean
is_in_view (ToteTilesInView *self, ShumateTile *tile)
{
  ShumateLocation *middle = (ShumateLocation *) self->viewport;
  guint zoom = shumate_tile_get_zoom_level (tile);
  double size = shumate_map_source_get_tile_size (self->source);
  double x, y, across, down, scale, world;

  if (middle == NULL || zoom != (guint) shumate_viewport_get_zoom_level (self->viewport))
    return FALSE;

  scale = exp2 (shumate_viewport_get_zoom_level (self->viewport) - zoom);
  world = size * shumate_map_source_get_column_count (self->source, zoom);
  x = fabs ((shumate_tile_get_x (tile) + 0.5) * size -
            shumate_map_source_get_x (self->source, zoom, shumate_location_get_longitude (middle)));
  y = fabs ((shumate_tile_get_y (tile) + 0.5) * size -
            shumate_map_source_get_y (self->source, zoom, shumate_location_get_latitude (middle)));
  get_reach (self, &across, &down);
  x = MIN (x, world - x); /* the world is round */

  return (x - size / 2) * scale < across && (y - size / 2) * scale < down;
}

static void
join (ToteTilesInView *self, ShumateTile *tile)
{
  GdkPaintable *picture = shumate_tile_get_paintable (tile);
  g_autoptr (GdkPaintable) joined = NULL;

  if (picture == NULL || self->viewport == NULL || self->map == NULL)
    return;

  joined = tote_tile_picture_new (picture, self->viewport, self->map);
  shumate_tile_set_paintable (tile, joined);
}

/* Whether a tile was filled. One that could not be had is missed. */
static gboolean
finish (ToteTilesInView *self, ShumateTile *tile, GAsyncResult *result, GError **error)
{
  if (shumate_map_source_fill_tile_finish (self->source, result, error)) {
    join (self, tile);
    return TRUE;
  }

  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_add (self->missed, wanted_new (tile, NULL));

  return FALSE;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (finish (g_task_get_source_object (task), g_task_get_task_data (task), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* A tile the map has its answer to already. */
typedef struct {
  ToteTilesInView *in_view; /* (nullable): weak */
  ShumateTile *tile;        /* (owned) */
} Late;

/* What cannot be had stays blank, as it was. */
static void
on_filled_late (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Late *late = user_data;
  g_autoptr (GError) error = NULL;

  if (late->in_view != NULL && !finish (late->in_view, late->tile, result, &error))
    shumate_tile_set_state (late->tile, SHUMATE_STATE_DONE);

  g_clear_weak_pointer (&late->in_view);
  g_object_unref (late->tile);
  g_free (late);
}

/* The map draws anew when the state of a tile changes, so it goes back to what it was before. */
static void
fill_late (ToteTilesInView *self, ShumateTile *tile)
{
  Late *late = g_new0 (Late, 1);

  g_set_weak_pointer (&late->in_view, self);
  late->tile = g_object_ref (tile);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  shumate_map_source_fill_tile_async (self->source, tile, self->cancellable, on_filled_late, late);
}

static void
fill (ToteTilesInView *self, ShumateTile *tile, Wanted *wanted)
{
  GTask *task = g_steal_pointer (&wanted->task);

  if (task == NULL) {
    fill_late (self, tile);
    return;
  }

  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  shumate_map_source_fill_tile_async (self->source, tile, g_task_get_cancellable (task), on_filled,
                                      task);
}

/* Makes the map look once more which tiles it has. */
static void
look_again (GtkWidget *map)
{
  for (GtkWidget *layer = gtk_widget_get_first_child (map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer))
    if (SHUMATE_IS_MAP_LAYER (layer))
      gtk_widget_queue_allocate (layer);
}

/* The map waits for all tiles before it lets go of those of another zoom level. It looks whether it
 * has them when it gets one, which this is not, and it has those in view from before. */
static void
leave_blank (ToteTilesInView *self, ShumateTile *tile, Wanted *wanted)
{
  if (wanted->task == NULL)
    return;

  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  put_off (wanted);
  if (self->map != NULL)
    look_again (self->map);
}

static gboolean
is_given_up (Wanted *wanted)
{
  return wanted->task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (wanted->task));
}

/* libshumate finds out which tiles it shows when there is nothing else to do, and a frame would
 * come before that. */
static void
hurry (GtkWidget *map)
{
  for (GtkWidget *layer = gtk_widget_get_first_child (map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer)) {
    GSource *idle = g_main_context_find_source_by_user_data (NULL, layer);

    if (idle != NULL)
      g_source_set_priority (idle, G_PRIORITY_HIGH_IDLE);
  }
}

static gboolean
look (gpointer user_data)
{
  g_autoptr (ToteTilesInView) self = g_object_ref (user_data);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->waiting);

  self->idle = 0;
  if (self->map != NULL)
    hurry (self->map);
  self->waiting = g_ptr_array_new_with_free_func (wanted_free);
  while (before->len > 0) {
    Wanted *wanted = g_ptr_array_steal_index (before, 0);
    g_autoptr (ShumateTile) tile = g_weak_ref_get (&wanted->tile);

    if (tile != NULL && !is_given_up (wanted) && !is_in_view (self, tile)) {
      leave_blank (self, tile, wanted);
      g_ptr_array_add (self->waiting, wanted);
      continue;
    }

    if (tile != NULL && !is_given_up (wanted))
      fill (self, tile, wanted);
    wanted_free (wanted);
  }

  return G_SOURCE_REMOVE;
}

/* What is in view is seen in a moment, when the map has moved and zoomed: while it does one after
 * the other it asks for tiles that nobody will see. */
static void
tote_tiles_in_view_fill_tile_async (ShumateMapSource *source, ShumateTile *tile,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ToteTilesInView *self = TOTE_TILES_IN_VIEW (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tote_tiles_in_view_fill_tile_async);
  g_ptr_array_add (self->waiting, wanted_new (tile, task));
  tote_tiles_in_view_look (self);
}

static gboolean
tote_tiles_in_view_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tote_tiles_in_view_dispose (GObject *object)
{
  ToteTilesInView *self = TOTE_TILES_IN_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->looked, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->waiting, 0);
  g_clear_weak_pointer (&self->map);
  g_clear_weak_pointer (&self->viewport);

  G_OBJECT_CLASS (tote_tiles_in_view_parent_class)->dispose (object);
}

static void
tote_tiles_in_view_finalize (GObject *object)
{
  ToteTilesInView *self = TOTE_TILES_IN_VIEW (object);

  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->missed);
  g_object_unref (self->cancellable);
  g_object_unref (self->source);

  G_OBJECT_CLASS (tote_tiles_in_view_parent_class)->finalize (object);
}

static void
tote_tiles_in_view_class_init (ToteTilesInViewClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_tiles_in_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_tiles_in_view_finalize;
  source_class->fill_tile_async = tote_tiles_in_view_fill_tile_async;
  source_class->fill_tile_finish = tote_tiles_in_view_fill_tile_finish;
}

static void
tote_tiles_in_view_init (ToteTilesInView *self)
{
  self->waiting = g_ptr_array_new_with_free_func (wanted_free);
  self->missed = g_ptr_array_new_with_free_func (wanted_free);
  self->cancellable = g_cancellable_new ();
}

#if SHUMATE_CHECK_VERSION(1, 1, 0)
static gboolean
count_frame (GtkWidget *map, GdkFrameClock *clock, gpointer user_data)
{
  ToteTilesInView *self = user_data;

  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;

  look_again (map);

  return G_SOURCE_REMOVE;
}

/* The map has looked where it is by now. */
static gboolean
on_looked (gpointer user_data)
{
  ToteTilesInView *self = user_data;

  self->looked = 0;
  if (self->map == NULL)
    return G_SOURCE_REMOVE;

  if (self->frames == 0)
    gtk_widget_add_tick_callback (self->map, count_frame, g_object_ref (self), g_object_unref);
  self->frames = FRAMES_STILL;

  return G_SOURCE_REMOVE;
}
#endif

/**
 * tote_tiles_in_view_new:
 * @source: where the tiles come from
 * @viewport: where the map stands
 * @map: the widget that shows it, for its size
 *
 * Returns: (transfer full): a source of the same tiles
 */
ShumateMapSource *
tote_tiles_in_view_new (ShumateMapSource *source, ShumateViewport *viewport, GtkWidget *map)
{
  ToteTilesInView *self;

  g_return_val_if_fail (SHUMATE_IS_MAP_SOURCE (source), NULL);
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (map), NULL);

  self = g_object_new (TOTE_TYPE_TILES_IN_VIEW, "id", shumate_map_source_get_id (source), "name",
                       shumate_map_source_get_name (source), "min-zoom-level",
                       shumate_map_source_get_min_zoom_level (source), "max-zoom-level",
                       shumate_map_source_get_max_zoom_level (source), "tile-size",
                       shumate_map_source_get_tile_size (source), "projection",
                       shumate_map_source_get_projection (source), NULL);
  self->source = g_object_ref (source);
  g_set_weak_pointer (&self->viewport, viewport);
  g_set_weak_pointer (&self->map, map);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (tote_tiles_in_view_look), self,
                           G_CONNECT_SWAPPED);

  return SHUMATE_MAP_SOURCE (self);
}

/**
 * tote_tiles_in_view_look:
 *
 * Looks in a moment which tiles have come into view. To be called when the map has another size; a
 * move is seen without it.
 *
 * After a leap, newer maps ask for no tile until they see that they stand still, by looking again
 * in the next frame. Where that has the same time as their last look they take it for the same one,
 * do not look any more, and stay blank until something moves them: they are made to look once more.
 */
void
tote_tiles_in_view_look (ToteTilesInView *self)
{
  g_return_if_fail (TOTE_IS_TILES_IN_VIEW (self));

  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, look, self, NULL);
#if SHUMATE_CHECK_VERSION(1, 1, 0)
  if (self->looked == 0)
    self->looked = g_idle_add_full (G_PRIORITY_LOW, on_looked, self, NULL);
#endif
}

/**
 * tote_tiles_in_view_set_ahead:
 * @ahead: whether somebody moves the map: what comes into view next is loaded too. Most look at it
 *   as it stands, and need a quarter of the tiles less.
 */
void
tote_tiles_in_view_set_ahead (ToteTilesInView *self, gboolean ahead)
{
  g_return_if_fail (TOTE_IS_TILES_IN_VIEW (self));

  self->ahead = ahead;
  tote_tiles_in_view_look (self);
}

/**
 * tote_tiles_in_view_again:
 *
 * Loads once more what could not be had, as far as it is on the map yet.
 */
void
tote_tiles_in_view_again (ToteTilesInView *self)
{
  g_return_if_fail (TOTE_IS_TILES_IN_VIEW (self));

  while (self->missed->len > 0)
    g_ptr_array_add (self->waiting, g_ptr_array_steal_index_fast (self->missed, 0));
  tote_tiles_in_view_look (self);
}
