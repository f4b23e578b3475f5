/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-arrival-card.h"
#include "tote-banner.h"
#include "tote-chat-bubble.h"
#include "tote-chat-composer.h"
#include "tote-chat-view.h"
#include "tote-end-panel.h"
#include "tote-item-row.h"
#include "tote-map-pane.h"
#include "tote-order-head.h"
#include "tote-order-page.h"
#include "tote-pickup-panel.h"
#include "tote-question-card.h"
#include "tote-rating-form.h"
#include "tote-stage-set.h"
#include "tote-star-rating.h"
#include "tote-vehicle-form.h"

/* Whatever goes while the keyboard is on it, what has the focus next is the next useful control in
 * the order of the page: never a button, which the next press of a key would press, and not the
 * head as a whole while there is anything else. */

static GtkWidget *
get_focus (ToteStageSet *set)
{
  return gtk_window_get_focus (GTK_WINDOW (set->window));
}

static GtkWidget *
find (ToteStageSet *set, GType type)
{
  GtkWidget *found = tote_stage_set_find (GTK_WIDGET (set->window), type, 0);

  g_assert_nonnull (found);

  return found;
}

/* No button has it even for a moment, but the one it was on: what the focus has just come to may
 * get it once more, so that a screen reader hears of it. */
static void
on_focus_moved (ToteStageSet *set)
{
  GtkWidget *focus = get_focus (set);

  if (focus != NULL)
    g_test_message ("on %s", G_OBJECT_TYPE_NAME (focus));
  g_assert_true (!GTK_IS_BUTTON (focus) ||
                 focus == g_object_get_data (G_OBJECT (set->window), "stood-on"));
}

/* One that is to be seen. */
static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = tote_stage_set_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (gtk_widget_get_mapped (button) && tote_stage_set_shows (button, label))
      return button;

  g_error ("There is no “%s”", label);
}

static void
stand_on (ToteStageSet *set, GtkWidget *widget)
{
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_grab_focus (widget));
  tote_stage_set_settle (set);
  g_assert_true (get_focus (set) == widget || gtk_widget_is_ancestor (get_focus (set), widget));
  g_object_set_data (G_OBJECT (set->window), "stood-on", get_focus (set));
  g_signal_connect_swapped (set->window, "notify::focus-widget", G_CALLBACK (on_focus_moved), set);
}

static void
assert_on (ToteStageSet *set, GtkWidget *widget)
{
  GtkWidget *focus;

  tote_stage_set_settle (set);
  g_signal_handlers_disconnect_by_func (set->window, on_focus_moved, set);
  focus = get_focus (set);
  g_assert_nonnull (focus);
  g_test_message ("in the end on %s", G_OBJECT_TYPE_NAME (focus));
  g_assert_true (focus == widget || gtk_widget_is_ancestor (focus, widget));
  g_assert_true (gtk_widget_get_mapped (focus));
}

/* The nth row of an item, from the front. */
static GtkWidget *
find_row (ToteStageSet *set, guint nth)
{
  GtkWidget *list = tote_stage_set_find (find (set, TOTE_TYPE_ORDER_PAGE), GTK_TYPE_LIST_VIEW, 0);
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (tote_stage_set_get_item (row) != NULL && nth-- == 0)
      break;
  g_assert_nonnull (row);

  return row;
}

static void
assert_on_item (ToteStageSet *set, const char *id)
{
  assert_on (set, find (set, TOTE_TYPE_ORDER_PAGE));
  g_assert_nonnull (tote_stage_set_get_item (get_focus (set)));
  g_assert_cmpstr (tote_item_get_id (tote_stage_set_get_item (get_focus (set))), ==, id);
}

static void
assert_on_first_item (ToteStageSet *set)
{
  tote_stage_set_settle (set);
  assert_on (set, find_row (set, 0));
}

