/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-application.h"
#include "tote-chat-composer.h"
#include "tote-chat-pane.h"
#include "tote-item-row.h"
#include "tote-order-head.h"
#include "tote-order-page.h"
#include "tote-question-card.h"
#include "tote-shortcuts-window.h"
#include "tote-stage-set.h"
#include "tote-switcher.h"
#include "wear.h"

#include <shumate/shumate.h>

/* What a person without a pointer meets: where the Tab key stops, where it does not, and what the
 * shortcuts do. */

/* So many bytes of a picture, of four a pixel, a frame changes at least, and a caret does not. */
#define FRAME_LEAST 800

#define STOPS_MAX 60

static GtkWidget *
get_focus (ToteStageSet *set)
{
  return gtk_window_get_focus (GTK_WINDOW (set->window));
}

static void
press_tab (ToteStageSet *set, GtkDirectionType direction)
{
  g_signal_emit_by_name (set->window, "move-focus", direction);
}

static gboolean
is_in (GtkWidget *widget, GtkWidget *ancestor)
{
  return widget == ancestor || gtk_widget_is_ancestor (widget, ancestor);
}

/* A stop that cannot be seen is none: it has a place in the window and something to draw. */
static void
assert_visible (ToteStageSet *set, GtkWidget *stop)
{
  graphene_rect_t bounds;

  g_test_message ("%s", G_OBJECT_TYPE_NAME (stop));
  g_assert_true (gtk_widget_get_mapped (stop));
  g_assert_true (gtk_widget_compute_bounds (stop, GTK_WIDGET (set->window), &bounds));
  g_assert_cmpfloat (bounds.size.width, >, 1);
  g_assert_cmpfloat (bounds.size.height, >, 1);
  g_assert_cmpfloat (bounds.origin.x, <, gtk_widget_get_width (GTK_WIDGET (set->window)));
  g_assert_cmpfloat (bounds.origin.y, <, gtk_widget_get_height (GTK_WIDGET (set->window)));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, >, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, 0);
}

/* Once around with the Tab key, until it is back where it began. */
static GPtrArray *
go_around (ToteStageSet *set, GtkDirectionType direction)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  GtkWidget *first = get_focus (set);

  do {
    g_ptr_array_add (stops, get_focus (set));
    assert_visible (set, get_focus (set));
    press_tab (set, direction);
    tote_stage_set_settle (set);
    g_assert_nonnull (get_focus (set));
    g_assert_cmpuint (stops->len, <, STOPS_MAX);
  } while (get_focus (set) != first);

  return g_steal_pointer (&stops);
}

/* A list is come to at the row that GTK finds right, which is not the same one from below in 4.18.
 */
static GtkWidget *
get_place (GPtrArray *stops, guint i)
{
  GtkWidget *stop = g_ptr_array_index (stops, i);
  GtkWidget *parent = gtk_widget_get_parent (stop);

  return GTK_IS_LIST_VIEW (parent) || GTK_IS_LIST_BOX (parent) ? parent : stop;
}

static void
assert_round_trip (ToteStageSet *set)
{
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (GPtrArray) back = NULL;

  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  press_tab (set, GTK_DIR_TAB_FORWARD);
  there = go_around (set, GTK_DIR_TAB_FORWARD);
  back = go_around (set, GTK_DIR_TAB_BACKWARD);

  g_assert_cmpuint (there->len, ==, back->len);
  for (guint i = 1; i < there->len; i++)
    g_assert_true (get_place (there, i) == get_place (back, there->len - i));
}

static void
open_anew (ToteStageSet *set, int width)
{
  if (set->window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&set->window)));
  tote_stage_set_open (set, width, 760);
}

static void
assert_round_trips (ToteStageSet *set, guint n_panes)
{
  for (guint pane = 0; pane < n_panes; pane++) {
    gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                                (int) pane);
    tote_stage_set_settle (set);
    assert_round_trip (set);
  }
}

