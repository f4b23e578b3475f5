/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-client.h"

#include "test-support.h"
#include "tote-static-tokens.h"

#include <string.h>

/* Long enough for a busy machine to get the request out, short enough to wait for. */
#define LATE_MS 1000

static GBytes *
pack (gsize size)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, converter);
  g_autofree char *blank = g_strnfill (size, ' ');

  g_output_stream_write_all (packed, blank, size, NULL, NULL, NULL);
  g_output_stream_close (packed, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_limit_packed (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bomb = pack (64 * 1024 * 1024);
  g_autoptr (GBytes) harmless = pack (3 * 1024 * 1024);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1024 * 1024);
  test_server_answer_bytes (fixture->server, 200, bomb, "Content-Encoding", "gzip", NULL);
  test_server_answer_bytes (fixture->server, 200, harmless, "Content-Encoding", "gzip", NULL);

  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
}

/* A stream that unpacks to nothing has an end all the same. */
static void
test_limit_packed_nothing (TestClient *fixture, gconstpointer unused)
{
  static const guint8 head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
  static const guint8 nothing[] = { 0, 0, 0, 0xff, 0xff };
  GByteArray *packed = g_byte_array_append (g_byte_array_new (), head, sizeof head);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  while (packed->len <= 4 * 1024 * 1024)
    g_byte_array_append (packed, nothing, sizeof nothing);
  bytes = g_byte_array_free_to_bytes (packed);
  test_server_answer_bytes (fixture->server, 200, bytes, "Content-Encoding", "gzip",
                            "Transfer-Encoding", "chunked", NULL);

  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/* What is announced as too large is not even begun with. */
static void
test_limit_announced (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer_raw (fixture->server, "HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n{");
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
}

static void
test_limit_length (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *blank = g_strnfill (4 * 1024 * 1024 + 1, ' ');
  g_autofree char *raw = g_strconcat ("HTTP/1.1 200 OK\r\n\r\n", blank, NULL);
  g_autoptr (GError) error = NULL;

  test_server_answer_raw (fixture->server, raw);
  test_server_answer (fixture->server, 200, "{}");
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
}

static void
test_limit_depth (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *deep = g_strnfill (100, '[');
  g_autofree char *json = g_strconcat ("{\"line_items\":", deep, NULL);
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, json);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/* A long complaint is no reason to miss what the status says. */
static void
test_limit_error_body (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *blank = g_strnfill (1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 503, blank);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_SERVER);
}

static void
test_unreachable (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (fixture->server->server);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ORDER, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);
  g_assert_cmpuint (tote_connect_error_get_status (error), ==, 0);
}

/* The server reads each write to its end and hangs up: it has it, perhaps, and gets it once. The
 * connection it could have gone out on is one that was used before. */
static void
test_write_once (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) message = tote_wish_new_message ("Hi");
  g_autoptr (ToteWish) decision = tote_wish_new_decision ("1", NULL, TOTE_DECISION_APPROVED, NULL);
  g_autoptr (ToteWish) mark_read = tote_wish_new_mark_read ();
  ToteWish *wishes[] = { message, decision, mark_read };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (wishes); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer (fixture->server, 200, "{}");
    test_server_answer_raw (fixture->server, "");
    g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, NULL));
    g_assert_false (test_write (fixture->client, wishes[i], NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
    g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  }
}

/* Reads keep their connection, and survive one that has died in the meantime. */
static void
test_read_keeps_connection (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, "{}");
  test_server_answer_raw (fixture->server, "");
  test_server_answer (fixture->server, 200, "{}");
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
}

/* One that ended with the request under way is left, and the read begun again at once, once. */
static void
test_read_cut_off (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, "{}");
  test_server_answer_raw (fixture->server, "HTTP/1.1 200 OK\r\nContent-Le");
  test_server_answer (fixture->server, 200, "{}");
  test_server_answer_raw (fixture->server, "HTTP/1.1 200 OK\r\nContent-Le");

  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);

  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_assert_cmpuint (fixture->server->requests->len, ==, 5);
}

static char *
repeat (const char *text, guint n)
{
  GString *repeated = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (repeated, text);

  return g_string_free (repeated, FALSE);
}

/* What comes before an answer is read in one go by the library below: it must not be without end.
 */
static void
test_informational (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *few = repeat ("HTTP/1.1 102 Processing\r\n\r\n", 16);
  g_autofree char *good = g_strconcat (few, "HTTP/1.1 200 OK\r\n\r\n{}", NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  test_server_answer_raw (fixture->server, good);
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);

  test_server_forget (fixture->server);
  test_server_answer_at_work (fixture->server, 17);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
}

/* 407 is a proxy's word. Said by a server that is none, it says nothing about the order. */
static void
test_proxy_status (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 407, "");
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);
}

static void
test_broken_off (TestClient *fixture, gconstpointer unused)
{
  static const char *const raw[] = {
    "",
    "HTTP/1.1 200 OK\r\nContent-Le",
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"line_items\":[",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (raw); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer_raw (fixture->server, raw[i]);
    g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  }
}

static void
test_spoiled (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) packed = pack (100000);
  gsize size = g_bytes_get_size (packed);
  guint8 *data = g_memdup2 (g_bytes_get_data (packed, NULL), size);
  g_autoptr (GBytes) body = g_bytes_new_take (data, size);
  g_autoptr (GError) error = NULL;

  memset (data + size / 2, 0xff, size / 4);
  test_server_answer_bytes (fixture->server, 200, body, "Content-Encoding", "gzip", NULL);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

