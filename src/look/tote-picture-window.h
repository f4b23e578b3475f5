/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TotePictureWindow: one picture, as large as there is room and as it is, over the window it was
 * opened from. Until it is there, what was shown of it stands in.
 */
#define TOTE_TYPE_PICTURE_WINDOW (tote_picture_window_get_type ())
G_DECLARE_FINAL_TYPE (TotePictureWindow, tote_picture_window, TOTE, PICTURE_WINDOW, AdwWindow)

void tote_picture_window_present (GtkWidget *parent, const char *url, const char *name,
                                  GdkPaintable *small);

G_END_DECLS
