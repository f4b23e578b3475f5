/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chat-fixture.h"
#include "frames.h"
#include "wear.h"

#include "tote-brand.h"

#include "tote-chat-composer.h"
#include "tote-chat-pane.h"

#include <string.h>

#define FOUR_MINUTES (240 * G_USEC_PER_SEC)

static void
test_send_once (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_write (fixture, "  Greener ones, please \n");
  g_assert_true (chat_fixture_press (fixture, GDK_KEY_Return, 0));
  g_assert_true (chat_fixture_press (fixture, GDK_KEY_Return, 0));
  gtk_widget_activate_action (fixture->entry, "entry.send", NULL);

  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
  g_assert_cmpstr (fake_tracker_get_text (fixture->tracker), ==, "Greener ones, please");
  chat_fixture_assert_written (fixture, "");
}

static void
test_keys (ChatFixture *fixture, gconstpointer unused)
{
  GtkWidget *text_view = chat_fixture_get_text_view (fixture);

  chat_fixture_write (fixture, "Hello");
  g_assert_false (chat_fixture_press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_false (chat_fixture_press (fixture, GDK_KEY_a, 0));

  /* Enter takes over what an input method offers. */
  g_signal_emit_by_name (text_view, "preedit-changed", "か");
  g_assert_false (chat_fixture_press (fixture, GDK_KEY_Return, 0));
  g_signal_emit_by_name (text_view, "preedit-changed", "");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);

  g_assert_true (chat_fixture_press (fixture, GDK_KEY_KP_Enter, 0));
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
}

static void
test_refused (ChatFixture *fixture, gconstpointer unused)
{
  fake_tracker_set_refusing (fixture->tracker, TRUE);
  chat_fixture_write (fixture, "Hello");
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  chat_fixture_assert_written (fixture, "Hello");
}

static void
test_limit (ChatFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (1001, 'x');
  GtkWidget *counter = chat_fixture_find (fixture->entry, "counter", G_TYPE_NONE);

  chat_fixture_write (fixture, "Hello");
  g_assert_false (gtk_widget_get_visible (counter));

  chat_fixture_write (fixture, text);
  g_assert_true (gtk_widget_get_visible (counter));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (counter)), ==, "1 character too many");
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  gtk_widget_activate_action (fixture->entry, "entry.send", NULL);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
  chat_fixture_assert_written (fixture, text);

  text[1000] = '\0';
  chat_fixture_write (fixture, text);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (counter)), ==, "0 characters left");
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
}

static void
test_blank (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_write (fixture, " \n ");
  g_assert_true (tote_chat_composer_get_blank (TOTE_CHAT_COMPOSER (fixture->entry)));
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
}

static ToteMessage *
fail_one (ChatFixture *fixture, const char *body)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (START);
  ToteMessage *message = tote_message_list_add_own (fixture->messages, "key", body, now);

  tote_message_set_send_state (message, TOTE_SEND_STATE_FAILED, "is too loud");
  return message;
}

