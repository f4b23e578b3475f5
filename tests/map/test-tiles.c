/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-profile.h"
#include "tote-tile-file.h"
#include "tote-tile-source.h"
#include "test-gallery.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* A map of four tiles at zoom 1, one of them missing and one broken. */
typedef struct {
  char *folder;
  char *path;
  ShumateMapSource *source; /* (nullable) */
} Fixture;

#define TABLE "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);"

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

/* As SQL, of a width that tells it from others. */
static char *
build_tile (guint width)
{
  g_autoptr (GBytes) png = test_gallery_png (width, 8, TEST_PNG_RGB, 0);
  gsize length;
  const guint8 *data = g_bytes_get_data (png, &length);
  GString *hex = g_string_new ("x'");

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (g_string_append_c (hex, '\''), FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("tote-tiles-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "store.mbtiles", NULL);
}

static void
set_up_map (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *north = build_tile (16);
  g_autofree char *south = build_tile (32);
  g_autofree char *pattern = NULL;
  g_autofree char *sql = NULL;

  set_up (fixture, unused);
  sql = g_strdup_printf (TABLE "INSERT INTO tiles VALUES (1, 0, 1, %s), (1, 0, 0, %s),"
                               " (1, 1, 0, 'broken');",
                         north, south);
  run_sql (fixture, sql);
  pattern = g_strconcat (TOTE_TILE_FILE_SCHEME, fixture->path, NULL);
  fixture->source = tote_tile_source_new (pattern, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->source != NULL)
    g_assert_finalize_object (fixture->source);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* The width of the tile there, or 0 for a blank one. */
static int
fill (Fixture *fixture, guint x, guint y, guint zoom, GCancellable *cancellable, GError **error)
{
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (x, y, 256, zoom);
  g_autoptr (GAsyncResult) result = NULL;
  GdkPaintable *paintable;

  shumate_map_source_fill_tile_async (fixture->source, tile, cancellable, test_keep_result,
                                      &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (!shumate_map_source_fill_tile_finish (fixture->source, result, error))
    return 0;

  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  paintable = shumate_tile_get_paintable (tile);

  return paintable != NULL ? gdk_paintable_get_intrinsic_width (paintable) : 0;
}

/* Nobody is named for tiles that are not there. */
static void
test_drawn (Fixture *fixture, gconstpointer unused)
{
  gboolean drawn;

  fill (fixture, 1, 0, 1, NULL, NULL); /* missing */
  fill (fixture, 1, 1, 1, NULL, NULL); /* broken */
  g_object_get (fixture->source, "drawn", &drawn, NULL);
  g_assert_false (drawn);

  fill (fixture, 0, 0, 1, NULL, NULL);
  g_object_get (fixture->source, "drawn", &drawn, NULL);
  g_assert_true (drawn);
}

/* The file counts rows from the south, the map from the north. */
static void
test_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fill (fixture, 0, 0, 1, NULL, &error), ==, 16);
  g_assert_no_error (error);
  g_assert_cmpint (fill (fixture, 0, 1, 1, NULL, &error), ==, 32);
  g_assert_no_error (error);
}

static void
test_missing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fill (fixture, 1, 0, 1, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fill (fixture, 0, 0, 5, NULL, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_broken_tile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fill (fixture, 1, 1, 1, NULL, &error), ==, 0);
  g_assert_nonnull (error);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (fill (fixture, 0, 0, 1, cancellable, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_zooms (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (shumate_map_source_get_min_zoom_level (fixture->source), ==, 1);
  g_assert_cmpuint (shumate_map_source_get_max_zoom_level (fixture->source), ==, 1);
}

static ToteProfile *
read_profile (Fixture *fixture, GError **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "profile.ini", NULL);
  ToteProfile *profile;

  g_file_set_contents (path, "[Map]\nTiles=mbtiles:store.mbtiles # here\n", -1, NULL);
  profile = tote_profile_new_from_file (path, error);
  g_remove (path);

  return profile;
}

static void
test_profile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = read_profile (fixture, &error);
  g_autofree char *pattern = g_strconcat (TOTE_TILE_FILE_SCHEME, fixture->path, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (tote_profile_get_tiles (profile, FALSE), ==, pattern);
}

/* Markup and all, of a length that fits under a map. */
static void
test_attribution (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTileFile) file = NULL;

  g_assert_null (tote_tile_source_get_attribution (TOTE_TILE_SOURCE (fixture->source)));
  run_sql (fixture, "CREATE TABLE metadata (name, value);"
                    "INSERT INTO metadata VALUES ('name', 'Collinsville'), ('attribution',"
                    " '<a href=\"https://example.com/\">&copy; Some &amp; Body</a> <b>');");
  file = tote_tile_file_new (fixture->path, NULL);
  g_assert_cmpstr (tote_tile_file_get_attribution (file), ==, "© Some & Body");
  g_clear_object (&file);

  run_sql (fixture, "UPDATE metadata SET value = replace (hex (zeroblob (2000)), '0', 'é')"
                    " WHERE name = 'attribution';");
  file = tote_tile_file_new (fixture->path, NULL);
  g_assert_cmpuint (strlen (tote_tile_file_get_attribution (file)), <=, 500);
  g_assert_true (g_utf8_validate (tote_tile_file_get_attribution (file), -1, NULL));
}

/* Without a map of the retailer's there is plain ground, and nobody is asked. */
static void
test_plain (void)
{
  g_autoptr (ShumateMapSource) source = tote_tile_source_new (NULL, 1);
  Fixture fixture = { .source = source };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fill (&fixture, 0, 0, 1, NULL, &error), ==, 0);
  g_assert_no_error (error);
}

/* A profile that names one of these is refused, and says where. */
static void
test_bad_files (Fixture *fixture, gconstpointer unused)
{
  static const char *const cases[] = {
    "CREATE TABLE other (id);",
    TABLE,
    TABLE "INSERT INTO tiles VALUES (1, 0, 0, x'1f8b0800');", /* vector tiles are packed so */
    TABLE "INSERT INTO tiles VALUES (99, 0, 0, x'89504e470d0a1a0a');",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_remove (fixture->path);
    run_sql (fixture, cases[i]);
    g_assert_null (read_profile (fixture, &error));
    g_assert_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_VALUE);
    g_assert_nonnull (g_strstr_len (error->message, -1, "[Map] Tiles"));
    g_assert_nonnull (g_strstr_len (error->message, -1, "MBTiles"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/tiles/rows", Fixture, NULL, set_up_map, test_rows, tear_down);
  g_test_add ("/tiles/drawn", Fixture, NULL, set_up_map, test_drawn, tear_down);
  g_test_add ("/tiles/missing", Fixture, NULL, set_up_map, test_missing, tear_down);
  g_test_add ("/tiles/broken-tile", Fixture, NULL, set_up_map, test_broken_tile, tear_down);
  g_test_add ("/tiles/cancelled", Fixture, NULL, set_up_map, test_cancelled, tear_down);
  g_test_add ("/tiles/zooms", Fixture, NULL, set_up_map, test_zooms, tear_down);
  g_test_add ("/tiles/attribution", Fixture, NULL, set_up_map, test_attribution, tear_down);
  g_test_add_func ("/tiles/plain", test_plain);
  g_test_add ("/tiles/profile", Fixture, NULL, set_up_map, test_profile, tear_down);
  g_test_add ("/tiles/bad-files", Fixture, NULL, set_up, test_bad_files, tear_down);

  return g_test_run ();
}
