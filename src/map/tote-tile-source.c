/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-source.h"

#include "tote-textures.h"
#include "tote-tile-file.h"
#include "tote-tile-pattern.h"

#include <string.h>

#define TILE_SIZE 256
#define SCALE_MAX 2 /* a tile has 512 pixels at the most (design 8) */
#define ZOOM_MAX 18
#define KEPT_TILES 100 /* as many as the map keeps itself */

struct _ToteTileSource {
  ShumateMapSource parent_instance;

  ToteTextures *textures; /* (owned) */
  char *pattern;          /* (owned) (nullable): as of tote_tile_pattern_check() */
  ToteTileFile *file;     /* (owned) (nullable): instead of the pattern */
  guint scale;            /* pixels of the screen for one of the page */
  gboolean drawn;
};

G_DEFINE_FINAL_TYPE (ToteTileSource, tote_tile_source, SHUMATE_TYPE_MAP_SOURCE)

typedef enum {
  PROP_DRAWN = 1,
} ToteTileSourceProperty;

static GParamSpec *props[PROP_DRAWN + 1];
static guint again_signal;

/* A server may send 512 pixels for the 256 of a tile; they are worth their memory where a screen
 * has so many. */
static ToteRoom
get_room (ToteTileSource *self)
{
  return tote_room_within ((int) MIN (self->scale, SCALE_MAX) * TILE_SIZE);
}

