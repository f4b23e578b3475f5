/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels-support.h"

#include "tote-item-dialog.h"

typedef struct {
  ToteTracker *tracker;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker = panels_new_tracker ("picking", "delivery", NULL);
  fixture->window = gtk_window_new ();
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_YES);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->tracker);
}

static GtkWidget *
open (Fixture *fixture, const char *status, const char *decision)
{
  g_autoptr (ToteProduct) product = tote_product_new (NULL, "Oat Drink", NULL, "2", "each");
  g_autoptr (ToteProduct) replacement = tote_product_new (NULL, "Soy Drink", NULL, "1.5", "lb");
  g_autoptr (ToteItem) item = tote_item_new ("a", status, decision, product,
                                             g_str_equal (status, "replaced") ? replacement : NULL);

  GtkWidget *dialog = tote_item_dialog_new (fixture->window, fixture->tracker, item);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
test_found (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog = open (fixture, "found", NULL);

  g_assert_true (panels_says (dialog, "Oat Drink"));
  g_assert_true (panels_says (dialog, "2 each"));
  g_assert_true (panels_says (dialog, "Found"));
  g_assert_false (panels_says (dialog, "Instead of"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_replaced (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog = open (fixture, "replaced", "approved");

  g_assert_true (panels_says (dialog, "Soy Drink"));
  g_assert_true (panels_says (dialog, "1.5 lb"));
  g_assert_true (panels_says (dialog, "Instead of Oat Drink, 2 each"));
  g_assert_true (panels_says (dialog, "You approved the replacement."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
on_ask (char **asked, const char *text)
{
  *asked = g_strdup (text);
}

/* A message is begun, not sent. */
static void
test_ask (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog = open (fixture, "found", NULL);
  g_autofree char *asked = NULL;

  g_signal_connect_swapped (dialog, "ask", G_CALLBACK (on_ask), &asked);
  panels_click (dialog, "Ask About This Item");
  g_assert_cmpstr (asked, ==, "About Oat Drink: ");
  g_assert_cmpuint (fake_tracker_get_n_texts (fixture->tracker), ==, 0);
}

static void
test_no_chat (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *dialog;

  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_OVER);
  dialog = open (fixture, "found", NULL);
  g_assert_false (panels_offers (dialog, "Ask About This Item"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  panels_init (&argc, &argv);

  g_test_add ("/item-dialog/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/item-dialog/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  g_test_add ("/item-dialog/ask", Fixture, NULL, set_up, test_ask, tear_down);
  g_test_add ("/item-dialog/no-chat", Fixture, NULL, set_up, test_no_chat, tear_down);

  return g_test_run ();
}
