/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-colour.h"

#define N_COLOURS 500

static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA black = { 0, 0, 0, 1 };

static void
test_known (void)
{
  const GdkRGBA grey = { 118 / 255.0f, 118 / 255.0f, 118 / 255.0f, 1 };

  g_assert_cmpfloat_with_epsilon (tote_colour_contrast (&white, &black), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (tote_colour_contrast (&black, &black), 1, 0.001);
  g_assert_cmpfloat_with_epsilon (tote_colour_contrast (&grey, &white), 4.54, 0.01);
}

/* The grounds of the platform that are hardest to write on, light and dark. */
static const GdkRGBA worst[] = { { 0.92f, 0.92f, 0.92f, 1 }, { 0.22f, 0.22f, 0.22f, 1 } };

static void
check (const GdkRGBA *colour, gboolean dark, double contrast)
{
  GdkRGBA ground;
  ToteAccent accent;

  tote_accent_init (&accent, colour, dark, contrast);
  g_assert_cmpfloat (tote_colour_contrast (&accent.text, &worst[dark]), >=, contrast);
  tote_colour_get_tinted_ground (&accent.ground, dark, &ground);
  g_assert_cmpfloat (tote_colour_contrast (&accent.text, &ground), >=, contrast);
  g_assert_cmpfloat (tote_colour_contrast (&accent.over, &accent.ground), >=, contrast);
}

/* Whatever colour a retailer has, what is written in it and on it can be read. */
static void
test_any_brand (void)
{
  for (guint i = 0; i < N_COLOURS; i++) {
    const GdkRGBA colour = { (float) g_test_rand_double (), (float) g_test_rand_double (),
                             (float) g_test_rand_double (), 1 };

    for (guint dark = 0; dark <= 1; dark++) {
      check (&colour, (gboolean) dark, TOTE_CONTRAST_USUAL);
      check (&colour, (gboolean) dark, TOTE_CONTRAST_HIGH);
    }
  }
}

/* A colour that is good as it is stays as it is. */
static void
test_good_stays (void)
{
  const GdkRGBA green = { 0x1f / 255.0f, 0x7a / 255.0f, 0x4d / 255.0f, 1 };
  ToteAccent accent;

  tote_accent_init (&accent, &green, FALSE, TOTE_CONTRAST_USUAL);
  g_assert_true (gdk_rgba_equal (&accent.ground, &green));
  g_assert_true (gdk_rgba_equal (&accent.over, &white));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/colour/known", test_known);
  g_test_add_func ("/colour/any-brand", test_any_brand);
  g_test_add_func ("/colour/good-stays", test_good_stays);

  return g_test_run ();
}
