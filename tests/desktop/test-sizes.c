/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-brand.h"
#include "tote-chat-composer.h"
#include "tote-chat-view.h"
#include "tote-order-head.h"
#include "tote-progress-line.h"
#include "tote-question-card.h"
#include "tote-skeleton.h"
#include "tote-stage-set.h"
#include "tote-touch.h"

#include <glib/gstdio.h>

/* How small the window may become, whatever is in it. */

#define LEAST_WIDTH 360
#define LEAST_HEIGHT 294

#define LONG_WORD "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

static void
close_window (ToteStageSet *set)
{
  gtk_window_destroy (GTK_WINDOW (set->window));
  set->window = NULL;
}

static void
set_text_size (guint percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * percent / 100),
                NULL);
}

/* With nothing said of the width a layout of ours is as low as it can be: newer GTK takes that for
 * its least height at any width, and warns where it is more. */
static void
assert_low (GtkWidget *widget)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);
  int least, wide;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (layout != NULL && g_str_has_prefix (G_OBJECT_TYPE_NAME (layout), "Tote")) {
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 4000, &wide, NULL, NULL, NULL);
    g_assert_cmpint (least, <=, wide);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_low (child);
}

/* As what cannot become smaller: a window that is too small for it becomes larger. */
static void
assert_fits (ToteStageSet *set, int width, int height)
{
  int least_width, least_height;

  gtk_widget_measure (GTK_WIDGET (set->window), GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (set->window), GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL,
                      NULL, NULL);
  g_test_message ("asks for %d × %d", least_width, least_height);
  g_assert_cmpint (least_width, <=, width);
  g_assert_cmpint (least_height, <=, height);
  assert_low (GTK_WIDGET (set->window));
}

/* Whatever the size, what is asked for fits in it. */
static void
test_sizes (void)
{
  static const struct {
    int width;
    int height;
    TotePanesMode mode;
  } cases[] = {
    { 360, 294, TOTE_PANES_NARROW }, { 500, 700, TOTE_PANES_NARROW },
    { 800, 600, TOTE_PANES_MEDIUM }, { 999, 700, TOTE_PANES_MEDIUM },
    { 1000, 700, TOTE_PANES_WIDE },  { 1920, 1080, TOTE_PANES_WIDE },
    { 3840, 2160, TOTE_PANES_WIDE },
  };
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 500);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    TotePanes *panes;

    tote_stage_set_open (set, cases[i].width, cases[i].height);
    tote_stage_set_settle (set);
    panes = TOTE_PANES (tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_PANES, 0));
    g_assert_cmpint (tote_panes_get_mode (panes), ==, cases[i].mode);
    assert_fits (set, cases[i].width, cases[i].height);
    close_window (set);
  }
}

static void
open_forms (GtkWidget *widget)
{
  GtkWidget *form;

  for (guint i = 0; (form = tote_stage_set_find (widget, ADW_TYPE_EXPANDER_ROW, i)) != NULL; i++)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (form), TRUE);
}

/* Each pane, with the button that leads to other orders in the header bar. */
static void
assert_small (ToteStageSet *set, guint percent)
{
  ToteOrderView *view;

  set_text_size (percent);
  tote_stage_set_open (set, LEAST_WIDTH, 2 * LEAST_HEIGHT);
  view = tote_window_get_view (set->window);
  g_object_set (view, "back", TRUE, NULL);
  open_forms (GTK_WIDGET (view));
  for (int pane = 0; pane < TOTE_N_PANES; pane++) {
    gtk_widget_activate_action (GTK_WIDGET (view), "view.pane", "i", pane);
    tote_stage_set_settle (set);
    g_test_message ("%s, pane %d, text of %u %%",
                    tote_order_get_headline (tote_tracker_get_order (set->tracker)), pane, percent);
    assert_fits (set, LEAST_WIDTH, LEAST_HEIGHT);
  }

  close_window (set);
  set_text_size (100);
}

static void
assert_stage (ToteStageSet *set, guint seconds, const char *state)
{
  tote_stage_set_advance (set, seconds);
  if (state != NULL)
    tote_order_set_state (tote_tracker_get_order (set->tracker), state);
  assert_small (set, 100);
  assert_small (set, 200);
}

static void
test_delivery (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  assert_stage (set, 40, NULL);
  assert_stage (set, 520, NULL);
  assert_stage (set, 880, NULL);
  assert_stage (set, 420, NULL);
  assert_stage (set, 0, "canceled");
  assert_stage (set, 0, "polishing_apples");
}

