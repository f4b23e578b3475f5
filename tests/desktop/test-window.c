/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-about.h"
#include "tote-brand.h"
#include "tote-chat-pane.h"
#include "tote-failure-page.h"
#include "tote-item-row.h"
#include "tote-item-sections.h"
#include "tote-order-head.h"
#include "tote-order-page.h"
#include "tote-picture-hosts.h"
#include "tote-picture-window.h"
#include "tote-picture.h"
#include "tote-progress-line.h"
#include "tote-question-card.h"
#include "tote-skeleton.h"
#include "tote-settings.h"
#include "tote-shopper-card.h"
#include "tote-stage-set.h"

#include <string.h>

/* The window against the sandbox, driven and observed through widgets and properties. */

static GtkWidget *
find (ToteStageSet *set, GType type)
{
  return tote_stage_set_find (GTK_WIDGET (set->window), type, 0);
}

static void
test_order_arrives (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  /* Before the first answer there is the skeleton, and no order is made up. */
  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  tote_stage_set_assert_shows (set, "We got your order");
  tote_stage_set_assert_shows (set, "1:30 – 3:30 PM");
  tote_stage_set_assert_shows (set, "Organic Bananas");
  tote_stage_set_assert_shows (set, "501 Belt Line Rd");
  tote_stage_set_assert_hides (set, "Loading");
  g_assert_nonnull (
      g_strstr_len (gtk_window_get_title (GTK_WINDOW (set->window)), -1, "We got your order"));

  tote_stage_set_advance (set, 290);
  tote_stage_set_assert_shows (set, "Shopping in progress");
  tote_stage_set_assert_shows (set, "Amida is shopping for you");
  tote_stage_set_assert_shows (set, "Still shopping");
  tote_stage_set_assert_shows (set, "Found");
}

static guint
count_decisions (ToteStageSet *set)
{
  GListModel *outbox = tote_tracker_get_outbox (set->tracker);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    n += tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) == TOTE_WISH_DECISION;
  }

  return n;
}

/* A decision cannot be undone: the second click of a double click must not even be taken. */
static void
test_double_click (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (set->tracker));
  g_autoptr (ToteItem) item = NULL;
  ToteDecision wished;
  GtkWidget *card;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  tote_stage_set_assert_shows (set, "Amida suggests a replacement");
  g_assert_cmpuint (tote_item_list_get_n_questions (items), ==, 1);

  card = find (set, TOTE_TYPE_QUESTION_CARD);
  g_object_get (card, "item", &item, NULL);
  gtk_widget_activate_action (card, "question.approve", NULL);
  g_assert_cmpint (tote_item_get_send_state (item), ==, TOTE_SEND_STATE_SENDING);
  gtk_widget_activate_action (card, "question.approve", NULL);
  gtk_widget_activate_action (card, "question.refund", NULL);
  g_object_get (item, "wished", &wished, NULL);
  g_assert_cmpint (wished, ==, TOTE_DECISION_APPROVED);
  g_assert_cmpuint (count_decisions (set), <=, 1);

  tote_stage_set_settle (set);
  tote_stage_set_advance (set, 20);
  g_assert_cmpint (tote_item_get_decision (item), ==, TOTE_DECISION_APPROVED);
  g_assert_cmpuint (tote_stage_set_count_requests (set, "PUT", "/items/"), ==, 1);
  g_assert_cmpuint (tote_item_list_get_n_questions (items), ==, 0);
  g_assert_null (find (set, TOTE_TYPE_QUESTION_CARD));
  tote_stage_set_assert_hides (set, "suggests a replacement");
}

static void
test_buttons_lock (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *card;
  GtkWidget *button;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  card = find (set, TOTE_TYPE_QUESTION_CARD);
  button = tote_stage_set_find (card, GTK_TYPE_BUTTON, 0);
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_activate_action (card, "question.refund", NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  tote_stage_set_assert_shows (set, "Asking for a refund…");
}

static void
test_search (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteOrderPage *page;
  GtkWidget *entry, *list;
  GListModel *rows;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  page = TOTE_ORDER_PAGE (find (set, TOTE_TYPE_ORDER_PAGE));
  gtk_widget_activate_action (GTK_WIDGET (page), "view.search", NULL);
  entry = tote_stage_set_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, 0);
  g_assert_true (gtk_widget_get_mapped (entry)); /* or the next letter would be lost */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (set->window)), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "milk");
  tote_stage_set_settle (set);

  list = tote_stage_set_find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW, 0);
  rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 2);
  tote_stage_set_assert_shows (set, "Whole Milk");
  tote_stage_set_assert_hides (set, "Organic Bananas");
}