/* @questions: of how many of the first two items a replacement waits; @rows: how many others */
static void
ask (ToteStageSet *set, guint questions, guint rows)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) bread = tote_product_new (NULL, "Bread", NULL, "1", "each");
  g_autoptr (ToteProduct) rolls = tote_product_new (NULL, "Rolls", NULL, "6", "each");

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (fresh, tote_item_new (i == 0 ? "first" : "second", "REPLACED",
                                           i < questions ? "PENDING" : "APPROVED", bread, rolls));
  for (guint i = 0; i < rows; i++) {
    g_autofree char *id = g_strdup_printf ("row-%u", i);

    g_ptr_array_add (fresh, tote_item_new (id, "NOT_PICKED", NULL, bread, NULL));
  }
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (set->tracker)), fresh);
  tote_stage_set_settle (set);
}

static ToteStageSet *
new_shopping (int width)
{
  ToteStageSet *set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);

  tote_stage_set_open (set, width, 900);
  ask (set, 2, 6);

  return set;
}

static void
test_question (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);

  stand_on (set,
            find_button (tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD, 1),
                         "Approve"));
  ask (set, 1, 6);
  assert_on_first_item (set);

  stand_on (set, find_button (find (set, TOTE_TYPE_QUESTION_CARD), "Approve"));
  ask (set, 0, 6);
  assert_on_first_item (set);

  ask (set, 2, 6);
  stand_on (set, find (set, TOTE_TYPE_QUESTION_CARD));
  ask (set, 0, 6);
  assert_on_first_item (set);
}

/* The bar above several questions goes when one is left: that one comes next, as a whole. */
static void
test_questions_bar (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);

  stand_on (set, find_button (GTK_WIDGET (set->window), "Refund All…"));
  ask (set, 1, 6);
  assert_on (set, find (set, TOTE_TYPE_QUESTION_CARD));
  g_assert_true (TOTE_IS_QUESTION_CARD (get_focus (set)));
}

static void
focus_item (ToteStageSet *set, const char *id)
{
  for (guint i = 0;; i++)
    if (g_str_equal (tote_item_get_id (tote_stage_set_get_item (find_row (set, i))), id)) {
      stand_on (set, find_row (set, i));
      return;
    }
}

static void
test_row (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteProduct) bread = tote_product_new (NULL, "Bread", NULL, "1", "each");

  ask (set, 0, 6);
  for (guint i = 0; i < 6; i++) {
    g_autofree char *id = g_strdup_printf ("row-%u", i);

    if (i != 2)
      g_ptr_array_add (fresh, tote_item_new (id, "NOT_PICKED", NULL, bread, NULL));
  }
  focus_item (set, "row-2");
  tote_item_list_merge (items, fresh);
  assert_on_item (set, "row-3");

  /* After the last of them there is nothing to go on to. */
  focus_item (set, "row-5");
  g_ptr_array_set_size (fresh, 4);
  tote_item_list_merge (items, fresh);
  assert_on_item (set, "row-4");
}

/* The store cannot be asked, then it can again. */
static void
test_banner (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);

  tote_stage_set_direct (set, "fault", "{\"spec\": \"*:500\"}");
  tote_stage_set_advance (set, 60);
  stand_on (set, find_button (find (set, TOTE_TYPE_BANNER), "Refresh"));
  tote_stage_set_direct (set, "fault", "{\"spec\": \"\"}");
  tote_stage_set_advance (set, 120);
  assert_on (set, find (set, TOTE_TYPE_ORDER_PAGE));
  g_assert_true (TOTE_IS_QUESTION_CARD (get_focus (set)) ||
                 tote_stage_set_get_item (get_focus (set)) != NULL);
}

static ToteStageSet *
new_pickup (const char *faults)
{
  ToteStageSet *set = tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_PICKUP, faults);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 1200);
  tote_stage_set_enter (set, "ready_for_pickup");
  tote_stage_set_open (set, 1200, 900);

  return set;
}

static void
click (ToteStageSet *set, GtkWidget *root, const char *label)
{
  GtkWidget *button = find_button (root, label);

  g_signal_emit_by_name (button, "clicked");
  tote_stage_set_settle (set);
}

/* What did not arrive is sent again: the button that offers it goes at once. */
static void
test_outbox (void)
{
  g_autoptr (ToteStageSet) set = new_pickup ("arrived:400*1");
  GtkWidget *card = find (set, TOTE_TYPE_ARRIVAL_CARD);
  GtkWidget *again;

  click (set, card, "I’m Here");
  again = find_button (card, "Try again");
  stand_on (set, again);
  g_signal_emit_by_name (again, "clicked");
  assert_on (set, find (set, TOTE_TYPE_PICKUP_PANEL));
  g_assert_true (GTK_IS_LIST_BOX_ROW (get_focus (set)));
}

