/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the look-up: large enough for a finger, and low enough for everybody. */
#include "frames.h"
#include "shown.h"
#include "store-fixture.h"

#include "tote-display-window.h"
#include "tote-key-pad.h"

#define KEY_MIN 44 /* pixels: the least that a finger finds (WCAG 2.5.5) */

typedef struct {
  int width;
  int height;
  gboolean upright;
} Size;

static const Size sizes[] = {
  { 1280, 720, FALSE },
  { 720, 1280, TRUE },
};

static GtkApplication *application;

static GtkWidget *
find_pad (GtkWidget *widget)
{
  GtkWidget *found = TOTE_IS_KEY_PAD (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_pad (child);

  return found;
}

static void
check (GtkWidget *widget, GtkWidget *window, gboolean upright)
{
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (child, window, upright);
  if (!GTK_IS_BUTTON (widget))
    return;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &place));
  g_assert_cmpfloat (place.size.width, >=, KEY_MIN);
  g_assert_cmpfloat (place.size.height, >=, KEY_MIN);
  if (upright)
    g_assert_cmpfloat (place.origin.y, >=, (float) gtk_widget_get_height (window) / 2);
}

static void
test_keys (gconstpointer data)
{
  const Size *size = data;
  Store *store = store_new (1);
  g_autoptr (ToteLookUp) look_up =
      tote_look_up_new (store->broker, TOTE_CLOCK (store->clock), &(ToteTries){ 0 });
  const ToteDisplayConfig config = {
    .look_up = look_up, .clock = TOTE_CLOCK (store->clock), .letters = TRUE, .idle_seconds = 60
  };
  ToteDisplayWindow *window;

  window = tote_display_window_new (application, &config);
  gtk_window_unfullscreen (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), size->width, size->height);
  tote_display_window_show_look_up (window);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (GTK_WIDGET (window));

  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, size->width);
  check (find_pad (GTK_WIDGET (window)), GTK_WIDGET (window), size->upright);

  gtk_window_destroy (GTK_WINDOW (window));
  store_free (store);
}

static GtkWidget *
find_key (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_key (child, label);

  return found;
}

static float
get_left (GtkWidget *pad, const char *label)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (find_key (pad, label), pad, &place));

  return place.origin.x;
}

/* Where a language is read from the right, digits and letters are where they always are. */
static void
test_right_to_left (void)
{
  GtkWidget *window, *pad;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = gtk_window_new ();
  pad = g_object_new (TOTE_TYPE_KEY_PAD, NULL);
  tote_key_pad_set_letters (TOTE_KEY_PAD (pad), TRUE, TRUE);
  gtk_window_set_child (GTK_WINDOW (window), pad);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);

  g_assert_cmpfloat (get_left (pad, "1"), <, get_left (pad, "2"));
  g_assert_cmpfloat (get_left (pad, "2"), <, get_left (pad, "3"));
  g_assert_cmpfloat (get_left (pad, "A"), <, get_left (pad, "F"));

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shown_init ();
  application = gtk_application_new ("org.example.Keys", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_data_func ("/kiosk/keys/wide", &sizes[0], test_keys);
  g_test_add_data_func ("/kiosk/keys/upright", &sizes[1], test_keys);
  g_test_add_func ("/kiosk/keys/right-to-left", test_right_to_left);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