/* The status said that it was done; that the rest got lost changes nothing. */
static void
test_write_broken_off (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;

  test_server_answer_raw (fixture->server,
                          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
  g_assert_true (test_write (fixture->client, wish, &content, &error));
  g_assert_no_error (error);
  g_assert_null (content);
}

static void
test_late (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, "{}");
  test_server_hold (fixture->server);
  tote_client_set_deadline (fixture->client, LATE_MS);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_clear_error (&error);
  g_assert_false (test_write (fixture->client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
}

/* The head came in time, the body does not: a read is unclear, a write is done. */
static void
test_late_body (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  test_server_answer_raw (fixture->server,
                          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
  test_server_hold (fixture->server);
  tote_client_set_deadline (fixture->client, LATE_MS);
  g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR);
  g_clear_error (&error);
  g_assert_true (test_write (fixture->client, wish, NULL, &error));
  g_assert_no_error (error);
}

/* A write that never got a connection is reported as not delivered, and must not be delivered
 * later on, when there is one. */
static void
test_late_in_queue (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (ToteClient) hasty =
      tote_client_new (fixture->server->base, tokens, fixture->session, NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GCancellable) others = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[6] = { NULL };
  gsize i;

  test_server_answer (fixture->server, 200, "{}");
  test_server_hold (fixture->server);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE,
                            others, test_keep_result, &results[i]);
  test_spin_until_paused (fixture->server, 6);
  tote_client_set_deadline (hasty, 50);
  g_assert_false (test_write (hasty, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);

  g_cancellable_cancel (others);
  for (i = 0; i < G_N_ELEMENTS (results); i++) {
    test_wait ((gpointer *) &results[i]);
    g_object_unref (results[i]);
  }
  test_server_forget (fixture->server);
  test_server_answer (fixture->server, 200, "{}");
  g_object_unref (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
test_cancelled_before (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) write = NULL;
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->server, 200, "{}");
  g_cancellable_cancel (cancellable);
  tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE,
                          cancellable, test_keep_result, &read);
  tote_client_write_async (fixture->client, TEST_ORDER_ID, wish, cancellable, test_keep_result,
                           &write);
  test_wait ((gpointer *) &read);
  test_wait ((gpointer *) &write);

  g_assert_null (tote_client_read_finish (fixture->client, read, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (tote_client_write_finish (fixture->client, write, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

static void
cancel (TestClient *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  test_wait ((gpointer *) result);
  g_assert_null (tote_client_read_finish (fixture->client, *result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* While the server thinks. */
static void
test_cancelled_during (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  test_server_answer (fixture->server, 200, "{}");
  test_server_hold (fixture->server);
  tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE,
                          cancellable, test_keep_result, &result);
  test_spin_until_paused (fixture->server, 1);
  cancel (fixture, cancellable, &result);
}

/* After so many turns of the main loop, wherever that may be: token, connection, head or body. */
static void
test_cancelled_anywhere (TestClient *fixture, gconstpointer unused)
{
  g_autofree char *blank = g_strnfill (200000, ' ');
  guint turns, i;

  test_server_answer (fixture->server, 200, blank);
  for (turns = 0; turns < 40; turns++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;

    tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE,
                            cancellable, test_keep_result, &result);
    for (i = 0; i < turns && result == NULL; i++)
      g_main_context_iteration (NULL, TRUE);
    if (result == NULL)
      cancel (fixture, cancellable, &result);
  }
}

/* While all connections are taken, in the queue of the library. */
static void
test_cancelled_in_queue (TestClient *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) others = g_cancellable_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[7] = { NULL };
  gsize i;

  test_server_answer (fixture->server, 200, "{}");
  test_server_hold (fixture->server);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE,
                            i < 6 ? others : cancellable, test_keep_result, &results[i]);
  test_spin_until_paused (fixture->server, 6);
  cancel (fixture, cancellable, &results[6]);
  for (i = 0; i < 6; i++)
    cancel (fixture, others, &results[i]);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
}

static void
test_redirected (TestClient *fixture, gconstpointer unused)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = NULL;

    test_server_forget (fixture->server);
    test_server_answer_bytes (fixture->server, statuses[i], NULL, "Location", "/elsewhere", NULL);
    g_assert_null (test_read (fixture->client, TOTE_RESOURCE_ITEMS, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REDIRECTED);
    g_clear_error (&error);
    g_assert_false (test_write (fixture->client, wish, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REDIRECTED);
    g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add (path, TestClient, NULL, test_client_set_up, function, test_client_tear_down)
  ADD ("/client/read/keeps-connection", test_read_keeps_connection);
  ADD ("/client/read/cut-off", test_read_cut_off);
  ADD ("/client/read/broken-off", test_broken_off);
  ADD ("/client/informational", test_informational);
  ADD ("/client/proxy-status", test_proxy_status);
  ADD ("/client/read/spoiled", test_spoiled);
  ADD ("/client/write/once", test_write_once);
  ADD ("/client/write/broken-off", test_write_broken_off);
  ADD ("/client/limits/packed", test_limit_packed);
  ADD ("/client/limits/packed-nothing", test_limit_packed_nothing);
  ADD ("/client/limits/announced", test_limit_announced);
  ADD ("/client/limits/length", test_limit_length);
  ADD ("/client/limits/depth", test_limit_depth);
  ADD ("/client/limits/error-body", test_limit_error_body);
  ADD ("/client/unreachable", test_unreachable);
  ADD ("/client/late/head", test_late);
  ADD ("/client/late/body", test_late_body);
  ADD ("/client/late/in-queue", test_late_in_queue);
  ADD ("/client/cancelled/before", test_cancelled_before);
  ADD ("/client/cancelled/during", test_cancelled_during);
  ADD ("/client/cancelled/anywhere", test_cancelled_anywhere);
  ADD ("/client/cancelled/in-queue", test_cancelled_in_queue);
  ADD ("/client/redirected", test_redirected);
#undef ADD

  return g_test_run ();
}
