/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "frames.h"
#include "tote-tour.h"

#include <math.h>
#include <string.h>

/*
 * What is written can be read: each label of each page and dialog, in pixels, against the ground it
 * stands on (WCAG 1.4.3). Light and dark are tried in one process; a theme that is set from
 * outside, as by GTK_THEME, or high contrast, is of a whole process.
 */

#define CONTRAST 4.5
#define CONTRAST_LARGE 3.0

/* In pixels: from here on text is large, and so is bold text. */
#define LARGE 24.0
#define LARGE_BOLD 18.6

/* The picture is as much larger than the window: the stroke of a letter is then wide enough to have
 * pixels with nothing but its colour. A smaller one is only stricter: a smoothed edge stands off
 * less than its letter. */
#define SCALE 2

/* Which share of what is no ground a colour has at least, in per cent, to be that of the text and
 * not of a smoothed edge. */
#define SHARE 4

typedef struct {
  const char *page;
  GtkWidget *window;
  guint32 *pixels;
  int width;
  int height;
  guint n_labels;
  guint n_poor;
} Sight;

static double
get_linear (guint channel)
{
  double value = channel / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_light (guint32 colour)
{
  return 0.2126 * get_linear ((colour >> 16) & 0xff) + 0.7152 * get_linear ((colour >> 8) & 0xff) +
         0.0722 * get_linear (colour & 0xff);
}

static double
get_contrast (guint32 a, guint32 b)
{
  double one = get_light (a), other = get_light (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

/* What is drawn of a widget, in pixels of the picture: not what its ancestors cut off. Returns:
 * whether it is at least half of it */
static gboolean
get_area (Sight *sight, GtkWidget *widget, const graphene_rect_t *part, graphene_rect_t *area)
{
  graphene_rect_t bounds;
  graphene_point_t at;

  if (!gtk_widget_compute_point (widget, sight->window, &part->origin, &at))
    return FALSE;

  graphene_rect_init (area, at.x, at.y, part->size.width, part->size.height);
  for (GtkWidget *place = gtk_widget_get_parent (widget); place != NULL;
       place = gtk_widget_get_parent (place))
    if ((place == sight->window || gtk_widget_get_overflow (place) == GTK_OVERFLOW_HIDDEN) &&
        (!gtk_widget_compute_bounds (place, sight->window, &bounds) ||
         !graphene_rect_intersection (area, &bounds, area)))
      return FALSE;

  /* The picture begins where the edge of the window does, which may be outside of its content. */
  if (!gtk_widget_compute_bounds (sight->window, sight->window, &bounds))
    return FALSE;

  graphene_rect_offset (area, -bounds.origin.x, -bounds.origin.y);
  graphene_rect_scale (area, SCALE, SCALE, area);
  return area->size.width >= SCALE && area->size.height >= part->size.height * SCALE / 2;
}

/* Colours that hardly differ are counted together, as on a ground that lets a map shine through. */
typedef struct {
  guint n;
  guint sum[3];
} Shade;

#define N_SHADES 4096

static guint
get_shade (guint32 pixel)
{
  return ((pixel >> 12) & 0xf00) | ((pixel >> 8) & 0xf0) | ((pixel >> 4) & 0xf);
}

static guint32
get_mean (const Shade *shade)
{
  return shade->sum[0] / shade->n << 16 | shade->sum[1] / shade->n << 8 | shade->sum[2] / shade->n;
}

static void
count_shades (Sight *sight, const graphene_rect_t *area, Shade *shades)
{
  int right = MIN (sight->width, (int) (area->origin.x + area->size.width));
  int bottom = MIN (sight->height, (int) (area->origin.y + area->size.height));

  for (int y = MAX (0, (int) area->origin.y); y < bottom; y++)
    for (int x = MAX (0, (int) area->origin.x); x < right; x++) {
      guint32 pixel = sight->pixels[y * sight->width + x];
      Shade *shade = &shades[get_shade (pixel)];

      shade->n++;
      for (guint i = 0; i < 3; i++)
        shade->sum[i] += (pixel >> (16 - 8 * i)) & 0xff;
    }
}

/* The ground has most of the pixels; the text is what stands off it most, where there is enough. */
static double
measure (const Shade *shades, guint32 *ground, guint32 *text)
{
  guint all = 0, most = 0;
  double best = 1;

  for (guint i = 0; i < N_SHADES; i++) {
    all += shades[i].n;
    most = shades[i].n > shades[most].n ? i : most;
  }

  *ground = *text = get_mean (&shades[most]);
  for (guint i = 0; i < N_SHADES; i++) {
    double contrast = shades[i].n > 0 ? get_contrast (*ground, get_mean (&shades[i])) : 1;

    if (shades[i].n * 100 >= (all - shades[most].n) * SHARE && contrast > best) {
      best = contrast;
      *text = get_mean (&shades[i]);
    }
  }

  return best;
}

static double
get_needed (GtkWidget *widget)
{
  const PangoFontDescription *font =
      pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size = size * 96 / 72;

  return size >= (pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD ? LARGE_BOLD
                                                                                : LARGE)
             ? CONTRAST_LARGE
             : CONTRAST;
}

static void
check (Sight *sight, GtkWidget *widget, const char *words, const graphene_rect_t *part)
{
  g_autofree Shade *shades = g_new0 (Shade, N_SHADES);
  graphene_rect_t area;
  guint32 ground = 0, text = 0;
  double contrast;

  if (!get_area (sight, widget, part, &area))
    return;

  count_shades (sight, &area, shades);
  contrast = measure (shades, &ground, &text);
  sight->n_labels++;
  if (contrast >= get_needed (widget))
    return;

  sight->n_poor++;
  g_test_message ("%s: “%.40s” in %s: #%06x on #%06x: %.2f, not %.1f", sight->page, words,
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), text, ground, contrast,
                  get_needed (widget));
}

static void
check_label (Sight *sight, GtkLabel *label)
{
  PangoRectangle all;
  graphene_rect_t part;
  int x, y;

  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_get_pixel_extents (gtk_label_get_layout (label), NULL, &all);
  graphene_rect_init (&part, (float) (x + all.x), (float) (y + all.y), (float) all.width,
                      (float) all.height);
  if (all.width > 0 &&
      strspn (gtk_label_get_text (label), " ") < strlen (gtk_label_get_text (label)))
    check (sight, GTK_WIDGET (label), gtk_label_get_text (label), &part);
}

/* What cannot be used need not be read as well as the rest (WCAG 1.4.3), nor what is not there. */
static void
look_at (Sight *sight, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) ||
      !gtk_widget_is_sensitive (widget) || gtk_widget_get_opacity (widget) == 0)
    return;

  if (GTK_IS_LABEL (widget))
    check_label (sight, GTK_LABEL (widget));
  else if (GTK_IS_TEXT (widget) &&
           gtk_entry_buffer_get_length (gtk_text_get_buffer (GTK_TEXT (widget))) > 0)
    check (sight, widget, "(what was typed)",
           &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                (float) gtk_widget_get_height (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (sight, child);
}

static GskRenderNode *
snapshot_at_scale (GtkWidget *window, double *width, double *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gtk_snapshot_scale (snapshot, SCALE, SCALE);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);

  return gtk_snapshot_free_to_node (snapshot);
}

static GdkTexture *
draw (GtkWidget *window)
{
  g_autoptr (GskRenderNode) node = NULL;
  double width, height;

  /* Nothing is there while it is laid out anew. */
  while ((node = snapshot_at_scale (window, &width, &height)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node,
      &GRAPHENE_RECT_INIT (0, 0, SCALE * (float) width, SCALE * (float) height));
}

static void
keep (GdkTexture *drawn, const char *page)
{
  const char *folder = g_getenv ("TOTE_SHOTS");
  const char *theme = g_getenv ("GTK_THEME");
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *file = g_strdup_printf ("contrast-%s-%s-%s.png", theme != NULL ? theme : "own",
                                           dark ? "dark" : "light", page);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path != NULL)
    gdk_texture_save_to_png (drawn, path);
}

static void
look (const char *page, GtkWidget *window)
{
  g_autoptr (GdkTexture) drawn = draw (window);
  gsize width = (gsize) gdk_texture_get_width (drawn);
  gsize height = (gsize) gdk_texture_get_height (drawn);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  Sight sight = { page, window, pixels, (int) width, (int) height, 0, 0 };

  keep (drawn, page);
  gdk_texture_download (drawn, (guchar *) pixels, width * 4);
  look_at (&sight, window);
  g_test_message ("%s: %u labels", page, sight.n_labels);
  g_assert_cmpuint (sight.n_labels, >, 0);
  if (sight.n_poor > 0)
    g_test_fail ();
}

/* In light and dark, where the theme is our own. */
static void
look_both_ways (ToteStageSet *set, const char *page, GtkWidget *window)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  guint n = g_getenv ("GTK_THEME") != NULL ? 1 : 2;

  for (guint dark = 0; dark < n; dark++) {
    g_autofree char *name = g_strconcat (page, dark ? ", dark" : "", NULL);

    adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                      : ADW_COLOR_SCHEME_FORCE_LIGHT);
    tote_stage_set_settle (set);
    frames_settle (window); /* a dialog has frames of its own */
    look (name, window);
  }
}

