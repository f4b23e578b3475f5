/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the look-up: large enough for a finger, and low enough for everybody. */
#include "tote-config.h"

#include "frames.h"
#include "shown.h"
#include "store-fixture.h"

#include "tote-brand.h"
#include "tote-display-window.h"
#include "tote-key-pad.h"
#include "tote-look-up-page.h"
#include "tote-zoom.h"

#include <libintl.h>

#define N_LANGUAGES 5 /* that there are catalogues of, English included */
#define KEY_MIN 44    /* pixels: the least that a finger finds (WCAG 2.5.5) */

typedef struct {
  const char *path;
  int width;
  int height;
  gboolean large;
} Size;

static const Size sizes[] = {
  { "/kiosk/keys/wide", 1280, 720, FALSE },
  { "/kiosk/keys/upright", 675, 1200, FALSE },
  { "/kiosk/keys/wide-large", 1280, 720, TRUE },
  { "/kiosk/keys/upright-large", 675, 1200, TRUE },
};

static GtkApplication *application;

/* Large enough, wholly on the screen, and on an upright one in its lower half. */
static void
check (GtkWidget *widget, GtkWidget *window, const Size *size)
{
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (child, window, size);
  if (!GTK_IS_BUTTON (widget))
    return;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &place));
  g_assert_cmpfloat (place.size.width, >=, KEY_MIN);
  g_assert_cmpfloat (place.size.height, >=, KEY_MIN);
  g_assert_cmpfloat (place.origin.y + place.size.height, <=, size->height);
  if (size->height > size->width && !size->large)
    g_assert_cmpfloat (place.origin.y, >=, (float) size->height / 2);
}

/* As long as it becomes, in German. */
static const char *const troubles[] = {
  "No order was found with this number and postal code. Check both, or ask at the counter.",
  "Zu dieser Nummer und Postleitzahl wurde keine Bestellung gefunden. Prüfen Sie beides oder "
  "fragen "
  "Sie am Tresen.",
};

/* What is said of a try moves no key from under a finger. */
static void
check_trouble (GtkWidget *window)
{
  GtkWidget *trouble = shown_find_style (window, "trouble");
  GtkWidget *still[] = { shown_find_style (window, "field"), shown_find_key (window, "1") };
  graphene_rect_t before[G_N_ELEMENTS (still)], after;

  for (guint i = 0; i < G_N_ELEMENTS (still); i++)
    g_assert_true (gtk_widget_compute_bounds (still[i], window, &before[i]));
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++) {
    gtk_label_set_label (GTK_LABEL (trouble), troubles[i]);
    frames_settle (window);
    for (guint j = 0; j < G_N_ELEMENTS (still); j++) {
      g_assert_true (gtk_widget_compute_bounds (still[j], window, &after));
      g_assert_true (graphene_rect_equal (&before[j], &after));
    }
  }
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
  if (size->large)
    gtk_widget_activate_action (GTK_WIDGET (window), "kiosk.large", NULL);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 3; i++) {
    frames_settle (GTK_WIDGET (window));
    /* As a compositor, which has no other size to give. */
    gtk_window_set_default_size (GTK_WINDOW (window), size->width, size->height);
  }
  frames_settle (GTK_WIDGET (window));

  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, size->width);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, size->height);
  check (GTK_WIDGET (window), GTK_WIDGET (window), size);
  check_trouble (GTK_WIDGET (window));

  gtk_window_destroy (GTK_WINDOW (window));
  store_free (store);
}

/* All the way round, and as many stops by Shift and Tab as by Tab. */
static guint
count_stops (GtkWindow *window, GtkDirectionType direction)
{
  GtkWidget *first = gtk_window_get_focus (window);
  guint n = 0;

  do {
    g_assert_cmpuint (n++, <, 100);
    gtk_widget_child_focus (GTK_WIDGET (window), direction);
    g_assert_nonnull (gtk_window_get_focus (window));
  } while (gtk_window_get_focus (window) != first);

  return n;
}

static void
check_round (const ToteDisplayConfig *config, guint stops)
{
  GtkWindow *window = GTK_WINDOW (tote_display_window_new (application, config));

  gtk_window_present (window);
  frames_settle (GTK_WIDGET (window));
  frames_settle (GTK_WIDGET (window));
  g_assert_cmpuint (count_stops (window, GTK_DIR_TAB_FORWARD), ==, stops);
  g_assert_cmpuint (count_stops (window, GTK_DIR_TAB_BACKWARD), ==, stops);

  gtk_window_destroy (window);
}

