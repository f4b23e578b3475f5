/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"
#include "shown.h"

#include "tote-keyboard.h"

#include <string.h>

#define KEY_MIN 44 /* pixels: the least that a finger finds (WCAG 2.5.5) */

typedef struct {
  GtkWidget *window;
  GtkWidget *line;
  GtkWidget *page;
  GtkWidget *button;
  GtkWidget *keyboard;
} Fixture;

static GtkWidget *
append (GtkWidget *box, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (box), widget);

  return widget;
}

static void
set_up (Fixture *fixture, gconstpointer language)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_setenv ("LANGUAGE", language != NULL ? language : "en", TRUE);
  fixture->window = gtk_window_new ();
  fixture->button = append (texts, gtk_button_new_with_label ("Other"));
  gtk_widget_set_size_request (fixture->button, -1, 500);
  fixture->line = append (texts, gtk_text_new ());
  fixture->page = append (texts, gtk_text_view_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), texts);
  gtk_widget_set_vexpand (scroller, TRUE);
  append (box, scroller);
  fixture->keyboard = append (box, tote_keyboard_new ());
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 720, 600);
  gtk_widget_grab_focus (fixture->button);
  gtk_window_present (GTK_WINDOW (fixture->window));
  frames_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer language)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *key = shown_find_key (fixture->keyboard, label);

  g_assert_nonnull (key);
  g_signal_emit_by_name (key, "clicked");
}

static char *
get_page (Fixture *fixture)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->page)), "text", &text, NULL);

  return text;
}

/* There for a text, and for nothing else. */
static void
test_comes (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));
  gtk_widget_grab_focus (fixture->line);
  g_assert_true (gtk_widget_get_visible (fixture->keyboard));
  gtk_widget_grab_focus (fixture->button);
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));

  gtk_editable_set_editable (GTK_EDITABLE (fixture->line), FALSE);
  gtk_widget_grab_focus (fixture->line);
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));
}

/* What is pressed is there still when it is let go of: the page does not move under a finger. */
static void
test_held (Fixture *fixture, gconstpointer unused)
{
  ToteKeyboard *keyboard = TOTE_KEYBOARD (fixture->keyboard);

  gtk_widget_grab_focus (fixture->line);
  tote_keyboard_set_held (keyboard, TRUE);
  gtk_widget_grab_focus (fixture->button);
  g_assert_true (gtk_widget_get_visible (fixture->keyboard));
  tote_keyboard_set_held (keyboard, FALSE);
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));

  tote_keyboard_set_held (keyboard, TRUE);
  gtk_widget_grab_focus (fixture->line);
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));
  tote_keyboard_set_held (keyboard, FALSE);
  g_assert_true (gtk_widget_get_visible (fixture->keyboard));
}

static void
test_hidden (Fixture *fixture, gconstpointer unused)
{
  gtk_widget_grab_focus (fixture->line);
  press (fixture, "go-down-symbolic");
  g_assert_false (gtk_widget_get_visible (fixture->keyboard));
  gtk_widget_grab_focus (fixture->line);
  g_assert_true (gtk_widget_get_visible (fixture->keyboard));
}

static void
test_writes (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  gtk_widget_grab_focus (fixture->line);
  press (fixture, "ABC");
  press (fixture, "H");
  press (fixture, "i");
  press (fixture, "123");
  press (fixture, "!");
  press (fixture, "7");
  press (fixture, "edit-clear-symbolic");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->line)), ==, "Hi!");

  press (fixture, "123");
  gtk_widget_grab_focus (fixture->page);
  press (fixture, "o");
  press (fixture, "Space");
  press (fixture, "k");
  text = get_page (fixture);
  g_assert_cmpstr (text, ==, "o k");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->line)), ==, "Hi!");
}

/* Who has no pointer goes to a key, and the text is written in all the same. */
static void
test_by_keys (Fixture *fixture, gconstpointer unused)
{
  gtk_widget_grab_focus (fixture->line);
  frames_settle (fixture->window);
  g_assert_true (gtk_widget_grab_focus (shown_find_key (fixture->keyboard, "q")));
  g_assert_true (gtk_widget_get_visible (fixture->keyboard));
  press (fixture, "q");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->line)), ==, "q");
}

/* The lowest text stays in sight above the keys. */
static void
test_in_sight (Fixture *fixture, gconstpointer unused)
{
  graphene_rect_t place;
  float top;

  gtk_widget_grab_focus (fixture->page);
  do {
    frames_settle (fixture->window);
    g_assert_true (gtk_widget_compute_bounds (fixture->page, fixture->window, &place));
    top = place.origin.y + place.size.height;
    g_assert_true (gtk_widget_compute_bounds (fixture->keyboard, fixture->window, &place));
  } while (place.size.height < 100 || top > place.origin.y + 1);
}

static void
test_letters (Fixture *fixture, gconstpointer language)
{
  static const struct {
    const char *language;
    const char *keys[4];
  } expected[] = {
    { "de", { "ü", "ß" } },        { "fr", { "é", "ç" } }, { "es", { "ñ", "¿" } },
    { "ar", { "ض", "؟", "ABC" } }, { "pt_BR", { "ã" } },   { "ja", { "q" } },
  };

  gtk_widget_grab_focus (fixture->line);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (g_str_equal (expected[i].language, language))
      for (guint j = 0; expected[i].keys[j] != NULL; j++)
        press (fixture, expected[i].keys[j]);
  if (g_str_equal (language, "ar")) {
    press (fixture, "q");
    press (fixture, "w");
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->line)), ==, "ض؟qw");
  }
  g_assert_cmpuint (strlen (gtk_editable_get_text (GTK_EDITABLE (fixture->line))), >, 0);
}

static void
check_sizes (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget)) {
    g_assert_cmpint (gtk_widget_get_width (widget), >=, KEY_MIN);
    g_assert_cmpint (gtk_widget_get_height (widget), >=, KEY_MIN);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      check_sizes (child);
}

/* On the smallest screen, upright: 720 pixels wide. */
static void
test_sizes (Fixture *fixture, gconstpointer language)
{
  gtk_widget_grab_focus (fixture->line);
  while (gtk_widget_get_height (fixture->keyboard) == 0)
    frames_settle (fixture->window);
  g_assert_cmpint (gtk_widget_get_width (fixture->window), ==, 720);
  check_sizes (fixture->keyboard);
}

static void
add (const char *path, const char *language, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, language, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shown_init ();
  shown_set_side (1280);
  add ("/kiosk/keyboard/comes", NULL, test_comes);
  add ("/kiosk/keyboard/held", NULL, test_held);
  add ("/kiosk/keyboard/hidden", NULL, test_hidden);
  add ("/kiosk/keyboard/writes", NULL, test_writes);
  add ("/kiosk/keyboard/by-keys", NULL, test_by_keys);
  add ("/kiosk/keyboard/in-sight", NULL, test_in_sight);
  add ("/kiosk/keyboard/letters/ar", "ar", test_letters);
  add ("/kiosk/keyboard/letters/de", "de", test_letters);
  add ("/kiosk/keyboard/letters/es", "es", test_letters);
  add ("/kiosk/keyboard/letters/fr", "fr", test_letters);
  add ("/kiosk/keyboard/letters/pt-br", "pt_BR", test_letters);
  add ("/kiosk/keyboard/letters/ja", "ja", test_letters);
  add ("/kiosk/keyboard/sizes/ar", "ar", test_sizes);
  add ("/kiosk/keyboard/sizes/en", "en", test_sizes);
  add ("/kiosk/keyboard/sizes/ru", "ru", test_sizes);

  return g_test_run ();
}
