/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"
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

static GdkTexture *
draw (GtkWidget *window)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
}

/* How much anything on it stands off from its first pixel. */
static double
find_contrast (GdkTexture *texture)
{
  gsize n = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, n);
  double most = 1;

  gdk_texture_download (texture, (guchar *) pixels, 4 * (gsize) gdk_texture_get_width (texture));
  for (gsize i = 0; i < n; i++) {
    GdkRGBA colours[2];

    for (guint j = 0; j < 2; j++) {
      guint32 pixel = pixels[j * i];

      colours[j] = (GdkRGBA){ (float) (pixel >> 16 & 255) / 255, (float) (pixel >> 8 & 255) / 255,
                              (float) (pixel & 255) / 255, 1 };
    }
    most = MAX (most, tote_colour_contrast (&colours[0], &colours[1]));
  }

  return most;
}

/* Cards and framed lists have an edge, as those have that are drawn by the style of this program.
 */
static void
test_edges (gconstpointer style_class)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GdkTexture) drawn = NULL;

  gtk_widget_set_size_request (list, 60, 60);
  gtk_widget_set_margin_top (list, 20);
  gtk_widget_set_margin_bottom (list, 20);
  gtk_widget_set_margin_start (list, 20);
  gtk_widget_set_margin_end (list, 20);
  gtk_widget_add_css_class (list, style_class);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  drawn = draw (window);
  g_assert_cmpfloat (find_contrast (drawn), >=, 3);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What stands in for an order is as large as everywhere. */
static void
test_status_page (void)
{
  GtkWidget *page = g_object_ref_sink (adw_status_page_new ());
  int height;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, >=, 128);
  g_object_unref (page);
}

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
  g_test_add_data_func ("/foreign-theme/edges/card", "card", test_edges);
  g_test_add_data_func ("/foreign-theme/edges/list", "boxed-list", test_edges);
  g_test_add_func ("/foreign-theme/status-page", test_status_page);

  return g_test_run ();
}