static void
go_to (ToteStageSet *set, guint *now, guint moment, int width)
{
  tote_stage_set_advance (set, moment - *now);
  *now = moment;
  open_anew (set, width);
}

/* The Tab key comes to everything, in the same order both ways, and is caught nowhere. */
static void
test_tab_delivery (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  guint now = 0;

  go_to (set, &now, 30, 1200);
  assert_round_trips (set, 1);
  go_to (set, &now, 500, 1200);
  assert_round_trips (set, 1);
  go_to (set, &now, 500, 800);
  assert_round_trips (set, 1);
  go_to (set, &now, 500, 390);
  assert_round_trips (set, TOTE_N_PANES);
  go_to (set, &now, 1440, 1200);
  assert_round_trips (set, 1);
  go_to (set, &now, 1900, 390);
  assert_round_trips (set, 1);
}

static void
test_tab_pickup (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);

  open_anew (set, 1200);
  tote_stage_set_advance (set, 1200);
  assert_round_trips (set, 1);
}

static void
test_tab_last_mile (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_LAST_MILE);

  open_anew (set, 390);
  tote_stage_set_advance (set, 600);
  assert_round_trips (set, TOTE_N_PANES);
}

/* However long the list is, the Tab key stops in it once; the order is that of the page. */
static void
test_tab_order (void)
{
  static const char *const order[] = {
    "ToteHeader", "ToteQuestionCard", "ToteItemRow", "ToteMapPane", "ToteChatPane",
  };
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (GPtrArray) stops = NULL;
  guint at = 0;
  guint n_rows = 0;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  press_tab (set, GTK_DIR_TAB_FORWARD);
  stops = go_around (set, GTK_DIR_TAB_FORWARD);

  for (guint i = 0; i < stops->len; i++) {
    GtkWidget *stop = g_ptr_array_index (stops, i);
    GtkWidget *inside = gtk_widget_get_first_child (stop);
    gboolean row = TOTE_IS_ITEM_ROW (inside);
    guint place = at;

    /* Newer versions of GTK stop at the head as a whole as well. */
    if (TOTE_IS_ORDER_HEAD (inside))
      continue;

    while (place < G_N_ELEMENTS (order) && !(row && place == 2) &&
           gtk_widget_get_ancestor (stop, g_type_from_name (order[place])) == NULL)
      place++;
    g_test_message ("%s in %s", G_OBJECT_TYPE_NAME (stop), order[place]);
    g_assert_cmpuint (place, <, G_N_ELEMENTS (order));
    at = place;
    n_rows += row;
  }

  g_assert_cmpuint (n_rows, ==, 1);
}

static GtkWidget *
find (ToteStageSet *set, GType type)
{
  return tote_stage_set_find (GTK_WIDGET (set->window), type, 0);
}

/* The rows are gone through with the arrow keys, from the head to the last of them. */
static void
test_rows_by_arrow (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *list;
  guint n = 0, n_rows;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  list = tote_stage_set_find (find (set, TOTE_TYPE_ORDER_PAGE), GTK_TYPE_LIST_VIEW, 0);
  n_rows =
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) -
      1; /* the head */
  gtk_widget_activate_action (list, "view.pane", "i", 0);
  while (gtk_widget_child_focus (list, GTK_DIR_DOWN) && n < n_rows) {
    tote_stage_set_settle (set);
    g_assert_true (TOTE_IS_ITEM_ROW (gtk_widget_get_first_child (get_focus (set))));
    assert_visible (set, get_focus (set));
    n++;
  }
  g_assert_cmpuint (n, ==, n_rows);

  /* The list was left at its end: from above the head comes first all the same. */
  gtk_widget_activate_action (list, "view.write", NULL);
  do
    press_tab (set, GTK_DIR_TAB_FORWARD);
  while (!is_in (get_focus (set), list));
  g_assert_true (is_in (get_focus (set), gtk_widget_get_first_child (list)));
}

