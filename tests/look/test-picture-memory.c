/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-textures.h"

#include "test-child.h"
#include "test-gallery.h"
#include "test-support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* KiB that all hostile pictures together may cost, in this process and in those that decode. */
#define BUDGET (100 * 1024)

#define TIMES 2

/* The sanitizer keeps what is freed. */
#ifdef __SANITIZE_ADDRESS__
#define SANITIZED TRUE
#else
#define SANITIZED FALSE
#endif

typedef struct {
  guint left;
  guint n_shown;
} Count;

static guint64
get_memory (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *pss;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0; /* gone meanwhile */

  pss = strstr (text, "\nPss:");

  return pss != NULL ? strtoull (pss + 5, NULL, 10) : 0;
}

static guint64
get_memory_of_all (void)
{
  g_autoptr (GArray) children = test_child_list ();
  guint64 sum = get_memory (getpid ());

  for (guint i = 0; i < children->len; i++)
    sum += get_memory (g_array_index (children, int, i));

  return sum;
}

/* The same picture with nothing said at great length, as heavy as a picture may be. */
static GBytes *
fatten (GBytes *jpeg)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);
  GByteArray *array = g_byte_array_append (g_byte_array_new (), data, 2);
  g_autofree guint8 *comment = g_malloc0 (65537);

  memcpy (comment, "\xff\xfe\xff\xff", 4);
  while (array->len + length + 65537 < 8 * 1024 * 1024)
    g_byte_array_append (array, comment, 65537);
  g_byte_array_append (array, data + 2, (guint) length - 2);
  g_bytes_unref (jpeg);

  return g_byte_array_free_to_bytes (array);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;
  g_autoptr (GdkTexture) texture = tote_textures_load_finish (TOTE_TEXTURES (source), result, NULL);

  count->left--;
  count->n_shown += texture != NULL;
}

static gboolean
on_look (gpointer user_data)
{
  guint64 *most = user_data;
  const guint64 now = get_memory_of_all (); /* MAX () would look twice */

  *most = MAX (*most, now);

  return G_SOURCE_CONTINUE;
}

/* All that is within the limits of the probe and costs most behind it, all at once. */
static void
test_hostile (void)
{
  GBytes *pictures[] = {
    fatten (test_gallery_jpeg (4096, 4096, TEST_JPEG_PROGRESSIVE, 0)),
    fatten (test_gallery_jpeg_scans (2048, 2048, 64)),
    test_gallery_jpeg_scans (4096, 4096, 64),
    test_gallery_jpeg_scans (4096, 4096, 3000),
    test_gallery_png (4096, 4096, TEST_PNG_PASSES, 0),
    test_gallery_png (2048, 2048, TEST_PNG_PASSES, 0),
    test_gallery_png (4096, 4096, TEST_PNG_DEEP, 0),
    test_gallery_png_unfolding (2000, 2000, 200 * 1024 * 1024),
    test_gallery_webp (4096, 4096, TRUE, 0),
    test_gallery_webp_moving (2000, 2000),
  };
  TestServer *server = test_server_new (NULL);
  ToteTextures *textures =
      tote_textures_new (TOTE_TEXTURES_PICTURES, 256, tote_clock_get_default ());
  guint64 before = get_memory_of_all (), most = 0;
  Count count = { 0, 0 };
  guint watch;

  for (guint i = 0; i < TIMES * G_N_ELEMENTS (pictures); i++)
    test_server_answer_bytes (server, 200, pictures[i % G_N_ELEMENTS (pictures)], "X-Case", "1",
                              NULL);
  for (guint i = 0; i < TIMES * G_N_ELEMENTS (pictures); i++) {
    g_autofree char *url = g_strdup_printf ("%s%u", server->base, i);

    count.left++;
    tote_textures_load_async (textures, url, tote_room_to_cover (88), NULL, on_loaded, &count);
  }
  watch = g_timeout_add (5, on_look, &most);
  while (count.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watch);

  g_test_message ("%u shown, %u MiB above plain", count.n_shown, (guint) ((most - before) / 1024));
  g_assert_cmpuint (most - before, >, 0);
  g_assert_cmpuint (most - before, <=, BUDGET);

  g_object_unref (textures);
  test_server_free (server);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    g_bytes_unref (pictures[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  if (geteuid () == 0 && !SANITIZED)
    g_test_add_func ("/picture-memory/hostile", test_hostile);

  return g_test_run ();
}