static void
test_pickup (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);

  tote_stage_set_settle (set);
  assert_stage (set, 1200, "ready_for_pickup");
  assert_stage (set, 0, "runner_acknowledged");
}

static void
test_unreachable (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_sandbox_server_stop (set->server);
  assert_stage (set, 5, NULL);
}

static void
rename_shop (void)
{
  g_autofree char *path = NULL;
  g_autoptr (ToteProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_close (g_file_open_tmp ("tote-profile-XXXXXX", &path, NULL), NULL);
  g_file_set_contents (
      path, "[Retailer]\nName=" LONG_WORD "\n[Choices]\n" LONG_WORD "=upc:1 count:1\n", -1, NULL);
  profile = tote_profile_new_from_file (path, &error);
  g_assert_no_error (error);
  g_remove (path);
  tote_brand_set_profile (tote_brand_get_default (), profile);
}

static void
rename_items (ToteItemList *items, const char *name, const char *unit)
{
  g_autoptr (ToteProduct) product = tote_product_new (NULL, name, NULL, "1", unit);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);
    g_autofree char *status = NULL;

    g_object_get (item, "replacement-status", &status, NULL);
    g_ptr_array_add (
        fresh, tote_item_new (tote_item_get_id (item), tote_item_get_status (item), status, product,
                              tote_item_get_replacement (item) != NULL ? product : NULL));
  }

  tote_item_list_merge (items, fresh);
}

static void
rename_people (ToteOrder *order)
{
  g_autoptr (TotePosition) position =
      g_object_ref (tote_handling_get_position (tote_order_get_handling (order)));
  g_autoptr (ToteHandling) handling = g_object_new (
      TOTE_TYPE_HANDLING, "address-line-1", LONG_WORD, "locality", LONG_WORD, "shopper-name",
      LONG_WORD, "shopper-phone", "+15550100", "dropoff-location", LONG_WORD, "notes", LONG_WORD,
      "instructions", LONG_WORD, "leave-unattended", TRUE, "position", position, NULL);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) at = g_date_time_new_now_utc ();

  tote_order_update_handling (order, handling);
  tote_order_set_chat_shopper (order, LONG_WORD, NULL);
  g_ptr_array_add (messages, tote_message_new ("long", TOTE_SENDER_SHOPPER, LONG_WORD, at));
  tote_message_list_merge (tote_order_get_messages (order), messages);
}

/* Names without a place to break them. */
static void
test_long_words (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteOrder *order = tote_tracker_get_order (set->tracker);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 560);
  rename_shop ();
  rename_items (tote_order_get_items (order), LONG_WORD, LONG_WORD);
  rename_people (order);
  assert_stage (set, 0, NULL);
  assert_stage (set, 0, "delivered");
}

static guint
count_names (ToteStageSet *set)
{
  GtkWidget *line = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_PROGRESS_LINE, 0);
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (line); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GTK_IS_LABEL (child) && gtk_widget_get_child_visible (child);

  return n;
}

/* Whether the two answers of a question stand in one line, as wide as each other. */
static gboolean
are_answers_beside (ToteStageSet *set)
{
  GtkWidget *card = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD, 0);
  GtkWidget *approve = tote_stage_set_find (card, GTK_TYPE_BUTTON, 0);
  GtkWidget *refund = gtk_widget_get_next_sibling (approve);
  graphene_rect_t one, other;

  g_assert_true (gtk_widget_compute_bounds (approve, card, &one));
  g_assert_true (gtk_widget_compute_bounds (refund, card, &other));
  g_assert_cmpfloat_with_epsilon (one.size.width, other.size.width, 1);

  return one.origin.y == other.origin.y;
}

static void
test_large_text (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 560);
  for (guint percent = 100; percent <= 200; percent += 100) {
    set_text_size (percent);
    tote_stage_set_open (set, LEAST_WIDTH, 1000);
    g_assert_cmpuint (count_names (set), ==, percent == 100 ? TOTE_N_STEPS : 1);
    g_assert_true (are_answers_beside (set) == (percent == 100));
    close_window (set);
  }

  set_text_size (100);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = tote_stage_set_find (widget, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
      return label;

  return NULL;
}

static double
get_bottom (ToteStageSet *set, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (set->window), &bounds));

  return bounds.origin.y + bounds.size.height;
}