/* Who has told that they are there is not asked any more how soon they will be. */
static void
test_arrival (void)
{
  g_autoptr (ToteStageSet) set = new_pickup (NULL);
  GtkWidget *card = find (set, TOTE_TYPE_ARRIVAL_CARD);
  GtkWidget *drop_down = tote_stage_set_find (card, GTK_TYPE_DROP_DOWN, 0);

  stand_on (set, gtk_widget_get_first_child (drop_down));
  g_signal_emit_by_name (find_button (card, "I’m Here"), "clicked");
  assert_on (set, find (set, TOTE_TYPE_PICKUP_PANEL));
  g_assert_true (GTK_IS_LIST_BOX_ROW (get_focus (set)));

  /* The one that was pressed is locked. */
  g_assert_false (gtk_widget_is_sensitive (find_button (card, "I’m Here")));
}

/* What becomes of a form is heard from its button, whatever sent it. */
static void
test_form (void)
{
  g_autoptr (ToteStageSet) set = new_pickup (NULL);
  GtkWidget *form = find (set, TOTE_TYPE_VEHICLE_FORM);
  GtkWidget *row, *button;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (form), TRUE);
  tote_stage_set_settle (set);
  row = tote_stage_set_find (form, ADW_TYPE_ENTRY_ROW, 0);
  button = find_button (form, "Save Vehicle");
  gtk_editable_set_text (GTK_EDITABLE (row), "Corsa");
  g_assert_true (gtk_widget_grab_focus (row));
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_false (gtk_widget_is_sensitive (row));
  g_assert_true (get_focus (set) == button);
  tote_stage_set_advance (set, 40);
  g_assert_true (get_focus (set) == button);

  g_signal_emit_by_name (button, "clicked");
  tote_stage_set_advance (set, 40);
  g_assert_true (get_focus (set) == button);
}

/* Sent, the form of the rating is no more than a word of thanks. */
static void
test_rating (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 1860, NULL);
  GtkWidget *form, *send, *row;

  tote_stage_set_open (set, 1200, 900);
  form = find (set, TOTE_TYPE_RATING_FORM);
  tote_star_rating_set_value (TOTE_STAR_RATING (find (set, TOTE_TYPE_STAR_RATING)), 5);
  send = find_button (form, "Send Rating");
  stand_on (set, send);
  g_signal_emit_by_name (send, "clicked");
  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 40);
  assert_on (set, find (set, TOTE_TYPE_END_PANEL));
  row = get_focus (set);
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));

  /* Which is one stop to the Tab key. */
  g_signal_emit_by_name (set->window, "move-focus", GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_get_parent (get_focus (set)) != gtk_widget_get_parent (row));
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = tote_stage_set_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
      return label;

  g_error ("Nothing says “%s”", text);
}

/* All of it is on what is seen of the page. */
static void
assert_in_sight (ToteStageSet *set, GtkWidget *widget)
{
  GtkWidget *page = find (set, TOTE_TYPE_ORDER_PAGE);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, page, &bounds));
  g_test_message ("%s from %.0f to %.0f", G_OBJECT_TYPE_NAME (widget), bounds.origin.y,
                  bounds.origin.y + bounds.size.height);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (page));
}

/* Who presses by key what is locked then reads beside it what became of it. */
static void
test_refused (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_PICKUP, "arrived:400");
  GtkWidget *here;

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 1200);
  tote_stage_set_enter (set, "ready_for_pickup");
  tote_stage_set_open (set, 360, 640);
  here = find_button (find (set, TOTE_TYPE_ARRIVAL_CARD), "I’m Here");
  stand_on (set, here);
  g_signal_emit_by_name (here, "clicked");
  assert_on (set, find (set, TOTE_TYPE_PICKUP_PANEL));
  assert_in_sight (set, here);
  tote_stage_set_advance (set, 20);
  assert_in_sight (set, find_button (find (set, TOTE_TYPE_ARRIVAL_CARD), "Try again"));
}