static void
assert_spoken (GtkWidget *bubble, const char *spoken)
{
  gtk_test_accessible_assert_property (bubble, GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
}

static void
test_failure (ChatFixture *fixture, gconstpointer unused)
{
  ToteMessage *message = fail_one (fixture, "Hello");
  GtkWidget *bubble, *button;

  chat_fixture_show (fixture);
  bubble = GTK_WIDGET (chat_fixture_get_bubble (fixture));
  assert_spoken (bubble, "You, 1:41 PM: Hello, Not sent, is too loud");
  button = chat_fixture_find (bubble, NULL, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (bubble, "bubble.retry", NULL);
  g_assert_cmpstr (fake_tracker_get_retried (fixture->tracker), ==, "key");

  tote_message_set_send_state (message, TOTE_SEND_STATE_SENDING, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  assert_spoken (bubble, "You, 1:41 PM: Hello, Sending…");
  tote_message_set_read (message, FALSE, NULL);
  assert_spoken (bubble, "You, 1:41 PM: Hello, Sent 1:41 PM");
}

/* Neither said as sent nor as not sent: whether to send it once more, or at all now, is asked. */
static void
test_asked (ChatFixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) yesterday = g_date_time_new_from_unix_utc (START - 24 * 60 * 60);
  ToteMessage *message =
      tote_message_list_add_own (fixture->messages, "key", "Are you there?", yesterday);
  GtkWidget *bubble, *button;

  tote_message_set_send_state (message, TOTE_SEND_STATE_UNCLEAR, NULL);
  chat_fixture_show (fixture);
  bubble = GTK_WIDGET (chat_fixture_get_bubble (fixture));
  button = chat_fixture_find (bubble, NULL, GTK_TYPE_BUTTON);
  assert_spoken (bubble, "You, 1:41 PM: Are you there? Could not be confirmed");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Re_try");

  tote_message_set_send_state (message, TOTE_SEND_STATE_OVERDUE, NULL);
  assert_spoken (bubble, "You, 1:41 PM: Are you there? Written yesterday at 1:41 PM. Send now?");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Send now");
  gtk_widget_activate_action (bubble, "bubble.retry", NULL);
  g_assert_cmpstr (fake_tracker_get_retried (fixture->tracker), ==, "key");
}

static void
test_edit (ChatFixture *fixture, gconstpointer unused)
{
  fail_one (fixture, "Hello");
  chat_fixture_write (fixture, "and more");
  chat_fixture_show (fixture);
  gtk_widget_activate_action (GTK_WIDGET (chat_fixture_get_bubble (fixture)), "bubble.edit", NULL);

  chat_fixture_assert_written (fixture, "Hello\nand more");
  g_assert_cmpstr (fake_tracker_get_withdrawn (fixture->tracker), ==, "key");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->messages)), ==, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
}

static void
test_delete (ChatFixture *fixture, gconstpointer unused)
{
  fail_one (fixture, "Hello");
  chat_fixture_write (fixture, "and more");
  chat_fixture_show (fixture);
  gtk_widget_activate_action (GTK_WIDGET (chat_fixture_get_bubble (fixture)), "bubble.delete",
                              NULL);

  chat_fixture_assert_written (fixture, "and more");
  g_assert_cmpstr (fake_tracker_get_withdrawn (fixture->tracker), ==, "key");
  g_assert_true (gtk_widget_has_focus (chat_fixture_get_text_view (fixture)));
}

static void
test_closed (ChatFixture *fixture, gconstpointer unused)
{
  const ToteAvailability closed[] = { TOTE_AVAILABILITY_UNKNOWN, TOTE_AVAILABILITY_NOT_YET,
                                      TOTE_AVAILABILITY_OVER, TOTE_AVAILABILITY_EXPIRED,
                                      TOTE_AVAILABILITY_OFF };
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *label = chat_fixture_find (fixture->pane, "closed", G_TYPE_NONE);
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

  /* Where nothing was said there is nothing to read. */
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OVER);
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (label)), "24 hours"));
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Hello", TRUE);
  chat_fixture_merge (fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "24 hours"));
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OFF);

  /* Refused by the store, it is asked for again, and it is said when. */
  fake_tracker_set_chat_asks_again_at (
      fixture->tracker,
      tote_clock_get_real_time (tote_tracker_get_clock (fixture->tracker)) + FOUR_MINUTES);
  g_assert_true (
      g_str_has_suffix (gtk_label_get_label (GTK_LABEL (label)), ". Asked again at 1:45 PM."));

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_NOT_YET);
  tote_order_forget_people (tote_tracker_get_order (fixture->tracker));
  g_assert_true (g_hash_table_add (reasons, g_strdup (gtk_label_get_label (GTK_LABEL (label)))));

  chat_fixture_write (fixture, "kept");
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_YES);
  chat_fixture_assert_written (fixture, "kept");
  g_assert_true (gtk_widget_get_visible (footer));
}

