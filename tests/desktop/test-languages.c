/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "locales.h"
#include "tote-stage-set.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The page in the language that tests/desktop/pseudo makes up: what has no brackets was written
 * into the code, and what does not fit into 360 px would not in some language either. With --draw
 * LOCALE FOLDER it leaves pictures, in that language and with its times, for a person who reads. */

#define WIDTH 360
#define WIDE 1280
#define HEIGHT 720

#define FIRST_BRACKET "⟦"
#define LAST_BRACKET "⟧"

static char *draw_folder; /* (owned) (nullable) */

/* All texts of the sandbox: what the people, products and places of the story are called, and what
 * they say. Below, what it puts together. */
static char *story;

static const char *const told[] = {
  "501 Belt Line Rd, Collinsville, IL 62234",
  "1900 Market St, Collinsville, IL 62234",
  "Blueberries, pint will be refunded",
  "Sourdough Loaf was replaced with Rustic Baguette",
  "Map drawn by Tote’s sandbox",
  NULL,
};

static char *
read_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOTE_SRCDIR"), folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    g_autofree char *text = NULL;

    if (g_file_get_contents (file, &text, NULL, NULL))
      g_string_append (all, text);
  }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static gboolean
has_words (const char *text)
{
  guint n_letters = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n_letters += g_unichar_isalpha (g_utf8_get_char (p)) ? 1 : 0;

  return n_letters > 1;
}

static gboolean
is_of_story (const char *text)
{
  g_autofree char *literal = g_strdup_printf ("\"%s\"", text);

  return strstr (story, literal) != NULL || g_strv_contains (told, text);
}

static void
check_part (GtkWidget *widget, const char *text)
{
  if (!has_words (text) || strstr (text, FIRST_BRACKET) != NULL ||
      strstr (text, LAST_BRACKET) != NULL || is_of_story (text))
    return;

  g_test_message ("“%s” of a %s is in no catalogue", text, G_OBJECT_TYPE_NAME (widget));
  g_test_fail ();
}

/* One line often has several texts in it. */
static void
check_text (GtkWidget *widget, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " · ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    check_part (widget, parts[i]);
}

/* A text of ours; one that has a name or a product in it may be as long as that. */
static gboolean
is_ours_alone (const char *text)
{
  return g_str_has_prefix (text, FIRST_BRACKET) && strchr (text, '%') == NULL &&
         strstr (text + 1, FIRST_BRACKET) == NULL;
}

static void
check_label (ToteStageSet *set, GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  graphene_rect_t bounds;

  check_text (GTK_WIDGET (label), text);
  if (!has_words (text) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (label), GTK_WIDGET (set->window), &bounds))
    return;

  if (is_ours_alone (text) && pango_layout_is_ellipsized (gtk_label_get_layout (label))) {
    g_test_message ("“%s” is cut", text);
    g_test_fail ();
  }
  if (draw_folder == NULL &&
      (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > WIDTH + 1)) {
    g_test_message ("“%s” goes over the edge: %.0f to %.0f", text, bounds.origin.x,
                    bounds.origin.x + bounds.size.width);
    g_test_fail ();
  }
}

static void
check_widget (ToteStageSet *set, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  check_text (widget, gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    check_label (set, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (set, child);
}

static void
draw (ToteStageSet *set, const char *name, const char *part)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, part);
  g_autofree char *path = g_build_filename (draw_folder, file, NULL);
  g_autoptr (GdkTexture) picture = tote_stage_set_draw (set);

  g_assert_true (gdk_texture_save_to_png (picture, path));
}

static void
close_window (ToteStageSet *set)
{
  gtk_window_destroy (GTK_WINDOW (set->window));
  set->window = NULL;
}

static void
look (ToteStageSet *set, const char *name)
{
  static const char *const panes[TOTE_N_PANES] = { "order", "map", "chat" };

  tote_stage_set_open (set, WIDTH, HEIGHT);
  for (int pane = 0; pane < TOTE_N_PANES; pane++) {
    gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                                pane);
    tote_stage_set_settle (set);
    if (draw_folder != NULL)
      draw (set, name, panes[pane]);
    else
      check_widget (set, GTK_WIDGET (set->window));
  }
  close_window (set);
  if (draw_folder == NULL)
    return;

  tote_stage_set_open (set, WIDE, HEIGHT);
  draw (set, name, "wide");
  close_window (set);
}

static void
test_delivery (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  look (set, "loading");
  tote_stage_set_advance (set, 30);
  look (set, "received");
  tote_stage_set_advance (set, 490);
  look (set, "review");
  tote_stage_set_advance (set, 880);
  look (set, "on-the-way");
  tote_stage_set_advance (set, 420);
  look (set, "delivered");
}

static void
test_pickup (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 1200);
  look (set, "ready");
}

static void
test_unreachable (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_sandbox_server_stop (set->server);
  tote_stage_set_advance (set, 5);
  look (set, "unreachable");
}

/* Meson makes no folders for what it builds. */
static const char *
place_catalogue (void)
{
  const char *folder = g_getenv ("TOTE_CATALOGUES");
  const char *made = g_getenv ("TOTE_CATALOGUE");
  g_autofree char *place = g_build_filename (folder, g_getenv ("LANGUAGE"), "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (place, GETTEXT_PACKAGE ".mo", NULL);

  if (made != NULL) {
    g_mkdir_with_parents (place, 0700);
    g_remove (path);
    g_assert_cmpint (symlink (made, path), ==, 0);
  }
  return folder;
}

/* Of what this machine has to have the sources, not the locale itself: it is made. */
static void
draw_in (TestLocales *locales, const char *language, const char *folder)
{
  g_autofree char *locale = g_strconcat (language, ".UTF-8", NULL);
  g_autofree char *catalogues = g_build_filename (g_getenv ("TOTE_BUILDDIR"), "po", NULL);

  if (!test_locales_use (locales, language))
    g_error ("This machine cannot make the locale %s", language);
  g_setenv ("LC_ALL", locale, TRUE);
  g_setenv ("LANGUAGE", language, TRUE);
  tote_stage_set_speak (catalogues);
  draw_folder = g_canonicalize_filename (folder, g_getenv ("TOTE_SRCDIR"));
  g_mkdir_with_parents (draw_folder, 0755);
}

int
main (int argc, char **argv)
{
  g_autofree char *sandbox = NULL;
  TestLocales locales;
  gboolean is_drawn;
  int status;

  g_test_init (&argc, &argv, NULL);
  is_drawn = argc == 4 && g_str_equal (argv[1], "--draw");
  if (is_drawn) {
    test_locales_set_up (&locales, NULL);
    draw_in (&locales, argv[2], argv[3]);
  } else {
    tote_stage_set_speak (place_catalogue ());
  }
  sandbox = read_folder ("src/sandbox");
  story = g_strconcat (sandbox, "\"Tote\"", NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/languages/delivery", test_delivery);
  g_test_add_func ("/languages/pickup", test_pickup);
  g_test_add_func ("/languages/unreachable", test_unreachable);

  status = g_test_run ();
  if (is_drawn)
    test_locales_tear_down (&locales, NULL);
  return status;
}
