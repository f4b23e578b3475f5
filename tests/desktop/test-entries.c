/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "test-child.h"

#include "tote-chat-pane.h"
#include "tote-item-dialog.h"
#include "tote-item-row.h"
#include "tote-order-page.h"
#include "tote-picture.h"
#include "tote-rating-form.h"
#include "tote-stage-set.h"
#include "tote-star-rating.h"
#include "tote-touch.h"

#include <gmodule.h>

/*
 * Each place to write in the rows of an order is come to by a mouse, by the Tab key and by a
 * finger, and what is typed then stands there: a row must not take the focus out of what is in it.
 * An item is opened by each of them. The mouse and the keys are the X server's, the finger is
 * tests/kiosk/hands.c.
 */

#define WIDTH 1200
#define HEIGHT 700
#define KEY_SPACE 65
#define KEY_UP 111
#define KEY_X 53
#define KEY_ENTER 36
#define STOPS_MAX 60

typedef struct {
  void *(*open_display) (const char *name);
  int (*flush) (void *display);
  int (*move) (void *display, int screen, int x, int y, unsigned long delay);
  int (*button) (void *display, unsigned int button, int pressed, unsigned long delay);
  int (*key) (void *display, unsigned int code, int pressed, unsigned long delay);
  void *display;
} Hand;

static Hand hand;                    /* of the X server, where there is one */
static GOutputStream *finger = NULL; /* else */

static void
find_symbol (const char *library, const char *name, gpointer *symbol)
{
  GModule *module = g_module_open (library, G_MODULE_BIND_LAZY);

  g_assert_nonnull (module);
  g_assert_true (g_module_symbol (module, name, symbol));
}

static void
find_hand (void)
{
  find_symbol ("libX11.so.6", "XOpenDisplay", (gpointer *) &hand.open_display);
  find_symbol ("libX11.so.6", "XFlush", (gpointer *) &hand.flush);
  find_symbol ("libXtst.so.6", "XTestFakeMotionEvent", (gpointer *) &hand.move);
  find_symbol ("libXtst.so.6", "XTestFakeButtonEvent", (gpointer *) &hand.button);
  find_symbol ("libXtst.so.6", "XTestFakeKeyEvent", (gpointer *) &hand.key);
  hand.display = hand.open_display (NULL);
  g_assert_nonnull (hand.display);
}

/* A screen that is touched, and nothing else. Returns: what ends with this program */
static GSubprocess *
find_finger (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("TOTE_BUILDDIR"), "tests", "kiosk", "hands", NULL);
  const char *const command[] = { path, NULL };
  GSubprocess *child =
      test_child_new (command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) said =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *socket = g_data_input_stream_read_line (said, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (said), FALSE);
  g_assert_nonnull (socket);
  g_setenv ("WAYLAND_DISPLAY", socket, TRUE);
  g_setenv ("GDK_BACKEND", "wayland", TRUE);
  finger = g_subprocess_get_stdin_pipe (child);

  return child;
}

static void
point_at (ToteStageSet *set, GtkWidget *widget)
{
  GtkWidget *window = GTK_WIDGET (set->window);
  graphene_rect_t bounds;
  double left, top;
  int x, y;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &left, &top);
  x = (int) (left + bounds.origin.x + bounds.size.width / 2);
  y = (int) (top + bounds.origin.y + bounds.size.height / 2);
  g_test_message ("%s at %d, %d", G_OBJECT_TYPE_NAME (widget), x, y);
  g_assert_cmpint (y, <, HEIGHT);

  if (finger != NULL) {
    g_assert_true (g_output_stream_printf (finger, NULL, NULL, NULL, "down 1 %d %d\nup 1\n", x, y));
    return;
  }
  hand.move (hand.display, -1, x, y, 0);
  hand.button (hand.display, 1, TRUE, 0);
  hand.button (hand.display, 1, FALSE, 0);
  hand.flush (hand.display);
}

static void
press_key (unsigned int code)
{
  hand.key (hand.display, code, TRUE, 0);
  hand.key (hand.display, code, FALSE, 0);
  hand.flush (hand.display);
}