static void
test_replies (ChatFixture *fixture, gconstpointer unused)
{
  GtkWidget *replies = chat_fixture_find (fixture->pane, "replies", G_TYPE_NONE);
  GtkWidget *yes = chat_fixture_find (replies, NULL, GTK_TYPE_BUTTON);

  g_assert_false (gtk_widget_get_visible (replies));
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Are the baby bananas fine?", TRUE);
  chat_fixture_merge (fixture);
  g_assert_true (gtk_widget_get_visible (replies));

  /* A reply is offered, not sent. */
  g_signal_emit_by_name (yes, "clicked");
  chat_fixture_assert_written (fixture, "Yes, please");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
  g_assert_false (gtk_widget_get_visible (replies));
  g_signal_emit_by_name (yes, "clicked");
  chat_fixture_assert_written (fixture, "Yes, please Yes, please");

  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 1);
  g_assert_false (gtk_widget_get_visible (replies));
}

/* A store may have answers of its own. */
static void
test_replies_of_the_store (ChatFixture *fixture, gconstpointer unused)
{
  GtkWidget *pane, *replies, *button;

  wear_profile ("[Chat]\nReplies=At the gate, please; Ring twice\n");
  pane = g_object_ref_sink (g_object_new (TOTE_TYPE_CHAT_PANE, "tracker", fixture->tracker, NULL));
  wear_profile ("[Retailer]\nName=Belt Line Market\n");
  replies = chat_fixture_find (pane, "replies", G_TYPE_NONE);
  g_assert_cmpuint (chat_fixture_count (replies, GTK_TYPE_BUTTON), ==, 2);
  button = gtk_widget_get_first_child (replies);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "At the gate, please");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
  g_assert_finalize_object (pane);
}

static void
test_phone (ChatFixture *fixture, gconstpointer unused)
{
  GtkWidget *phone = chat_fixture_find (fixture->pane, "phone", G_TYPE_NONE);
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
test_other_tracker (ChatFixture *fixture, gconstpointer unused)
{
  ToteTracker *other = fake_tracker_new (NULL);

  chat_fixture_show (fixture);
  g_assert_true (tote_tracker_get_chat_open (fixture->tracker));
  tote_part_set_tracker (TOTE_PART (fixture->pane), other);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  g_assert_true (tote_tracker_get_chat_open (other));
  tote_part_set_tracker (TOTE_PART (fixture->pane), NULL);
  g_assert_finalize_object (other);

  chat_fixture_write (fixture, "Hello");
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  chat_fixture_assert_written (fixture, "Hello");
}

static void
test_draft (ChatFixture *fixture, gconstpointer unused)
{
  ToteTracker *other = fake_tracker_new (NULL);

  chat_fixture_write (fixture, "for Amida");
  tote_part_set_tracker (TOTE_PART (fixture->pane), other);
  chat_fixture_assert_written (fixture, "");
  chat_fixture_write (fixture, "for another");
  tote_part_set_tracker (TOTE_PART (fixture->pane), fixture->tracker);
  chat_fixture_assert_written (fixture, "for Amida");
  tote_part_set_tracker (TOTE_PART (fixture->pane), other);
  chat_fixture_assert_written (fixture, "for another");
  tote_part_set_tracker (TOTE_PART (fixture->pane), NULL);
  chat_fixture_assert_written (fixture, "");
  g_assert_finalize_object (other);
}

/* Over a crash too; but not what was sent, and not what is forgotten. */
static void
test_draft_is_kept (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_write (fixture, "Two bun");
  g_assert_null (tote_tracker_get_draft (fixture->tracker));
  fake_tracker_pass (fixture->tracker, 2 * G_USEC_PER_SEC);
  g_assert_cmpstr (tote_tracker_get_draft (fixture->tracker), ==, "Two bun");
  chat_fixture_assert_written (fixture, "Two bun");

  chat_fixture_write (fixture, "Two bunches");
  chat_fixture_show (fixture);
  gtk_widget_set_visible (fixture->pane, FALSE);
  g_assert_cmpstr (tote_tracker_get_draft (fixture->tracker), ==, "Two bunches");

  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  g_assert_null (tote_tracker_get_draft (fixture->tracker));

  tote_tracker_set_draft (fixture->tracker, "of an earlier run");
  chat_fixture_assert_written (fixture, "of an earlier run");
  chat_fixture_write (fixture, "begun already");
  tote_tracker_set_draft (fixture->tracker, "of an earlier run, late");
  chat_fixture_assert_written (fixture, "begun already");
  tote_tracker_set_draft (fixture->tracker, NULL);
  chat_fixture_assert_written (fixture, "");
}

/* Nothing stays with a store display. */
static void
test_draft_of_a_display (ChatFixture *fixture, gconstpointer unused)
{
  tote_brand_set_locked (tote_brand_get_default (), TRUE);
  chat_fixture_write (fixture, "Two bunches");
  fake_tracker_pass (fixture->tracker, 2 * G_USEC_PER_SEC);
  tote_part_set_tracker (TOTE_PART (fixture->pane), NULL);
  g_assert_null (tote_tracker_get_draft (fixture->tracker));
  tote_part_set_tracker (TOTE_PART (fixture->pane), fixture->tracker);
  tote_brand_set_locked (tote_brand_get_default (), FALSE);
}

static GtkIMContext *
find_input_method (ChatFixture *fixture)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (chat_fixture_get_text_view (fixture));
  GtkIMContext *context = NULL;

  for (guint i = 0; context == NULL && i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      context = gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller));
  }
  return context;
}

