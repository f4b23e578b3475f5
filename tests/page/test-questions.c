/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"
#include "panels-support.h"
#include "wear.h"

#include "tote-answers-dialog.h"
#include "tote-question-card.h"
#include "tote-questions-bar.h"

#define SILENCE "If you do not answer before checkout, the replacement is bought."

typedef struct {
  ToteTracker *tracker;
  GtkWidget *window;
  GtkWidget *bar;
} Fixture;

static ToteItem *
new_question (const char *id, const char *ordered, const char *offered, const char *decision)
{
  g_autoptr (ToteProduct) product = tote_product_new (NULL, ordered, NULL, "1", "each");
  g_autoptr (ToteProduct) replacement = tote_product_new (NULL, offered, NULL, "2", "each");

  return tote_item_new (id, "replaced", decision, product, replacement);
}

static void
ask (Fixture *fixture, guint n, const char *first_decision)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (fresh, new_question ("a", "Sourdough Loaf", "Rustic Baguette", first_decision));
  for (guint i = 1; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);

    g_ptr_array_add (fresh, new_question (id, "Oat Drink", "Soy Drink", "pending"));
  }
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (fixture->tracker)), fresh);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker = panels_new_tracker ("picking", "delivery", NULL);
  fixture->bar = g_object_new (TOTE_TYPE_QUESTIONS_BAR, "tracker", fixture->tracker, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->bar);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->tracker);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    if (TOTE_IS_ANSWERS_DIALOG (window))
      return window;
  }
  return NULL;
}

/* What silence means is said once, and there is one place to answer them all. */
static void
test_several (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 1, "pending");
  g_assert_false (gtk_widget_get_visible (fixture->bar));

  ask (fixture, 2, "pending");
  g_assert_true (gtk_widget_get_visible (fixture->bar));
  g_assert_true (panels_says (fixture->bar, "2 replacements wait for you"));
  g_assert_true (panels_says (fixture->bar, SILENCE));

  ask (fixture, 2, "approved");
  g_assert_false (gtk_widget_get_visible (fixture->bar));
}

static void
test_card (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteItem) item = new_question ("a", "Sourdough Loaf", "Rustic Baguette", "pending");
  GtkWidget *card = g_object_ref_sink (tote_question_card_new (fixture->tracker, item));

  tote_question_card_set_place (TOTE_QUESTION_CARD (card), 1, 1);
  g_assert_true (panels_says (card, SILENCE));
  tote_question_card_set_place (TOTE_QUESTION_CARD (card), 1, 2);
  g_assert_false (panels_says (card, SILENCE));
  g_assert_finalize_object (card);
}

/* Another question goes while this one's answer is told of: what was told is not forgotten twice.
 */
static void
test_place_changes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteItem) item = new_question ("a", "Sourdough Loaf", "Rustic Baguette", "pending");
  GtkWidget *card = g_object_ref_sink (tote_question_card_new (fixture->tracker, item));
  g_autofree char *place = NULL;

  tote_question_card_set_place (TOTE_QUESTION_CARD (card), 1, 2);
  tote_item_set_wish (item, TOTE_DECISION_APPROVED, TOTE_SEND_STATE_FAILED, "Not possible");
  g_assert_true (panels_says (card, "Not possible"));
  tote_question_card_set_place (TOTE_QUESTION_CARD (card), 2, 2);
  tote_question_card_set_place (TOTE_QUESTION_CARD (card), 1, 1);
  tote_item_set_wish (item, TOTE_DECISION_APPROVED, TOTE_SEND_STATE_FAILED, "Still not possible");
  g_assert_true (panels_says (card, "Still not possible"));

  g_object_get (card, "place", &place, NULL);
  g_assert_cmpstr (place, ==, "");
  g_assert_finalize_object (card);
}

static void
offer (Fixture *fixture, const char *offered)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (fresh, new_question ("a", "Sourdough Loaf", offered, "pending"));
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (fixture->tracker)), fresh);
}

static ToteProduct *
get_offer (Fixture *fixture)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  return tote_item_get_replacement (tote_item_list_lookup (tote_order_get_items (order), "a"));
}

/* The shopper thinks better of it while the key is going down: what was read is what is answered.
 */
