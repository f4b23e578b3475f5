/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-source.h"

#include "tote-textures.h"

#define TILE_SIZE 256
#define ZOOM_MAX 18
#define KEPT_TILES 64

/**
 * ToteTileSource: the tiles of a map, by a pattern of addresses. Tiles come the way all pictures
 * do, with the same limits and without the bearer, and are not written to disk.
 */
struct _ToteTileSource {
  ShumateMapSource parent_instance;

  ToteTextures *textures; /* (owned) */
  char *pattern;          /* (owned): with {z}, {x} and {y} */
};

G_DEFINE_FINAL_TYPE (ToteTileSource, tote_tile_source, SHUMATE_TYPE_MAP_SOURCE)

static void
replace_number (GString *text, const char *name, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);

  g_string_replace (text, name, digits, 0);
}

static char *
build_url (ToteTileSource *self, ShumateTile *tile)
{
  GString *url = g_string_new (self->pattern);

  replace_number (url, "{z}", shumate_tile_get_zoom_level (tile));
  replace_number (url, "{x}", shumate_tile_get_x (tile));
  replace_number (url, "{y}", shumate_tile_get_y (tile));

  return g_string_free (url, FALSE);
}

static void
finish_tile (ShumateTile *tile, GdkTexture *texture)
{
  if (texture != NULL)
    shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
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

  finish_tile (g_task_get_task_data (task), texture);
  g_task_return_boolean (task, TRUE);
}

static void
tote_tile_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ToteTileSource *self = TOTE_TILE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *url = build_url (self, tile);
  GdkTexture *known = tote_textures_lookup (self->textures, url, 0);

  g_task_set_source_tag (task, tote_tile_source_fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);

  if (known != NULL) {
    finish_tile (tile, known);
    g_task_return_boolean (task, TRUE);
    return;
  }

  tote_textures_load_async (self->textures, url, 0, cancellable, on_loaded,
                            g_steal_pointer (&task));
}

static gboolean
tote_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tote_tile_source_finalize (GObject *object)
{
  ToteTileSource *self = TOTE_TILE_SOURCE (object);

  g_object_unref (self->textures);
  g_free (self->pattern);

  G_OBJECT_CLASS (tote_tile_source_parent_class)->finalize (object);
}

static void
tote_tile_source_class_init (ToteTileSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tote_tile_source_finalize;
  source_class->fill_tile_async = tote_tile_source_fill_tile_async;
  source_class->fill_tile_finish = tote_tile_source_fill_tile_finish;
}

static void
tote_tile_source_init (ToteTileSource *self)
{
  self->textures = tote_textures_new (KEPT_TILES);
}

/**
 * tote_tile_source_new:
 * @pattern: the address of a tile, with {z}, {x} and {y}
 *
 * Returns: (transfer full): the source
 */
ShumateMapSource *
tote_tile_source_new (const char *pattern)
{
  ToteTileSource *self;

  g_return_val_if_fail (pattern != NULL, NULL);

  self = g_object_new (TOTE_TYPE_TILE_SOURCE, "id", pattern, "name", "tiles", "min-zoom-level", 0,
                       "max-zoom-level", ZOOM_MAX, "tile-size", TILE_SIZE, "projection",
                       SHUMATE_MAP_PROJECTION_MERCATOR, NULL);
  self->pattern = g_strdup (pattern);

  return SHUMATE_MAP_SOURCE (self);
}
