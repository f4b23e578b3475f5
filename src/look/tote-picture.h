/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_PICTURE (tote_picture_get_type ())
G_DECLARE_FINAL_TYPE (TotePicture, tote_picture, TOTE, PICTURE, GtkWidget)

void tote_picture_set_url (TotePicture *self, const char *url);
void tote_picture_set_name (TotePicture *self, const char *name);
gboolean tote_picture_get_loading (TotePicture *self);
GdkPaintable *tote_picture_get_paintable (TotePicture *self);

G_END_DECLS
