/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-unpacker.h"

#include "tote-connect-error.h"

#include <gio/gio.h>
#include <string.h>

static GBytes *
pack (const char *text)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, converter);

  g_output_stream_write_all (packed, text, strlen (text), NULL, NULL, NULL);
  g_output_stream_close (packed, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* In pieces of any size the same comes out. */
static void
test_pieces (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) packed = pack (text);
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);
  gsize piece;

  for (piece = 1; piece <= size; piece = piece * 3 + 1) {
    g_autoptr (ToteUnpacker) unpacker = tote_unpacker_new ();
    g_autoptr (GByteArray) body = g_byte_array_new ();
    g_autoptr (GError) error = NULL;
    gsize i;

    for (i = 0; i < size; i += piece) {
      g_assert_false (tote_unpacker_end (unpacker, NULL));
      g_assert_true (
          tote_unpacker_feed (unpacker, data + i, MIN (piece, size - i), body, 100000, &error));
    }
    g_assert_true (tote_unpacker_end (unpacker, &error));
    g_assert_no_error (error);
    g_assert_cmpmem (body->data, body->len, text, 100000);
  }
}

static void
test_limit (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) packed = pack (text);
  g_autoptr (ToteUnpacker) unpacker = tote_unpacker_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (tote_unpacker_feed (unpacker, g_bytes_get_data (packed, NULL),
                                      g_bytes_get_size (packed), body, 99999, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
}

static void
test_spoiled (void)
{
  g_autoptr (ToteUnpacker) unpacker = tote_unpacker_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tote_unpacker_feed (unpacker, (const guint8 *) "{\"a\":1}", 7, body, 100, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

/* A packed body that holds nothing, and goes on: each piece is over when it is over. */
static void
test_nothing (void)
{
  static const guint8 head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
  static const guint8 block[] = { 0, 0, 0, 0xff, 0xff };
  g_autoptr (ToteUnpacker) unpacker = tote_unpacker_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint i;

  g_assert_true (tote_unpacker_feed (unpacker, head, sizeof head, body, 100, &error));
  for (i = 0; i < 1000; i++)
    g_assert_true (tote_unpacker_feed (unpacker, block, sizeof block, body, 100, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (body->len, ==, 0);
  g_assert_false (tote_unpacker_end (unpacker, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_behind_the_end (void)
{
  g_autoptr (GBytes) packed = pack ("{}");
  g_autoptr (ToteUnpacker) unpacker = tote_unpacker_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (tote_unpacker_feed (unpacker, g_bytes_get_data (packed, NULL),
                                     g_bytes_get_size (packed), body, 100, &error));
  g_assert_true (tote_unpacker_feed (unpacker, (const guint8 *) "more", 4, body, 100, &error));
  g_assert_true (tote_unpacker_end (unpacker, &error));
  g_assert_cmpmem (body->data, body->len, "{}", 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unpacker/pieces", test_pieces);
  g_test_add_func ("/unpacker/limit", test_limit);
  g_test_add_func ("/unpacker/spoiled", test_spoiled);
  g_test_add_func ("/unpacker/nothing", test_nothing);
  g_test_add_func ("/unpacker/behind-the-end", test_behind_the_end);

  return g_test_run ();
}