/* Only what was found is listed, and where there is nothing the page says so. */
static void
test_search_fruitless (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *page;
  GtkWidget *entry;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  page = find (set, TOTE_TYPE_ORDER_PAGE);
  entry = tote_stage_set_find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_widget_activate_action (page, "view.search", NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "anchovies");
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "No item of this order is called that.");
  tote_stage_set_assert_hides (set, "We got your order");

  /* The same key closes it again, and the page is whole. */
  gtk_widget_activate_action (page, "view.search", NULL);
  tote_stage_set_settle (set);
  tote_stage_set_assert_hides (set, "No item of this order is called that.");
  tote_stage_set_assert_shows (set, "We got your order");
  tote_stage_set_assert_shows (set, "Organic Bananas");
}

static double
get_scrolled (GtkWidget *page)
{
  GtkWidget *list = tote_stage_set_find (page, GTK_TYPE_LIST_VIEW, 0);

  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)));
}

/* A row that had the keyboard once goes down below a question; the headline stays. */
static void
test_top_stays (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);
  GtkWidget *page;

  tote_stage_set_open (set, 1200, 760);
  page = find (set, TOTE_TYPE_ORDER_PAGE);
  g_assert_true (gtk_widget_grab_focus (
      gtk_widget_get_parent (tote_stage_set_find (page, TOTE_TYPE_ITEM_ROW, 3))));
  tote_stage_set_settle (set);
  g_assert_true (gtk_widget_grab_focus (find (set, GTK_TYPE_TEXT_VIEW)));
  g_assert_cmpfloat (get_scrolled (page), ==, 0);
  for (guint i = 0; i < 12; i++) {
    tote_stage_set_advance (set, 20);
    g_assert_cmpfloat (get_scrolled (page), ==, 0);
  }
  tote_stage_set_assert_shows (set, "Review replacements");
}

static guint
count_marks (ToteStageSet *set)
{
  GListModel *items = G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (set->tracker)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (items, i);

    n += tote_item_get_changed (item);
  }

  return n;
}

/* The head leaves the list while something is searched for, and its buttons work when it is back.
 */
static void
test_question_after_search (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *page;
  GtkWidget *entry;
  GtkWidget *button;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  page = find (set, TOTE_TYPE_ORDER_PAGE);
  entry = tote_stage_set_find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  button = tote_stage_set_find (find (set, TOTE_TYPE_QUESTION_CARD), GTK_TYPE_BUTTON, 0);
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "anchovies");
  tote_stage_set_settle (set);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  tote_stage_set_settle (set);
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
}

/* A link that leads nowhere does not take the order away. */
static void
test_trouble_loses_nothing (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  tote_window_show_trouble (set->window, "This link does not work", "No <store> is set up.");
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "No <store> is set up.");
  gtk_widget_activate_action (GTK_WIDGET (set->window), "win.orders", NULL);
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "Your orders");
  tote_stage_set_assert_shows (set, "We got your order");
}

/* A mark goes when its row was in view for a while, with no focus anywhere; one below the fold
 * stays. */
static void
test_marks (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 1100);
  tote_stage_set_advance (set, 320);
  g_assert_cmpuint (count_marks (set), >, 0);
  for (guint i = 0; i < 10; i++) {
    tote_manual_clock_advance (set->clock, 5 * G_TIME_SPAN_SECOND);
    tote_stage_set_settle (set);
  }
  g_assert_cmpuint (count_marks (set), ==, 0);
}

static void
test_marks_out_of_view (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 390, 320);
  tote_stage_set_advance (set, 320);
  g_assert_cmpuint (count_marks (set), >, 0);
  tote_stage_set_advance (set, 100);
  g_assert_cmpuint (count_marks (set), >, 0);
}

/* A chat the store has switched off leaves no empty column and no button. */
static void
test_chat_left_out (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, "chat:403,location:403");
  GtkWidget *chat;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 320);
  tote_stage_set_assert_shows (set, "Shopping in progress");
  chat = find (set, TOTE_TYPE_CHAT_PANE);
  g_assert_false (gtk_widget_get_mapped (chat));
  gtk_widget_activate_action (chat, "view.write", NULL);
  tote_stage_set_settle (set);
  g_assert_false (gtk_widget_get_mapped (chat));
  tote_stage_set_assert_hides (set, "chat");
}

