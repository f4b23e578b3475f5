/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-brand.h"
#include "tote-order-view.h"
#include "tote-stage-set.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * Draws each stage in a wide and a narrow window, in light and dark, and compares with the pictures
 * beside this file. With --remake it writes those anew. TOTE_SHOTS=FOLDER keeps what was drawn.
 */

/* How far a channel may be off before a pixel counts as different, and how many may be: fonts and
 * pictures are not drawn alike, to the pixel, by all versions of their libraries. */
#define CHANNEL_TOLERANCE 48
#define SHARE_TOLERANCE 0.02

/* The pictures are those of Debian 12; another GTK has another style, and is not held to them. */
#define REFERENCE_GTK_MINOR 8

/* On a busy machine the tiles of the map come late; what is wrong stays wrong. */
#define N_TRIES 20

/* The first of them have pictures. */
#define N_STOPS 10

static const struct {
  const char *name;
  int width;
  int height;
} sizes[] = {
  { "wide", 1200, 760 },
  { "narrow", 390, 844 },
};

/* Other ways to look at one stage. */
typedef struct {
  const char *name;
  int width;
  int height;
  int text; /* in per cent */
  GtkTextDirection direction;
  AdwColorScheme scheme;
} Look;

static const Look looks[] = {
  { "medium", 900, 700, 100, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "smallest", 360, 294, 100, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "large-text-narrow", 360, 844, 200, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "large-text-wide", 1600, 900, 200, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "right-to-left-wide", 1200, 760, 100, GTK_TEXT_DIR_RTL, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "right-to-left-narrow", 390, 844, 100, GTK_TEXT_DIR_RTL, ADW_COLOR_SCHEME_FORCE_LIGHT },
};

/* High contrast is of a whole process. */
static const Look high_contrast_looks[] = {
  { "high-contrast-wide", 1200, 760, 100, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "high-contrast-wide-dark", 1200, 760, 100, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_DARK },
};

static gboolean remake;

static char *
reference_path (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);

  return g_build_filename (g_getenv ("TOTE_SRCDIR"), "tests", "desktop", "screenshots", file, NULL);
}

static guchar *
download (GdkTexture *texture)
{
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  guchar *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));

  gdk_texture_download (texture, pixels, stride);

  return pixels;
}

/* The share of pixels that are not alike. */
static double
compare (GdkTexture *a, GdkTexture *b)
{
  gsize n = (gsize) gdk_texture_get_width (a) * (gsize) gdk_texture_get_height (a);
  g_autofree guchar *one = NULL;
  g_autofree guchar *two = NULL;
  gsize different = 0;

  if (gdk_texture_get_width (a) != gdk_texture_get_width (b) ||
      gdk_texture_get_height (a) != gdk_texture_get_height (b))
    return 1;

  one = download (a);
  two = download (b);
  for (gsize i = 0; i < n; i++) {
    int most = 0;

    for (guint c = 0; c < 4; c++)
      most = MAX (most, ABS (one[4 * i + c] - two[4 * i + c]));
    different += most > CHANNEL_TOLERANCE;
  }

  return (double) different / (double) n;
}

static void
keep (GdkTexture *drawn, const char *name)
{
  const char *folder = g_getenv ("TOTE_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path != NULL)
    gdk_texture_save_to_png (drawn, path);
}

/* 255 colours are enough for the eye and a third of the size. */
static void
shrink (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("convert");
  g_autofree char *target = g_strconcat ("PNG8:", path, NULL);
  const char *const command[] = {
    program, path, "+dither", "-colors", "255", "-strip", target, NULL
  };

  if (program != NULL)
    g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL,
                  NULL);
}

static GdkTexture *
draw (ToteStageSet *set, const char *name)
{
  GdkTexture *drawn;

  tote_stage_set_settle (set);
  drawn = tote_stage_set_draw (set);
  keep (drawn, name);

  return drawn;
}

