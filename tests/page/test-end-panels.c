/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels-support.h"

#include "tote-brand.h"
#include "tote-end-panel.h"
#include "tote-forget-dialog.h"
#include "tote-rating-form.h"
#include "tote-star-rating.h"

typedef struct {
  ToteTracker *tracker;
  GtkWidget *panel;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer type)
{
  fixture->tracker = panels_new_tracker ("delivered", type != NULL ? type : "delivery", NULL);
  fixture->panel =
      g_object_ref_sink (g_object_new (TOTE_TYPE_END_PANEL, "tracker", fixture->tracker, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->panel);
  g_assert_finalize_object (fixture->tracker);
}

static ToteStarRating *
get_stars (GtkWidget *panel)
{
  return TOTE_STAR_RATING (panels_find (panel, TOTE_TYPE_STAR_RATING, 0));
}

static void
test_before_end (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("delivering", "delivery", NULL);
  GtkWidget *panel =
      g_object_ref_sink (g_object_new (TOTE_TYPE_END_PANEL, "tracker", tracker, NULL));

  g_assert_false (gtk_widget_get_visible (panel));
  panels_set_state (tracker, "delivered");
  g_assert_true (gtk_widget_get_visible (panel));
  g_assert_finalize_object (panel);
}

static void
test_canceled (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("canceled", "delivery", NULL);
  GtkWidget *panel =
      g_object_ref_sink (g_object_new (TOTE_TYPE_END_PANEL, "tracker", tracker, NULL));

  g_assert_true (panels_says (panel, "This order will not come"));
  g_assert_false (panels_offers (panel, "Send Rating"));
  g_assert_true (panels_is_shown (panel, panels_find_row (panel, "Forget This Order…")));
  g_assert_finalize_object (panel);
}

/* On a store's display nothing is kept, and so nothing is there to be forgotten. */
static void
test_locked (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("delivered", "delivery", NULL);
  GtkWidget *panel;

  tote_brand_set_locked (tote_brand_get_default (), TRUE);
  panel = g_object_ref_sink (g_object_new (TOTE_TYPE_END_PANEL, "tracker", tracker, NULL));
  tote_brand_set_locked (tote_brand_get_default (), FALSE);

  g_assert_true (panels_offers (panel, "Send Rating"));
  g_assert_false (panels_is_shown (panel, panels_find_row (panel, "Forget This Order…")));
  g_assert_finalize_object (panel);
}

static void
test_history (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (panels_says (fixture->panel, "How it went"));

  fake_tracker_add_history (fixture->tracker, "picking", TOTE_STAGE_SHOPPING,
                            "Shopping in progress", "2026-03-14T17:05:00Z");
  fake_tracker_add_history (fixture->tracker, "delivered", TOTE_STAGE_DELIVERED, "Delivered",
                            "2026-03-14T18:42:00Z");

  g_assert_true (panels_says (fixture->panel, "How it went"));
  g_assert_true (panels_says (fixture->panel, "Shopping in progress"));
  g_assert_true (panels_says (fixture->panel, "12:05 PM"));
  g_assert_true (panels_says (fixture->panel, "1:42 PM"));
}

/* Nobody looked when it happened, so nobody knows when. */
static void
test_vague_entry (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 ("2026-03-14T18:42:00Z", NULL);
  g_autoptr (ToteHistoryEntry) entry = tote_history_entry_new_timed (
      "delivered", TOTE_STAGE_DELIVERED, "Delivered", at, TOTE_HISTORY_TIMING_VAGUE);

  g_list_store_append (G_LIST_STORE (tote_tracker_get_history (fixture->tracker)), entry);
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OVER);
  g_assert_true (panels_says (fixture->panel, "Delivered"));
  g_assert_false (panels_says (fixture->panel, "1:42 PM"));
  g_assert_true (panels_says (fixture->panel, "Can be read for a day after the end"));
}

/* Days and hours are those of the place where the order is. */
static void
test_entries_of_another_zone (Fixture *fixture, gconstpointer unused)
{
  fake_tracker_add_history (fixture->tracker, "delivered", TOTE_STAGE_DELIVERED, "Delivered",
                            "2026-03-14T18:42:00Z");
  tote_order_set_chat_zone (tote_tracker_get_order (fixture->tracker), "Europe/Berlin");
  g_object_notify (G_OBJECT (fixture->tracker), "today");
  g_assert_true (panels_says (fixture->panel, "7:42 PM CET"));
}