/* What was ordered and what is offered. */
static void
assert_names_whole (GtkWidget *card, const char *name)
{
  GtkWidget *label;
  guint n = 0;

  for (guint i = 0; (label = tote_stage_set_find (card, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), name)) {
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* The word that decides may be the last one. What silence means is in sight with the answers, above
 * the shopper's card. */
static void
test_offer_is_whole (void)
{
  static const char *const name =
      "Stone Oven Country Bread with Walnuts and Melon Seeds, another kind without nuts";
  static const int widths[] = { 360, 680, 1024, 1180, 1440 };
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 520);
  rename_items (tote_order_get_items (tote_tracker_get_order (set->tracker)), name, "each");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    GtkWidget *card, *answers;

    tote_stage_set_open (set, widths[i], 640);
    card = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD, 0);
    answers = gtk_widget_get_parent (tote_stage_set_find (card, GTK_TYPE_BUTTON, 0));
    assert_names_whole (card, name);
    g_assert_cmpfloat (get_bottom (set, answers), <, 580);
    g_assert_cmpfloat (
        get_bottom (set, find_label (card, "If you do not answer before checkout, the "
                                           "replacement is bought.")),
        <, 580);
    close_window (set);
  }

  set_text_size (200);
  tote_stage_set_open (set, LEAST_WIDTH, 640);
  assert_names_whole (tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD, 0),
                      name);
  close_window (set);
  set_text_size (100);
}

static double
get_top (ToteStageSet *set, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (set->window), &bounds));

  return bounds.origin.y;
}

/* What stands in for the order has the order's places. */
static void
test_nothing_jumps (gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *skeleton, *slot, *head;
  double headline_top, slot_top, steps_top;

  tote_stage_set_open (set, width, 760);
  skeleton = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_SKELETON, 0);
  slot = tote_stage_set_find (skeleton, GTK_TYPE_LABEL, 1);
  headline_top = get_top (set, tote_stage_set_find (skeleton, GTK_TYPE_LABEL, 0));
  slot_top = get_top (set, slot);
  steps_top = get_top (set, gtk_widget_get_next_sibling (slot));

  tote_stage_set_advance (set, 40);
  g_assert_false (gtk_widget_get_mapped (skeleton));
  head = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_HEAD, 0);
  g_assert_cmpfloat_with_epsilon (get_top (set, tote_stage_set_find (head, GTK_TYPE_LABEL, 0)),
                                  headline_top, 1);
  g_assert_cmpfloat_with_epsilon (get_top (set, tote_stage_set_find (head, GTK_TYPE_LABEL, 1)),
                                  slot_top, 1);
  g_assert_cmpfloat_with_epsilon (
      get_top (set, tote_stage_set_find (head, TOTE_TYPE_PROGRESS_LINE, 0)), steps_top, 1);
}

typedef struct {
  TotePanes *panes;
  TotePanesMode drawn;
  guint n;
} FirstFrame;

static void
on_paint (GdkFrameClock *clock, FirstFrame *first)
{
  if (first->n++ == 0)
    first->drawn = tote_panes_get_mode (first->panes);
}

