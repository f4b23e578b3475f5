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

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SoupSession) session = tote_session_new ();

  fixture->server = test_server_new (NULL);
  fixture->loader = tote_picture_loader_new (session);
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

  tote_picture_loader_forget (fixture->loader);
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
    tote_picture_loader_forget (fixture->loader);
    test_server_answer_bytes (fixture->server, cases[i].status, cases[i].body, "X-Case", "1", NULL);
    assert_load (fixture, fixture->url, cases[i].code);

    /* What will not get better soon is not asked for again soon. */
    assert_load (fixture, fixture->url, cases[i].code);
    g_assert_cmpuint (fixture->server->requests->len, ==, lasting ? 1 : 2);
  }
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
  tote_picture_loader_forget (fixture->loader);
  test_server_answer_bytes (fixture->server, 302, NULL, "Location", "/moved.png", NULL);
  assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_REDIRECTED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 4);

  for (i = 0; i < G_N_ELEMENTS (refused); i++) {
    test_server_forget (fixture->server);
    tote_picture_loader_forget (fixture->loader);
    test_server_answer_bytes (fixture->server, 302, NULL, "Location", refused[i], NULL);
    assert_load (fixture, fixture->url, TOTE_CONNECT_ERROR_REDIRECTED);
  }
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
    { BODY ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x2c\0\0\0\xc8"), 300, 200 },
    { BODY ("GIF89a\x2c\x01\xc8\0"), 300, 200 },
    { BODY ("GIF87a\x2c\x01\xc8\0"), 300, 200 },
    { BODY ("\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc0\0\x11\x08\0\xc8\x01\x2c\x03"), 300, 200 },
    { BODY ("\xff\xd8\xff\xc4\0\x04JF\xff\xc2\0\x11\x08\0\xc8\x01\x2c\x03"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\xc8\0"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x2b\xc1\x31\0\0\0\0\0\0"), 300, 200 },
    { BODY ("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0"), 300, 200 },
    { BODY ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\0\0\0\xc8"), G_MAXUINT, 200 },
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
    guint width = 0, height = 0;

    g_test_message ("%u", (guint) i);
    g_assert_true (tote_picture_probe (bytes, &width, &height) == (cases[i].width != 0));
    g_assert_cmpuint (width, ==, cases[i].width);
    g_assert_cmpuint (height, ==, cases[i].height);
  }
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
    guint width, height;
    gsize j;

    for (j = 0; j < size; j++)
      data[j] = (guint8) g_rand_int_range (random, 0, 256);
    memcpy (data, heads[i % 4], MIN (size, strlen (heads[i % 4])));
    bytes = g_bytes_new_take (data, size);
    tote_picture_probe (bytes, &width, &height);
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
  ADD ("/pictures/cancelled/all", test_cancelled);
  ADD ("/pictures/cancelled/one", test_cancelled_one);
  ADD ("/pictures/cancelled/before", test_cancelled_before);
#undef ADD
  g_test_add_func ("/pictures/cache/room", test_cache);
  g_test_add_func ("/pictures/cache/failures", test_cache_failures);
  g_test_add_func ("/pictures/probe/formats", test_probe);
  g_test_add_func ("/pictures/probe/garbled", test_probe_garbled);

  return g_test_run ();
}