/* The headline of an entry is the server’s text in the end: never markup. */
static void
test_markup (Fixture *fixture, gconstpointer unused)
{
  fake_tracker_add_history (fixture->tracker, NULL, TOTE_STAGE_SHOPPING, "Jam & <b>Bread</b>",
                            "2026-03-14T17:05:00Z");

  g_assert_true (panels_says (fixture->panel, "Jam & <b>Bread</b>"));
}

static void
test_chat (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *row = panels_find_row (fixture->panel, "Chat");

  g_assert_false (panels_is_shown (fixture->panel, row));

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OVER);
  g_assert_true (panels_says (fixture->panel, "Can be read for a day after the end"));

  fake_tracker_add_history (fixture->tracker, "delivered", TOTE_STAGE_DELIVERED, "Delivered",
                            "2026-03-14T18:42:00Z");
  g_assert_true (panels_says (fixture->panel, "Can be read until: Tomorrow, 1:42 PM"));

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_EXPIRED);
  g_assert_true (panels_says (fixture->panel, "Can no longer be read"));

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OFF);
  g_assert_false (panels_is_shown (fixture->panel, row));
}

static void
test_chat_past (Fixture *fixture, gconstpointer unused)
{
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OVER);
  fake_tracker_add_history (fixture->tracker, "delivered", TOTE_STAGE_DELIVERED, "Delivered",
                            "2026-03-13T18:42:00Z");

  g_assert_true (panels_says (fixture->panel, "Can no longer be read"));
}

static void
test_rating (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *note = panels_find (fixture->panel, GTK_TYPE_TEXT_VIEW, 0);
  GtkWidget *send = panels_find_button (fixture->panel, "Send Rating");
  g_auto (GStrv) highlights = NULL;
  ToteWish *wish;

  tote_star_rating_set_value (get_stars (fixture->panel), 4);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (panels_find_button (fixture->panel, "Helpful chat")), TRUE);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (panels_find_button (fixture->panel, "Smooth delivery")), TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), " Thanks, Amida!\n",
                            -1);
  panels_click (fixture->panel, "Send Rating");
  g_assert_false (gtk_widget_is_sensitive (send));
  g_assert_false (gtk_widget_is_sensitive (note));
  g_signal_emit_by_name (send, "clicked");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  wish = fake_tracker_get_wish (fixture->tracker);
  highlights = tote_wish_dup_highlights (wish);
  g_assert_cmpint (tote_wish_get_kind (wish), ==, TOTE_WISH_RATING);
  g_assert_cmpint (tote_wish_get_stars (wish), ==, 4);
  g_assert_cmpstr (tote_wish_get_note (wish), ==, "Thanks, Amida!");
  g_assert_cmpuint (g_strv_length (highlights), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) highlights, "HELPFUL_CHAT"));
  g_assert_true (g_strv_contains ((const char *const *) highlights, "SMOOTH_DELIVERY"));
  g_assert_false (panels_says (fixture->panel, "The store has your rating."));

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "The store has your rating."));
  g_assert_false (panels_offers (fixture->panel, "Send Rating"));
  g_assert_false (panels_offers (fixture->panel, "Helpful chat"));
  g_assert_cmpuint (tote_star_rating_get_value (get_stars (fixture->panel)), ==, 4);
}

static void
test_rating_empty (Fixture *fixture, gconstpointer unused)
{
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (panels_find_button (fixture->panel, "Helpful chat")), TRUE);
  panels_click (fixture->panel, "Send Rating");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 0);
  g_assert_true (panels_says (fixture->panel, "Choose one to five stars first."));
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (panels_find_button (fixture->panel, "Helpful chat"))));

  tote_star_rating_set_value (get_stars (fixture->panel), 1);
  g_assert_false (panels_says (fixture->panel, "Choose one to five stars first."));
}

static void
test_rating_refused (Fixture *fixture, gconstpointer unused)
{
  tote_star_rating_set_value (get_stars (fixture->panel), 2);
  panels_click (fixture->panel, "Send Rating");
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_FAILED, "Not permitted");

  g_assert_true (panels_says (fixture->panel, "Not permitted"));
  g_assert_cmpuint (tote_star_rating_get_value (get_stars (fixture->panel)), ==, 2);
  g_assert_true (panels_offers (fixture->panel, "Send Rating"));

  panels_click (fixture->panel, "Try again");
  g_assert_cmpuint (fake_tracker_get_n_retries (fixture->tracker), ==, 1);
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
}