/* A narrow window is narrow in the first frame of all, not laid out wide and turned. */
static void
test_first_frame (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  FirstFrame first = { NULL, TOTE_PANES_WIDE, 0 };
  GdkFrameClock *clock;

  set->window = tote_window_new (NULL, set->trackers, NULL);
  gtk_window_set_default_size (GTK_WINDOW (set->window), 390, 760);
  tote_window_show_order (set->window, set->tracker);
  first.panes = TOTE_PANES (tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_PANES, 0));
  gtk_widget_realize (GTK_WIDGET (set->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (set->window));
  g_signal_connect (clock, "paint", G_CALLBACK (on_paint), &first);
  gtk_window_present (GTK_WINDOW (set->window));
  while (first.n == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (first.drawn, ==, TOTE_PANES_NARROW);
  g_signal_handlers_disconnect_by_data (clock, &first);
}

/* A retailer's drawing may be of any size: the header bar is as high as with a letter in its place.
 */
static void
test_large_logo (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autofree char *folder = g_dir_make_tmp ("tote-logo-XXXXXX", NULL);
  g_autofree char *logo = g_build_filename (folder, "logo.svg", NULL);
  g_autofree char *path = g_build_filename (folder, "profile.ini", NULL);
  g_autoptr (ToteProfile) neutral = tote_profile_new_neutral ();
  g_autoptr (ToteProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  int heights[2];

  g_file_set_contents (logo, "<svg xmlns='http://www.w3.org/2000/svg' width='512' height='512'/>",
                       -1, NULL);
  g_file_set_contents (path, "[Retailer]\nName=Market\nLogo=logo.svg\n", -1, NULL);
  profile = tote_profile_new_from_file (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++) {
    tote_brand_set_profile (tote_brand_get_default (), i == 0 ? neutral : profile);
    g_assert_true ((tote_brand_get_logo (tote_brand_get_default ()) != NULL) == (i == 1));
    tote_stage_set_open (set, 1024, 640);
    tote_stage_set_settle (set);
    heights[i] = gtk_widget_get_height (
        tote_stage_set_find (GTK_WIDGET (set->window), ADW_TYPE_HEADER_BAR, 0));
    close_window (set);
  }
  g_assert_cmpint (heights[0], >, 0);
  g_assert_cmpint (heights[1], ==, heights[0]);
  tote_brand_set_profile (tote_brand_get_default (), neutral);
  g_remove (path);
  g_remove (logo);
  g_rmdir (folder);
}

/* The current step's name, on the screen. */
static GtkWidget *
find_current_step (ToteStageSet *set)
{
  GtkWidget *line = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_PROGRESS_LINE, 0);
  GtkWidget *label;
  guint i = 0;

  do
    label = tote_stage_set_find (line, GTK_TYPE_LABEL, i++);
  while (!gtk_widget_has_css_class (label, "current"));

  return label;
}

static gboolean
has_ink (GdkTexture *drawn, const guchar *pixels, int x, const graphene_rect_t *bounds)
{
  int top = (int) bounds->origin.y;

  for (int y = top; y < top + (int) bounds->size.height; y++)
    if (pixels[(y * gdk_texture_get_width (drawn) + x) * 4 + 1] < 150)
      return TRUE;

  return FALSE;
}

/* How many gaps of at least so many columns there are within what is written there. */
static guint
count_gaps (GdkTexture *drawn, const graphene_rect_t *bounds, guint least)
{
  gsize stride = (gsize) gdk_texture_get_width (drawn) * 4;
  g_autofree guchar *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (drawn));
  int left = (int) bounds->origin.x;
  gboolean begun = FALSE;
  guint blank = 0, n = 0;

  gdk_texture_download (drawn, pixels, stride);
  for (int x = left; x < left + (int) bounds->size.width; x++) {
    gboolean ink = has_ink (drawn, pixels, x, bounds);

    n += ink && begun && blank >= least;
    begun = begun || ink;
    blank = ink ? 0 : blank + 1;
  }

  return n;
}

/* In each window the current step's name is as many words as it is, “On the way” and not
 * “On theway”. */
static void
test_words_apart (void)
{
  static const int widths[] = { 360, 390, 500, 860, 1024, 1200, 1440 };
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 1440, NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    g_autoptr (GdkTexture) drawn = NULL;
    graphene_rect_t bounds;
    GtkWidget *label;

    tote_stage_set_open (set, widths[i], 640);
    drawn = tote_stage_set_draw (set);
    label = find_current_step (set);
    g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);
    g_assert_true (gtk_widget_compute_bounds (label, GTK_WIDGET (set->window), &bounds));
    g_assert_cmpuint (count_gaps (drawn, &bounds, 3), ==, 2);
    close_window (set);
  }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* Large words of what became of a message stand beside or above its buttons, and are not broken. */
static void
test_large_failed (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, "chat-send:reset");
  GtkWidget *composer, *label;

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 320);
  set_text_size (200);
  tote_stage_set_open (set, 360, 640);
  gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                              TOTE_PANE_CHAT);
  composer = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_COMPOSER, 0);
  tote_chat_composer_set_text (TOTE_CHAT_COMPOSER (composer), "Ripe ones, please");
  gtk_widget_activate_action (composer, "entry.send", NULL);
  tote_stage_set_advance (set, 200);
  label = find_label (GTK_WIDGET (set->window), "Could not be confirmed");
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);

  set_text_size (100);
}

/* Where there is no room for replies, it is what they answer that is seen; and they are back as
 * soon as there is. */
static void
test_large_replies (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 560, NULL);
  GtkWidget *composer, *view;

  set_text_size (200);
  tote_stage_set_open (set, 360, 640);
  gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                              TOTE_PANE_CHAT);
  tote_stage_set_direct (set, "fault", "{\"spec\": \"*:reset\"}");
  tote_stage_set_advance (set, 200);
  composer = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_COMPOSER, 0);
  view = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_VIEW, 0);
  tote_stage_set_assert_hides (set, "Yes, please");
  g_assert_cmpint (gtk_widget_get_height (view), >=, 2 * gtk_widget_get_height (composer));

  set_text_size (100);
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "Yes, please");
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* Without its shadow, which may be out of sight. */
static void
assert_menu_fits (ToteStageSet *set, GtkMenuButton *button)
{
  GtkWidget *popover;
  int width;

  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  tote_stage_set_wait (is_mapped, popover);
  gtk_widget_measure (gtk_widget_get_first_child (popover), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &width, NULL, NULL);
  g_test_message ("%s: %d pixels", gtk_widget_get_name (GTK_WIDGET (button)), width);
  g_assert_cmpint (width, <=, LEAST_WIDTH);
  gtk_menu_button_popdown (button);
  tote_stage_set_settle (set);
}