static void
finish_tile (ToteTileSource *self, ShumateTile *tile, GdkTexture *texture)
{
  if (texture != NULL)
    shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);

  if (texture == NULL || self->drawn)
    return;

  self->drawn = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DRAWN]);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      tote_textures_load_finish (TOTE_TEXTURES (source), result, &error);

  if (texture == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  finish_tile (g_task_get_source_object (task), g_task_get_task_data (task), texture);
  g_task_return_boolean (task, TRUE);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      tote_textures_decode_finish (TOTE_TEXTURES (source), result, &error);

  if (texture == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  finish_tile (g_task_get_source_object (task), g_task_get_task_data (task), texture);
  g_task_return_boolean (task, TRUE);
}

/* All that a thread gets: tile and source belong to the main thread and must not end in another. */
typedef struct {
  guint zoom, x, y;
} Place;

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Place *place = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      tote_tile_file_read (TOTE_TILE_FILE (source), place->zoom, place->x, place->y, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteTileSource *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (bytes == NULL) {
    finish_tile (self, g_task_get_task_data (task), NULL);
    g_task_return_boolean (task, TRUE);
  } else {
    tote_textures_decode_async (self->textures, bytes, get_room (self), cancellable, on_decoded,
                                g_steal_pointer (&task));
  }
}

static void
read_tile (ToteTileSource *self, ShumateTile *tile, GTask *task)
{
  Place *place = g_new (Place, 1);
  g_autoptr (GTask) reading =
      g_task_new (self->file, g_task_get_cancellable (task), on_read, g_object_ref (task));

  place->zoom = shumate_tile_get_zoom_level (tile);
  place->x = shumate_tile_get_x (tile);
  place->y = shumate_tile_get_y (tile);
  g_task_set_source_tag (reading, read_tile);
  g_task_set_task_data (reading, place, g_free);
  g_task_run_in_thread (reading, read_in_thread);
}

static void
tote_tile_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ToteTileSource *self = TOTE_TILE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *url = NULL;
  ToteRoom room;
  GdkTexture *known;

  g_task_set_source_tag (task, tote_tile_source_fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  if (self->file != NULL) {
    read_tile (self, tile, task);
    return;
  }
  if (self->pattern == NULL) {
    finish_tile (self, tile, NULL);
    g_task_return_boolean (task, TRUE);
    return;
  }

  url =
      tote_tile_pattern_expand (self->pattern, shumate_tile_get_zoom_level (tile),
                                shumate_tile_get_x (tile), shumate_tile_get_y (tile), self->scale);
  room = get_room (self);
  known = tote_textures_lookup (self->textures, url, room);

  if (known != NULL) {
    finish_tile (self, tile, known);
    g_task_return_boolean (task, TRUE);
    return;
  }

  tote_textures_load_async (self->textures, url, room, cancellable, on_loaded,
                            g_steal_pointer (&task));
}

static gboolean
tote_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The profile has looked at the file already; one that went since is a map with no tiles. */
static void
open_file (ToteTileSource *self)
{
  g_autoptr (GError) error = NULL;

  if (self->pattern == NULL || !g_str_has_prefix (self->pattern, TOTE_TILE_FILE_SCHEME))
    return;

  self->file = tote_tile_file_new (self->pattern + strlen (TOTE_TILE_FILE_SCHEME), &error);
  if (self->file == NULL) {
    g_message ("The map's file cannot be used: %s", error->message);
    return;
  }

  shumate_map_source_set_min_zoom_level (SHUMATE_MAP_SOURCE (self),
                                         tote_tile_file_get_min_zoom (self->file));
  shumate_map_source_set_max_zoom_level (SHUMATE_MAP_SOURCE (self),
                                         tote_tile_file_get_max_zoom (self->file));
}

static void
on_again (ToteTileSource *self)
{
  g_signal_emit (self, again_signal, 0);
}

static void
tote_tile_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteTileSourceProperty) id) {
  case PROP_DRAWN:
    g_value_set_boolean (value, TOTE_TILE_SOURCE (object)->drawn);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_tile_source_finalize (GObject *object)
{
  ToteTileSource *self = TOTE_TILE_SOURCE (object);

  g_object_unref (self->textures);
  g_clear_object (&self->file);
  g_free (self->pattern);

  G_OBJECT_CLASS (tote_tile_source_parent_class)->finalize (object);
}

static void
tote_tile_source_class_init (ToteTileSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = tote_tile_source_get_property;
  G_OBJECT_CLASS (klass)->finalize = tote_tile_source_finalize;
  source_class->fill_tile_async = tote_tile_source_fill_tile_async;
  source_class->fill_tile_finish = tote_tile_source_fill_tile_finish;

  /**
   * ToteTileSource:drawn:
   *
   * Whether any tile has come: until then nobody is to be named for them.
   */
  props[PROP_DRAWN] =
      g_param_spec_boolean ("drawn", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);

  again_signal = g_signal_new ("again", TOTE_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
tote_tile_source_init (ToteTileSource *self)
{
  self->textures = tote_textures_new (TOTE_TEXTURES_TILES, KEPT_TILES, tote_clock_get_default ());
  g_signal_connect_object (self->textures, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
}

/**
 * tote_tile_source_new:
 * @pattern: (nullable): the address of a tile, as of tote_tile_pattern_check(), or “mbtiles:” and
 *   the path of a file; %NULL for plain ground
 * @scale: pixels of the screen for one of the page
 *
 * Returns: (transfer full): the source
 */
ShumateMapSource *
tote_tile_source_new (const char *pattern, guint scale)
{
  ToteTileSource *self;

  self = g_object_new (TOTE_TYPE_TILE_SOURCE, "id", pattern != NULL ? pattern : "", "name", "tiles",
                       "min-zoom-level", 0, "max-zoom-level", ZOOM_MAX, "tile-size", TILE_SIZE,
                       "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);
  self->pattern = g_strdup (pattern);
  self->scale = MAX (scale, 1);
  open_file (self);

  return SHUMATE_MAP_SOURCE (self);
}

/**
 * tote_tile_source_get_attribution:
 *
 * Returns: (nullable): who made the map, where its file says it
 */
const char *
tote_tile_source_get_attribution (ToteTileSource *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_SOURCE (self), NULL);

  return self->file != NULL ? tote_tile_file_get_attribution (self->file) : NULL;
}