static void
test_search (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *page;
  GtkWidget *entry;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  page = find (set, TOTE_TYPE_ORDER_PAGE);
  entry = tote_stage_set_find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_widget_activate_action (page, "view.search", NULL);
  g_assert_true (is_in (get_focus (set), entry));

  /* From the rows the same key goes back to the words, and only there it closes. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "milk");
  tote_stage_set_settle (set);
  press_tab (set, GTK_DIR_TAB_FORWARD);
  g_assert_false (is_in (get_focus (set), entry));
  g_assert_true (is_in (get_focus (set), page));
  gtk_widget_activate_action (page, "view.search", NULL);
  g_assert_true (is_in (get_focus (set), entry));
  gtk_widget_activate_action (page, "view.search", NULL);
  tote_stage_set_settle (set);
  g_assert_false (gtk_widget_get_mapped (entry));
  g_assert_true (is_in (get_focus (set), page));
  assert_visible (set, get_focus (set));
}

static void
count_change (ToteStageSet *set, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static gboolean
is_back (gpointer n)
{
  return *(guint *) n >= 2;
}

/* What is typed right after the search was opened stays: the focus that is told of once more, for a
 * screen reader, does not select it for the next letter to take its place. */
static void
test_search_typed_at_once (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *page, *entry;
  int position = 0;
  guint n = 0;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  if (!gtk_window_is_active (GTK_WINDOW (set->window))) {
    g_test_skip ("a screen with no keyboard, where the focus is told to nobody");
    return;
  }
  page = find (set, TOTE_TYPE_ORDER_PAGE);
  entry = tote_stage_set_find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_widget_activate_action (page, "view.search", NULL);
  gtk_editable_insert_text (GTK_EDITABLE (entry), "mil", -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (entry), position);
  g_signal_connect (set->window, "notify::focus-widget", G_CALLBACK (count_change), &n);
  tote_stage_set_wait (is_back, &n);
  g_signal_handlers_disconnect_by_func (set->window, count_change, &n);

  g_assert_true (is_in (get_focus (set), entry));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), NULL, NULL));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (entry)), ==, 3);
}

static void
ask (ToteItemList *items, const char *first_status)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) bread = tote_product_new (NULL, "Bread", NULL, "1", "each");
  g_autoptr (ToteProduct) rolls = tote_product_new (NULL, "Rolls", NULL, "6", "each");

  g_ptr_array_add (fresh, tote_item_new ("1", "REPLACED", first_status, bread, rolls));
  g_ptr_array_add (fresh, tote_item_new ("2", "REPLACED", "PENDING", rolls, bread));
  tote_item_list_merge (items, fresh);
}

/* What is heard with the focus is that the answer is on its way, not what happens without one. */
static void
on_answering (ToteStageSet *set)
{
  GtkWidget *focus = get_focus (set);

  if (TOTE_IS_QUESTION_CARD (focus))
    g_assert_true (tote_stage_set_shows (focus, "Sending your approval…"));
}

/* Enter twice answers one question: the focus is never moved to a button of the next. */
static void
test_question_answered (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));
  GtkWidget *next;
  gulong handler;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 320);
  ask (items, "PENDING");
  g_assert_cmpuint (tote_item_list_get_n_questions (items), ==, 2);
  tote_stage_set_settle (set);
  next = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD, 1);

  gtk_widget_child_focus (find (set, TOTE_TYPE_QUESTION_CARD), GTK_DIR_TAB_FORWARD);
  g_assert_true (GTK_IS_BUTTON (get_focus (set)));
  handler = g_signal_connect_swapped (set->window, "notify::focus-widget",
                                      G_CALLBACK (on_answering), set);
  gtk_widget_activate_action (get_focus (set), "question.approve", NULL);
  g_signal_handler_disconnect (set->window, handler);
  g_assert_true (get_focus (set) == find (set, TOTE_TYPE_QUESTION_CARD));
  g_assert_false (gtk_widget_activate (get_focus (set)));

  ask (items, "APPROVED");
  tote_stage_set_settle (set);
  g_assert_true (find (set, TOTE_TYPE_QUESTION_CARD) == next);
  g_assert_true (get_focus (set) == next);
  g_assert_false (gtk_widget_activate (get_focus (set)));
  press_tab (set, GTK_DIR_TAB_FORWARD);
  g_assert_true (GTK_IS_BUTTON (get_focus (set)) && is_in (get_focus (set), next));
}