/* What waits for the customer to sign in looks no more alive than it is; what they gave stays. */
static void
test_rating_signed_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) signed_out = tote_connect_error_new (TOTE_CONNECT_ERROR_UNAUTHORISED);

  fake_tracker_set_loaded (fixture->tracker, TRUE, signed_out);
  tote_star_rating_set_value (get_stars (fixture->panel), 3);
  g_assert_true (panels_offers (fixture->panel, "Send Rating"));
  panels_click (fixture->panel, "Send Rating");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  g_assert_true (panels_says (fixture->panel, "Will be sent when you are signed in"));
  g_assert_false (panels_says (fixture->panel, "Sending your rating…"));
  g_assert_false (panels_says (fixture->panel, "The store has your rating."));

  fake_tracker_set_loaded (fixture->tracker, TRUE, NULL);
  g_assert_true (panels_says (fixture->panel, "Sending your rating…"));
  g_assert_false (panels_says (fixture->panel, "Will be sent when you are signed in"));
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "The store has your rating."));
  g_assert_cmpuint (tote_star_rating_get_value (get_stars (fixture->panel)), ==, 3);
}

/* A rating that was sent in an earlier run is not asked for again. */
static void
test_rating_restored (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("delivered", "delivery", NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_rating (5, NULL, NULL);
  GtkWidget *panel;

  tote_tracker_wish (tracker, wish);
  fake_tracker_settle (tracker, TOTE_SEND_STATE_SENT, NULL);
  panel = g_object_ref_sink (g_object_new (TOTE_TYPE_END_PANEL, "tracker", tracker, NULL));

  g_assert_true (panels_says (panel, "The store has your rating."));
  g_assert_false (panels_offers (panel, "Send Rating"));
  g_assert_cmpuint (tote_star_rating_get_value (get_stars (panel)), ==, 5);
  g_assert_finalize_object (panel);
}

static void
test_highlights (void)
{
  const struct {
    const char *type;
    gboolean chat, delivery, parking;
  } cases[] = {
    { "delivery", TRUE, TRUE, FALSE },
    { "pickup", TRUE, FALSE, TRUE },
    { "last_mile_delivery", FALSE, TRUE, FALSE },
    { "drone", TRUE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteTracker) tracker = panels_new_tracker ("delivered", cases[i].type, NULL);
    GtkWidget *form =
        g_object_ref_sink (g_object_new (TOTE_TYPE_RATING_FORM, "tracker", tracker, NULL));

    g_assert_true (panels_offers (form, "Good items"));
    g_assert_cmpint (panels_offers (form, "Helpful chat"), ==, cases[i].chat);
    g_assert_cmpint (panels_offers (form, "Good replacements"), ==, cases[i].chat);
    g_assert_cmpint (panels_offers (form, "Smooth delivery"), ==, cases[i].delivery);
    g_assert_cmpint (panels_offers (form, "Easy parking"), ==, cases[i].parking);
    g_assert_cmpint (panels_offers (form, "Clear instructions"), ==, cases[i].parking);
    g_assert_finalize_object (form);
  }
}

static void
test_stars (void)
{
  GtkWidget *stars = g_object_ref_sink (g_object_new (TOTE_TYPE_STAR_RATING, NULL));
  GtkCheckButton *third = GTK_CHECK_BUTTON (panels_find (stars, GTK_TYPE_CHECK_BUTTON, 2));

  gtk_test_accessible_assert_role (stars, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_role (third, GTK_ACCESSIBLE_ROLE_RADIO);
  gtk_test_accessible_assert_property (third, GTK_ACCESSIBLE_PROPERTY_LABEL, "3 stars");

  gtk_check_button_set_active (third, TRUE);
  g_assert_cmpuint (tote_star_rating_get_value (TOTE_STAR_RATING (stars)), ==, 3);
  tote_star_rating_set_value (TOTE_STAR_RATING (stars), 5);
  g_assert_false (gtk_check_button_get_active (third));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (third), "filled"));
  tote_star_rating_set_value (TOTE_STAR_RATING (stars), 0);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (third), "filled"));
  g_assert_finalize_object (stars);
}

static void
count (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (TOTE_IS_FORGET_DIALOG (window))
      return window; /* the list keeps it */
  }
  return NULL;
}