/* Two fields, the twelve keys, what leads on and back, and three of comfort; on the board the
 * orders that fit, and what leads on. */
static void
test_round (void)
{
  Store *store = store_new (4);
  g_autoptr (ToteLookUp) look_up =
      tote_look_up_new (store->broker, TOTE_CLOCK (store->clock), &(ToteTries){ 0 });
  g_autoptr (ToteBoardFeed) board = tote_board_feed_new (
      &(ToteBoardFeedConfig){ store->broker, tote_sandbox_server_get_uri (store->server),
                              store->session, TOTE_CLOCK (store->clock), 1 });
  ToteDisplayConfig config = {
    .look_up = look_up, .clock = TOTE_CLOCK (store->clock), .letters = TRUE, .idle_seconds = 60
  };

  check_round (&config, 19 + N_LANGUAGES);

  tote_board_feed_start (board);
  tote_manual_clock_advance (store->clock, 10 * G_TIME_SPAN_SECOND);
  while (tote_board_feed_get_last_answer (board) == 0)
    g_main_context_iteration (NULL, TRUE);
  config.board = board;
  check_round (&config, 5);

  store_free (store);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  gboolean said = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
                  g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !said;
       child = gtk_widget_get_next_sibling (child))
    said = says (child, text);

  return said;
}

/* Who types what is theirs knows to whom; and that everything is made up, where it is. */
static void
test_whose (void)
{
  Store *store = store_new (1);
  g_autoptr (ToteLookUp) look_up =
      tote_look_up_new (store->broker, TOTE_CLOCK (store->clock), &(ToteTries){ 0 });

  for (int demo = FALSE; demo <= TRUE; demo++) {
    const ToteDisplayConfig config = {
      .look_up = look_up, .clock = TOTE_CLOCK (store->clock), .idle_seconds = 60, .demo = demo
    };
    GtkWindow *window = GTK_WINDOW (tote_display_window_new (application, &config));
    GtkWidget *page;

    gtk_window_present (window);
    frames_settle (GTK_WIDGET (window));
    page = gtk_widget_get_ancestor (gtk_window_get_focus (window), TOTE_TYPE_LOOK_UP_PAGE);
    g_assert_true (says (page, tote_brand_get_name (tote_brand_get_default ())));
    g_assert_cmpint (says (page, "Demo"), ==, demo);
    gtk_window_destroy (window);
  }
  store_free (store);
}

static float
get_left (GtkWidget *pad, const char *label)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (shown_find_key (pad, label), pad, &place));

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

/* On a screen of very small pixels: twice as large, and pressed where it is seen. */
static void
test_zoom (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *zoom = g_object_new (TOTE_TYPE_ZOOM, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *keys[2];
  graphene_rect_t own, place;
  GtkWidget *found;
  int once, twice;

  for (guint i = 0; i < 2; i++) {
    keys[i] = gtk_button_new_with_label ("1");
    gtk_box_append (GTK_BOX (box), keys[i]);
  }
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &once, NULL, NULL, NULL);
  adw_bin_set_child (ADW_BIN (zoom), box);
  tote_zoom_set_factor (TOTE_ZOOM (zoom), 2);
  gtk_widget_measure (zoom, GTK_ORIENTATION_HORIZONTAL, -1, &twice, NULL, NULL, NULL);
  g_assert_cmpint (twice, ==, 2 * once);

  gtk_window_set_child (GTK_WINDOW (window), zoom);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  g_assert_true (gtk_widget_compute_bounds (keys[1], keys[1], &own));
  g_assert_true (gtk_widget_compute_bounds (keys[1], window, &place));
  g_assert_cmpfloat (place.size.width, ==, 2 * own.size.width);
  found = gtk_widget_pick (window, place.origin.x + place.size.width - 2,
                           place.origin.y + place.size.height / 2, GTK_PICK_DEFAULT);
  g_assert_true (found == keys[1] || gtk_widget_is_ancestor (found, keys[1]));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autofree char *catalogues = g_build_filename (g_getenv ("TOTE_BUILDDIR"), "po", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  bindtextdomain (GETTEXT_PACKAGE, catalogues); /* with all languages to choose */
  shown_init ();
  application = gtk_application_new ("org.example.Keys", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_test_add_data_func (sizes[i].path, &sizes[i], test_keys);
  g_test_add_func ("/kiosk/keys/round", test_round);
  g_test_add_func ("/kiosk/keys/whose", test_whose);
  g_test_add_func ("/kiosk/keys/zoom", test_zoom);
  g_test_add_func ("/kiosk/keys/right-to-left", test_right_to_left);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