static void
compose (ChatFixture *fixture, guint keyval)
{
  const GdkModifierType state = GDK_CONTROL_MASK | GDK_SHIFT_MASK;
  GtkNative *native = gtk_widget_get_native (fixture->pane);
  GdkDisplay *display = gtk_widget_get_display (fixture->pane);
  GdkDevice *keyboard = gdk_seat_get_keyboard (gdk_display_get_default_seat (display));
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys;

  g_assert_true (gdk_display_map_keyval (display, keyval, &keys, &n_keys));
  gtk_im_context_filter_key (find_input_method (fixture), TRUE, gtk_native_get_surface (native),
                             keyboard, GDK_CURRENT_TIME, keys[0].keycode, state, keys[0].group);
}

static void
assert_composing (ChatFixture *fixture, const char *expected)
{
  g_autofree char *preedit = NULL;

  gtk_im_context_get_preedit_string (find_input_method (fixture), &preedit, NULL, NULL);
  g_assert_cmpstr (preedit, ==, expected);
}

/* By its number, as any keyboard can: Ctrl, Shift and “ue9” is an é.
 *
 * What is half written stays so while messages come, quick answers appear and drafts are kept. */
static void
test_half_written (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_show (fixture);
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
  compose (fixture, GDK_KEY_u);
  compose (fixture, GDK_KEY_e);
  assert_composing (fixture, "uE");

  for (guint i = 0; i < 3; i++) {
    chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Are the baby bananas fine?", FALSE);
    chat_fixture_merge (fixture);
    fake_tracker_pass (fixture->tracker, 2 * G_USEC_PER_SEC);
    tote_tracker_set_draft (fixture->tracker, "of an earlier run");
    frames_settle (fixture->window);
  }
  assert_composing (fixture, "uE");
  g_assert_true (gtk_widget_has_focus (chat_fixture_get_text_view (fixture)));
  compose (fixture, GDK_KEY_9);
  compose (fixture, GDK_KEY_space);
  chat_fixture_assert_written (fixture, "é");
}

static void
test_emoji (ChatFixture *fixture, gconstpointer unused)
{
  GtkWidget *emoji = chat_fixture_find (fixture->entry, "emoji", G_TYPE_NONE);
  GtkWidget *chooser;

  chat_fixture_show (fixture);
  g_assert_true (gtk_widget_get_visible (emoji));
  g_signal_emit_by_name (emoji, "clicked");
  chooser = chat_fixture_find (fixture->entry, NULL, GTK_TYPE_EMOJI_CHOOSER);
  g_assert_nonnull (chooser);
  WAIT_FOR (gtk_widget_get_mapped (chooser));
  g_signal_emit_by_name (chooser, "emoji-picked", "🥭");
  chat_fixture_assert_written (fixture, "🥭");
  gtk_popover_popdown (GTK_POPOVER (chooser));
  WAIT_FOR (!gtk_widget_get_mapped (chooser));
}

static char *tooltip_text; /* (owned) (nullable) */

