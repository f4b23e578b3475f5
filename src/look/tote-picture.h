/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TotePicture: a picture from the network in a square of fixed size, so that nothing moves when
 * it arrives. Until then, and where there is none, it shows the first letter of the name. Loading
 * is cancelled when the row gets another picture and when the widget goes.
 *
 * Properties: "url" (nullable), "name" (what is on it), "size" in pixels, "opens" (whether a click
 * opens it large).
 */
#define TOTE_TYPE_PICTURE (tote_picture_get_type ())
G_DECLARE_FINAL_TYPE (TotePicture, tote_picture, TOTE, PICTURE, GtkWidget)

void tote_picture_set_url (TotePicture *self, const char *url);
void tote_picture_set_name (TotePicture *self, const char *name);
gboolean tote_picture_get_loading (TotePicture *self);

void tote_picture_expect (GtkWidget *widget, const char *url);

G_END_DECLS