static char *
dup_text (GtkWidget *place)
{
  GtkTextIter begin, end;

  if (GTK_IS_EDITABLE (place))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (place)));

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (place)), &begin, &end);

  return gtk_text_iter_get_text (&begin, &end);
}

static gboolean
is_written (gpointer place)
{
  g_autofree char *text = dup_text (place);

  return g_str_equal (text, "x");
}

static void
clear (GtkWidget *place)
{
  if (GTK_IS_EDITABLE (place))
    gtk_editable_set_text (GTK_EDITABLE (place), "");
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (place)), "", -1);
}

static gboolean
has_focus (gpointer place)
{
  return gtk_widget_has_focus (place);
}

/* Into sight, and nothing has the focus. */
static void
leave (ToteStageSet *set, GtkWidget *place)
{
  gtk_widget_grab_focus (place);
  tote_stage_set_settle (set);
  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  tote_stage_set_settle (set);
  g_assert_false (has_focus (place));
}

static void
check_pressed (ToteStageSet *set, GtkWidget *place)
{
  leave (set, place);
  point_at (set, place);
  tote_stage_set_wait (has_focus, place);
  tote_stage_set_settle (set);
  g_assert_true (has_focus (place)); /* still */
  if (finger != NULL)
    return;

  press_key (KEY_X);
  tote_stage_set_wait (is_written, place);
  clear (place);
}

static void
check_keys (ToteStageSet *set, GtkWidget *place)
{
  leave (set, place);
  for (guint i = 0; i < STOPS_MAX && !has_focus (place); i++)
    g_signal_emit_by_name (set->window, "move-focus", GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus (place));

  press_key (KEY_X);
  tote_stage_set_wait (is_written, place);
  clear (place);
}

static void
find_places (GtkWidget *widget, GPtrArray *places)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget))
    g_ptr_array_add (places, widget);
  else if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_places (child, places);
}

static void
check_places (ToteStageSet *set, guint n)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  GtkWidget *page;

  tote_stage_set_open (set, WIDTH, HEIGHT);
  page = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_PAGE, 0);
  find_places (page, places); /* opens them */
  tote_stage_set_settle (set);
  g_ptr_array_set_size (places, 0);
  find_places (page, places);
  g_assert_cmpuint (places->len, ==, n);

  for (guint i = 0; i < n; i++) {
    check_pressed (set, g_ptr_array_index (places, i));
    if (finger == NULL)
      check_keys (set, g_ptr_array_index (places, i));
  }
}

/* The note of the rating. */
static void
test_delivered (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 1860, NULL);

  check_places (set, 1);
}

/* The vehicle, and who collects instead. */
static void
test_ready (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_at (TOTE_SANDBOX_STORY_PICKUP, 1200, "ready_for_pickup");

  check_places (set, 4);
}

static gboolean
is_gone (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* What is pressed goes with most of its form, and the focus with it to what is further down: who
 * presses sees what has become of it, at the place that they look at. */
static void
test_rating (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 1860, NULL);
  GtkWidget *page, *form, *list, *button;

  tote_stage_set_open (set, WIDTH, HEIGHT);
  page = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_PAGE, 0);
  list = tote_stage_set_find (page, GTK_TYPE_LIST_VIEW, 0);
  form = tote_stage_set_find (page, TOTE_TYPE_RATING_FORM, 0);
  g_object_set (tote_stage_set_find (form, TOTE_TYPE_STAR_RATING, 0), "value", 4, NULL);
  for (guint i = 0; (button = tote_stage_set_find (form, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (tote_stage_set_shows (button, "Send Rating"))
      break;
  g_assert_nonnull (button);
  tote_stage_set_settle (set);

  point_at (set, button);
  tote_stage_set_wait (is_gone, button);
  tote_stage_set_settle (set);
  g_assert_cmpfloat_with_epsilon (
      gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list))), 0, 1);
}

/* The dialog of an item, once it has come. */
static gboolean
is_open (gpointer dialog)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (TOTE_IS_ITEM_DIALOG (link->data) && gtk_widget_get_mapped (link->data))
      *(GtkWindow **) dialog = link->data;

  return *(GtkWindow **) dialog != NULL;
}

