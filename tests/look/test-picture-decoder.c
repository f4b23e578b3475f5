/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-decoder.h"

#include "test-child.h"
#include "test-gallery.h"
#include "tote-connect-error.h"
#include "tote-picture-wire.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A decoder whose program is a script of the test's own, or the real one. */
typedef struct {
  TotePictureDecoder *decoder;
  char *folder;
  char *script;
  GBytes *picture;
} Fixture;

static const ToteRoom room = { 64, 256 };

/* So many honest pictures may cost more of the processor than in this process: so many times what
 * it takes to start the smallest program for each. */
#define HONEST 50
#define HONEST_MORE 2

static void
set_up (Fixture *fixture, gconstpointer lines)
{
  fixture->folder = g_dir_make_tmp ("tote-decoder-XXXXXX", NULL);
  fixture->script = g_build_filename (fixture->folder, "script", NULL);
  fixture->picture = test_gallery_jpeg (100, 100, TEST_JPEG_PLAIN, 0);
  if (lines != NULL) {
    g_autofree char *text =
        g_strdup_printf ("#!/bin/sh\ncd '%s'\n%s\n", fixture->folder, (const char *) lines);

    g_assert_true (
        g_file_set_contents_full (fixture->script, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  }
  fixture->decoder =
      tote_picture_decoder_new (lines != NULL ? fixture->script : g_getenv ("TOTE_PICTURE"));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *note = g_build_filename (fixture->folder, "note", NULL);

  g_assert_finalize_object (fixture->decoder);
  g_bytes_unref (fixture->picture);
  g_remove (note);
  g_remove (fixture->script);
  g_rmdir (fixture->folder);
  g_free (fixture->script);
  g_free (fixture->folder);
}

static GdkTexture *
end (Fixture *fixture, GAsyncResult **result, GError **error)
{
  GdkTexture *texture;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  texture = tote_picture_decoder_decode_finish (fixture->decoder, *result, error);
  g_clear_object (result);

  return texture;
}

static GdkTexture *
decode (Fixture *fixture, GBytes *picture, GError **error)
{
  GAsyncResult *result = NULL;

  tote_picture_decoder_decode_async (fixture->decoder, picture, &room, NULL, test_keep_result,
                                     &result);

  return end (fixture, &result, error);
}

static void
assert_refused (Fixture *fixture, GBytes *picture, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decode (fixture, picture, &error));
  g_assert_error (error, domain, code);
}

static guint
count_children (void)
{
  g_autoptr (GArray) children = test_child_list ();

  return children->len;
}

/* Once @n processes run, and as long as a picture takes from begin to end: whatever is not started
 * by then is held back. */
static void
assert_settles (Fixture *fixture, guint n)
{
  g_autoptr (GdkTexture) texture = NULL;
  GAsyncResult *result = NULL;

  while (count_children () < n)
    g_main_context_iteration (NULL, FALSE);
  tote_picture_decoder_decode_async (tote_picture_decoder_get_default (), fixture->picture, &room,
                                     NULL, test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  texture = tote_picture_decoder_decode_finish (tote_picture_decoder_get_default (), result, NULL);
  g_assert_nonnull (texture);
  g_object_unref (result);

  g_assert_cmpuint (count_children (), ==, n);
}

static gboolean
has_pixels (void)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));

  return strstr (maps, "memfd:tote-pixels") != NULL;
}

/* The file the program wrote is the texture, and goes with it. */
static void
test_decoded (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_jpeg (600, 300, TEST_JPEG_PLAIN, 6);
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = decode (fixture, picture, &error);
  guint32 pixels[64 * 128];

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 64);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 128);
  gdk_texture_download (texture, (guchar *) pixels, 64 * 4);
  g_assert_cmphex (pixels[0] & 0xfff0f0f0, ==, 0xff0000f0);

  g_assert_true (has_pixels ());
  g_assert_finalize_object (texture);
  g_assert_false (has_pixels ());
  g_assert_cmpuint (count_children (), ==, 0);
}

