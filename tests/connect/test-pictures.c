/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-loader.h"

#include "test-support.h"
#include "tote-picture-cache.h"
#include "tote-picture-probe.h"
#include "tote-session.h"

#include <string.h>

typedef struct {
  TestServer *server;
  TotePictureLoader *loader;
  char *url;
} Fixture;

/* The header of a PNG picture of a size; no decoder looks at it here. */
static GBytes *
png (guint width, guint height, gsize size)
{
  guint8 *data = g_malloc0 (size);
  guint32 sides[] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };

  memcpy (data, "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
  memcpy (data + 16, sides, 8);

  return g_bytes_new_take (data, size);
}

/* One that has loaded nothing yet. */
static void
renew_loader (Fixture *fixture)
{
  g_autoptr (SoupSession) session = tote_session_new ();

  g_clear_object (&fixture->loader);
  fixture->loader = tote_picture_loader_new (session, &tote_picture_limits);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = test_server_new (NULL);
  renew_loader (fixture);
  fixture->url = g_strconcat (fixture->server->base, "p/pears.png", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  /* A request that was called off takes a moment to go. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->loader);
  test_server_free (fixture->server);
  g_free (fixture->url);
}

static GBytes *
load (Fixture *fixture, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_picture_loader_load_async (fixture->loader, url, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_picture_loader_load_finish (fixture->loader, result, error);
}

static void
assert_load (Fixture *fixture, const char *url, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load (fixture, url, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TOTE_CONNECT_ERROR, code);
  g_assert_true ((bytes != NULL) == (code < 0));
}

static void
test_load_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = png (300, 200, 100);
  TestRequest *request;

  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  assert_load (fixture, fixture->url, -1);
  assert_load (fixture, fixture->url, -1);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);

  request = test_server_get_request (fixture->server, 0);
  g_assert_null (test_request_get_header (request, "Authorization"));
  g_assert_null (test_request_get_header (request, "Cookie"));
  g_assert_null (test_request_get_header (request, "Referer"));
  g_assert_cmpstr (test_request_get_header (request, "Accept"), ==,
                   "image/webp, image/png, image/jpeg");

  renew_loader (fixture);
  assert_load (fixture, fixture->url, -1);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_shared (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = png (300, 200, 100);
  GAsyncResult *results[3] = { NULL };
  gsize i;

  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    tote_picture_loader_load_async (fixture->loader, fixture->url, NULL, test_keep_result,
                                    &results[i]);
  for (i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GBytes) bytes = NULL;

    test_wait ((gpointer *) &results[i]);
    bytes = tote_picture_loader_load_finish (fixture->loader, results[i], NULL);
    g_assert_true (g_bytes_equal (bytes, picture));
    g_object_unref (results[i]);
  }
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
test_bad (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) wide = png (4097, 1, 100);
  g_autoptr (GBytes) heavy = png (100, 100, TOTE_PICTURE_BYTES_MAX + 1);
  g_autoptr (GBytes) svg = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 40);
  struct {
    guint status;
    GBytes *body;
    int code;
  } cases[] = {
    { 200, wide, TOTE_CONNECT_ERROR_TOO_LARGE }, { 200, heavy, TOTE_CONNECT_ERROR_TOO_LARGE },
    { 200, svg, TOTE_CONNECT_ERROR_MALFORMED },  { 200, NULL, TOTE_CONNECT_ERROR_MALFORMED },
    { 404, NULL, TOTE_CONNECT_ERROR_NOT_FOUND }, { 403, NULL, TOTE_CONNECT_ERROR_FORBIDDEN },
    { 503, NULL, TOTE_CONNECT_ERROR_SERVER },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean lasting = cases[i].code != TOTE_CONNECT_ERROR_SERVER;

    test_server_forget (fixture->server);
    renew_loader (fixture);
    test_server_answer_bytes (fixture->server, cases[i].status, cases[i].body, "X-Case", "1", NULL);
    assert_load (fixture, fixture->url, cases[i].code);

    /* What will not get better soon is not asked for again soon. */
    assert_load (fixture, fixture->url, cases[i].code);
    g_assert_cmpuint (fixture->server->requests->len, ==, lasting ? 1 : 2);
  }

  test_server_forget (fixture->server);
  renew_loader (fixture);
  test_server_answer_at_work (fixture->server, 17);
  assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_addresses (Fixture *fixture, gconstpointer unused)
{
  assert_load (fixture, "http://img.example.com/a.png", TOTE_CONNECT_ERROR_REFUSED);
  assert_load (fixture, "file:///etc/passwd", TOTE_CONNECT_ERROR_REFUSED);
  assert_load (fixture, "data:image/png;base64,AAAA", TOTE_CONNECT_ERROR_REFUSED);
  assert_load (fixture, "nonsense", TOTE_CONNECT_ERROR_REFUSED);
}

static void
test_redirects (Fixture *fixture, gconstpointer unused)
{
  static const char *const refused[] = {
    "https://img.example.com/a.png",
    "http://img.example.com/a.png",
    "file:///etc/passwd",
    "http:",
  };
  g_autoptr (GBytes) picture = png (300, 200, 100);
  gsize i;

  test_server_answer_bytes (fixture->server, 302, NULL, "Location", "/moved.png", NULL);
  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  assert_load (fixture, fixture->url, -1);
  g_assert_cmpstr (test_server_get_request (fixture->server, 1)->path, ==, "/moved.png");

  /* Round and round: not for ever. */
  test_server_forget (fixture->server);
  renew_loader (fixture);
  test_server_answer_bytes (fixture->server, 302, NULL, "Location", "/moved.png", NULL);
  assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_REDIRECTED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 4);

  for (i = 0; i < G_N_ELEMENTS (refused); i++) {
    test_server_forget (fixture->server);
    renew_loader (fixture);
    test_server_answer_bytes (fixture->server, 302, NULL, "Location", refused[i], NULL);
    assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_REDIRECTED);
  }
}

