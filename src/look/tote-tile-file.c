/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-file.h"

#include "tote-picture-probe.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

#define ZOOM_LIMIT 22
#define ATTRIBUTION_MAX 500 /* bytes */

/**
 * ToteTileFile: the tiles of a map in one MBTiles file, which is an SQLite database. Opened for
 * reading alone; may be read from any thread, one at a time.
 */
struct _ToteTileFile {
  GObject parent_instance;

  GMutex lock; /* of the statement */
  sqlite3 *database;
  sqlite3_stmt *statement; /* (owned): one tile by zoom, column and row */
  guint min_zoom;
  guint max_zoom;
  char *attribution; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteTileFile, tote_tile_file, G_TYPE_OBJECT)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("it is not an MBTiles file with pictures in it"));

  return FALSE;
}

static gboolean
read_zooms (ToteTileFile *self)
{
  sqlite3_stmt *zooms = NULL;
  int least = -1, most = -1;

  if (sqlite3_prepare_v2 (
          self->database,
          "SELECT min(zoom_level), max(zoom_level) FROM tiles WHERE tile_data NOTNULL", -1, &zooms,
          NULL) == SQLITE_OK &&
      sqlite3_step (zooms) == SQLITE_ROW && sqlite3_column_type (zooms, 1) == SQLITE_INTEGER) {
    least = sqlite3_column_int (zooms, 0);
    most = sqlite3_column_int (zooms, 1);
  }
  sqlite3_finalize (zooms);

  self->min_zoom = (guint) CLAMP (least, 0, ZOOM_LIMIT);
  self->max_zoom = (guint) CLAMP (most, 0, ZOOM_LIMIT);

  return least >= 0 && most <= ZOOM_LIMIT;
}

/* The file may say it as HTML. */
static char *
strip_tags (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '<' || *c == '>')
      inside = *c == '<';
    else if (!inside)
      g_string_append_c (plain, *c);
  }
  g_string_replace (plain, "&copy;", "©", 0);
  g_string_replace (plain, "&amp;", "&", 0);

  return g_strstrip (g_string_free (plain, FALSE));
}

static void
read_attribution (ToteTileFile *self)
{
  sqlite3_stmt *row = NULL;

  if (sqlite3_prepare_v2 (self->database,
                          "SELECT value FROM metadata WHERE name = 'attribution' LIMIT 1", -1, &row,
                          NULL) == SQLITE_OK &&
      sqlite3_step (row) == SQLITE_ROW && sqlite3_column_type (row, 0) == SQLITE_TEXT) {
    const char *value = (const char *) sqlite3_column_text (row, 0);
    g_autofree char *text = g_utf8_make_valid (value, (gssize) strnlen (value, ATTRIBUTION_MAX));

    self->attribution = strip_tags (text);
  }
  sqlite3_finalize (row);
}

/* One tile is looked at: a file of vector tiles would open well and show nothing. */
static gboolean
holds_pictures (ToteTileFile *self)
{
  sqlite3_stmt *any = NULL;
  gboolean good = FALSE;
  TotePictureFacts facts;

  if (sqlite3_prepare_v2 (self->database,
                          "SELECT tile_data FROM tiles WHERE tile_data NOTNULL LIMIT 1", -1, &any,
                          NULL) == SQLITE_OK &&
      sqlite3_step (any) == SQLITE_ROW) {
    g_autoptr (GBytes) bytes =
        g_bytes_new (sqlite3_column_blob (any, 0), (gsize) sqlite3_column_bytes (any, 0));

    good = tote_picture_check (bytes, &tote_tile_limits, &facts, NULL);
  }
  sqlite3_finalize (any);

  return good;
}

static gboolean
open_file (ToteTileFile *self, const char *path, GError **error)
{
  if (sqlite3_open_v2 (path, &self->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
          SQLITE_OK ||
      sqlite3_prepare_v2 (self->database,
                          "SELECT tile_data FROM tiles"
                          " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                          -1, &self->statement, NULL) != SQLITE_OK)
    return fail (error);

  read_attribution (self);

  return (read_zooms (self) && holds_pictures (self)) || fail (error);
}

static void
tote_tile_file_finalize (GObject *object)
{
  ToteTileFile *self = TOTE_TILE_FILE (object);

  sqlite3_finalize (self->statement);
  sqlite3_close (self->database);
  g_mutex_clear (&self->lock);
  g_free (self->attribution);

  G_OBJECT_CLASS (tote_tile_file_parent_class)->finalize (object);
}

static void
tote_tile_file_class_init (ToteTileFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_tile_file_finalize;
}

static void
tote_tile_file_init (ToteTileFile *self)
{
  g_mutex_init (&self->lock);
}

/**
 * tote_tile_file_new:
 * @path: an MBTiles file
 * @error: return location for why it cannot be used, translated
 *
 * Opens the file and looks at one tile; reads little, but blocks.
 *
 * Returns: (transfer full) (nullable): the file
 */
ToteTileFile *
tote_tile_file_new (const char *path, GError **error)
{
  g_autoptr (ToteTileFile) self = g_object_new (TOTE_TYPE_TILE_FILE, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  return open_file (self, path, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * tote_tile_file_get_min_zoom:
 *
 * Returns: the farthest zoom level it has tiles of
 */
guint
tote_tile_file_get_min_zoom (ToteTileFile *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_FILE (self), 0);

  return self->min_zoom;
}

/**
 * tote_tile_file_get_max_zoom:
 *
 * Returns: the nearest zoom level it has tiles of
 */
guint
tote_tile_file_get_max_zoom (ToteTileFile *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_FILE (self), 0);

  return self->max_zoom;
}

/**
 * tote_tile_file_get_attribution:
 *
 * Returns: (nullable): who made the map, as the file says it, without markup
 */
const char *
tote_tile_file_get_attribution (ToteTileFile *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_FILE (self), NULL);

  return self->attribution;
}

/**
 * tote_tile_file_read:
 * @zoom: zoom level
 * @x: column, from the west
 * @y: row, from the north as on the web; the file counts from the south
 * @error: return location for why a tile that is there cannot be read
 *
 * Blocks; for a thread.
 *
 * Returns: (transfer full) (nullable): the picture's bytes; %NULL without @error where the map has
 *   no tile
 */
GBytes *
tote_tile_file_read (ToteTileFile *self, guint zoom, guint x, guint y, GError **error)
{
  GBytes *bytes = NULL;
  int outcome;

  g_return_val_if_fail (TOTE_IS_TILE_FILE (self), NULL);

  if (zoom > ZOOM_LIMIT || y >= 1u << zoom)
    return NULL;

  g_mutex_lock (&self->lock);
  sqlite3_bind_int64 (self->statement, 1, zoom);
  sqlite3_bind_int64 (self->statement, 2, x);
  sqlite3_bind_int64 (self->statement, 3, (1u << zoom) - 1 - y);
  outcome = sqlite3_step (self->statement);
  if (outcome == SQLITE_ROW && sqlite3_column_bytes (self->statement, 0) > 0)
    bytes = g_bytes_new (sqlite3_column_blob (self->statement, 0),
                         (gsize) sqlite3_column_bytes (self->statement, 0));
  else if (outcome != SQLITE_ROW && outcome != SQLITE_DONE)
    fail (error);
  sqlite3_reset (self->statement);
  g_mutex_unlock (&self->lock);

  return bytes;
}
