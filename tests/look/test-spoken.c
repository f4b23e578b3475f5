/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-manual-clock.h"
#include "tote-spoken.h"

/* Names of what is made of several labels, for those who listen. */

static void
assert_name (GtkWidget *place, const char *name)
{
  gtk_test_accessible_assert_property (place, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* In the order they were given in, with commas, and nothing for what is empty or not there. */
static void
test_compose (void)
{
  g_autoptr (GtkWidget) place = g_object_ref_sink (gtk_button_new ());
  g_autoptr (GtkWidget) first = g_object_ref_sink (gtk_label_new ("Belt Line Market · Order 15b3"));
  g_autoptr (GtkWidget) second = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (GtkWidget) third = g_object_ref_sink (gtk_label_new ("Is it fine?"));
  g_autoptr (GtkWidget) fourth = g_object_ref_sink (gtk_label_new ("1 question for you"));

  tote_spoken_compose (place, first, second, third, fourth, NULL);
  assert_name (place, "Belt Line Market, Order 15b3, Is it fine? 1 question for you");

  gtk_label_set_label (GTK_LABEL (second), "Today");
  assert_name (place, "Belt Line Market, Order 15b3, Today, Is it fine? 1 question for you");
  gtk_widget_set_visible (third, FALSE);
  assert_name (place, "Belt Line Market, Order 15b3, Today, 1 question for you");

  /* What is let go of stays as it is. */
  tote_spoken_end (place);
  gtk_label_set_label (GTK_LABEL (second), "Tomorrow");
  assert_name (place, "Belt Line Market, Order 15b3, Today, 1 question for you");
}

/* What goes before the rest of it is said no more, and nobody is kept. */
static void
test_part_goes (void)
{
  GtkWidget *place = g_object_ref_sink (gtk_button_new ());
  GtkWidget *first = g_object_ref_sink (gtk_label_new ("One"));
  GtkWidget *second = g_object_ref_sink (gtk_label_new ("Two"));

  tote_spoken_compose (place, first, second, NULL);
  g_assert_finalize_object (first);
  gtk_label_set_label (GTK_LABEL (second), "Three");
  assert_name (place, "Three");
  g_assert_finalize_object (place);
  g_assert_finalize_object (second);
}

/* A name that changes under the focus would be said again, whole. */
static void
test_focus (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *here = gtk_button_new ();
  GtkWidget *there = gtk_button_new ();

  gtk_box_append (GTK_BOX (box), here);
  gtk_box_append (GTK_BOX (box), there);
  gtk_window_set_child (GTK_WINDOW (window), box);
  tote_spoken_name (here, "2 of 7 items done");
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (here);
  while (!gtk_widget_has_focus (here))
    g_main_context_iteration (NULL, TRUE);

  tote_spoken_name (here, "3 of 7 items done");
  tote_spoken_name (here, "4 of 7 items done");
  settle ();
  assert_name (here, "2 of 7 items done");

  gtk_widget_grab_focus (there);
  settle ();
  assert_name (here, "4 of 7 items done");

  /* Unless it is meant to. */
  gtk_widget_grab_focus (here);
  tote_spoken_name_at_once (here, "Chat, shown");
  assert_name (here, "Chat, shown");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is about something that moves is not said more than once in ten seconds, and then as it is
 * by then. */
static void
test_calm (void)
{
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (0);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *here = gtk_button_new ();

  gtk_window_set_child (GTK_WINDOW (window), here);
  tote_spoken_name_calmly (here, "3 km away", TOTE_CLOCK (clock));
  tote_spoken_name_calmly (here, "2.5 km away · seen just now", TOTE_CLOCK (clock));
  assert_name (here, "2.5 km away, seen just now");
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (here);
  while (!gtk_widget_has_focus (here))
    g_main_context_iteration (NULL, TRUE);

  tote_spoken_name_calmly (here, "2 km away", TOTE_CLOCK (clock));
  assert_name (here, "2 km away");
  tote_manual_clock_advance (clock, 4 * G_USEC_PER_SEC);
  tote_spoken_name_calmly (here, "1.5 km away", TOTE_CLOCK (clock));
  tote_manual_clock_advance (clock, 4 * G_USEC_PER_SEC);
  tote_spoken_name_calmly (here, "1 km away", TOTE_CLOCK (clock));
  assert_name (here, "2 km away");
  tote_manual_clock_advance (clock, 2 * G_USEC_PER_SEC);
  assert_name (here, "1 km away");
  tote_spoken_name_calmly (here, "at your door", TOTE_CLOCK (clock));
  assert_name (here, "1 km away");

  /* What waits goes with the widget. */
  gtk_window_destroy (GTK_WINDOW (window));
  tote_manual_clock_advance (clock, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/spoken/compose", test_compose);
  g_test_add_func ("/spoken/part-goes", test_part_goes);
  g_test_add_func ("/spoken/focus", test_focus);
  g_test_add_func ("/spoken/calm", test_calm);

  return g_test_run ();
}