static void
settle_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_forget_row (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("forget", NULL);
  GtkWidget *window = gtk_window_new ();
  guint n_asked = 0;

  g_signal_connect_swapped (action, "activate", G_CALLBACK (count), &n_asked);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "view", G_ACTION_GROUP (group));
  gtk_window_set_child (GTK_WINDOW (window), fixture->panel);

  g_signal_emit_by_name (panels_find_row (fixture->panel, "Forget This Order…"), "activate");
  settle_loop ();
  g_assert_cmpuint (n_asked, ==, 1);

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
ask_to_forget (Fixture *fixture, guint *n_forgotten)
{
  GtkWidget *dialog = tote_forget_dialog_new (NULL, fixture->tracker);

  g_signal_connect_swapped (dialog, "forgotten", G_CALLBACK (count), n_forgotten);
  gtk_window_present (GTK_WINDOW (dialog));
  settle_loop ();
  return dialog;
}

static void
test_forget (Fixture *fixture, gconstpointer unused)
{
  guint n_forgotten = 0;
  GtkWidget *dialog = ask_to_forget (fixture, &n_forgotten);

  g_assert_true (gtk_window_get_modal (GTK_WINDOW (dialog)));
  g_assert_true (panels_says (dialog, "erased from this computer"));
  g_assert_false (fake_tracker_is_forgetting (fixture->tracker));

  panels_click (dialog, "Forget Order");
  g_assert_true (fake_tracker_is_forgetting (fixture->tracker));
  g_assert_false (panels_offers (dialog, "Forget Order"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle_loop ();
  g_assert_true (find_dialog () == dialog);

  fake_tracker_end_forgetting (fixture->tracker, NULL);
  settle_loop ();
  g_assert_cmpuint (n_forgotten, ==, 1);
  g_assert_null (find_dialog ());
}

static void
test_forget_not (Fixture *fixture, gconstpointer unused)
{
  guint n_forgotten = 0;
  GtkWidget *dialog = ask_to_forget (fixture, &n_forgotten);

  gtk_window_close (GTK_WINDOW (dialog));
  settle_loop ();
  g_assert_null (find_dialog ());
  g_assert_false (fake_tracker_is_forgetting (fixture->tracker));
  g_assert_cmpuint (n_forgotten, ==, 0);
}

static void
test_forget_failed (Fixture *fixture, gconstpointer unused)
{
  guint n_forgotten = 0;
  GtkWidget *dialog = ask_to_forget (fixture, &n_forgotten);

  panels_click (dialog, "Forget Order");
  fake_tracker_end_forgetting (fixture->tracker, "disk full");
  settle_loop ();

  g_assert_true (panels_says (dialog, "disk full"));
  g_assert_true (panels_offers (dialog, "Forget Order"));
  g_assert_cmpuint (n_forgotten, ==, 0);

  gtk_window_close (GTK_WINDOW (dialog));
  settle_loop ();
  g_assert_null (find_dialog ());
}

/* The window goes while the disk is still busy: the answer finds nobody, and nothing breaks. */
static void
test_forget_gone (Fixture *fixture, gconstpointer unused)
{
  guint n_forgotten = 0;
  GtkWidget *dialog = ask_to_forget (fixture, &n_forgotten);

  panels_click (dialog, "Forget Order");
  gtk_window_destroy (GTK_WINDOW (dialog));
  fake_tracker_end_forgetting (fixture->tracker, NULL);
  settle_loop ();
  g_assert_cmpuint (n_forgotten, ==, 0);
}

#define ADD(path, test) g_test_add ("/panels/end" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  panels_init (&argc, &argv);

  g_test_add_func ("/panels/end/before", test_before_end);
  g_test_add_func ("/panels/end/canceled", test_canceled);
  g_test_add_func ("/panels/end/locked", test_locked);
  ADD ("/history/times", test_history);
  ADD ("/history/vague", test_vague_entry);
  ADD ("/history/another-zone", test_entries_of_another_zone);
  ADD ("/history/markup", test_markup);
  ADD ("/chat/until", test_chat);
  ADD ("/chat/past", test_chat_past);
  ADD ("/rating/sent", test_rating);
  ADD ("/rating/empty", test_rating_empty);
  ADD ("/rating/refused", test_rating_refused);
  ADD ("/rating/signed-out", test_rating_signed_out);
  g_test_add_func ("/panels/end/rating/restored", test_rating_restored);
  g_test_add_func ("/panels/end/rating/highlights", test_highlights);
  g_test_add_func ("/panels/end/rating/stars", test_stars);
  ADD ("/forget/row", test_forget_row);
  ADD ("/forget/done", test_forget);
  ADD ("/forget/gone", test_forget_gone);
  ADD ("/forget/declined", test_forget_not);
  ADD ("/forget/failed", test_forget_failed);

  return g_test_run ();
}
