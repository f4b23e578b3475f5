/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteZoom: draws its child so many times as large. A page is made of pixels as well as of text:
 * where the pixels are small, larger text alone would leave fingers with little to press.
 */
#define TOTE_TYPE_ZOOM (tote_zoom_get_type ())
G_DECLARE_FINAL_TYPE (ToteZoom, tote_zoom, TOTE, ZOOM, AdwBin)

void tote_zoom_set_factor (ToteZoom *self, int factor);

G_END_DECLS
