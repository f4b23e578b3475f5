/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "fake-tracker.h"
#include "tote-chat-bubble.h"
#include "tote-chat-entry.h"
#include "tote-chat-pane.h"
#include "tote-chat-view.h"
#include "tote-desktop-resources.h"

#include <adwaita.h>
#include <string.h>

/* Saturday, 14 March 2026, 1:41 PM in Chicago, which the tests are set to. */
#define START 1773513660

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

typedef struct {
  ToteTracker *tracker;
  ToteMessageList *messages;
  GPtrArray *fresh; /* what the server has */
  GtkWidget *window;
  GtkWidget *pane;
  GtkWidget *entry;
  GtkWidget *view;
} Fixture;

static void
spin (int milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    for (int tries = 0; tries < 1000 && !(condition); tries++)                                     \
      spin (5);                                                                                    \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

/* The first widget below that has this id, or, without an id, is of this type. */
static GtkWidget *
find (GtkWidget *widget, const char *id, GType type)
{
  const char *own = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (id != NULL ? g_strcmp0 (own, id) == 0 : g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, id, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static guint
count (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

static void
add (Fixture *fixture, ToteSender from, const char *body, gboolean read)
{
  guint n = fixture->fresh->len;
  g_autofree char *id = g_strdup_printf ("%u", 1000 + n);
  g_autoptr (GDateTime) created_at = g_date_time_new_from_unix_utc (START + 30 * (gint64) n);
  ToteMessage *message = tote_message_new (id, from, body, created_at);

  tote_message_set_read (message, read, created_at);
  g_ptr_array_add (fixture->fresh, message);
}

static void
merge (Fixture *fixture)
{
  tote_message_list_merge (fixture->messages, fixture->fresh);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  ToteOrder *order;

  fixture->tracker = fake_tracker_new ();
  fake_tracker_set_now (fixture->tracker, START * (gint64) G_USEC_PER_SEC);
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_YES);
  order = tote_tracker_get_order (fixture->tracker);
  tote_order_set_chat_shopper (order, "Amida", NULL);
  tote_order_set_state (order, "picking");
  fixture->messages = tote_order_get_messages (order);
  fixture->fresh = g_ptr_array_new_with_free_func (g_object_unref);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 330, 640);
  fixture->pane =
      g_object_ref_sink (g_object_new (TOTE_TYPE_CHAT_PANE, "tracker", fixture->tracker, NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->pane);
  fixture->entry = find (fixture->pane, "entry", G_TYPE_NONE);
  fixture->view = find (fixture->pane, "view", G_TYPE_NONE);
}

/* Nobody holds on to the pane, nor through it to the tracker. */
static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  spin (5);
  g_assert_finalize_object (fixture->pane);
  g_ptr_array_unref (fixture->fresh);
  g_assert_finalize_object (fixture->tracker);
}

static void
show (Fixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (gtk_window_is_active (GTK_WINDOW (fixture->window)) &&
            gtk_widget_get_mapped (fixture->pane));
}

static void
write_text (Fixture *fixture, const char *text)
{
  tote_chat_entry_set_text (TOTE_CHAT_ENTRY (fixture->entry), text);
}

static void
assert_written (Fixture *fixture, const char *expected)
{
  g_autofree char *text = tote_chat_entry_dup_text (TOTE_CHAT_ENTRY (fixture->entry));

  g_assert_cmpstr (text, ==, expected);
}

static GtkWidget *
get_text_view (Fixture *fixture)
{
  return find (fixture->entry, NULL, GTK_TYPE_TEXT_VIEW);
}

/* Returns whether the key was taken for sending. */
static gboolean
press (Fixture *fixture, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_text_view (fixture));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &taken);
  }
  return taken;
}

static void
test_send_once (Fixture *fixture, gconstpointer unused)
{
  write_text (fixture, "  Greener ones, please \n");
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  gtk_widget_activate_action (fixture->entry, "entry.send", NULL);

  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
  g_assert_cmpstr (fake_tracker_get_text (fixture->tracker), ==, "Greener ones, please");
  assert_written (fixture, "");
}

static void
test_keys (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *text_view = get_text_view (fixture);

  write_text (fixture, "Hello");
  g_assert_false (press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_false (press (fixture, GDK_KEY_a, 0));

  /* Enter takes over what an input method offers. */
  g_signal_emit_by_name (text_view, "preedit-changed", "か");
  g_assert_false (press (fixture, GDK_KEY_Return, 0));
  g_signal_emit_by_name (text_view, "preedit-changed", "");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);

  g_assert_true (press (fixture, GDK_KEY_KP_Enter, 0));
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  fake_tracker_set_refusing (fixture->tracker, TRUE);
  write_text (fixture, "Hello");
  press (fixture, GDK_KEY_Return, 0);
  assert_written (fixture, "Hello");
}

