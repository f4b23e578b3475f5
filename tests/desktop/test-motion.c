/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-view.h"
#include "tote-order-page.h"
#include "tote-preferences.h"
#include "tote-settings.h"
#include "tote-stage-set.h"

/*
 * For those who want nothing to move, what scrolls by itself is at its end at once: to a message,
 * to the head, to what the Tab key comes to. A list that learns how high its rows are is corrected
 * once or twice on the way; what glides is elsewhere in each frame. Tests want nothing to move.
 */

/* More than a glide of GTK takes, and how many of them may find the list elsewhere. */
#define N_FRAMES 30
#define N_STEPS_MAX 3

typedef struct {
  GtkAdjustment *adjustment;
  double value;
  guint n_frames;
  guint n_steps;
} Watch;

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;
  double value = gtk_adjustment_get_value (watch->adjustment);

  if (value < watch->value || value > watch->value)
    watch->n_steps++;
  watch->value = value;

  return ++watch->n_frames < N_FRAMES;
}

static void
begin (Watch *watch, GtkWidget *list)
{
  watch->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  watch->value = gtk_adjustment_get_value (watch->adjustment);
  watch->n_frames = watch->n_steps = 0;
}

/* Returns: in how many frames it is found elsewhere */
static guint
count_steps (Watch *watch, GtkWidget *list)
{
  double before = watch->value;

  gtk_widget_add_tick_callback (list, on_frame, watch, NULL);
  while (watch->n_frames < N_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (watch->value >= before && watch->value <= before);
  g_test_message ("%u steps from %.0f to %.0f", watch->n_steps, before, watch->value);

  return watch->n_steps;
}

static GtkWidget *
find_list (ToteStageSet *set, GType type)
{
  return tote_stage_set_find (tote_stage_set_find (GTK_WIDGET (set->window), type, 0),
                              GTK_TYPE_LIST_VIEW, 0);
}

static void
scroll_to_end (ToteStageSet *set, GtkWidget *list)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  tote_stage_set_settle (set);
}

static void
test_message (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 320, NULL);
  GtkWidget *view, *list;
  Watch watch;

  tote_stage_set_open (set, 1200, 500);
  tote_stage_set_say (set, 40);
  view = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_VIEW, 0);
  list = tote_stage_set_find (view, GTK_TYPE_LIST_VIEW, 0);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)), 0);
  tote_stage_set_settle (set);

  begin (&watch, list);
  gtk_widget_activate_action (view, "chat-view.follow", NULL);
  g_assert_cmpuint (count_steps (&watch, list), <=, N_STEPS_MAX);
}

static void
test_head (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 560, NULL);
  GtkWidget *page, *list;
  Watch watch;

  tote_stage_set_open (set, 1200, 400);
  page = tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_PAGE, 0);
  list = find_list (set, TOTE_TYPE_ORDER_PAGE);
  scroll_to_end (set, list);
  begin (&watch, list);
  gtk_widget_grab_focus (page);
  g_assert_cmpuint (count_steps (&watch, list), <=, N_STEPS_MAX);
}

static GtkWidget *
open_preferences (ToteStageSet *set)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  GtkWidget *window = tote_preferences_new (GTK_WINDOW (set->window), settings);

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_present (GTK_WINDOW (window));
  tote_stage_set_settle (set);

  return window;
}

static void
test_focus (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 40, NULL);
  GtkWidget *window, *viewport;
  Watch watch;

  tote_stage_set_open (set, 1200, 760);
  window = open_preferences (set);
  viewport = tote_stage_set_find (window, GTK_TYPE_VIEWPORT, 0);
  begin (&watch, viewport);
  for (guint i = 0; i < 8; i++)
    gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (count_steps (&watch, viewport), <=, N_STEPS_MAX);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/motion/message", test_message);
  g_test_add_func ("/motion/head", test_head);
  g_test_add_func ("/motion/focus", test_focus);

  return g_test_run ();
}