/* Instead of GTK's, which tells nobody what it shows. */
void
gtk_tooltip_set_text (GtkTooltip *tooltip, const char *text)
{
  g_free (tooltip_text);
  tooltip_text = g_strdup (text);
}

static void
test_moment (ChatFixture *fixture, gconstpointer unused)
{
  g_autoptr (GtkTooltip) tooltip = NULL;
  GtkWidget *body;
  gboolean shown = FALSE;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Hello", TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  body = chat_fixture_find (GTK_WIDGET (chat_fixture_get_bubble (fixture)), "body", G_TYPE_NONE);
  tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  g_signal_emit_by_name (gtk_widget_get_parent (body), "query-tooltip", 0, 0, FALSE, tooltip,
                         &shown);
  g_assert_true (shown);
  g_assert_cmpstr (tooltip_text, ==, "1:41 PM");
  g_clear_pointer (&tooltip_text, g_free);
}

static void
test_focus (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_show (fixture);
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
  g_assert_true (gtk_widget_has_focus (chat_fixture_get_text_view (fixture)));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer copied)
{
  *(char **) copied = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
assert_copies (ChatFixture *fixture, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->view);
  g_autofree char *copied = NULL;

  gtk_widget_activate_action (fixture->view, "chat-view.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, on_read, &copied);
  WAIT_FOR (copied != NULL);
  g_assert_cmpstr (copied, ==, expected);
}

static GtkWidget *
get_body (ChatFixture *fixture, const char *text)
{
  GtkWidget *list = chat_fixture_find (fixture->view, NULL, GTK_TYPE_LIST_VIEW);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *body = chat_fixture_find (row, "body", G_TYPE_NONE);

    if (body != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (body)), text) == 0)
      return body;
  }
  return NULL;
}

/* As the pointer does it: what is under it hears of it first. */
static void
press (GtkWidget *body)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (body);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_CLICK (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "pressed", 1, 4.0, 4.0);
  }
}

static void
test_copy (ChatFixture *fixture, gconstpointer unused)
{
  static const char first[] = "Two lines\nof “Mangoes”";
  static const char second[] = "See https://a.example/b & more";
  GtkWidget *body, *other;
  int start, end;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, first, TRUE);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, second, TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
  WAIT_FOR ((body = get_body (fixture, first)) != NULL &&
            (other = get_body (fixture, second)) != NULL);

  /* Across lines; the focus was where a message is written. */
  press (body);
  gtk_label_select_region (GTK_LABEL (body), 4, 14);
  assert_copies (fixture, "lines\nof “");

  /* With a link, which nothing was selected in until then. */
  press (other);
  gtk_label_select_region (GTK_LABEL (other), 0, 21);
  g_assert_true (gtk_label_get_selection_bounds (GTK_LABEL (other), &start, &end));
  WAIT_FOR (!gtk_label_get_selection_bounds (GTK_LABEL (body), &start, &end));
  assert_copies (fixture, "See https://a.example");

  /* The keys are elsewhere: nothing looks selected. */
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (other), &start, &end));

  /* Nothing is selected: the message with the focus. */
  press (body);
  assert_copies (fixture, first);
}

static void
focus_row (ChatFixture *fixture, GtkWidget *body)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_ancestor (body, TOTE_TYPE_CHAT_BUBBLE));

  g_assert_true (gtk_widget_grab_focus (row));
}