static void
test_limit (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (1001, 'x');
  GtkWidget *counter = find (fixture->entry, "counter", G_TYPE_NONE);

  write_text (fixture, "Hello");
  g_assert_false (gtk_widget_get_visible (counter));

  write_text (fixture, text);
  g_assert_true (gtk_widget_get_visible (counter));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (counter)), ==, "1 character too many");
  press (fixture, GDK_KEY_Return, 0);
  gtk_widget_activate_action (fixture->entry, "entry.send", NULL);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
  assert_written (fixture, text);

  text[1000] = '\0';
  write_text (fixture, text);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (counter)), ==, "0 characters left");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
}

static void
test_blank (Fixture *fixture, gconstpointer unused)
{
  write_text (fixture, " \n ");
  g_assert_true (tote_chat_entry_get_blank (TOTE_CHAT_ENTRY (fixture->entry)));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
}

static ToteChatBubble *
get_bubble (Fixture *fixture)
{
  GtkWidget *bubble = NULL;

  WAIT_FOR ((bubble = find (fixture->pane, NULL, TOTE_TYPE_CHAT_BUBBLE)) != NULL);
  WAIT_FOR (tote_chat_bubble_get_spoken (TOTE_CHAT_BUBBLE (bubble)) != NULL);
  return TOTE_CHAT_BUBBLE (bubble);
}

static ToteMessage *
fail_one (Fixture *fixture, const char *body)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (START);
  ToteMessage *message = tote_message_list_add_own (fixture->messages, "key", body, now);

  tote_message_set_delivery (message, TOTE_DELIVERY_FAILED, "is too loud");
  return message;
}

static void
test_failure (Fixture *fixture, gconstpointer unused)
{
  ToteMessage *message = fail_one (fixture, "Hello");
  GtkWidget *bubble, *button;

  show (fixture);
  bubble = GTK_WIDGET (get_bubble (fixture));
  g_assert_cmpstr (tote_chat_bubble_get_spoken (TOTE_CHAT_BUBBLE (bubble)), ==,
                   "You, 1:41 PM: Hello · Not sent · is too loud");
  button = find (bubble, NULL, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (bubble, "bubble.retry", NULL);
  g_assert_cmpstr (fake_tracker_get_retried (fixture->tracker), ==, "key");

  tote_message_set_delivery (message, TOTE_DELIVERY_SENDING, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_cmpstr (tote_chat_bubble_get_spoken (TOTE_CHAT_BUBBLE (bubble)), ==,
                   "You, 1:41 PM: Hello · Sending…");
  tote_message_set_read (message, FALSE, NULL);
  g_assert_cmpstr (tote_chat_bubble_get_spoken (TOTE_CHAT_BUBBLE (bubble)), ==,
                   "You, 1:41 PM: Hello · Sent 1:41 PM");
}

static void
test_edit (Fixture *fixture, gconstpointer unused)
{
  fail_one (fixture, "Hello");
  write_text (fixture, "and more");
  show (fixture);
  gtk_widget_activate_action (GTK_WIDGET (get_bubble (fixture)), "bubble.edit", NULL);

  assert_written (fixture, "Hello\nand more");
  g_assert_cmpstr (fake_tracker_get_withdrawn (fixture->tracker), ==, "key");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->messages)), ==, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  const ToteAvailability closed[] = { TOTE_AVAILABILITY_UNKNOWN, TOTE_AVAILABILITY_NOT_YET,
                                      TOTE_AVAILABILITY_OVER, TOTE_AVAILABILITY_EXPIRED,
                                      TOTE_AVAILABILITY_OFF };
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *label = find (fixture->pane, "closed", G_TYPE_NONE);
  GtkWidget *footer = gtk_widget_get_parent (fixture->entry);

  g_assert_false (gtk_widget_get_visible (label));
  g_assert_true (gtk_widget_get_visible (footer));
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++) {
    fake_tracker_set_chat (fixture->tracker, closed[i]);
    g_assert_true (gtk_widget_get_visible (label));
    g_assert_false (gtk_widget_get_visible (footer));
    g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), !=, "");
    g_assert_true (g_hash_table_add (reasons, g_strdup (gtk_label_get_label (GTK_LABEL (label)))));
  }

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_NOT_YET);
  tote_order_forget_people (tote_tracker_get_order (fixture->tracker));
  g_assert_true (g_hash_table_add (reasons, g_strdup (gtk_label_get_label (GTK_LABEL (label)))));

  write_text (fixture, "kept");
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_YES);
  assert_written (fixture, "kept");
  g_assert_true (gtk_widget_get_visible (footer));
}