/* A place that is not on the map leaves no empty column either, and the order says the address. */
static void
test_map_left_out (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (ToteHandling) handling = g_object_new (TOTE_TYPE_HANDLING, "address-line-1",
                                                    "7 Nowhere Ln", "shopper-name", "Amida", NULL);
  TotePanes *panes;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 320);
  tote_order_update_handling (tote_tracker_get_order (set->tracker), handling);
  tote_stage_set_settle (set);
  g_assert_true (tote_stage_set_shows (find (set, TOTE_TYPE_ORDER_HEAD), "7 Nowhere Ln"));

  panes = TOTE_PANES (find (set, TOTE_TYPE_PANES));
  g_assert_false (gtk_widget_get_mapped (tote_panes_get_child (panes, TOTE_PANE_MAP)));
  tote_panes_set_pane (panes, TOTE_PANE_MAP);
  g_assert_cmpint (tote_panes_get_pane (panes), ==, TOTE_PANE_ORDER);
}

static void
test_old_position (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 1440);
  tote_stage_set_assert_shows (set, "Out for delivery");
  tote_stage_set_assert_shows (set, "away · seen");

  /* The line is cut: the position grows old, and after five minutes is none. */
  tote_sandbox_server_stop (set->server);
  tote_stage_set_advance (set, 60);
  g_assert_cmpint (tote_tracker_get_position_age (set->tracker), ==, TOTE_FRESHNESS_STALE);
  tote_stage_set_advance (set, 300);
  g_assert_cmpint (tote_tracker_get_position_age (set->tracker), ==, TOTE_FRESHNESS_GONE);
  tote_stage_set_assert_shows (set, "Position not known now");
  tote_stage_set_assert_hides (set, "away · seen");
  tote_stage_set_assert_shows (set, "Cannot reach the store");
  tote_stage_set_assert_shows (set, "Out for delivery");
}

static void
test_no_such_order (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_sandbox_server_stop (set->server);
  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 5);
  tote_stage_set_assert_shows (set, "Cannot reach the store");
  tote_stage_set_assert_hides (set, "No such order");
}

static void
test_panes_switch (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteOrderView *view;
  TotePanes *panes;

  tote_stage_set_settle (set);
  tote_stage_set_open (set, 390, 844);
  tote_stage_set_advance (set, 320);
  view = tote_window_get_view (set->window);
  panes = TOTE_PANES (find (set, TOTE_TYPE_PANES));
  tote_stage_set_assert_shows (set, "Shopping in progress");

  gtk_widget_activate_action (GTK_WIDGET (view), "view.pane", "i", 2);
  tote_stage_set_settle (set);
  g_assert_cmpint (tote_panes_get_pane (panes), ==, TOTE_PANE_CHAT);
  tote_stage_set_assert_hides (set, "Shopping in progress");

  gtk_widget_activate_action (GTK_WIDGET (view), "view.pane", "i", 0);
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "Shopping in progress");
}

