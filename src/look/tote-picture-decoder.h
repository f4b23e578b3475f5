/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ToteRoom: the most pixels a picture may have once it is decoded.
 *
 * @shorter: of its shorter side
 * @longer: of its longer side
 */
typedef struct {
  guint shorter;
  guint longer;
} ToteRoom;

ToteRoom tote_room_to_cover (int size);
ToteRoom tote_room_within (int size);

/**
 * TotePictureDecoder: turns what strangers send into textures, each in a process of its own,
 * tote-picture, which has no way to harm this one. It is given a file with the picture and a file
 * for the pixels, both in memory alone; when it has gone, the second is sealed and is the texture
 * as it lies there. Where that program cannot run there are no pictures. Lives on the main thread.
 */
#define TOTE_TYPE_PICTURE_DECODER (tote_picture_decoder_get_type ())
G_DECLARE_FINAL_TYPE (TotePictureDecoder, tote_picture_decoder, TOTE, PICTURE_DECODER, GObject)

TotePictureDecoder *tote_picture_decoder_new (const char *program);
TotePictureDecoder *tote_picture_decoder_get_default (void);

void tote_picture_decoder_set_held (TotePictureDecoder *self, gboolean held);
void tote_picture_decoder_decode_async (TotePictureDecoder *self, GBytes *bytes,
                                        const ToteRoom *room, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *tote_picture_decoder_decode_finish (TotePictureDecoder *self, GAsyncResult *result,
                                                GError **error);

G_END_DECLS