/* An order of two questions and six items, all but the first @n_found of which are still shopped.
 */
static void
shop (ToteItemList *items, guint n_found, guint n)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) bread = tote_product_new (NULL, "Bread", NULL, "1", "each");
  g_autoptr (ToteProduct) rolls = tote_product_new (NULL, "Rolls", NULL, "6", "each");

  g_ptr_array_add (fresh, tote_item_new ("1", "REPLACED", "PENDING", bread, rolls));
  g_ptr_array_add (fresh, tote_item_new ("2", "REPLACED", "PENDING", rolls, bread));
  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("row-%u", i);
    const char *status = i < n_found ? "FOUND" : "PENDING";

    g_ptr_array_add (fresh, tote_item_new (id, status, NULL, bread, NULL));
  }
  tote_item_list_merge (items, fresh);
}

static ToteItem *
get_focused_item (ToteStageSet *set)
{
  g_assert_nonnull (get_focus (set));
  g_test_message ("on %s", G_OBJECT_TYPE_NAME (get_focus (set)));
  g_assert_nonnull (tote_stage_set_get_item (get_focus (set)));

  return tote_stage_set_get_item (get_focus (set));
}

static void
focus_item (ToteStageSet *set, const char *id)
{
  GtkWidget *page = find (set, TOTE_TYPE_ORDER_PAGE);
  GtkWidget *list = tote_stage_set_find (page, GTK_TYPE_LIST_VIEW, 0);
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (tote_stage_set_get_item (row) != NULL &&
        g_strcmp0 (tote_item_get_id (tote_stage_set_get_item (row)), id) == 0)
      break;
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_grab_focus (row));
  tote_stage_set_settle (set);
  g_assert_cmpstr (tote_item_get_id (get_focused_item (set)), ==, id);
}

static void
on_focus (ToteStageSet *set)
{
  GtkWidget *focus = get_focus (set);

  g_assert_false (focus != NULL &&
                  gtk_widget_get_ancestor (focus, TOTE_TYPE_QUESTION_CARD) != NULL);
}

static void
start_shopping (ToteStageSet *set, guint n)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 320);
  shop (items, 0, n);
  tote_stage_set_settle (set);
  g_assert_cmpuint (tote_item_list_get_n_questions (items), ==, 2);
}

/* The item under the focus is found and goes elsewhere: the focus goes along, and never by way of a
 * question. */
static void
test_item_moves (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));

  start_shopping (set, 6);
  for (guint i = 0; i < 6; i++) {
    g_autofree char *id = g_strdup_printf ("row-%u", i);
    gulong handler;

    focus_item (set, id);
    handler =
        g_signal_connect_swapped (set->window, "notify::focus-widget", G_CALLBACK (on_focus), set);
    shop (items, i + 1, 6);
    tote_stage_set_settle (set);
    g_assert_cmpstr (tote_item_get_id (get_focused_item (set)), ==, id);
    g_assert_cmpint (tote_item_get_group (get_focused_item (set)), ==, TOTE_ITEM_GROUP_FOUND);
    assert_visible (set, get_focus (set));
    g_signal_handler_disconnect (set->window, handler);
  }
}