/* What a pickup is about goes with its end, and how it went is asked in the same place. */
static void
test_picked_up (gconstpointer data)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_at (TOTE_SANDBOX_STORY_PICKUP, 1200, "runner_acknowledged");

  tote_stage_set_open (set, GPOINTER_TO_INT (data), 640);
  stand_on (set, tote_stage_set_find (find (set, TOTE_TYPE_VEHICLE_FORM), ADW_TYPE_ACTION_ROW, 0));
  tote_stage_set_enter (set, "delivered");
  tote_stage_set_settle (set);
  assert_on (set, find (set, TOTE_TYPE_END_PANEL));
  assert_in_sight (set, find (set, TOTE_TYPE_STAR_RATING));
  assert_in_sight (set, find_label (find (set, TOTE_TYPE_RATING_FORM), "How was your pickup?"));
}

static GtkWidget *
find_failed (ToteStageSet *set, const char *label)
{
  return find_button (find (set, TOTE_TYPE_CHAT_VIEW), label);
}

/* The buttons of a message that was not sent go with the trouble: the message stays. */
static void
test_message (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, "chat-send:400*1");
  ToteChatComposer *composer;
  GtkWidget *bubble;

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 320);
  tote_stage_set_open (set, 1200, 900);
  composer = TOTE_CHAT_COMPOSER (find (set, TOTE_TYPE_CHAT_COMPOSER));
  tote_chat_composer_set_text (composer, "Ripe ones, please");
  gtk_widget_activate_action (GTK_WIDGET (composer), "entry.send", NULL);
  tote_stage_set_advance (set, 40);
  bubble = gtk_widget_get_ancestor (find_failed (set, "Retry"), TOTE_TYPE_CHAT_BUBBLE);
  stand_on (set, find_failed (set, "Retry"));
  gtk_widget_activate_action (get_focus (set), "bubble.retry", NULL);
  tote_stage_set_advance (set, 40);
  assert_on (set, gtk_widget_get_parent (bubble));
}

/* “1 new message” goes as it is followed, and one can answer. */
static void
test_new_message (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);
  GtkWidget *view = find (set, TOTE_TYPE_CHAT_VIEW);
  GtkWidget *list = tote_stage_set_find (view, GTK_TYPE_LIST_VIEW, 0);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  GtkWidget *button;

  tote_stage_set_say (set, 40);
  gtk_adjustment_set_value (adjustment, 0);
  tote_stage_set_settle (set);
  tote_stage_set_say (set, 41);
  button = find_button (view, "1 new message");
  stand_on (set, button);
  gtk_widget_activate_action (button, "chat-view.follow", NULL);
  assert_on (set, find (set, TOTE_TYPE_CHAT_COMPOSER));
  g_assert_true (GTK_IS_TEXT_VIEW (get_focus (set)));
}

/* Where nobody can write any more, the newest of the messages is what is left. */
static void
test_chat_ends (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);
  GtkWidget *list = tote_stage_set_find (find (set, TOTE_TYPE_CHAT_VIEW), GTK_TYPE_LIST_VIEW, 0);

  stand_on (set, tote_stage_set_find (find (set, TOTE_TYPE_CHAT_COMPOSER), GTK_TYPE_TEXT_VIEW, 0));
  tote_stage_set_enter (set, "canceled");
  tote_stage_set_advance (set, 60);
  assert_on (set, list);
  g_assert_true (get_focus (set) != gtk_widget_get_first_child (list));
}

/* The pins are in view again. */
static void
test_map (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);
  GtkWidget *map = find (set, TOTE_TYPE_MAP_PANE);

  gtk_widget_activate_action (map, "map.zoom-in", NULL);
  tote_stage_set_settle (set);
  for (guint i = 0;; i++) {
    GtkWidget *button = tote_stage_set_find (map, GTK_TYPE_BUTTON, i);

    g_assert_nonnull (button);
    if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "find-location-symbolic") == 0) {
      stand_on (set, button);
      break;
    }
  }
  gtk_widget_activate_action (get_focus (set), "map.recentre", NULL);
  assert_on (set, map);
}