typedef struct {
  GtkWidget *window;
  guint n;
} Menus;

static GtkMenuButton *
find_menu (GtkWidget *window, guint nth)
{
  GtkWidget *button;

  for (guint i = 0; (button = tote_stage_set_find (window, GTK_TYPE_MENU_BUTTON, i)) != NULL; i++)
    if (gtk_widget_get_mapped (button) && nth-- == 0)
      return GTK_MENU_BUTTON (button);

  return NULL;
}

/* A page that goes has its own to the last. */
static gboolean
has_menus (gpointer user_data)
{
  Menus *menus = user_data;

  return find_menu (menus->window, menus->n - 1) != NULL &&
         find_menu (menus->window, menus->n) == NULL;
}

/* n: how many can be opened there. What the application offers is in them as well. */
static void
assert_menus_fit (ToteStageSet *set, ToteWindow *window, guint n)
{
  static const GActionEntry actions[] = { { .name = "support" },
                                          { .name = "preferences" },
                                          { .name = "help" } };
  g_autoptr (GSimpleActionGroup) application = g_simple_action_group_new ();
  Menus menus = { GTK_WIDGET (window), n };

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   NULL);
  gtk_widget_insert_action_group (menus.window, "app", G_ACTION_GROUP (application));
  tote_stage_set_settle (set);
  tote_stage_set_wait (has_menus, &menus);
  for (guint i = 0; i < n; i++)
    assert_menu_fits (set, find_menu (menus.window, i));
}

/* A screen may be as narrow as the window, and then what is opened cannot be wider than it. So it
 * is in each language. */
static void
test_large_menus (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 560, NULL);
  g_autoptr (ToteDoor) door = NULL;
  ToteWindow *first_run;

  rename_shop (); /* brings a choice */
  set_text_size (200);
  tote_stage_set_open (set, LEAST_WIDTH, 720);
  assert_menus_fit (set, set->window, 2);
  gtk_widget_activate_action (GTK_WIDGET (set->window), "win.orders", NULL);
  assert_menus_fit (set, set->window, 1);
  first_run = tote_stage_set_open_first_run (LEAST_WIDTH, 720, &door);
  assert_menus_fit (set, first_run, 1);
  gtk_window_destroy (GTK_WINDOW (first_run));
  set_text_size (100);
}

int
main (int argc, char **argv)
{
  const char *catalogues = g_getenv ("TOTE_CATALOGUES");

  g_test_init (&argc, &argv, NULL);
  if (catalogues != NULL)
    tote_stage_set_speak (catalogues);
  tote_stage_set_init_toolkit ();
  tote_touch_set (gdk_display_get_default (), argc > 1 && g_str_equal (argv[1], "finger"));

  g_test_add_func ("/sizes/offer-is-whole", test_offer_is_whole);
  g_test_add_func ("/sizes/modes", test_sizes);
  g_test_add_func ("/sizes/first-frame", test_first_frame);
  g_test_add_func ("/sizes/delivery", test_delivery);
  g_test_add_func ("/sizes/pickup", test_pickup);
  g_test_add_func ("/sizes/words-apart", test_words_apart);
  g_test_add_func ("/sizes/unreachable", test_unreachable);
  g_test_add_func ("/sizes/large-text", test_large_text);
  g_test_add_func ("/sizes/large-logo", test_large_logo);
  g_test_add_func ("/sizes/long-words", test_long_words);
  g_test_add_data_func ("/sizes/nothing-jumps/narrow", GINT_TO_POINTER (390), test_nothing_jumps);
  g_test_add_data_func ("/sizes/nothing-jumps/medium", GINT_TO_POINTER (900), test_nothing_jumps);
  g_test_add_data_func ("/sizes/nothing-jumps/wide", GINT_TO_POINTER (1200), test_nothing_jumps);

  g_test_add_func ("/sizes/large/failed", test_large_failed);
  g_test_add_func ("/sizes/large/replies", test_large_replies);
  g_test_add_func ("/sizes/large/menus", test_large_menus);

  return g_test_run ();
}