/* Whatever goes, is there anew or comes before it: no question takes the focus. */
static void
test_item_goes (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));

  start_shopping (set, 6);
  for (guint left = 5; left > 0; left--) {
    g_autofree char *id = g_strdup_printf ("row-%u", left);
    g_autofree char *stays = g_strdup_printf ("row-%u", left - 1);
    gulong handler;

    focus_item (set, id);
    handler =
        g_signal_connect_swapped (set->window, "notify::focus-widget", G_CALLBACK (on_focus), set);
    shop (items, 0, left);
    tote_stage_set_settle (set);
    g_assert_nonnull (get_focus (set));
    g_assert_false (GTK_IS_BUTTON (get_focus (set)));

    g_signal_handler_disconnect (set->window, handler);
    focus_item (set, stays);
    handler =
        g_signal_connect_swapped (set->window, "notify::focus-widget", G_CALLBACK (on_focus), set);
    shop (items, 0, 6);
    tote_stage_set_settle (set);
    g_assert_cmpstr (tote_item_get_id (get_focused_item (set)), ==, stays);
    shop (items, 0, left);
    tote_stage_set_settle (set);
    g_assert_cmpstr (tote_item_get_id (get_focused_item (set)), ==, stays);
    g_signal_handler_disconnect (set->window, handler);
  }
}

/* A menu of choices opens with none of them under the Enter key: each is an answer. */
static void
test_question_choices (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));
  GtkWidget *menu;

  wear_profile ("[Choices]\nWhite bread=upc:1 count:1\n");
  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  menu = tote_stage_set_find (find (set, TOTE_TYPE_QUESTION_CARD), GTK_TYPE_MENU_BUTTON, 0);
  g_assert_true (gtk_widget_get_mapped (menu)); /* or there is nothing to choose from */
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  tote_stage_set_settle (set);
  g_assert_true (is_in (get_focus (set), menu));
  g_assert_false (GTK_IS_BUTTON (get_focus (set)));
  g_assert_false (gtk_widget_activate (get_focus (set)));
  g_assert_cmpuint (tote_item_list_get_n_questions (items), ==, 1);

  /* On Wayland GTK complains of a window that goes before what popped up over it. */
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  tote_stage_set_settle (set);
}

/* What was chosen from is left for the control it came up over, never for nowhere. */
static void
test_drop_down (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);
  GtkWidget *drop_down, *button, *list;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 1200);
  drop_down = tote_stage_set_find (GTK_WIDGET (set->window), GTK_TYPE_DROP_DOWN, 0);
  button = gtk_widget_get_first_child (drop_down);
  gtk_widget_grab_focus (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  tote_stage_set_settle (set);
  list = gtk_widget_get_parent (get_focus (set));
  g_assert_true (GTK_IS_LIST_VIEW (list));
  gtk_widget_activate_action (list, "list.select-item", "(ubb)", 1, FALSE, FALSE);
  gtk_widget_activate_action (list, "list.activate-item", "u", 1);
  tote_stage_set_settle (set);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 1);
  g_assert_true (get_focus (set) == button);
}

/* The conversation is entered where it goes on, not where it began. */
static void
test_chat_newest (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *list;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  list = tote_stage_set_find (find (set, TOTE_TYPE_CHAT_PANE), GTK_TYPE_LIST_VIEW, 0);
  gtk_widget_activate_action (list, "view.pane", "i", 2);
  g_assert_true (is_in (get_focus (set), gtk_widget_get_last_child (list)));

  /* The same key again walks on to nothing else, nor does it go back to where one has read. */
  gtk_widget_activate_action (list, "view.pane", "i", 2);
  g_assert_true (is_in (get_focus (set), gtk_widget_get_last_child (list)));
  gtk_widget_grab_focus (gtk_widget_get_first_child (list));
  gtk_widget_activate_action (list, "view.pane", "i", 2);
  g_assert_true (is_in (get_focus (set), gtk_widget_get_last_child (list)));
}