static void
test_mark_read (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SHOPPER, "One", FALSE);
  add (fixture, TOTE_SENDER_SHOPPER, "Two", FALSE);
  merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 0);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));

  show (fixture);
  g_assert_true (tote_tracker_get_chat_open (fixture->tracker));
  WAIT_FOR (fake_tracker_get_n_marks (fixture->tracker) == 1);

  /* The poll that tells no more than before asks for nothing; a new batch does, once. */
  merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 1);
  add (fixture, TOTE_SENDER_SHOPPER, "Three", FALSE);
  merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 2);

  gtk_widget_set_visible (fixture->pane, FALSE);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  add (fixture, TOTE_SENDER_SHOPPER, "Four", FALSE);
  merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 2);
  gtk_widget_set_visible (fixture->pane, TRUE);
  WAIT_FOR (fake_tracker_get_n_marks (fixture->tracker) == 3);
}

static void
test_all_read (Fixture *fixture, gconstpointer unused)
{
  add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  add (fixture, TOTE_SENDER_CUSTOMER, "Two", FALSE);
  merge (fixture);
  show (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 0);
}

static ToteChatRow *
get_row (Fixture *fixture, guint position)
{
  GListModel *rows;

  g_object_get (fixture->view, "rows", &rows, NULL);
  g_object_unref (rows);
  return g_list_model_get_item (rows, position);
}

/* The divider stands where the unread begin when the person comes, and stays while they read. */
static void
test_divider (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatRow) row = NULL;

  add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  add (fixture, TOTE_SENDER_SHOPPER, "Two", FALSE);
  merge (fixture);
  show (fixture);
  row = get_row (fixture, 1);
  WAIT_FOR (tote_chat_row_get_divider (row));
  tote_message_set_read (fixture->fresh->pdata[1], TRUE, NULL);
  add (fixture, TOTE_SENDER_SHOPPER, "Three", FALSE);
  merge (fixture);
  g_assert_true (tote_chat_row_get_divider (row));
}

static void
test_midnight (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatRow) row = NULL;

  add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  merge (fixture);
  show (fixture);
  row = get_row (fixture, 0);
  g_assert_cmpstr (tote_chat_row_get_heading (row), ==, "Today 1:41 PM");
  fake_tracker_pass (fixture->tracker, 10 * 60 * MINUTE);
  g_assert_cmpstr (tote_chat_row_get_heading (row), ==, "Today 1:41 PM");
  fake_tracker_pass (fixture->tracker, 20 * MINUTE);
  g_assert_cmpstr (tote_chat_row_get_heading (row), ==, "Yesterday 1:41 PM");
}

static void
test_replies (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *replies = find (fixture->pane, "replies", G_TYPE_NONE);
  GtkWidget *yes = find (replies, NULL, GTK_TYPE_BUTTON);

  g_assert_false (gtk_widget_get_visible (replies));
  add (fixture, TOTE_SENDER_SHOPPER, "Are the baby bananas fine?", TRUE);
  merge (fixture);
  g_assert_true (gtk_widget_get_visible (replies));

  /* A reply is offered, not sent. */
  g_signal_emit_by_name (yes, "clicked");
  assert_written (fixture, "Yes, please");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
  g_assert_false (gtk_widget_get_visible (replies));
  g_signal_emit_by_name (yes, "clicked");
  assert_written (fixture, "Yes, please Yes, please");

  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
  g_assert_false (gtk_widget_get_visible (replies));
}

static void
test_phone (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *phone = find (fixture->pane, "phone", G_TYPE_NONE);
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  const char *const numbers[] = { "+1 555 010 0123", "***-***-0123", "" };

  g_assert_false (gtk_widget_get_visible (phone));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (ToteHandling) handling =
        g_object_new (TOTE_TYPE_HANDLING, "shopper-phone", numbers[i], NULL);

    tote_order_update_handling (order, handling);
    g_assert_cmpint (gtk_widget_get_visible (phone), ==, i == 0);
  }
}

