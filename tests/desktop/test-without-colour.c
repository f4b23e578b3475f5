/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-highlights.h"
#include "tote-progress-line.h"
#include "tote-stage-set.h"
#include "tote-star-rating.h"
#include "tote-switcher.h"

#include <string.h>

/* Nothing is told by colour alone (WCAG 1.4.1): with all colours taken away, what is in another
 * state still looks other, by a mark, a word or its shape. */

static const char plain[] =
    "* { color: black; background: white; border-color: black; outline-color: black;"
    "    box-shadow: none; text-shadow: none; opacity: 1; filter: none; }";

static GtkWidget *
find (ToteStageSet *set, GType type, guint nth)
{
  GtkWidget *found = tote_stage_set_find (GTK_WIDGET (set->window), type, nth);

  g_assert_nonnull (found);

  return found;
}

static GBytes *
draw (ToteStageSet *set, GtkWidget *widget)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (set->window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;
  guchar *pixels;

  tote_stage_set_settle (set);
  width = gtk_widget_get_width (widget);
  height = gtk_widget_get_height (widget);
  g_assert_cmpint (width, >, 0);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pixels = g_malloc ((gsize) width * (gsize) height * 4);
  gdk_texture_download (texture, pixels, (gsize) width * 4);

  return g_bytes_new_take (pixels, (gsize) width * (gsize) height * 4);
}

/* Drawn twice in one state it looks the same. */
static void
assert_looks_other (ToteStageSet *set, GtkWidget *widget, GBytes *before)
{
  g_autoptr (GBytes) now = draw (set, widget);
  g_autoptr (GBytes) again = draw (set, widget);

  g_assert_true (g_bytes_equal (now, again));
  g_assert_false (g_bytes_equal (now, before));
}

static void
test_rating (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 1860, NULL);
  g_autoptr (GBytes) stars_before = NULL, chips_before = NULL;
  GtkWidget *stars, *chips;

  tote_stage_set_open (set, 360, 640);
  stars = find (set, TOTE_TYPE_STAR_RATING, 0);
  stars_before = draw (set, stars);
  tote_star_rating_set_value (TOTE_STAR_RATING (stars), 2);
  assert_looks_other (set, stars, stars_before);

  chips = find (set, TOTE_TYPE_HIGHLIGHTS, 0);
  chips_before = draw (set, chips);
  tote_highlights_set_chosen (TOTE_HIGHLIGHTS (chips), (const char *[]){ "QUALITY_ITEMS", NULL });
  assert_looks_other (set, chips, chips_before);
}

static void
test_step (void)
{
  static const char *const states[] = { "picking", "checkout", "delivering", "delivered" };
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 30, NULL);
  GtkWidget *line;

  tote_stage_set_open (set, 1200, 760);
  line = find (set, TOTE_TYPE_PROGRESS_LINE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GBytes) before = draw (set, line);

    tote_stage_set_enter (set, states[i]);
    assert_looks_other (set, line, before);
  }
}

static void
test_shown_page (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);
  GtkWidget *switcher;

  tote_stage_set_open (set, 360, 640);
  switcher = find (set, TOTE_TYPE_SWITCHER, 0);
  for (int page = 1; page <= 2; page++) {
    g_autoptr (GBytes) before = draw (set, switcher);

    gtk_widget_activate_action (switcher, "view.show", "i", page);
    assert_looks_other (set, switcher, before);
  }
}

int
main (int argc, char **argv)
{
  GtkCssProvider *provider;

  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  provider = gtk_css_provider_new ();
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_css_provider_load_from_data (provider, plain, -1);
  G_GNUC_END_IGNORE_DEPRECATIONS
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider), G_MAXUINT);

  g_test_add_func ("/without-colour/rating", test_rating);
  g_test_add_func ("/without-colour/step", test_step);
  g_test_add_func ("/without-colour/shown-page", test_shown_page);

  return g_test_run ();
}