/* To another name of the same machine, even: whoever let the one host see who asks said nothing of
 * the other. */
static void
test_other_host (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) location = g_string_new (fixture->server->base);
  g_autoptr (GBytes) picture = png (300, 200, 100);

  g_string_replace (location, "127.0.0.1", "localhost", 1);
  g_assert_cmpstr (location->str, !=, fixture->server->base);
  test_server_answer_bytes (fixture->server, 302, NULL, "Location", location->str, NULL);
  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_REDIRECTED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
test_rejected (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = png (300, 200, 100);

  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  assert_load (fixture, fixture->url, -1);
  tote_picture_loader_reject (fixture->loader, fixture->url);
  assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_MALFORMED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
assert_cancelled (Fixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  test_wait ((gpointer *) result);
  g_assert_null (tote_picture_loader_load_finish (fixture->loader, *result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (result);
}

/* The first leaves, the second still gets the picture; when all have left, the request goes too,
 * and whoever comes then makes a new one. */
static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = png (300, 200, 100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *first = NULL, *second = NULL;

  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  test_server_hold (fixture->server);
  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);

  tote_picture_loader_load_async (fixture->loader, fixture->url, cancellable, test_keep_result,
                                  &first);
  tote_picture_loader_load_async (fixture->loader, fixture->url, cancellable, test_keep_result,
                                  &second);
  test_spin_until_paused (fixture->server, 1);
  g_cancellable_cancel (cancellable);
  assert_cancelled (fixture, &first);
  assert_cancelled (fixture, &second);

  assert_load (fixture, fixture->url, -1);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_cancelled_one (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = png (300, 200, 100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = NULL;
  GAsyncResult *first = NULL, *second = NULL;

  test_server_answer_bytes (fixture->server, 200, picture, "Content-Type", "image/png", NULL);
  tote_picture_loader_load_async (fixture->loader, fixture->url, cancellable, test_keep_result,
                                  &first);
  tote_picture_loader_load_async (fixture->loader, fixture->url, NULL, test_keep_result, &second);
  g_cancellable_cancel (cancellable);
  assert_cancelled (fixture, &first);
  test_wait ((gpointer *) &second);
  bytes = tote_picture_loader_load_finish (fixture->loader, second, NULL);
  g_assert_nonnull (bytes);
  g_object_unref (second);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;

  test_server_answer (fixture->server, 200, "{}");
  g_cancellable_cancel (cancellable);
  tote_picture_loader_load_async (fixture->loader, fixture->url, cancellable, test_keep_result,
                                  &result);
  assert_cancelled (fixture, &result);
}

static void
test_cache (void)
{
  g_autoptr (TotePictureCache) cache = tote_picture_cache_new (4000, G_TIME_SPAN_HOUR);
  g_autoptr (GBytes) small = g_bytes_new_take (g_malloc0 (1000), 1000);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (5000), 5000);
  g_autoptr (GBytes) found = NULL;

  tote_picture_cache_put (cache, "a", small);
  tote_picture_cache_put (cache, "b", small);
  g_bytes_unref (tote_picture_cache_lookup (cache, "a", NULL));

  /* The one used longest ago makes room. */
  tote_picture_cache_put (cache, "c", small);
  g_assert_null (tote_picture_cache_lookup (cache, "b", NULL));
  found = tote_picture_cache_lookup (cache, "a", NULL);
  g_assert_nonnull (found);

  /* What does not fit at all is not kept. */
  tote_picture_cache_put (cache, "d", large);
  g_assert_null (tote_picture_cache_lookup (cache, "d", NULL));
}

static void
test_cache_failures (void)
{
  g_autoptr (TotePictureCache) lasting = tote_picture_cache_new (4000, G_TIME_SPAN_HOUR);
  g_autoptr (TotePictureCache) fleeting = tote_picture_cache_new (4000, 0);
  g_autoptr (GError) failure = tote_connect_error_new (TOTE_CONNECT_ERROR_NOT_FOUND);
  g_autoptr (GError) error = NULL;

  tote_picture_cache_put_failure (lasting, "a", failure);
  g_assert_null (tote_picture_cache_lookup (lasting, "a", &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  tote_picture_cache_put_failure (fleeting, "a", failure);
  g_assert_null (tote_picture_cache_lookup (fleeting, "a", &error));
  g_assert_no_error (error);
}

static void
test_probe (void)
{
#define BODY(text) text, sizeof (text) - 1
  static const struct {
    const char *data;
    gsize size;
    guint width;
    guint height;
  } cases[] = {
    { BODY ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x2c\0\0\0\xc8\x08\x06\0\0\0"), 300, 200 },
    { BODY ("GIF89a\x2c\x01\xc8\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0, 0 },
    { BODY ("\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc0\0\x11\x08\0\xc8\x01\x2c\x03"), 300, 200 },
    { BODY ("\xff\xd8\xff\xc4\0\x04JF\xff\xc2\0\x11\x08\0\xc8\x01\x2c\x03"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\xc8\0"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x2b\xc1\x31\0\0\0\0\0\0"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0"), 300, 200 },
    { BODY ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\0\0\0\xc8\x08\x06\0\0\0"), G_MAXUINT,
      200 },
    { BODY (""), 0, 0 },
    { BODY ("\xff\xd8"), 0, 0 },
    { BODY ("\xff\xd8\xff\xe0\xff\xff\0\0\0\0\0\0\0\0\0"), 0, 0 },
    { BODY ("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0\xff"), 0, 0 },
    { BODY ("GIF89a\x2c"), 0, 0 },
    { BODY ("<svg xmlns='http://www.w3.org/2000/svg'/>"), 0, 0 },
    { BODY ("BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0, 0 },
  };
#undef BODY
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
    TotePictureFacts facts;

    g_test_message ("%u", (guint) i);
    g_assert_true (tote_picture_probe (bytes, &facts) == (cases[i].width != 0));
    g_assert_cmpuint (facts.width, ==, cases[i].width);
    g_assert_cmpuint (facts.height, ==, cases[i].height);
  }
}

static void
append (GByteArray *array, const char *data, gsize length)
{
  g_byte_array_append (array, (const guint8 *) data, (guint) length);
}

/* A picture that goes over its pixels so many times; a later one in the same file does not count.
 */
static GBytes *
make_scans (guint n_scans, const char *scan, gsize length)
{
  GByteArray *array = g_byte_array_new ();

  append (array, "\xff\xd8\xff\xc2\0\x11\x08\0\xc8\x01\x2c\x03\0\0\0\0\0\0\0\0\0", 21);
  for (guint i = 0; i < n_scans; i++)
    append (array, scan, length);
  append (array, "\xff\xd9", 2);
  for (guint i = 0; i < 100; i++)
    append (array, scan, length);

  return g_byte_array_free_to_bytes (array);
}

/* Scans are counted as a decoder meets them: behind filling, rubbish and parted pixels as well, and
 * not inside of another segment. */
static void
test_scans (void)
{
#define SCAN(text) text, sizeof (text) - 1
  static const struct {
    const char *data;
    gsize length;
    guint n_scans;
  } cases[] = {
    { SCAN ("\xff\xda\0\x08\x01\1\0\1\2\0pixels"), 1 },
    { SCAN ("\xff\xda\0\x08\x01\1\0\1\2\0p\xff\0i\xff\xd0x\xff\xd7\xff\x01"), 1 },
    { SCAN ("\xff\xff\xff\xda\0\x08\x01\1\0\1\2\0pixels"), 1 },
    { SCAN ("rubbish\xff\xda\0\x08\x01\1\0\1\2\0"), 1 },
    { SCAN ("\xff\xda\0\x04++\xff\xda\0\x04++"), 2 },
    { SCAN ("\xff\xfe\0\x08\xff\xda\0\x04++"), 0 },
  };
#undef SCAN

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint n = 1; n <= 3000; n = n < 66 ? n + 1 : n * 7) {
      g_autoptr (GBytes) bytes = make_scans (n, cases[i].data, cases[i].length);
      g_autoptr (GError) error = NULL;
      TotePictureFacts facts;

      tote_picture_check (bytes, &tote_picture_limits, &facts, &error);
      g_assert_cmpuint (facts.n_scans, ==, n * cases[i].n_scans);
      if (facts.n_scans > 64)
        g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
      else
        g_assert_no_error (error);
    }
}

/* What the toolkit may be given by itself, since its pixels are all it costs. */
static void
test_plain (void)
{
#define PNG(passes) "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0" passes "CRC."
#define JPEG(frame) "\xff\xd8" frame "\0\x11\x08\1\0\1\0\x03\0\0\0\0\0\0\0\0\0"
#define BODY(text) text, sizeof (text) - 1
  static const struct {
    const char *data;
    gsize size;
    gboolean plain;
  } cases[] = {
    { BODY (PNG ("\0") "\0\0\0\1gAMAxCRC.\0\0\0\1IDATxCRC."), TRUE },
    { BODY (PNG ("\1") "\0\0\0\1IDATxCRC."), FALSE },
    { BODY (PNG ("\0") "\0\0\0\1zTXtxCRC.\0\0\0\1IDATxCRC."), FALSE },
    { BODY (PNG ("\0") "\0\0\0\1iCCPxCRC.\0\0\0\1IDATxCRC."), FALSE },
    { BODY (PNG ("\0") "\0\0\0\1IDATxCRC.\0\0\0\1iTXtxCRC."), FALSE },
    { BODY (JPEG ("\xff\xc0") "\xff\xda\0\x04++\xff\xd9"), TRUE },
    { BODY (JPEG ("\xff\xc0") "\xff\xda\0\x04++\xff\xda\0\x04++\xff\xd9"), FALSE },
    { BODY (JPEG ("\xff\xc2") "\xff\xda\0\x04++\xff\xd9"), FALSE },
    { BODY ("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\0\1\0\1"), FALSE },
  };
#undef BODY

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
    TotePictureFacts facts;

    g_test_message ("%u", (guint) i);
    g_assert_true (tote_picture_check (bytes, &tote_tile_limits, &facts, NULL));
    g_assert_cmpint (facts.plain, ==, cases[i].plain);
  }
}

static void
test_limits (void)
{
  g_autoptr (GBytes) tile = png (512, 512, 1024 * 1024);
  g_autoptr (GBytes) wide = png (513, 256, 100);
  g_autoptr (GBytes) heavy = png (256, 256, 1024 * 1024 + 1);
  TotePictureFacts facts;

  g_assert_true (tote_picture_check (tile, &tote_tile_limits, &facts, NULL));
  g_assert_false (tote_picture_check (wide, &tote_tile_limits, &facts, NULL));
  g_assert_true (tote_picture_check (wide, &tote_picture_limits, &facts, NULL));
  g_assert_false (tote_picture_check (heavy, &tote_tile_limits, &facts, NULL));
}

/* However a header is cut off or garbled, the probe stays inside of it. */
static void
test_probe_garbled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  static const char *const heads[] = { "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF89a", "RIFF" };
  guint i;

  for (i = 0; i < 20000; i++) {
    gsize size = (gsize) g_rand_int_range (random, 0, 40);
    guint8 *data = g_malloc (size + 1);
    g_autoptr (GBytes) bytes = NULL;
    TotePictureFacts facts;
    gsize j;

    for (j = 0; j < size; j++)
      data[j] = (guint8) g_rand_int_range (random, 0, 256);
    memcpy (data, heads[i % 4], MIN (size, strlen (heads[i % 4])));
    bytes = g_bytes_new_take (data, size);
    tote_picture_probe (bytes, &facts);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/pictures/load/once", test_load_once);
  ADD ("/pictures/load/shared", test_shared);
  ADD ("/pictures/load/bad", test_bad);
  ADD ("/pictures/load/addresses", test_addresses);
  ADD ("/pictures/load/redirects", test_redirects);
  ADD ("/pictures/load/other-host", test_other_host);
  ADD ("/pictures/load/rejected", test_rejected);
  ADD ("/pictures/cancelled/all", test_cancelled);
  ADD ("/pictures/cancelled/one", test_cancelled_one);
  ADD ("/pictures/cancelled/before", test_cancelled_before);
#undef ADD
  g_test_add_func ("/pictures/cache/room", test_cache);
  g_test_add_func ("/pictures/cache/failures", test_cache_failures);
  g_test_add_func ("/pictures/probe/formats", test_probe);
  g_test_add_func ("/pictures/probe/garbled", test_probe_garbled);
  g_test_add_func ("/pictures/probe/scans", test_scans);
  g_test_add_func ("/pictures/probe/plain", test_plain);
  g_test_add_func ("/pictures/probe/limits", test_limits);

  return g_test_run ();
}