/* A row that gets another picture, or none, stops loading the first one. */
static void
test_picture_recycled (void)
{
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture = g_object_ref (g_object_new (TOTE_TYPE_PICTURE, NULL));

  tote_picture_hosts_set_home (window, "http://127.0.0.1:9");
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  tote_picture_set_name (picture, "Pears");
  tote_picture_set_url (picture, "http://127.0.0.1:9/pears.png");
  g_assert_true (tote_picture_get_loading (picture));
  tote_picture_set_url (picture, NULL);
  g_assert_false (tote_picture_get_loading (picture));

  tote_picture_set_url (picture, "http://127.0.0.1:9/plums.png");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (picture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* An unchanged answer must not draw: nothing asks for a frame while nothing changes. What is left
 * of the slot does only every five minutes. */
static void
count_frame (GdkFrameClock *clock, guint *n)
{
  (*n)++;
}

static void
test_unchanged_poll (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_NONE);
  GdkFrameClock *frames;
  guint n = 0;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 60);
  tote_stage_set_assert_shows (set, "We got your order");
  frames = gtk_widget_get_frame_clock (GTK_WIDGET (set->window));
  g_signal_connect (frames, "paint", G_CALLBACK (count_frame), &n);
  tote_stage_set_advance (set, 230);
  g_signal_handlers_disconnect_by_func (frames, count_frame, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Of two orders the one on the screen is followed as one that somebody looks at. */
static void
test_shown (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (ToteTracker) other = tote_tracker_new (tote_tracker_get_client (set->tracker), "other",
                                                    tote_tracker_get_clock (set->tracker), NULL);

  tote_stage_set_open (set, 1200, 760);
  g_assert_true (tote_tracker_get_shown (set->tracker));
  tote_window_show_order (set->window, other);
  tote_stage_set_settle (set);
  g_assert_false (tote_tracker_get_shown (set->tracker));
  g_assert_true (tote_tracker_get_shown (other));
  tote_window_show_order (set->window, set->tracker);
  tote_stage_set_settle (set);
  g_assert_true (tote_tracker_get_shown (set->tracker));
  g_assert_false (tote_tracker_get_shown (other));
}

static void
on_in_view (ToteWindow *window, GParamSpec *pspec, gboolean *in_view)
{
  g_autoptr (ToteTracker) tracker = NULL;

  g_object_get (window, "in-view", &tracker, NULL);
  *in_view = tracker != NULL;
}

/* What a dialog lies over is still before the customer's eyes, and nobody has to be told of it;
 * what another window lies over is not. */
static void
test_in_view (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *dialog, *other;
  gboolean in_view = FALSE;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  if (!gtk_window_is_active (GTK_WINDOW (set->window))) {
    g_test_skip ("a screen with no keyboard, where the focus is told to nobody");
    return;
  }
  dialog = gtk_window_new ();
  other = gtk_window_new ();
  g_signal_connect (set->window, "notify::in-view", G_CALLBACK (on_in_view), &in_view);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (set->window));
  gtk_window_present (GTK_WINDOW (dialog));
  while (!gtk_window_is_active (GTK_WINDOW (dialog)) || !in_view)
    g_main_context_iteration (NULL, TRUE);

  gtk_window_present (GTK_WINDOW (other));
  while (!gtk_window_is_active (GTK_WINDOW (other)) || in_view)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handlers_disconnect_by_func (set->window, on_in_view, &in_view);
  gtk_window_destroy (GTK_WINDOW (other));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_window_goes (void)
{
  ToteStageSet *set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteWindow *window;
  ToteOrderView *view;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 560);
  window = g_object_ref (set->window);
  view = g_object_ref (tote_window_get_view (window));
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&set->window)));
  tote_stage_set_settle (set);
  g_assert_finalize_object (window);
  g_assert_finalize_object (view);

  /* The set looks that nobody holds on to the tracker. */
  tote_stage_set_free (set);
}

/* While signed out nothing looks alive that is not; what was wished is sent afterwards, once. */
static void
test_signed_out (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (ToteWish) message = tote_wish_new_message ("Two bunches, please");

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 500);
  tote_stage_set_assert_shows (set, "Amida suggests a replacement");
  tote_stage_set_sign_out (set);
  tote_stage_set_assert_shows (set, "You are signed out");
  tote_stage_set_assert_shows (set, "Sign In");
  tote_stage_set_assert_hides (set, "Refresh");
  tote_stage_set_assert_hides (set, "Unlock");
  tote_stage_set_assert_hides (set, "Will be sent when you are signed in");

  gtk_widget_activate_action (find (set, TOTE_TYPE_QUESTION_CARD), "question.approve", NULL);
  g_assert_true (tote_tracker_wish (set->tracker, message));
  tote_stage_set_settle (set);
  tote_stage_set_assert_shows (set, "Will be sent when you are signed in");
  tote_stage_set_assert_hides (set, "Sending");

  tote_stage_set_sign_in (set);
  tote_stage_set_advance (set, 40);
  tote_stage_set_assert_hides (set, "You are signed out");
  tote_stage_set_assert_hides (set, "Will be sent when you are signed in");
  tote_stage_set_assert_hides (set, "Amida suggests a replacement");
  g_assert_cmpuint (tote_stage_set_count_requests (set, "/replacement", "\"status\":200"), ==, 1);
}