static void
go_on_after (const char *faults)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, faults);

  tote_stage_set_open (set, 1200, 900);
  tote_stage_set_advance (set, 2);
  stand_on (set, find_button (GTK_WIDGET (set->window), "Refresh"));
  tote_stage_set_advance (set, 320);
  assert_on (set, find (set, TOTE_TYPE_ORDER_PAGE));
}

/* What came instead of the order is gone when the order is there. */
static void
test_failure (void)
{
  go_on_after ("*:500*6");
}

/* The items are not there yet, the map is: it is still the order that one goes on at. */
static void
test_failure_without_items (void)
{
  go_on_after ("order:500*6,handling:500*6,items:500*60");
}

/* As by a key that the list itself knows. */
static void
press (GtkWidget *list, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

    for (guint j = 0;
         GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (!GTK_IS_KEYVAL_TRIGGER (trigger) ||
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key ||
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != 0)
        continue;
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, list,
                                    gtk_shortcut_get_arguments (shortcut));
      return;
    }
  }
  g_assert_not_reached ();
}

/* The End key comes to a row that is not there yet, and back from there to the head, which has gone
 * from the list meanwhile. */
static void
test_end_and_back (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 700, NULL);
  GtkWidget *list;

  tote_stage_set_open (set, 360, 640);
  list = tote_stage_set_find (find (set, TOTE_TYPE_ORDER_PAGE), GTK_TYPE_LIST_VIEW, 0);
  gtk_widget_grab_focus (find (set, TOTE_TYPE_ORDER_PAGE));
  tote_stage_set_settle (set);
  press (list, GDK_KEY_End);
  assert_on (set, list);
  gtk_widget_child_focus (GTK_WIDGET (set->window), GTK_DIR_TAB_BACKWARD);
  assert_on (set, find (set, TOTE_TYPE_ORDER_HEAD));
}

/* The window becomes narrow, and the chat has no place. */
static void
test_narrow (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);

  stand_on (set, tote_stage_set_find (find (set, TOTE_TYPE_CHAT_COMPOSER), GTK_TYPE_TEXT_VIEW, 0));
  gtk_window_set_default_size (GTK_WINDOW (set->window), 400, 900);
  tote_stage_set_settle (set);
  tote_stage_set_settle (set);
  assert_on (set, find (set, TOTE_TYPE_ORDER_PAGE));
}

/* Who hides the keys on a store display's screen takes the focus from the text on purpose. */
static void
test_taken (void)
{
  g_autoptr (ToteStageSet) set = new_shopping (1200);

  stand_on (set, tote_stage_set_find (find (set, TOTE_TYPE_CHAT_COMPOSER), GTK_TYPE_TEXT_VIEW, 0));
  gtk_window_set_focus (GTK_WINDOW (set->window), NULL);
  tote_stage_set_settle (set);
  g_assert_null (get_focus (set));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/lost-focus/question", test_question);
  g_test_add_func ("/lost-focus/questions-bar", test_questions_bar);
  g_test_add_func ("/lost-focus/row", test_row);
  g_test_add_func ("/lost-focus/banner", test_banner);
  g_test_add_func ("/lost-focus/outbox", test_outbox);
  g_test_add_func ("/lost-focus/arrival", test_arrival);
  g_test_add_func ("/lost-focus/form", test_form);
  g_test_add_func ("/lost-focus/rating", test_rating);
  g_test_add_func ("/lost-focus/refused", test_refused);
  g_test_add_data_func ("/lost-focus/picked-up/narrow", GINT_TO_POINTER (360), test_picked_up);
  g_test_add_data_func ("/lost-focus/picked-up/wide", GINT_TO_POINTER (1440), test_picked_up);
  g_test_add_func ("/lost-focus/message", test_message);
  g_test_add_func ("/lost-focus/new-message", test_new_message);
  g_test_add_func ("/lost-focus/chat-ends", test_chat_ends);
  g_test_add_func ("/lost-focus/map", test_map);
  g_test_add_func ("/lost-focus/failure", test_failure);
  g_test_add_func ("/lost-focus/failure-without-items", test_failure_without_items);
  g_test_add_func ("/lost-focus/end-and-back", test_end_and_back);
  g_test_add_func ("/lost-focus/narrow", test_narrow);
  g_test_add_func ("/lost-focus/taken", test_taken);

  return g_test_run ();
}
