/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-composer.h"
#include "tote-main-menu.h"
#include "tote-question-card.h"
#include "tote-tour.h"
#include "wear.h"

#include <glib-unix.h>
#include <unistd.h>

/* Stops at each page until a line comes in, for who looks at it from outside, and says which it is:
 * “stop PAGE”. What opens is open by then. */

static gboolean
on_line (int fd, GIOCondition condition, gpointer going_on)
{
  char line[2];

  *(gboolean *) going_on = read (fd, line, sizeof line) >= 0;

  return G_SOURCE_REMOVE;
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  gboolean going_on = FALSE;

  tote_stage_set_expand (window);
  tote_stage_set_settle (set);
  printf ("stop %s\n", page);
  fflush (stdout);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_line, &going_on);
  while (!going_on)
    g_main_context_iteration (NULL, TRUE);
}

/* What the button brings up. */
static void
visit_menu (ToteStageSet *set, const char *page, GtkWidget *button)
{
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_grab_focus (button)); /* which whoever opens it brings there */
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  visit (set, page, GTK_WIDGET (set->window));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
test_popovers (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 560, NULL);

  wear_profile ("[Choices]\nWhite bread=upc:1 count:1\n");
  tote_stage_set_open (set, 1200, 1000);
  visit_menu (set, "main menu",
              tote_stage_set_find (
                  tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_MAIN_MENU),
                  GTK_TYPE_MENU_BUTTON, 0));
  visit_menu (set, "choices",
              tote_stage_set_find (
                  tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_QUESTION_CARD),
                  GTK_TYPE_MENU_BUTTON, 0));
  g_signal_emit_by_name (tote_stage_set_find (tote_stage_set_find_shown (GTK_WIDGET (set->window),
                                                                         TOTE_TYPE_CHAT_COMPOSER),
                                              GTK_TYPE_TEXT_VIEW, 0),
                         "insert-emoji");
  visit (set, "emojis", GTK_WIDGET (set->window));
}

/* What there is to choose from, in a row and by itself. */
static void
test_lists (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_at (TOTE_SANDBOX_STORY_PICKUP, 1200, "ready_for_pickup");

  tote_stage_set_open (set, 1200, 1000);
  tote_stage_set_expand (GTK_WIDGET (set->window));
  tote_stage_set_settle (set);
  g_signal_emit_by_name (tote_stage_set_find_shown (GTK_WIDGET (set->window), GTK_TYPE_DROP_DOWN),
                         "activate");
  visit (set, "how soon", GTK_WIDGET (set->window));
  gtk_widget_activate (tote_stage_set_find_shown (GTK_WIDGET (set->window), ADW_TYPE_COMBO_ROW));
  visit (set, "type", GTK_WIDGET (set->window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  tote_tour_add_tests ("/stops", visit);
  g_test_add_func ("/stops/popovers", test_popovers);
  g_test_add_func ("/stops/lists", test_lists);

  return g_test_run ();
}