/* A part of a message, with links or without, from either end; what then is copied is that part. */
static void
test_select_by_keys (ChatFixture *fixture, gconstpointer unused)
{
  const char *const texts[] = { "Two bunches, please", "Two are at https://a.example" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, texts[i], TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    GtkWidget *body = NULL;

    WAIT_FOR ((body = get_body (fixture, texts[i])) != NULL);
    focus_row (fixture, body);
    frames_settle (fixture->window); /* the display hears that nothing is selected any more */
    g_assert_false (chat_fixture_press_on (fixture->view, GDK_KEY_Right, 0));
    g_assert_true (
        chat_fixture_press_on (fixture->view, GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK));
    g_assert_true (gtk_widget_has_focus (body));
    assert_copies (fixture, "Two");

    /* From here on it is the label's own. */
    g_assert_false (chat_fixture_press_on (fixture->view, GDK_KEY_Right, GDK_SHIFT_MASK));
    g_signal_emit_by_name (body, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, 2, TRUE);
    assert_copies (fixture, i == 0 ? "Two b" : "Two a");

    gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
    g_assert_cmpint (gtk_widget_get_can_focus (body), ==, i == 1);
    focus_row (fixture, body);
    assert_copies (fixture, texts[i]);
    frames_settle (fixture->window);
    chat_fixture_press_on (fixture->view, GDK_KEY_Left, GDK_SHIFT_MASK);
    assert_copies (fixture, "e");
    focus_row (fixture, body);
  }
}

static gboolean
on_link (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  char **uri = user_data;

  *uri = g_value_dup_string (values + 1);
  return G_SOURCE_REMOVE;
}

/* What the Enter key opens on what has the focus now. */
static void
assert_opens (GtkWidget *body, const char *expected)
{
  guint signal = g_signal_lookup ("activate-link", GTK_TYPE_LABEL);
  g_autofree char *uri = NULL;
  gulong hook = g_signal_add_emission_hook (signal, 0, on_link, &uri, NULL);

  g_signal_emit_by_name (body, "activate-current-link");
  if (uri == NULL)
    g_signal_remove_emission_hook (signal, hook);
  g_assert_cmpstr (uri, ==, expected);
}

/* After a press the Tab key goes to the link, as before it, and nothing is selected by it. From GTK
 * 4.12 on it stops at the message as a whole first. */
static void
test_tab_after_a_press (ChatFixture *fixture, gconstpointer unused)
{
  const char *text = "See https://a.example and https://b.example";
  GtkWidget *body = NULL;
  int start, end;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, text, TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  gtk_widget_action_set_enabled (fixture->pane, "chat.open-link", FALSE);
  WAIT_FOR ((body = get_body (fixture, text)) != NULL);
  press (body);
  gtk_label_select_region (GTK_LABEL (body), 0, 3);
  gtk_widget_child_focus (fixture->view, GTK_DIR_TAB_FORWARD);
  if (gtk_get_minor_version () >= 12) {
    g_assert_true (TOTE_IS_CHAT_BUBBLE (
        gtk_widget_get_first_child (gtk_root_get_focus (GTK_ROOT (fixture->window)))));
    gtk_widget_child_focus (fixture->view, GTK_DIR_TAB_FORWARD);
  }
  g_assert_true (gtk_widget_has_focus (body));
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (body), &start, &end));
  assert_opens (body, "https://a.example");
  gtk_widget_child_focus (fixture->view, GTK_DIR_TAB_FORWARD);
  assert_opens (body, "https://b.example");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/chat/pane/" path, ChatFixture, NULL, chat_fixture_set_up, test,                    \
              chat_fixture_tear_down)

int
main (int argc, char *argv[])
{
  chat_fixture_init (&argc, &argv);

  ADD ("send-once", test_send_once);
  ADD ("keys", test_keys);
  ADD ("refused", test_refused);
  ADD ("limit", test_limit);
  ADD ("blank", test_blank);
  ADD ("failure", test_failure);
  ADD ("asked", test_asked);
  ADD ("edit", test_edit);
  ADD ("closed", test_closed);
  ADD ("replies", test_replies);
  ADD ("replies-of-the-store", test_replies_of_the_store);
  ADD ("phone", test_phone);
  ADD ("other-tracker", test_other_tracker);
  ADD ("focus", test_focus);
  ADD ("copy", test_copy);
  ADD ("draft", test_draft);
  ADD ("delete", test_delete);
  ADD ("draft-is-kept", test_draft_is_kept);
  ADD ("draft-of-a-display", test_draft_of_a_display);
  ADD ("half-written", test_half_written);
  ADD ("select-by-keys", test_select_by_keys);
  ADD ("tab-after-a-press", test_tab_after_a_press);
  ADD ("emoji", test_emoji);
  ADD ("moment", test_moment);

  return g_test_run ();
}