static void
test_spoken (Fixture *fixture, gconstpointer unused)
{
  ToteChatBubble *bubble;

  add (fixture, TOTE_SENDER_SHOPPER, "See <b>https://example.com</b>", TRUE);
  merge (fixture);
  show (fixture);
  bubble = get_bubble (fixture);
  g_assert_cmpstr (tote_chat_bubble_get_spoken (bubble), ==,
                   "Amida, 1:41 PM: See <b>https://example.com</b>");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (GTK_WIDGET (bubble)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       tote_chat_bubble_get_spoken (bubble));
  gtk_test_accessible_assert_role (fixture->view, GTK_ACCESSIBLE_ROLE_LOG);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  GtkWidget *scroller = find (fixture->view, NULL, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
is_at_end (Fixture *fixture)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  return gtk_adjustment_get_value (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

/* The newest is in sight until the person scrolls up; then they are told what came. */
static void
test_following (Fixture *fixture, gconstpointer unused)
{
  ToteChatView *view = TOTE_CHAT_VIEW (fixture->view);

  for (int i = 0; i < 40; i++)
    add (fixture, TOTE_SENDER_SHOPPER, "A message that is long enough to take two lines.", TRUE);
  merge (fixture);
  show (fixture);
  WAIT_FOR (gtk_adjustment_get_upper (get_adjustment (fixture)) > 800 && is_at_end (fixture));

  add (fixture, TOTE_SENDER_SHOPPER, "One more", TRUE);
  merge (fixture);
  spin (50);
  WAIT_FOR (is_at_end (fixture));
  g_assert_true (tote_chat_view_get_following (view));

  gtk_adjustment_set_value (get_adjustment (fixture), 100);
  WAIT_FOR (!tote_chat_view_get_following (view));
  add (fixture, TOTE_SENDER_SHOPPER, "And one more", TRUE);
  merge (fixture);
  spin (50);
  g_assert_false (is_at_end (fixture));
  g_assert_cmpuint (tote_chat_view_get_n_below (view), ==, 1);

  gtk_widget_activate_action (fixture->view, "chat-view.follow", NULL);
  WAIT_FOR (is_at_end (fixture));
  g_assert_cmpuint (tote_chat_view_get_n_below (view), ==, 0);

  /* Who writes sees it. */
  gtk_adjustment_set_value (get_adjustment (fixture), 100);
  WAIT_FOR (!tote_chat_view_get_following (view));
  fake_tracker_pass (fixture->tracker, 60 * MINUTE);
  write_text (fixture, "Hello");
  press (fixture, GDK_KEY_Return, 0);
  spin (50);
  WAIT_FOR (is_at_end (fixture));
}

/* Of a long conversation only what is near is made of widgets, and going through it is smooth. */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  gint64 begin, longest = 0, total = 0;

  for (int i = 0; i < 2000; i++)
    add (fixture, i % 3 == 0 ? TOTE_SENDER_CUSTOMER : TOTE_SENDER_SHOPPER,
         i % 5 == 0 ? "Fine" : "A message that is long enough to take more than one line.", TRUE);
  merge (fixture);
  begin = g_get_monotonic_time ();
  show (fixture);
  WAIT_FOR (is_at_end (fixture));
  g_test_message ("shown in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (count (fixture->view, TOTE_TYPE_CHAT_BUBBLE), <, 260);

  for (int i = 0; i < 60; i++) {
    begin = g_get_monotonic_time ();
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 120);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    longest = MAX (longest, g_get_monotonic_time () - begin);
    total += g_get_monotonic_time () - begin;
    spin (16);
  }
  g_test_message ("longest step %" G_GINT64_FORMAT " us, on average %" G_GINT64_FORMAT " us",
                  longest, total / 60);
  g_assert_cmpuint (count (fixture->view, TOTE_TYPE_CHAT_BUBBLE), <, 260);
}

static void
test_other_tracker (Fixture *fixture, gconstpointer unused)
{
  ToteTracker *other = fake_tracker_new ();

  show (fixture);
  g_assert_true (tote_tracker_get_chat_open (fixture->tracker));
  tote_chat_pane_set_tracker (TOTE_CHAT_PANE (fixture->pane), other);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  g_assert_true (tote_tracker_get_chat_open (other));
  tote_chat_pane_set_tracker (TOTE_CHAT_PANE (fixture->pane), NULL);
  g_assert_finalize_object (other);

  write_text (fixture, "Hello");
  press (fixture, GDK_KEY_Return, 0);
  assert_written (fixture, "Hello");
}

static void
test_focus (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
  g_assert_true (gtk_widget_has_focus (get_text_view (fixture)));
}

#define ADD(path, test) g_test_add ("/chat/pane/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GtkCssProvider) provider = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  provider = gtk_css_provider_new ();
  g_resources_register (tote_desktop_get_resource ());
  gtk_css_provider_load_from_resource (provider, TOTE_RESOURCE_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("send-once", test_send_once);
  ADD ("keys", test_keys);
  ADD ("refused", test_refused);
  ADD ("limit", test_limit);
  ADD ("blank", test_blank);
  ADD ("failure", test_failure);
  ADD ("edit", test_edit);
  ADD ("closed", test_closed);
  ADD ("mark-read", test_mark_read);
  ADD ("all-read", test_all_read);
  ADD ("divider", test_divider);
  ADD ("midnight", test_midnight);
  ADD ("replies", test_replies);
  ADD ("phone", test_phone);
  ADD ("spoken", test_spoken);
  ADD ("following", test_following);
  ADD ("many", test_many);
  ADD ("other-tracker", test_other_tracker);
  ADD ("focus", test_focus);

  return g_test_run ();
}