static void
assert_calm (ToteStageSet *set)
{
  GtkWidget *skeleton;
  guint n;

  tote_stage_set_open (set, 700, 760);
  tote_stage_set_advance (set, 60);
  skeleton = find (set, TOTE_TYPE_SKELETON);
  g_assert_false (skeleton != NULL && gtk_widget_get_mapped (skeleton));
  tote_stage_set_assert_shows (set, "The answer made no sense");
  tote_stage_set_assert_shows (set, "It will be asked again");
  n = tote_stage_set_count_requests (set, "GET", "/orders/");
  tote_stage_set_advance (set, 120);
  g_assert_cmpuint (tote_stage_set_count_requests (set, "GET", "/orders/"), >, n);
}

static void
send_picture (ToteStageSet *set)
{
  ToteOrder *order = tote_tracker_get_order (set->tracker);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) at = g_date_time_new_now_utc ();
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (set->server), "/pictures/shopper.png", NULL);
  ToteMessage *message = tote_message_new ("picture", TOTE_SENDER_SHOPPER, "", at);

  tote_message_set_image_url (message, url);
  g_ptr_array_add (messages, message);
  tote_message_list_merge (tote_order_get_messages (order), messages);
}

static GtkWidget *
find_opener (GtkWidget *widget)
{
  GtkWidget *button;

  for (guint i = 0; (button = tote_stage_set_find (widget, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (gtk_widget_has_css_class (button, "picture-opener") && gtk_widget_get_mapped (button))
      return button;

  return NULL;
}

static gboolean
is_large (gpointer picture)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (picture);

  return paintable != NULL && gdk_paintable_get_intrinsic_width (paintable) > 168;
}

/* A picture in the chat is opened large by a click, and closed again. */
static void
test_chat_picture (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_NONE);
  g_autoptr (GListModel) windows = NULL;
  g_autoptr (GtkWindow) large = NULL;
  GtkWidget *opener;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  send_picture (set);
  tote_stage_set_settle (set);
  opener = find_opener (find (set, TOTE_TYPE_CHAT_PANE));
  g_assert_nonnull (opener);
  g_assert_cmpint (gtk_widget_get_width (opener), >, 100);
  g_signal_emit_by_name (opener, "clicked");

  windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows) && large == NULL; i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (TOTE_IS_PICTURE_WINDOW (window))
      large = g_steal_pointer (&window);
  }
  g_assert_nonnull (large);
  g_assert_true (gtk_window_get_transient_for (large) == GTK_WINDOW (set->window));
  tote_stage_set_wait (is_large, tote_stage_set_find (GTK_WIDGET (large), GTK_TYPE_PICTURE, 0));
  gtk_window_destroy (large);
}

/* A server that says nothing of the order: that is said, and it is asked again. */
static void
test_answered_empty (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_NONE, "order:empty");

  assert_calm (set);
}

/* Without a word on how far it is, an answer is no order: that is said, and it is asked again. */
static void
test_without_state (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_with_faults (
      TOTE_SANDBOX_STORY_DELIVERY, "order:without=workflow_state,handling:without=workflow_state");

  assert_calm (set);
}

/* Words that are in no contract are told as they are, and the order is followed on. */
static void
test_words_nobody_knows (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_NONE);

  tote_stage_set_enter (set, "polishing_apples");
  tote_stage_set_open (set, 700, 760);
  tote_stage_set_advance (set, 60);
  tote_stage_set_assert_shows (set, "In progress");
  tote_stage_set_assert_shows (set, "The store says “polishing_apples”.");

  tote_stage_set_enter (set, "picking");
  tote_stage_set_advance (set, 60);
  tote_stage_set_assert_shows (set, "Shopping in progress");
}

/* A page that stands in for an order offers what helps, and nothing else. */
static void
test_locked_out (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_sign_out (set);
  tote_stage_set_open (set, 700, 760);
  tote_stage_set_assert_shows (set, "You are");
  tote_stage_set_assert_shows (set, "Use a New Link");
  tote_stage_set_assert_shows (set, "Your Orders");
  tote_stage_set_assert_shows (set, "Forget This Order");
  tote_stage_set_assert_hides (set, "Refresh");
  tote_stage_set_assert_hides (set, "Unlock");
}

/* Whether it is offered, on the page and by menu and keys, to ask again. */
static void
assert_refreshes (ToteStageSet *set, gboolean offered)
{
  GtkWidget *page = find (set, TOTE_TYPE_FAILURE_PAGE);
  GtkWidget *button = tote_stage_set_find_button (page, "Refresh");

  g_assert_true (gtk_widget_get_mapped (button) == offered);
  gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.refresh",
                              NULL);
  tote_stage_set_settle (set);
  g_assert_true (tote_stage_set_shows (GTK_WIDGET (set->window), "Asking the store…") == offered);
}