/* After the button sent a message, what is typed next is the next message. */
static void
test_chat_sent (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *composer;
  GtkWidget *view;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  composer = find (set, TOTE_TYPE_CHAT_COMPOSER);
  view = tote_stage_set_find (composer, GTK_TYPE_TEXT_VIEW, 0);
  tote_chat_composer_set_text (TOTE_CHAT_COMPOSER (composer), "Thank you");
  g_assert_true (gtk_widget_grab_focus (tote_stage_set_find (composer, GTK_TYPE_BUTTON, 0)));
  gtk_widget_activate_action (get_focus (set), "entry.send", NULL);
  tote_stage_set_settle (set);
  g_assert_true (tote_chat_composer_get_blank (TOTE_CHAT_COMPOSER (composer)));
  g_assert_true (get_focus (set) == view);
}

static void
assert_named (ToteStageSet *set, guint nth, const char *name)
{
  GtkWidget *switcher = find (set, TOTE_TYPE_SWITCHER);
  GtkWidget *button = tote_stage_set_find (switcher, GTK_TYPE_TOGGLE_BUTTON, nth);
  g_autofree char *trouble = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (trouble, ==, NULL);
}

/* In a narrow window each of the three buttons says where it leads, and what is in front. */
static void
test_switcher_names (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 360, 760);
  tote_stage_set_advance (set, 500);
  assert_named (set, 0, "Order, shown");
  assert_named (set, 1, "Map");
  assert_named (set, 2, "Chat, 2 new messages");
  gtk_widget_activate_action (find (set, TOTE_TYPE_SWITCHER), "view.pane", "i", 1);
  assert_named (set, 0, "Order");
  assert_named (set, 1, "Map, shown");
}

/* Keys that stand for another one need not be listed. */
static guint
get_twin (guint key)
{
  static const guint twins[][2] = {
    { GDK_KEY_equal, GDK_KEY_plus },        { GDK_KEY_KP_Add, GDK_KEY_plus },
    { GDK_KEY_KP_Subtract, GDK_KEY_minus }, { GDK_KEY_KP_Home, GDK_KEY_Home },
    { GDK_KEY_KP_Left, GDK_KEY_Left },      { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Up, GDK_KEY_Up },          { GDK_KEY_KP_Down, GDK_KEY_Down },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    if (twins[i][0] == key)
      return twins[i][1];

  return gdk_keyval_to_lower (key);
}

static void
add_keys (GHashTable *keys, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " |", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    guint key;
    GdkModifierType state;

    g_assert_true (gtk_accelerator_parse (parts[i], &key, &state));
    g_hash_table_add (keys, gtk_accelerator_name (get_twin (key), state));
  }
}

static GHashTable *
new_keys (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_listed_keys (GHashTable *keys, GtkWidget *widget)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkShortcutLabel") == 0) {
    g_object_get (widget, "accelerator", &text, NULL);
    add_keys (keys, text);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_listed_keys (keys, child);
}

static GHashTable *
list_keys (void)
{
  GtkWidget *window = tote_shortcuts_window_new (NULL);
  GHashTable *keys = new_keys ();

  add_listed_keys (keys, window);
  gtk_window_destroy (GTK_WINDOW (window));

  return keys;
}

/* A window has shortcuts of the platform as well, so that ours have a name. */
static void
add_view_keys (GHashTable *keys, GtkWidget *view, const char *name)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    guint n = GTK_IS_SHORTCUT_CONTROLLER (controller)
                  ? g_list_model_get_n_items (G_LIST_MODEL (controller))
                  : 0;

    for (guint j = 0; j < n; j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
      g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

      if (g_strcmp0 (gtk_event_controller_get_name (controller), name) == 0)
        add_keys (keys, text);
    }
  }
}

