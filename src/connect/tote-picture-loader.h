/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-picture-probe.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * TotePictureLoader: fetches pictures with the limits of design 8, one request for each address
 * at a time, and keeps their bytes for the session.
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
void tote_picture_loader_forget (TotePictureLoader *self);

G_END_DECLS
