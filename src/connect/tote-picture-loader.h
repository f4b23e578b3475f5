/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-picture-probe.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * TotePictureLoader: the bytes of pictures, fit to be decoded. No bearer ever goes along, HTTPS
 * everywhere but on this machine, size and format are checked here. Who asks for the same picture
 * shares one request. Lives on the main thread.
 */
#define TOTE_TYPE_PICTURE_LOADER (tote_picture_loader_get_type ())
G_DECLARE_FINAL_TYPE (TotePictureLoader, tote_picture_loader, TOTE, PICTURE_LOADER, GObject)

TotePictureLoader *tote_picture_loader_new (SoupSession *session, const TotePictureLimits *limits);

void tote_picture_loader_load_async (TotePictureLoader *self, const char *url,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *tote_picture_loader_load_finish (TotePictureLoader *self, GAsyncResult *result,
                                         GError **error);
void tote_picture_loader_reject (TotePictureLoader *self, const char *url);

G_END_DECLS