/* To ask again is offered nowhere while it cannot help, and everywhere as soon as it can. */
static void
test_refresh (gconstpointer faults)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, faults);

  tote_stage_set_open (set, 700, 760);
  tote_stage_set_advance (set, 60);
  assert_refreshes (set, FALSE);
  tote_stage_set_direct (set, "fault", "{\"spec\": \"*:500\"}");
  tote_stage_set_advance (set, 600);
  assert_refreshes (set, TRUE);
}

static GtkWidget *
find_notice (ToteStageSet *set)
{
  GtkWidget *overlay = find (set, ADW_TYPE_TOAST_OVERLAY);

  return tote_stage_set_find (gtk_widget_get_last_child (overlay), GTK_TYPE_LABEL, 0);
}

static gboolean
is_notice_there (gpointer set)
{
  GtkWidget *notice = find_notice (set);

  return notice != NULL && gtk_widget_get_height (notice) > 0;
}

static gboolean
is_inside (GtkWidget *widget, GtkWidget *around)
{
  graphene_rect_t bounds, room;

  return gtk_widget_compute_bounds (widget, around, &bounds) &&
         gtk_widget_compute_bounds (around, around, &room) &&
         graphene_rect_contains_rect (&room, &bounds);
}

/* All of its words are there, and what closes it. */
static void
see_notice (int width, int text)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *notice, *toast;
  PangoLayout *layout;
  int height;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * text / 100, NULL);
  tote_stage_set_open (set, width, 760);
  tote_remarks_keep (tote_window_get_remarks (set->window),
                     "This desktop cannot keep passwords: you stay signed in "
                     "only until Tote is closed.");
  tote_stage_set_wait (is_notice_there, set);
  tote_stage_set_settle (set);
  notice = find_notice (set);
  layout = gtk_label_get_layout (GTK_LABEL (notice));
  pango_layout_get_pixel_size (layout, NULL, &height);
  g_assert_false (pango_layout_is_ellipsized (layout));
  g_assert_cmpint (gtk_widget_get_height (notice), >=, height);
  g_assert_true (is_inside (notice, GTK_WIDGET (set->window)));

  toast = gtk_widget_get_last_child (find (set, ADW_TYPE_TOAST_OVERLAY));
  g_assert_true (is_inside (gtk_widget_get_last_child (toast), toast));
  g_assert_true (is_inside (notice, toast));
}

static void
test_notice (void)
{
  for (int text = 100; text <= 200; text += 100) {
    see_notice (1200, text);
    see_notice (360, text);
  }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static gboolean
says (ToteStageSet *set, const char *words)
{
  GtkWidget *notice = find_notice (set);

  return notice != NULL && strstr (gtk_label_get_text (GTK_LABEL (notice)), words) != NULL;
}

static gboolean
is_confirmed (gpointer set)
{
  return says (set, "copied");
}

static gboolean
is_notice_back (gpointer set)
{
  return says (set, "stays");
}

/* What is said in passing is said now: what stays until it is closed comes back after it. */
static void
test_notice_in_the_way (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *toast;

  tote_stage_set_open (set, 1200, 760);
  tote_remarks_keep (tote_window_get_remarks (set->window), "This stays.");
  tote_stage_set_wait (is_notice_there, set);
  tote_remarks_pass (tote_window_get_remarks (set->window), "The order was copied as text.");
  tote_stage_set_wait (is_confirmed, set);

  toast = gtk_widget_get_last_child (find (set, ADW_TYPE_TOAST_OVERLAY));
  g_signal_emit_by_name (gtk_widget_get_last_child (toast), "clicked");
  tote_stage_set_wait (is_notice_back, set);
}

#if ADW_VERSION_MAX_ALLOWED < ADW_ENCODE_VERSION(1, 5, 0)
/* On a page that is not looked at, too. */
static gboolean
has_label (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = tote_stage_set_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static GtkWindow *
find_over (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (other) == window)
      return other;
  }
  g_assert_not_reached ();
}
#endif

