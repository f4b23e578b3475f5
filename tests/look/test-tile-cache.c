/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tile-cache.h"

#include "test-gallery.h"
#include "test-support.h"
#include "tote-config.h"
#include "tote-textures.h"

/* Each look at the map is another program: of the last one only the disk is left. */
typedef struct {
  char *folder;
  TestServer *server;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("tote-tiles-XXXXXX", NULL);
  fixture->server = test_server_new (NULL);
  fixture->url = g_strconcat (fixture->server->base, "14/4096/6001.png", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  test_server_free (fixture->server);
  test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->url);
}

static void
answer (Fixture *fixture, const char *name, const char *value)
{
  g_autoptr (GBytes) tile = test_gallery_png (256, 256, TEST_PNG_RGB, 0);

  test_server_answer_bytes (fixture->server, 200, tile, "Content-Type", "image/png", name, value,
                            NULL);
}

static void
load (Fixture *fixture)
{
  g_autoptr (ToteTextures) textures =
      tote_textures_new (TOTE_TEXTURES_TILES, 4, tote_clock_get_default ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  tote_textures_load_async (textures, fixture->url, tote_room_within (256), NULL, test_keep_result,
                            &result);
  test_wait ((gpointer *) &result);
  texture = tote_textures_load_finish (textures, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 256);
}

static void
look (Fixture *fixture)
{
  tote_tile_cache_open (tote_tile_cache_get_default (), fixture->folder);
  load (fixture);
  tote_tile_cache_close (tote_tile_cache_get_default ());
}

/* Returns: how often the server was asked by now */
static guint
n_asked (Fixture *fixture)
{
  return fixture->server->requests->len;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, "Cache-Control", "max-age=3600");
  for (guint i = 0; i < 3; i++)
    look (fixture);

  g_assert_cmpuint (n_asked (fixture), ==, 1);
}

/* What may have changed is asked for, and not sent again when it has not. */
static void
test_unchanged (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  answer (fixture, "ETag", "\"a\"");
  test_server_answer_bytes (fixture->server, 304, nothing, "ETag", "\"a\"", NULL);
  look (fixture);
  look (fixture);

  g_assert_cmpuint (n_asked (fixture), ==, 2);
  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 1), "If-None-Match"), ==,
      "\"a\"");
}

static void
test_not_to_be_kept (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, "Cache-Control", "no-store");
  look (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  look (fixture);

  g_assert_cmpuint (n_asked (fixture), ==, 2);
}

static void
test_cleared (Fixture *fixture, gconstpointer unused)
{
  ToteTileCache *cache = tote_tile_cache_get_default ();

  answer (fixture, "Cache-Control", "max-age=3600");
  look (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 2); /* a tile and the index */

  tote_tile_cache_open (cache, fixture->folder);
  load (fixture);
  g_assert_cmpuint (n_asked (fixture), ==, 1);
  tote_tile_cache_clear (cache);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  load (fixture);
  g_assert_cmpuint (n_asked (fixture), ==, 2);
  tote_tile_cache_close (cache);
}

/* As on a display in a store. */
static void
test_never_opened (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, "Cache-Control", "max-age=3600");
  load (fixture);
  load (fixture);

  g_assert_cmpuint (n_asked (fixture), ==, 2);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* A file that is no index, and tiles that are no tiles: as if nothing were there. */
static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *index = g_build_filename (fixture->folder, "soup.cache2", NULL);
  g_autoptr (GError) error = NULL;

  answer (fixture, "Cache-Control", "max-age=3600");
  look (fixture);
  g_file_set_contents (index, "no index at all", -1, &error);
  g_assert_no_error (error);
  look (fixture);

  g_assert_cmpuint (n_asked (fixture), ==, 2);
}

/* Nowhere to keep anything: there is a map all the same. */
static void
test_no_folder (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, "Cache-Control", "max-age=3600");
  tote_tile_cache_open (tote_tile_cache_get_default (), "/proc/tote/tiles");
  load (fixture);
  tote_tile_cache_close (tote_tile_cache_get_default ());
}

static void
test_contact (Fixture *fixture, gconstpointer unused)
{
  ToteTileCache *cache = tote_tile_cache_get_default ();

  answer (fixture, "Cache-Control", "no-store");
  tote_tile_cache_set_contact (cache, "https://market.example.com/help");
  load (fixture);
  tote_tile_cache_set_contact (cache, NULL);
  load (fixture);

  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 0), "User-Agent"), ==,
      "Tote/" TOTE_VERSION " (+https://market.example.com/help)");
  g_assert_cmpstr (
      test_request_get_header (test_server_get_request (fixture->server, 1), "User-Agent"), ==,
      "Tote/" TOTE_VERSION);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/tile-cache/kept", test_kept);
  add ("/tile-cache/unchanged", test_unchanged);
  add ("/tile-cache/not-to-be-kept", test_not_to_be_kept);
  add ("/tile-cache/cleared", test_cleared);
  add ("/tile-cache/never-opened", test_never_opened);
  add ("/tile-cache/damaged", test_damaged);
  add ("/tile-cache/no-folder", test_no_folder);
  add ("/tile-cache/contact", test_contact);

  return g_test_run ();
}
