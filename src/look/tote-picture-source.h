/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From this many pixels on the customer is asked in words, else by a symbol. */
#define TOTE_PICTURE_ROOM_FOR_WORDS 120

/**
 * TotePictureSource: the picture a widget shows, from its address to the pixels. It loads while the
 * widget is in a window, in the size that it has on that screen, from whom may be asked; what is
 * under way is cancelled when the widget gets another picture, leaves its window or goes.
 *
 * Emits "changed" when there is another picture, or none, or somebody to be asked first.
 */
#define TOTE_TYPE_PICTURE_SOURCE (tote_picture_source_get_type ())
G_DECLARE_FINAL_TYPE (TotePictureSource, tote_picture_source, TOTE, PICTURE_SOURCE, GObject)

TotePictureSource *tote_picture_source_new (GtkWidget *widget);

void tote_picture_source_set_url (TotePictureSource *self, const char *url);
const char *tote_picture_source_get_url (TotePictureSource *self);
void tote_picture_source_set_size (TotePictureSource *self, int size);
GdkPaintable *tote_picture_source_get_paintable (TotePictureSource *self);
gboolean tote_picture_source_get_loading (TotePictureSource *self);
const char *tote_picture_source_get_asked (TotePictureSource *self);

void tote_picture_source_expect (GtkWidget *widget, const char *url, int size);
GtkWidget *tote_picture_source_new_button (TotePictureSource *self);

G_END_DECLS