static gboolean
is_drawn (gpointer picture)
{
  GtkWidget *drawn = tote_stage_set_find (picture, GTK_TYPE_PICTURE, 0);

  return gtk_picture_get_paintable (GTK_PICTURE (drawn)) != NULL;
}

static void
assert_opens (void)
{
  GtkWindow *dialog = NULL;

  tote_stage_set_wait (is_open, &dialog);
  tote_stage_set_wait (is_drawn, tote_stage_set_find (GTK_WIDGET (dialog), TOTE_TYPE_PICTURE, 0));
  gtk_window_destroy (dialog);
}

static void
test_item (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);
  GtkWidget *item;

  tote_stage_set_open (set, WIDTH, HEIGHT);
  item =
      tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ITEM_ROW, 1); /* below its heading */
  g_assert_nonnull (item);
  point_at (set, item);
  assert_opens ();
  if (finger != NULL)
    return;

  leave (set, gtk_widget_get_parent (item));
  gtk_widget_grab_focus (gtk_widget_get_parent (item));
  press_key (KEY_ENTER);
  assert_opens ();
}

/* Whoever went to the messages with a key and begins to type writes one. What walks there walks. */
static void
test_chat (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 500, NULL);
  GtkWidget *pane, *entry, *list, *before;

  tote_stage_set_open (set, WIDTH, HEIGHT);
  gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i", 2);
  pane = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_PANE, 0);
  entry = tote_stage_set_find (pane, GTK_TYPE_TEXT_VIEW, 0);
  list = tote_stage_set_find (pane, GTK_TYPE_LIST_VIEW, 0);
  tote_stage_set_settle (set);
  before = gtk_widget_get_prev_sibling (gtk_widget_get_last_child (list));
  g_assert_false (has_focus (before));

  press_key (KEY_UP);
  tote_stage_set_wait (has_focus, before);
  press_key (KEY_SPACE);
  press_key (KEY_X);
  tote_stage_set_wait (is_written, entry);
  g_assert_true (has_focus (entry));
}

static gboolean
is_large (gpointer button)
{
  return gtk_widget_get_height (button) >= 44;
}

static gboolean
is_small (gpointer button)
{
  return !is_large (button);
}

static void
change_screen (gboolean touchable)
{
  g_assert_true (g_output_stream_printf (finger, NULL, NULL, NULL, "screen %d\n", touchable));
}

/* What is pressed is large where the screen can be touched, as soon as it can and no longer. */
static void
test_large (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 500, NULL);
  GtkWidget *button;

  tote_stage_set_open (set, WIDTH, HEIGHT);
  tote_stage_set_settle (set);
  button = tote_stage_set_find (GTK_WIDGET (set->window), GTK_TYPE_MENU_BUTTON, 0);
  g_assert_true (is_small (button));
  tote_touch_follow (gdk_display_get_default ());
  if (finger == NULL) {
    tote_stage_set_settle (set);
    g_assert_true (is_small (button));
    return;
  }

  tote_stage_set_wait (is_large, button);
  change_screen (FALSE);
  tote_stage_set_wait (is_small, button);
  change_screen (TRUE);
  tote_stage_set_wait (is_large, button);
}

static void
add (const char *by, const char *name, GTestFunc function)
{
  g_autofree char *path = g_strdup_printf ("/entries/%s/%s", by, name);

  g_test_add_func (path, function);
}

int
main (int argc, char **argv)
{
  gboolean touched = argc > 1 && g_str_equal (argv[1], "finger");
  g_autoptr (GSubprocess) screen = touched ? find_finger () : NULL;
  const char *name = touched ? "finger" : "hand";

  g_test_init (&argc, &argv, NULL);
  if (!touched)
    find_hand ();
  tote_stage_set_init_toolkit ();

  add (name, "delivered", test_delivered);
  add (name, "ready", test_ready);
  add (name, "rating", test_rating);
  add (name, "item", test_item);
  if (!touched)
    add (name, "chat", test_chat);
  add (name, "large", test_large);

  return g_test_run ();
}