/* Who made it, on whose shoulders, and whose program it is not. */
static void
test_about (void)
{
#if ADW_VERSION_MAX_ALLOWED < ADW_ENCODE_VERSION(1, 5, 0)
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  GtkWidget *about;

  tote_stage_set_open (set, 1200, 760);
  tote_about_show (GTK_WINDOW (set->window));
  about = GTK_WIDGET (find_over (GTK_WINDOW (set->window)));
  g_assert_nonnull (strstr (adw_about_window_get_comments (ADW_ABOUT_WINDOW (about)),
                            "not affiliated with Instacart"));
  g_assert_true (has_label (about, "libshumate"));
  gtk_window_destroy (GTK_WINDOW (about));
#else
  g_test_skip ("newer ones are no window");
#endif
}

/* It is not shown: without a window manager none gets what it asks for. */
static ToteWindow *
new_window (GSettings *settings)
{
  g_autoptr (ToteOrders) orders = tote_orders_new ();
  ToteWindow *window = tote_window_new (NULL, orders, NULL);

  tote_window_remember_size (window, settings);

  return window;
}

static void
assert_size (ToteWindow *window, int width, int height, gboolean maximized)
{
  int is_width, is_height;

  gtk_window_get_default_size (GTK_WINDOW (window), &is_width, &is_height);
  g_assert_cmpint (is_width, ==, width);
  g_assert_cmpint (is_height, ==, height);
  g_assert_cmpint (gtk_window_is_maximized (GTK_WINDOW (window)), ==, maximized);
}

/* The next window is as the last one was; with no settings it is as it is drawn. */
static void
test_size_remembered (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  ToteWindow *window = new_window (settings);

  assert_size (window, 1180, 760, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  gtk_window_maximize (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));

  window = new_window (settings);
  assert_size (window, 800, 600, TRUE);
  /* What cannot be written comes back as a change: the window stays as it is. */
  g_settings_set_int (settings, "window-width", 500);
  assert_size (window, 800, 600, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  window = new_window (NULL);
  assert_size (window, 1180, 760, FALSE);
  gtk_window_destroy (GTK_WINDOW (window));

  g_settings_reset (settings, "window-width");
  g_settings_reset (settings, "window-height");
  g_settings_reset (settings, "window-maximized");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/window/size-remembered", test_size_remembered);
  g_test_add_func ("/window/order-arrives", test_order_arrives);
  g_test_add_func ("/window/double-click", test_double_click);
  g_test_add_func ("/window/buttons-lock", test_buttons_lock);
  g_test_add_func ("/window/search", test_search);
  g_test_add_func ("/window/search-fruitless", test_search_fruitless);
  g_test_add_func ("/window/top-stays", test_top_stays);
  g_test_add_func ("/window/question-after-search", test_question_after_search);
  g_test_add_func ("/window/trouble-loses-nothing", test_trouble_loses_nothing);
  g_test_add_func ("/window/marks", test_marks);
  g_test_add_func ("/window/marks-out-of-view", test_marks_out_of_view);
  g_test_add_func ("/window/chat-left-out", test_chat_left_out);
  g_test_add_func ("/window/map-left-out", test_map_left_out);
  g_test_add_func ("/window/old-position", test_old_position);
  g_test_add_func ("/window/unreachable", test_no_such_order);
  g_test_add_func ("/window/panes-switch", test_panes_switch);
  g_test_add_func ("/window/unchanged-poll", test_unchanged_poll);
  g_test_add_func ("/window/shown", test_shown);
  g_test_add_func ("/window/in-view", test_in_view);
  g_test_add_func ("/window/goes", test_window_goes);
  g_test_add_func ("/window/chat-picture", test_chat_picture);
  g_test_add_func ("/window/answered-empty", test_answered_empty);
  g_test_add_func ("/window/without-state", test_without_state);
  g_test_add_func ("/window/words-nobody-knows", test_words_nobody_knows);
  g_test_add_func ("/window/signed-out", test_signed_out);
  g_test_add_func ("/window/locked-out", test_locked_out);
  g_test_add_data_func ("/window/refresh/401", "*:401", test_refresh);
  g_test_add_data_func ("/window/refresh/403", "*:403", test_refresh);
  g_test_add_data_func ("/window/refresh/404", "*:404", test_refresh);
  g_test_add_func ("/window/about", test_about);
  g_test_add_func ("/window/notice", test_notice);
  g_test_add_func ("/window/notice-in-the-way", test_notice_in_the_way);
  g_test_add_func ("/picture/recycled", test_picture_recycled);

  return g_test_run ();
}