static void
test_hostile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) scans = test_gallery_jpeg_scans (512, 512, 3000);
  g_autoptr (GBytes) png = test_gallery_png (256, 256, TEST_PNG_RGB, 0);
  g_autoptr (GBytes) passes = test_gallery_png (4096, 4096, TEST_PNG_PASSES, 0);
  g_autoptr (GBytes) cut = test_gallery_cut (png, g_bytes_get_size (png) / 2);
  g_autoptr (GBytes) wide = test_gallery_lie (png, 4097, 1);
  g_autoptr (GBytes) lie = test_gallery_lie (png, 4096, 4096);
  g_autoptr (GBytes) moving = test_gallery_webp_moving (256, 256);
  g_autoptr (GBytes) gif = g_bytes_new_static ("GIF89a\1\0\1\0\0\0\0;", 14);

  assert_refused (fixture, scans, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
  assert_refused (fixture, wide, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
  assert_refused (fixture, gif, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
  assert_refused (fixture, passes, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  assert_refused (fixture, cut, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  assert_refused (fixture, lie, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  assert_refused (fixture, moving, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Of this process and of those that it has waited for. */
static double
get_cpu_time (void)
{
  double sum = 0;

  for (int who = RUSAGE_CHILDREN; who <= RUSAGE_SELF; who++) {
    struct rusage usage;

    g_assert_cmpint (getrusage (who, &usage), ==, 0);
    sum += (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  }

  return sum;
}

static double
measure_decoding (Fixture *fixture, GBytes *picture, gboolean apart)
{
  double before = get_cpu_time ();

  for (guint i = 0; i < HONEST; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkTexture) texture =
        apart ? decode (fixture, picture, &error) : gdk_texture_new_from_bytes (picture, &error);

    g_assert_no_error (error);
  }

  return get_cpu_time () - before;
}

static double
measure_starts (void)
{
  char *argv[] = { (char *) "true", NULL };
  double before = get_cpu_time ();

  for (guint i = 0; i < HONEST; i++) {
    g_autoptr (GError) error = NULL;

    g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }

  return get_cpu_time () - before;
}

/* What an honest shop sends costs a little more than it would in here. */
static void
test_honest (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = test_gallery_jpeg (400, 400, TEST_JPEG_PLAIN, 0);
  double more = -measure_decoding (fixture, picture, FALSE);
  double starts = measure_starts ();

  more += measure_decoding (fixture, picture, TRUE);
  starts += measure_starts ();
  more -= measure_decoding (fixture, picture, FALSE);
  more += measure_decoding (fixture, picture, TRUE);
  g_test_message ("%.0f ms more, where programs start in %.0f", more * 500, starts * 500);
  g_assert_cmpfloat (more, <=, HONEST_MORE * starts);
}

/* The program says nothing of use: it is killed, broken, or tells of pixels there is no room for.
 */
static void
test_useless (Fixture *fixture, gconstpointer unused)
{
  assert_refused (fixture, fixture->picture, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_impossible (Fixture *fixture, gconstpointer unused)
{
  g_test_expect_message ("tote-look", G_LOG_LEVEL_MESSAGE, "No pictures can be shown: *");
  assert_refused (fixture, fixture->picture, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_test_assert_expected_messages ();

  /* Said once. */
  assert_refused (fixture, fixture->picture, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_absent (void)
{
  Fixture fixture = { tote_picture_decoder_new ("/nonexistent/tote-picture"), NULL };
  g_autoptr (GBytes) picture = test_gallery_jpeg (100, 100, TEST_JPEG_PLAIN, 0);
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("tote-look", G_LOG_LEVEL_MESSAGE, "No pictures can be shown: *");
  g_assert_null (decode (&fixture, picture, &error));
  g_assert_true (error->domain == G_SPAWN_ERROR);
  g_test_assert_expected_messages ();
  g_assert_finalize_object (fixture.decoder);
}

/* A token is none of its business. */
static void
test_environment (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *note = g_build_filename (fixture->folder, "note", NULL);
  g_autofree char *text = NULL;

  g_setenv ("TOTE_TOKEN", "t0k3n", TRUE);
  assert_refused (fixture, fixture->picture, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_unsetenv ("TOTE_TOKEN");
  g_assert_true (g_file_get_contents (note, &text, NULL, NULL));
  g_assert_null (strstr (text, "t0k3n"));
}

static void
test_late (Fixture *fixture, gconstpointer unused)
{
  gint64 start = g_get_monotonic_time ();

  assert_refused (fixture, fixture->picture, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 3000 * 1000);
  g_assert_cmpuint (count_children (), ==, 0);
}

static void
test_two_at_a_time (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *results[5] = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tote_picture_decoder_decode_async (fixture->decoder, fixture->picture, &room, cancellable,
                                       test_keep_result, &results[i]);
  assert_settles (fixture, 2);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (end (fixture, &results[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpuint (count_children (), <=, 2);
  }
  g_assert_cmpuint (count_children (), ==, 0);
}

/* A large one has both places, and waits for them. */
static void
test_large_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) large = test_gallery_png (2049, 2048, TEST_PNG_RGB, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[3] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tote_picture_decoder_decode_async (fixture->decoder, i == 1 ? large : fixture->picture, &room,
                                       cancellable, test_keep_result, &results[i]);
  assert_settles (fixture, 1);
  while (results[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&results[0]);
  assert_settles (fixture, 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (end (fixture, &results[1], NULL));
  g_assert_null (end (fixture, &results[2], NULL));
}

/* Until the first page is drawn nothing else has the processors. */
static void
test_held (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GAsyncResult *result = NULL;

  tote_picture_decoder_set_held (fixture->decoder, TRUE);
  tote_picture_decoder_decode_async (fixture->decoder, fixture->picture, &room, NULL,
                                     test_keep_result, &result);
  assert_settles (fixture, 0);
  g_assert_null (result);

  tote_picture_decoder_set_held (fixture->decoder, FALSE);
  texture = end (fixture, &result, &error);
  g_assert_no_error (error);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  tote_picture_decoder_decode_async (fixture->decoder, fixture->picture, &room, cancellable,
                                     test_keep_result, &result);
  g_assert_cmpuint (count_children (), ==, 0);
  g_assert_null (end (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, script, function) g_test_add (path, Fixture, script, set_up, function, tear_down)
#define SAY(size) "printf '" size "' | dd of=/proc/self/fd/1 bs=1 seek=65536 conv=notrunc"
  ADD ("/picture-decoder/decoded", NULL, test_decoded);
  ADD ("/picture-decoder/hostile", NULL, test_hostile);
  ADD ("/picture-decoder/honest", NULL, test_honest);
  ADD ("/picture-decoder/killed", "kill -9 $$", test_useless);
  ADD ("/picture-decoder/idle", "exit 0", test_useless);
  ADD ("/picture-decoder/too-wide", SAY ("\\377\\377\\0\\0\\1\\0\\0\\0"), test_useless);
  ADD ("/picture-decoder/too-high", SAY ("\\100\\0\\0\\0\\1\\1\\0\\0"), test_useless);
  ADD ("/picture-decoder/too-broad", SAY ("\\101\\0\\0\\0\\101\\0\\0\\0"), test_useless);
  ADD ("/picture-decoder/unjailed", "exit 3", test_impossible);
  ADD ("/picture-decoder/environment", "env > note; exit 1", test_environment);
  ADD ("/picture-decoder/late", "exec sleep 60", test_late);
  ADD ("/picture-decoder/two-at-a-time", "exec sleep 60", test_two_at_a_time);
  ADD ("/picture-decoder/large-alone", "exec sleep 60", test_large_alone);
  ADD ("/picture-decoder/held", NULL, test_held);
  ADD ("/picture-decoder/cancelled-before", "exec sleep 60", test_cancelled_before);
#undef SAY
#undef ADD
  g_test_add_func ("/picture-decoder/absent", test_absent);

  return g_test_run ();
}
