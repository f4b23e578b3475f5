/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-unpacker.h"

#include "tote-connect-error.h"

#include <gio/gio.h>

#define PIECE_SIZE 16384

struct _ToteUnpacker {
  GConverter *converter; /* (owned) */
  gboolean ended;
};

/**
 * tote_unpacker_new:
 *
 * Returns: (transfer full): one for one body
 */
ToteUnpacker *
tote_unpacker_new (void)
{
  ToteUnpacker *self = g_new0 (ToteUnpacker, 1);

  self->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

  return self;
}

/**
 * tote_unpacker_free:
 *
 * Frees what tote_unpacker_new() made.
 */
void
tote_unpacker_free (ToteUnpacker *self)
{
  g_object_unref (self->converter);
  g_free (self);
}

/* Whether there is more to be had of the data at hand. */
static gboolean
unpack_piece (ToteUnpacker *self, const guint8 **data, gsize *size, GByteArray *body,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  guint8 piece[PIECE_SIZE];
  gsize read = 0;
  gsize written = 0;
  GConverterResult result = g_converter_convert (self->converter, *data, *size, piece, PIECE_SIZE,
                                                 G_CONVERTER_NO_FLAGS, &read, &written, &failure);

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return FALSE;
  if (result == G_CONVERTER_ERROR) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return FALSE;
  }

  g_byte_array_append (body, piece, (guint) written);
  *data += read;
  *size -= read;
  self->ended = result == G_CONVERTER_FINISHED;

  return !self->ended && (*size > 0 || written == PIECE_SIZE);
}

/**
 * tote_unpacker_feed:
 * @body: what comes out is added to it
 * @limit: bytes @body may have
 *
 * Unpacks a piece; what stands behind the end is not looked at.
 *
 * Returns: whether all is well, else FALSE with %TOTE_CONNECT_ERROR_MALFORMED or
 *   %TOTE_CONNECT_ERROR_TOO_LARGE
 */
gboolean
tote_unpacker_feed (ToteUnpacker *self, const guint8 *data, gsize size, GByteArray *body,
                    gsize limit, GError **error)
{
  GError *failure = NULL;
  gboolean more = !self->ended;

  g_return_val_if_fail (body != NULL, FALSE);

  while (more && failure == NULL) {
    more = unpack_piece (self, &data, &size, body, &failure);
    if (failure == NULL && body->len > limit)
      failure = tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE);
  }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);

  return FALSE;
}

/**
 * tote_unpacker_end:
 *
 * Returns: whether all of the body was there, else FALSE with %TOTE_CONNECT_ERROR_MALFORMED
 */
gboolean
tote_unpacker_end (ToteUnpacker *self, GError **error)
{
  if (self->ended)
    return TRUE;

  g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));

  return FALSE;
}
