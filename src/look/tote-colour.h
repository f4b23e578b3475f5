/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What text must reach against its ground, usually and in high contrast. */
#define TOTE_CONTRAST_USUAL 4.5
#define TOTE_CONTRAST_HIGH 7.0

/**
 * ToteAccent: one brand colour, made fit for one look.
 */
typedef struct {
  GdkRGBA text;   /* on the grounds of the platform */
  GdkRGBA ground; /* under @over */
  GdkRGBA over;   /* on @ground */
} ToteAccent;

double tote_colour_contrast (const GdkRGBA *a, const GdkRGBA *b);
void tote_colour_get_tinted_ground (const GdkRGBA *accent, gboolean dark, GdkRGBA *tinted);
void tote_accent_init (ToteAccent *accent, const GdkRGBA *colour, gboolean dark, double contrast);

G_END_DECLS
