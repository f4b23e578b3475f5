/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-colour.h"

#include <math.h>

/* Of the platform's grounds, the one hardest to write on: the header bar in light, a popover in
 * dark. */
static const GdkRGBA light_ground = { 0.92f, 0.92f, 0.92f, 1 };
static const GdkRGBA dark_ground = { 0.22f, 0.22f, 0.22f, 1 };
/* Those that are tinted: a card is the lightest in light, a window the darkest in dark. */
static const GdkRGBA light_paper = { 0.98f, 0.98f, 0.98f, 1 };
static const GdkRGBA dark_paper = { 0.18f, 0.18f, 0.18f, 1 };
static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA black = { 0, 0, 0, 1 };

#define STEPS 100

/* How much of the accent a chip has that is chosen; pictures and pills have less. */
#define TINT 0.16

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* Relative luminance as in WCAG 2. */
static double
luminance (const GdkRGBA *colour)
{
  return 0.2126 * linear ((double) colour->red) + 0.7152 * linear ((double) colour->green) +
         0.0722 * linear ((double) colour->blue);
}

/**
 * tote_colour_contrast:
 * @a: an opaque colour
 * @b: another one
 *
 * Returns: the contrast of the two, from 1 to 21
 */
double
tote_colour_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double one = luminance (a);
  double two = luminance (b);

  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

/* Eight bits a channel, because that is what CSS and the screen get: the check must see the same
 * colour as the eye. */
static float
to_byte (double channel)
{
  return (float) (round (CLAMP (channel, 0, 1) * 255) / 255);
}

static void
mix (const GdkRGBA *from, const GdkRGBA *to, double amount, GdkRGBA *mixed)
{
  mixed->red = to_byte ((double) from->red + ((double) to->red - (double) from->red) * amount);
  mixed->green =
      to_byte ((double) from->green + ((double) to->green - (double) from->green) * amount);
  mixed->blue = to_byte ((double) from->blue + ((double) to->blue - (double) from->blue) * amount);
  mixed->alpha = 1;
}

/* The same colour, as much darker or lighter as it takes to reach @contrast on @ground. */
static void
fit (const GdkRGBA *colour, const GdkRGBA *ground, double contrast, GdkRGBA *fitted)
{
  const GdkRGBA *end = tote_colour_contrast (ground, &black) > tote_colour_contrast (ground, &white)
                           ? &black
                           : &white;

  for (int i = 0; i <= STEPS; i++) {
    mix (colour, end, (double) i / STEPS, fitted);
    if (tote_colour_contrast (fitted, ground) >= contrast)
      return;
  }
}

/**
 * tote_colour_get_tinted_ground:
 * @accent: a colour that carries text
 * @dark: in which look
 * @tinted: (out caller-allocates): the ground with the most of that colour in it that its text form
 *   is written on
 *
 * For tests: contrast is reckoned on the very ground that is written on.
 */
void
tote_colour_get_tinted_ground (const GdkRGBA *accent, gboolean dark, GdkRGBA *tinted)
{
  mix (dark ? &dark_paper : &light_paper, accent, TINT, tinted);
}

/**
 * tote_accent_init:
 * @accent: (out caller-allocates): what to fill in
 * @colour: the brand's colour
 * @dark: for the dark look
 * @contrast: what text must reach
 */
void
tote_accent_init (ToteAccent *accent, const GdkRGBA *colour, gboolean dark, double contrast)
{
  GdkRGBA tinted, fitted;

  /* White text where the colour comes near to carrying it, black on the light ones. */
  accent->over = tote_colour_contrast (colour, &white) >= 3 ? white : black;
  fit (colour, &accent->over, contrast, &accent->ground);

  tote_colour_get_tinted_ground (&accent->ground, dark, &tinted);
  fit (colour, dark ? &dark_ground : &light_ground, contrast, &fitted);
  fit (&fitted, &tinted, contrast, &accent->text);
}