static void
test_pressed_on_what_was_drawn (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();
  ToteItem *item;
  GtkWidget *card;
  ToteWish *wish;

  offer (fixture, "Rustic Baguette");
  item =
      tote_item_list_lookup (tote_order_get_items (tote_tracker_get_order (fixture->tracker)), "a");
  card = tote_question_card_new (fixture->tracker, item);
  gtk_window_set_child (GTK_WINDOW (window), card);
  gtk_window_present (GTK_WINDOW (window));
  frames_pass (card);

  g_assert_true (gtk_widget_activate (panels_find_button (card, "Approve")));
  offer (fixture, "Durian");
  while (fake_tracker_get_n_wishes (fixture->tracker) == 0)
    g_main_context_iteration (NULL, TRUE);
  wish = fake_tracker_get_wish (fixture->tracker);
  g_assert_false (tote_wish_is_about (wish, get_offer (fixture)));
  offer (fixture, "Rustic Baguette");
  g_assert_true (tote_wish_is_about (wish, get_offer (fixture)));

  tote_item_set_wish (item, TOTE_DECISION_APPROVED, TOTE_SEND_STATE_OVERTAKEN, NULL);
  g_assert_true (panels_says (card, "The suggestion changed. Nothing was answered: please choose "
                                    "again."));
  g_assert_true (panels_offers (card, "Approve"));
  tote_item_set_wish (item, TOTE_DECISION_APPROVED, TOTE_SEND_STATE_UNCLEAR, NULL);
  g_assert_true (panels_says (card, "Your answer could not be confirmed. Choose again to send it "
                                    "once more."));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing is sent before the list was shown, and all of it after. */
static void
test_approve_all (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog;

  ask (fixture, 2, "pending");
  panels_click (fixture->bar, "Approve All…");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 0);
  g_assert_true (panels_says (dialog, "Approve 2 replacements?"));
  g_assert_true (panels_says (dialog, "Sourdough Loaf, 1 each → Rustic Baguette, 2 each"));
  g_assert_true (panels_says (dialog, "Oat Drink, 1 each → Soy Drink, 2 each"));

  panels_click (dialog, "Approve All");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 2);
  g_assert_null (find_dialog ());
}

/* What was answered elsewhere meanwhile is left alone. */
static void
test_refund_rest (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog;

  ask (fixture, 2, "pending");
  panels_click (fixture->bar, "Refund All…");
  dialog = find_dialog ();
  g_assert_true (panels_says (dialog, "Refund 2 items instead?"));
  ask (fixture, 2, "approved");

  panels_click (dialog, "Refund All");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
}

static void
test_look_at_each (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 2, "pending");
  panels_click (fixture->bar, "Approve All…");
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 0);
}

/* All of a short list is in sight, and no more room is taken than it needs, whatever the size of
 * the words; a long one scrolls. */
static void
test_list_whole (Fixture *fixture, gconstpointer unused)
{
  for (guint percent = 100; percent <= 200; percent += 100)
    for (guint n = 2; n <= 20; n += 18) {
      GtkWidget *dialog, *viewport;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * percent / 100),
                    NULL);
      ask (fixture, n, "pending");
      panels_click (fixture->bar, "Approve All…");
      dialog = find_dialog ();
      viewport = panels_find (dialog, GTK_TYPE_VIEWPORT, 0);
      frames_settle (dialog);
      g_assert_cmpint (gtk_widget_get_width (dialog), <=, 360);
      if (n == 2)
        g_assert_cmpint (gtk_widget_get_height (viewport), ==,
                         gtk_widget_get_height (gtk_viewport_get_child (GTK_VIEWPORT (viewport))));
      else
        g_assert_cmpint (gtk_widget_get_height (viewport), ==, 300);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static gboolean
can_suggest (Fixture *fixture, const char *ordered, const char *choice)
{
  g_autoptr (ToteItem) item = new_question ("c", ordered, "Rustic Baguette", "pending");
  GtkWidget *card = g_object_ref_sink (tote_question_card_new (fixture->tracker, item));
  GtkWidget *menu = panels_find (card, GTK_TYPE_MENU_BUTTON, 0);
  gboolean offered = gtk_widget_get_visible (menu);

  g_assert_cmpint (offered, ==, choice != NULL);
  if (choice != NULL)
    g_assert_true (panels_says (
        gtk_popover_get_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu))), choice));
  g_assert_finalize_object (card);
  return offered;
}

/* Nobody is asked whether ham will do for bread. */
static void
test_choices_that_fit (Fixture *fixture, gconstpointer unused)
{
  wear_profile ("[Choices]\nWhite bread=upc:1 count:1 for:loaf\nParma=upc:2 count:1 for:ham\n");
  g_assert_true (can_suggest (fixture, "Sourdough Loaf", "White bread"));
  g_assert_true (can_suggest (fixture, "Smoked Ham", "Parma"));
  g_assert_false (can_suggest (fixture, "Oat Drink", NULL));
  wear_profile ("[Choices]\nGift card=upc:3 count:1\n");
  g_assert_true (can_suggest (fixture, "Oat Drink", "Gift card"));
  wear_profile ("[Retailer]\nName=Belt Line Market\n");
  g_assert_false (can_suggest (fixture, "Oat Drink", NULL));
}

int
main (int argc, char **argv)
{
  panels_init (&argc, &argv);

  g_test_add ("/questions/card", Fixture, NULL, set_up, test_card, tear_down);
  g_test_add ("/questions/place-changes", Fixture, NULL, set_up, test_place_changes, tear_down);
  g_test_add ("/questions/pressed-on-what-was-drawn", Fixture, NULL, set_up,
              test_pressed_on_what_was_drawn, tear_down);
  g_test_add ("/questions/choices-that-fit", Fixture, NULL, set_up, test_choices_that_fit,
              tear_down);
  g_test_add ("/questions/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/questions/approve-all", Fixture, NULL, set_up, test_approve_all, tear_down);
  g_test_add ("/questions/list-whole", Fixture, NULL, set_up, test_list_whole, tear_down);
  g_test_add ("/questions/refund-rest", Fixture, NULL, set_up, test_refund_rest, tear_down);
  g_test_add ("/questions/look-at-each", Fixture, NULL, set_up, test_look_at_each, tear_down);

  return g_test_run ();
}