static void
add_application_keys (GHashTable *keys)
{
  g_autoptr (ToteApplication) application = tote_application_new (tote_clock_get_default ());
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) actions = NULL;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  for (guint i = 0; actions[i] != NULL; i++) {
    g_auto (GStrv) accels =
        gtk_application_get_accels_for_action (GTK_APPLICATION (application), actions[i]);

    for (guint j = 0; accels[j] != NULL; j++)
      add_keys (keys, accels[j]);
  }
}

static void
assert_all_in (GHashTable *keys, GHashTable *others, const char *trouble)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    g_test_message ("%s", (char *) key);
    if (!g_hash_table_contains (others, key))
      g_error ("%s %s", (char *) key, trouble);
  }
}

/* The shortcuts window lists what there is: no more, no less. */
static void
test_shortcuts_listed (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (GHashTable) listed = list_keys ();
  g_autoptr (GHashTable) bound = new_keys ();

  tote_stage_set_open (set, 1200, 760);
  add_view_keys (bound, GTK_WIDGET (tote_window_get_view (set->window)), NULL);
  add_view_keys (bound, GTK_WIDGET (set->window), "tote");
  tote_stage_set_advance (set, 30);
  add_view_keys (bound, find (set, SHUMATE_TYPE_MAP), NULL);
  add_application_keys (bound);
  assert_all_in (bound, listed, "is not in the shortcuts window");

  /* The message box and GTK’s menu button have these. */
  add_keys (bound, "Return <Shift>Return F10");
  assert_all_in (listed, bound, "does nothing");
}

typedef struct {
  ShumateViewport *viewport;
  double level;
} Level;

static gboolean
is_level (gpointer user_data)
{
  Level *level = user_data;

  return shumate_viewport_get_zoom_level (level->viewport) == level->level;
}

/* Who wants nothing to move has a map that is near at once; for all others it glides there, as far
 * as the key was pressed. It stops where tiles are as they were drawn. */
static void
test_zoom (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ShumateViewport *viewport;
  gboolean animate;
  GtkWidget *map;
  double before;

  tote_stage_set_advance (set, 200);
  tote_stage_set_open (set, 1200, 760);
  map = tote_stage_set_find (GTK_WIDGET (set->window), SHUMATE_TYPE_MAP, 0);
  viewport = shumate_map_get_viewport (SHUMATE_MAP (map));
  before = shumate_viewport_get_zoom_level (viewport);

  gtk_widget_activate_action (map, "map.zoom-in", NULL);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport), ==, before + 1);
  shumate_viewport_set_zoom_level (viewport, before + 0.2);
  gtk_widget_activate_action (map, "map.zoom-out", NULL);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport), ==, before - 1);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  gtk_widget_activate_action (map, "map.zoom-in", NULL);
  gtk_widget_activate_action (map, "map.zoom-in", NULL);
  tote_stage_set_wait (is_level, &(Level){ viewport, before + 1 });
  g_object_get (map, "animate-zoom", &animate, NULL);
  g_assert_true (animate);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static guchar *
get_pixels (ToteStageSet *set, gsize *length)
{
  g_autoptr (GdkTexture) texture = tote_stage_set_draw (set);
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture);
  guchar *pixels = NULL;

  *length = stride * (gsize) gdk_texture_get_height (texture);
  pixels = g_malloc (*length);
  gdk_texture_download (texture, pixels, stride);

  return pixels;
}

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* A text shows its frame however it was come to, which is more than its caret. */
static void
assert_frame (ToteStageSet *set, GtkWidget *stop)
{
  gsize n, n_without, n_different = 0;
  g_autofree guchar *with = get_pixels (set, &n);
  g_autofree guchar *without = NULL;

  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  tote_stage_set_settle (set);
  without = get_pixels (set, &n_without);
  gtk_widget_grab_focus (stop);
  tote_stage_set_settle (set);

  g_assert_cmpuint (n, ==, n_without);
  for (gsize i = 0; i < n; i++)
    n_different += with[i] != without[i];
  g_test_message ("%s: %u", G_OBJECT_TYPE_NAME (stop), (guint) n_different);
  g_assert_cmpuint (n_different, >, FRAME_LEAST);
}

