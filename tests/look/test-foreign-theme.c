/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-brand.h"
#include "tote-colour.h"
#include "tote-profile.h"

#include <adwaita.h>

/* Nothing else tells the colour behind a name. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* A theme set from outside has not the names that the style goes by; they are there all the same,
 * and what is written in them can be read. */
static void
test_names (void)
{
  static const char *const pairs[][2] = {
    { "window_bg_color", "window_fg_color" },       { "view_bg_color", "view_fg_color" },
    { "card_bg_color", "card_fg_color" },           { "popover_bg_color", "popover_fg_color" },
    { "headerbar_bg_color", "headerbar_fg_color" }, { "view_bg_color", "error_color" },
    { "accent_bg_color", "accent_fg_color" },
  };
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  GtkStyleContext *style = gtk_widget_get_style_context (label);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    GdkRGBA ground, text;

    g_test_message ("%s on %s", pairs[i][1], pairs[i][0]);
    g_assert_true (gtk_style_context_lookup_color (style, pairs[i][0], &ground));
    g_assert_true (gtk_style_context_lookup_color (style, pairs[i][1], &text));
    g_assert_cmpfloat (tote_colour_contrast (&ground, &text), >=, 4.5);
  }
  g_object_unref (label);
}

G_GNUC_END_IGNORE_DEPRECATIONS

int
main (int argc, char **argv)
{
  g_autoptr (ToteProfile) profile = NULL;

  g_setenv ("GTK_THEME", "HighContrast", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  profile = tote_profile_new_neutral ();
  tote_brand_set_profile (tote_brand_get_default (), profile);

  g_test_add_func ("/foreign-theme/names", test_names);

  return g_test_run ();
}