static void
write_reference (ToteStageSet *set, const char *name, const char *path)
{
  g_autoptr (GdkTexture) drawn = draw (set, name);

  g_assert_true (gdk_texture_save_to_png (drawn, path));
  shrink (path);
}

static void
hold_to (ToteStageSet *set, const char *name, GdkTexture *reference)
{
  double share = 1;

  for (guint i = 0; i < N_TRIES && share > SHARE_TOLERANCE; i++) {
    g_autoptr (GdkTexture) drawn = draw (set, name);

    share = compare (drawn, reference);
  }
  g_test_message ("%s: %.2f %% of the pixels differ", name, share * 100);
  g_assert_cmpfloat (share, <=, SHARE_TOLERANCE);
}

static void
check (ToteStageSet *set, const char *name)
{
  g_autofree char *path = reference_path (name);
  g_autoptr (GdkTexture) reference = NULL;
  g_autoptr (GError) error = NULL;

  if (remake) {
    write_reference (set, name, path);
    return;
  }
  if (gtk_get_minor_version () != REFERENCE_GTK_MINOR) {
    g_object_unref (draw (set, name));
    g_test_skip ("drawn, but not compared: the pictures are of another version of GTK");
    return;
  }

  reference = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  hold_to (set, name, reference);
}

static void
draw_looks (ToteStageSet *set, const ToteStageStop *stage, const char *size)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint dark = 0; dark <= 1; dark++) {
    g_autofree char *name =
        g_strdup_printf ("%s-%s-%s", stage->name, size, dark ? "dark" : "light");

    adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                      : ADW_COLOR_SCHEME_FORCE_LIGHT);
    check (set, name);
  }
}

static void
test_stage (gconstpointer data)
{
  const ToteStageStop *stage = data;
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (stage->story, stage->seconds, stage->state);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    tote_stage_set_open (set, sizes[i].width, sizes[i].height);
    tote_stage_set_settle (set);
    draw_looks (set, stage, sizes[i].name);
    gtk_window_destroy (GTK_WINDOW (set->window));
    set->window = NULL;
  }
}

static void
draw_look (ToteStageSet *set, const Look *look)
{
  g_autofree char *name = g_strconcat ("look-", look->name, NULL);

  gtk_widget_set_default_direction (look->direction);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * look->text / 100, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), look->scheme);
  tote_stage_set_open (set, look->width, look->height);
  check (set, name);
  gtk_window_destroy (GTK_WINDOW (set->window));
  set->window = NULL;
}

static void
test_looks (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 560);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    draw_look (set, &looks[i]);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* Large words leave room for the shopper, and both pins in sight above them. */
static void
test_large_text_map (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 1440);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  tote_stage_set_open (set, 360, 640);
  gtk_widget_activate_action (
      tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_VIEW, 0), "view.pane", "i",
      TOTE_PANE_MAP);
  check (set, "large-text-map");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* As with a profile that names no map. */
static void
test_plain_map (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 1440);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  tote_stage_set_open (set, 1200, 760);
  tote_brand_use_map_of (tote_brand_get_default (), "https://connect.example.com", FALSE);
  check (set, "plain-map-light");
}

static void
test_high_contrast (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 560);
  for (guint i = 0; i < G_N_ELEMENTS (high_contrast_looks); i++)
    draw_look (set, &high_contrast_looks[i]);
}

static void
add_stages (void)
{
  for (guint i = 0; i < N_STOPS; i++) {
    g_autofree char *path = g_strconcat ("/screenshots/", tote_stage_set_stops[i].name, NULL);

    g_test_add_data_func (path, &tote_stage_set_stops[i], test_stage);
  }
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--remake"))
      remake = TRUE;

  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ())) {
    g_test_add_func ("/screenshots/high-contrast", test_high_contrast);
    return g_test_run ();
  }

  add_stages ();
  g_test_add_func ("/screenshots/looks", test_looks);
  g_test_add_func ("/screenshots/large-text-map", test_large_text_map);
  g_test_add_func ("/screenshots/plain-map", test_plain_map);

  return g_test_run ();
}