/* A theme with the old names alone, dark and of colours of its own, where themes are looked for. */
static void
write_theme (void)
{
  static const char css[] = "@define-color theme_bg_color #20303c;\n"
                            "@define-color theme_fg_color #f2ead8;\n"
                            "@define-color theme_base_color #16222b;\n"
                            "@define-color theme_text_color #f2ead8;\n"
                            "@define-color theme_selected_bg_color #7fb2d8;\n"
                            "@define-color theme_selected_fg_color #10181e;\n"
                            "@define-color borders #45586a;\n"
                            "@define-color warning_color #f0b45c;\n"
                            "@define-color error_color #ff9c92;\n"
                            "@define-color success_color #8fd08a;\n"
                            "window, popover > contents { background: #20303c; color: #f2ead8; }\n"
                            "entry, textview { background: #16222b; color: #f2ead8; }\n"
                            "button { background: #2c3f4d; color: #f2ead8; }\n";
  g_autofree char *folder =
      g_build_filename (g_get_user_data_dir (), "themes", "Foreign", "gtk-4.0", NULL);
  g_autofree char *path = g_build_filename (folder, "gtk.css", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, css, -1, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  write_theme ();
  tote_stage_set_init_toolkit ();

  tote_tour_add_tests ("/contrast", look_both_ways);

  return g_test_run ();
}