static void
assert_ring (ToteStageSet *set, GtkWidget *stop)
{
  GtkWindow *window = GTK_WINDOW (set->window);
  gsize n, n_without;
  g_autofree guchar *with = NULL;
  g_autofree guchar *without = NULL;

  if (is_text (stop)) {
    assert_frame (set, stop);
    return;
  }

  gtk_window_set_focus_visible (window, TRUE);
  tote_stage_set_settle (set);
  with = get_pixels (set, &n);
  gtk_window_set_focus_visible (window, FALSE);
  tote_stage_set_settle (set);
  without = get_pixels (set, &n_without);
  gtk_window_set_focus_visible (window, TRUE);

  g_test_message ("%s in %s", G_OBJECT_TYPE_NAME (stop),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (stop)));
  g_assert_cmpuint (n, ==, n_without);
  g_assert_false (memcmp (with, without, n) == 0);
}

static void
assert_rings (ToteStageSet *set)
{
  GtkWidget *first;
  guint n = 0;

  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  press_tab (set, GTK_DIR_TAB_FORWARD);
  tote_stage_set_settle (set);
  first = get_focus (set);
  do {
    assert_ring (set, get_focus (set));
    press_tab (set, GTK_DIR_TAB_FORWARD);
    tote_stage_set_settle (set);
    g_assert_cmpuint (n++, <, STOPS_MAX);
  } while (get_focus (set) != first);
}

/* Wherever the keyboard is, it is seen: drawn without the mark of the focus, the window looks
 * other. */
static void
test_rings (gconstpointer data)
{
  AdwColorScheme scheme = (AdwColorScheme) GPOINTER_TO_INT (data);
  g_autoptr (ToteStageSet) delivery = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (ToteStageSet) pickup = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  tote_stage_set_advance (delivery, 500);
  tote_stage_set_open (delivery, 1200, 760);
  assert_rings (delivery);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&delivery->window)));

  tote_stage_set_advance (delivery, 1400);
  tote_stage_set_open (delivery, 390, 760);
  assert_rings (delivery);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&delivery->window)));

  tote_stage_set_advance (pickup, 1200);
  tote_stage_set_open (pickup, 1200, 760);
  assert_rings (pickup);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/keyboard/tab-delivery", test_tab_delivery);
  g_test_add_func ("/keyboard/tab-pickup", test_tab_pickup);
  g_test_add_func ("/keyboard/tab-last-mile", test_tab_last_mile);
  g_test_add_func ("/keyboard/tab-order", test_tab_order);
  g_test_add_func ("/keyboard/rows-by-arrow", test_rows_by_arrow);
  g_test_add_func ("/keyboard/search", test_search);
  g_test_add_func ("/keyboard/search-typed-at-once", test_search_typed_at_once);
  g_test_add_func ("/keyboard/question-answered", test_question_answered);
  g_test_add_func ("/keyboard/item-moves", test_item_moves);
  g_test_add_func ("/keyboard/item-goes", test_item_goes);
  g_test_add_func ("/keyboard/question-choices", test_question_choices);
  g_test_add_func ("/keyboard/drop-down", test_drop_down);
  g_test_add_func ("/keyboard/chat-newest", test_chat_newest);
  g_test_add_func ("/keyboard/chat-sent", test_chat_sent);
  g_test_add_func ("/keyboard/switcher-names", test_switcher_names);
  g_test_add_func ("/keyboard/shortcuts-listed", test_shortcuts_listed);
  g_test_add_func ("/keyboard/zoom", test_zoom);
  g_test_add_data_func ("/keyboard/rings/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT),
                        test_rings);
  g_test_add_data_func ("/keyboard/rings/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK),
                        test_rings);

  return g_test_run ();
}
