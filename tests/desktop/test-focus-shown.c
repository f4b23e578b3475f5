/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-colour.h"
#include "tote-tour.h"

/*
 * Where the focus is can be seen (WCAG 2.4.7): at each stop of the Tab key on each narrow page and
 * in each dialog, what shows it stands off what is there without it, in light and in dark (1.4.11).
 * High contrast is of a whole process.
 */

#define CONTRAST 3.0

/* Pixels that stand off: a line around the smallest thing to press has more. */
#define PIXELS_MIN 60

/* A wide page has the same things in another place. */
#define WIDTH_MAX 700

#define STOPS_MAX 60

static double
get_contrast (guint32 one, guint32 other)
{
  const GdkRGBA a = { (float) ((one >> 16) & 0xff) / 255, (float) ((one >> 8) & 0xff) / 255,
                      (float) (one & 0xff) / 255, 1 };
  const GdkRGBA b = { (float) ((other >> 16) & 0xff) / 255, (float) ((other >> 8) & 0xff) / 255,
                      (float) (other & 0xff) / 255, 1 };

  return tote_colour_contrast (&a, &b);
}

typedef struct {
  guint32 *pixels; /* (owned) */
  gsize n;
} Sight;

static void
sight_clear (Sight *sight)
{
  g_free (sight->pixels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sight, sight_clear)

static void
draw (ToteStageSet *set, GtkWidget *window, GtkWidget *focus, Sight *sight)
{
  ToteWindow *own = set->window;
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;

  gtk_window_set_focus (GTK_WINDOW (window), focus);
  set->window = (ToteWindow *) window; /* is only drawn */
  do {
    g_clear_object (&texture);
    gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
    tote_stage_set_settle (set);
    texture = tote_stage_set_draw (set);
  } while (!gtk_window_get_focus_visible (GTK_WINDOW (window))); /* GTK hides it after seconds */
  set->window = own;

  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  sight->n = (gsize) width * (gsize) height;
  sight->pixels = g_new0 (guint32, sight->n);
  gdk_texture_download (texture, (guchar *) sight->pixels, (gsize) width * 4);
}

static guint
count_differing (const Sight *one, const Sight *other)
{
  guint n = 0;

  g_assert_cmpuint (one->n, ==, other->n);
  for (gsize i = 0; i < one->n; i++)
    if (one->pixels[i] != other->pixels[i] &&
        get_contrast (one->pixels[i], other->pixels[i]) >= CONTRAST)
      n++;

  return n;
}

static guint
look_at_stop (ToteStageSet *set, const char *page, GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_auto (Sight) with = { NULL }, without = { NULL };
  guint n;

  draw (set, window, focus, &with);
  draw (set, window, NULL, &without);
  gtk_window_set_focus (GTK_WINDOW (window), focus);
  n = count_differing (&with, &without);
  if (n >= PIXELS_MIN)
    return 0;

  g_test_message ("%s: the focus on a %s shows in %u pixels", page, G_OBJECT_TYPE_NAME (focus), n);
  return 1;
}

static guint
look_around (ToteStageSet *set, const char *page, GtkWidget *window)
{
  GtkWidget *first = NULL;
  guint n_poor = 0;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (guint i = 0; i < STOPS_MAX && gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD); i++) {
    if (first == gtk_window_get_focus (GTK_WINDOW (window)))
      break;
    if (first == NULL)
      first = gtk_window_get_focus (GTK_WINDOW (window));
    n_poor += look_at_stop (set, page, window);
  }

  return n_poor;
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  guint n_poor = 0;

  /* What stands in for an order that is waited for goes by itself. */
  if (gtk_widget_get_width (window) > WIDTH_MAX || g_str_equal (page, "waiting"))
    return;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  n_poor += look_around (set, page, window);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  n_poor += look_around (set, page, window);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  if (n_poor > 0)
    g_test_fail ();
}

/* A window that draws its own edge, as on Wayland, has it whether the focus is in it or not. */
static void
test_window (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);
  const gsize at_the_left = 400 * 1200;
  g_auto (Sight) without = { 0 };
  g_auto (Sight) with = { 0 };
  GtkWidget *window;

  tote_stage_set_open (set, 1200, 800);
  window = GTK_WIDGET (set->window);
  gtk_widget_add_css_class (window, "csd");
  draw (set, window, NULL, &without);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  draw (set, window, gtk_window_get_focus (GTK_WINDOW (window)), &with);
  g_assert_cmpuint (with.n, ==, 1200 * 800);
  g_assert_cmphex (with.pixels[at_the_left], ==, without.pixels[at_the_left]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  tote_tour_add_tests ("/focus-shown", visit);
  g_test_add_func ("/focus-shown/window", test_window);

  return g_test_run ();
}
