/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-textures.h"

#include "test-gallery.h"
#include "test-support.h"
#include "tote-manual-clock.h"

typedef struct {
  TestServer *server;
  ToteManualClock *clock;
  ToteTextures *textures;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->server = test_server_new (NULL);
  fixture->clock = tote_manual_clock_new (0);
  fixture->textures = tote_textures_new (GPOINTER_TO_UINT (kind), 4, TOTE_CLOCK (fixture->clock));
  fixture->url = g_strconcat (fixture->server->base, "p/pears.png", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  /* A request that was called off takes a moment to go. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->textures);
  g_assert_finalize_object (fixture->clock);
  test_server_free (fixture->server);
  g_free (fixture->url);
}

static GdkTexture *
load (Fixture *fixture, ToteRoom room, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_textures_load_async (fixture->textures, fixture->url, room, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_textures_load_finish (fixture->textures, result, error);
}

static void
answer (Fixture *fixture, GBytes *picture)
{
  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/any", NULL);
}

static void
assert_width (Fixture *fixture, ToteRoom room, int width)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (fixture, room, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_true (tote_textures_lookup (fixture->textures, fixture->url, room) == texture);
}

/* Small in a list, large when it is opened: asked for once. */
static void
test_rooms (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_webp (600, 300, FALSE, 0);

  answer (fixture, picture);
  assert_width (fixture, tote_room_to_cover (44), 88);
  assert_width (fixture, tote_room_within (500), 500);
  assert_width (fixture, tote_room_within (2000), 600);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
test_forgotten (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_jpeg (100, 100, TEST_JPEG_PLAIN, 0);

  answer (fixture, picture);
  for (int size = 10; size < 15; size++)
    assert_width (fixture, tote_room_within (size), size);
  g_assert_null (tote_textures_lookup (fixture->textures, fixture->url, tote_room_within (10)));
  g_assert_nonnull (tote_textures_lookup (fixture->textures, fixture->url, tote_room_within (11)));

  tote_textures_clear (fixture->textures);
  g_assert_null (tote_textures_lookup (fixture->textures, fixture->url, tote_room_within (11)));
  assert_width (fixture, tote_room_within (11), 11);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

/* What turns out to be no picture is not fetched and tried again each time its row is seen. */
static void
test_broken (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  g_autoptr (GBytes) cut = test_gallery_cut (picture, g_bytes_get_size (picture) / 2);
  g_autoptr (GError) error = NULL;

  answer (fixture, cut);
  g_assert_null (load (fixture, tote_room_within (44), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (load (fixture, tote_room_within (44), &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
count (ToteTextures *textures, guint *n)
{
  (*n)++;
}

static guint
fail (Fixture *fixture, guint n, gint64 within)
{
  guint n_again = 0;
  gulong handler = g_signal_connect (fixture->textures, "again", G_CALLBACK (count), &n_again);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load (fixture, tote_room_within (44), &error));
    g_assert_nonnull (error);
  }
  tote_manual_clock_advance (fixture->clock, within);
  g_signal_handler_disconnect (fixture->textures, handler);

  return n_again;
}

/* Whoever missed a picture is told to try again: once for all of them, later each time, and never
 * later than in five minutes; also where the server has none, which it is asked about then. */
static void
test_again (Fixture *fixture, gconstpointer unused)
{
  const guint statuses[] = { 503, 404 };
  g_autoptr (GBytes) picture = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  char *last = &fixture->url[strlen (fixture->url) - 1];
  guint n_requests;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    *last = (char) ('a' + i);
    test_server_forget (fixture->server);
    test_server_answer (fixture->server, statuses[i], "");
    g_assert_cmpuint (fail (fixture, 3, 20 * G_TIME_SPAN_SECOND), ==, 1);
    g_assert_cmpuint (fail (fixture, 0, 5 * G_TIME_SPAN_MINUTE), ==, 0);
    g_assert_cmpuint (fail (fixture, 1, 20 * G_TIME_SPAN_SECOND), ==, 0);
    for (guint n = 0; n < 9; n++)
      g_assert_cmpuint (fail (fixture, 1, 5 * G_TIME_SPAN_MINUTE), ==, 1);
    test_server_forget (fixture->server);
    answer (fixture, picture);
    *last = (char) ('0' + i);
    assert_width (fixture, tote_room_within (44), 44);
  }

  n_requests = fixture->server->requests->len;
  g_assert_cmpuint (fail (fixture, 0, G_TIME_SPAN_DAY), ==, 0);
  g_assert_cmpuint (fixture->server->requests->len, ==, n_requests);
}

/* Few at a time, so that no more than a few wait in memory to be decoded; and a host that does not
 * answer leaves a place for another. */
static void
test_few_at_a_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) other = g_string_new (fixture->server->base);
  GAsyncResult *results[12] = { NULL };
  guint n_others = 0;

  answer (fixture, picture);
  test_server_hold (fixture->server);
  g_string_replace (other, "127.0.0.1", "localhost", 1);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autofree char *url = g_strdup_printf (
        "%s%u.png", i == G_N_ELEMENTS (results) - 1 ? other->str : fixture->server->base, i);

    tote_textures_load_async (fixture->textures, url, tote_room_within (44), cancellable,
                              test_keep_result, &results[i]);
  }
  test_spin_until_paused (fixture->server, 7);
  g_assert_cmpuint (fixture->server->requests->len, ==, 7);
  for (guint i = 0; i < 7; i++)
    n_others += g_str_has_prefix (
        test_request_get_header (test_server_get_request (fixture->server, i), "Host"),
        "localhost");
  g_assert_cmpuint (n_others, ==, 1);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    test_wait ((gpointer *) &results[i]);
    g_assert_null (tote_textures_load_finish (fixture->textures, results[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_object_unref (results[i]);
  }
}

/* Whoever else wants it in the same size waits for the same pixels. */
static void
test_decoded_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  const int sides[] = { 44, 44, 32, 44 };
  GAsyncResult *results[G_N_ELEMENTS (sides)] = { NULL };
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);

  answer (fixture, picture);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    tote_textures_load_async (fixture->textures, fixture->url, tote_room_within (sides[i]), NULL,
                              test_keep_result, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    g_autoptr (GError) error = NULL;

    test_wait ((gpointer *) &results[i]);
    g_ptr_array_add (pictures, tote_textures_load_finish (fixture->textures, results[i], &error));
    g_assert_no_error (error);
    g_assert_cmpint (gdk_texture_get_width (pictures->pdata[i]), ==, sides[i]);
    g_object_unref (results[i]);
  }
  g_assert_true (pictures->pdata[1] == pictures->pdata[0]);
  g_assert_true (pictures->pdata[3] == pictures->pdata[0]);
}

/* A tile of the size it is shown in is drawn as it is; a larger one is made smaller, and one that
 * is no tile is none. */
static void
test_tiles (Fixture *fixture, gconstpointer unused)
{
  struct {
    GBytes *tile;
    int width; /* 0 for none */
  } cases[] = {
    { test_gallery_png (256, 256, TEST_PNG_PALETTE, 0), 256 },
    { test_gallery_jpeg (256, 256, TEST_JPEG_PLAIN, 0), 256 },
    { test_gallery_jpeg (256, 256, TEST_JPEG_PROGRESSIVE, 0), 256 },
    { test_gallery_png (256, 256, TEST_PNG_PASSES, 0), 256 },
    { test_gallery_webp (256, 256, FALSE, 0), 256 },
    { test_gallery_png (512, 512, TEST_PNG_RGB, 0), 256 },
    { test_gallery_png (513, 256, TEST_PNG_RGB, 0), 0 },
    { test_gallery_png (4096, 4096, TEST_PNG_GREY, 0), 0 },
    { test_gallery_jpeg_scans (256, 256, 65), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("%s%u", fixture->server->base, i);

    g_test_message ("%u", i);
    test_server_forget (fixture->server);
    answer (fixture, cases[i].tile);
    g_free (fixture->url);
    fixture->url = g_steal_pointer (&path);
    if (cases[i].width != 0) {
      assert_width (fixture, tote_room_within (256), cases[i].width);
    } else {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (fixture, tote_room_within (256), &error));
      g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
    }
    g_bytes_unref (cases[i].tile);
  }
}

/* A map of plain tiles needs no process; nothing else is decoded without one. */
static void
test_without_program (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (GBytes) plain = test_gallery_png (256, 256, TEST_PNG_PALETTE, 0);
  g_autoptr (GBytes) passes = test_gallery_png (256, 256, TEST_PNG_PASSES, 0);
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed ();
    return;
  }

  g_setenv ("TOTE_PICTURE", "/nonexistent/tote-picture", TRUE);
  g_test_expect_message ("tote-look", G_LOG_LEVEL_MESSAGE, "No pictures can be shown: *");
  answer (fixture, GPOINTER_TO_UINT (kind) == TOTE_TEXTURES_TILES ? passes : plain);
  g_assert_null (load (fixture, tote_room_within (256), &error));
  g_assert_true (error->domain == G_SPAWN_ERROR);
  g_test_assert_expected_messages ();

  if (GPOINTER_TO_UINT (kind) == TOTE_TEXTURES_TILES) {
    g_free (fixture->url);
    fixture->url = g_strconcat (fixture->server->base, "plain", NULL);
    test_server_forget (fixture->server);
    answer (fixture, plain);
    assert_width (fixture, tote_room_within (256), 256);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, kind, function)                                                                  \
  g_test_add (path, Fixture, GUINT_TO_POINTER (kind), set_up, function, tear_down)
  ADD ("/textures/rooms", TOTE_TEXTURES_PICTURES, test_rooms);
  ADD ("/textures/forgotten", TOTE_TEXTURES_PICTURES, test_forgotten);
  ADD ("/textures/broken", TOTE_TEXTURES_PICTURES, test_broken);
  ADD ("/textures/again", TOTE_TEXTURES_PICTURES, test_again);
  ADD ("/textures/few-at-a-time", TOTE_TEXTURES_PICTURES, test_few_at_a_time);
  ADD ("/textures/decoded-once", TOTE_TEXTURES_PICTURES, test_decoded_once);
  ADD ("/textures/tiles", TOTE_TEXTURES_TILES, test_tiles);
  ADD ("/textures/without-program/pictures", TOTE_TEXTURES_PICTURES, test_without_program);
  ADD ("/textures/without-program/tiles", TOTE_TEXTURES_TILES, test_without_program);
#undef ADD

  return g_test_run ();
}
