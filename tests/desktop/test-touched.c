/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "shown.h"
#include "targets.h"

#include "tote-address-dialog.h"
#include "tote-answers-dialog.h"
#include "tote-display-window.h"
#include "tote-order-page.h"
#include "tote-order-view.h"
#include "tote-picture-window.h"
#include "tote-question-card.h"
#include "tote-stage-set.h"
#include "wear.h"

/* A store display is touched: whatever of an order can be pressed there is large enough for a
 * finger, on a small screen as well. Its other screens: tests/kiosk/test-keys. */

#define LEAST 44

static const struct {
  const char *path;
  int width;
  int height;
} screens[] = {
  { "/touched/small", 1280, 720 },
  { "/touched/wide", 1920, 1080 },
  { "/touched/upright", 1080, 1920 },
};

static GtkApplication *application;

static void
look_at_panes (ToteStageSet *set, GtkWidget *window, const char *state)
{
  GtkWidget *view = tote_stage_set_find (window, TOTE_TYPE_ORDER_VIEW, 0);

  tote_stage_set_expand (window);
  tote_stage_set_settle (set);
  for (int pane = 0; pane < 3; pane++) {
    gtk_widget_activate_action (view, "view.pane", "i", pane);
    tote_stage_set_settle (set);
    g_assert_cmpuint (targets_assert (state, window, LEAST), >, 0);
  }
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
look_at (ToteStageSet *set, const char *what, GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
  tote_stage_set_wait (is_mapped, dialog);
  tote_stage_set_settle (set);
  g_assert_cmpuint (targets_assert (what, dialog, LEAST), >, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What opens by itself over @window. */
static GtkWidget *
get_window_over (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (other) == GTK_WINDOW (window))
      return GTK_WIDGET (other);
  }

  g_assert_not_reached ();
}

static void
look_at_dialogs (ToteStageSet *set, GtkWidget *window)
{
  GtkWidget *page = tote_stage_set_find (window, TOTE_TYPE_ORDER_PAGE, 0);
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (set->server), "/pictures/shopper.png", NULL);

  /* An item opens; it stands below the head and a heading. */
  g_signal_emit_by_name (tote_stage_set_find (page, GTK_TYPE_LIST_VIEW, 0), "activate", 2);
  look_at (set, "the item", get_window_over (window));
  look_at (set, "approve all",
           tote_answers_dialog_new (GTK_WINDOW (window), set->tracker, TOTE_DECISION_APPROVED));
  look_at (set, "refund all",
           tote_answers_dialog_new (GTK_WINDOW (window), set->tracker, TOTE_DECISION_REJECTED));
  look_at (set, "the address", tote_address_dialog_new (GTK_WINDOW (window), "tel:+15550100"));
  tote_picture_window_present (window, url, "A picture", NULL);
  look_at (set, "the picture", get_window_over (window));
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* With what came up over @control. */
static void
look_over (ToteStageSet *set, const char *what, GtkWidget *control)
{
  GtkWidget *popover = tote_stage_set_find (control, GTK_TYPE_POPOVER, 0);

  tote_stage_set_wait (is_laid_out, popover);
  tote_stage_set_settle (set);
  g_assert_cmpuint (targets_assert (what, popover, LEAST), >, 0);
  gtk_popover_popdown (GTK_POPOVER (popover));
  tote_stage_set_settle (set);
}

/* What there is to choose from, with the forms open. */
static void
look_at_choices (ToteStageSet *set, GtkWidget *window)
{
  GtkWidget *soon, *row;

  gtk_widget_activate_action (tote_stage_set_find (window, TOTE_TYPE_ORDER_VIEW, 0), "view.pane",
                              "i", TOTE_PANE_ORDER);
  tote_stage_set_settle (set);
  soon = tote_stage_set_find_shown (window, GTK_TYPE_DROP_DOWN);
  g_signal_emit_by_name (soon, "activate");
  look_over (set, "how soon", soon);
  row = tote_stage_set_find_shown (window, ADW_TYPE_COMBO_ROW);
  gtk_widget_activate (row);
  look_over (set, "the type", row);
}

/* What may be suggested instead of what the shopper offers. */
static void
look_at_suggestions (ToteStageSet *set, GtkWidget *window)
{
  GtkWidget *button;

  gtk_widget_activate_action (tote_stage_set_find (window, TOTE_TYPE_ORDER_VIEW, 0), "view.pane",
                              "i", TOTE_PANE_ORDER);
  tote_stage_set_settle (set);
  button = tote_stage_set_find (tote_stage_set_find_shown (window, TOTE_TYPE_QUESTION_CARD),
                                GTK_TYPE_MENU_BUTTON, 0);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  look_over (set, "the suggestions", button);
}

static void
test_screen (gconstpointer data)
{
  static const char *const states[] = { "verifying_replacements", "ready_for_pickup",
                                        "runner_acknowledged", "delivered" };
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (TOTE_SANDBOX_STORY_PICKUP, 560, NULL);
  const ToteDisplayConfig config = { .clock = TOTE_CLOCK (set->clock), .idle_seconds = 600 };
  GtkWidget *window = GTK_WIDGET (tote_display_window_new (application, &config));

  wear_profile ("[Choices]\nWhite bread=upc:1 count:1\n");
  shown_set_side (MAX (screens[i].width, screens[i].height));
  gtk_window_unfullscreen (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), screens[i].width, screens[i].height);
  tote_display_window_show_order (TOTE_DISPLAY_WINDOW (window), set->tracker);
  gtk_window_present (GTK_WINDOW (window));
  for (guint j = 0; j < G_N_ELEMENTS (states); j++) {
    tote_stage_set_enter (set, states[j]);
    look_at_panes (set, window, states[j]);
    if (g_str_equal (states[j], "verifying_replacements"))
      look_at_suggestions (set, window);
    if (g_str_equal (states[j], "ready_for_pickup"))
      look_at_choices (set, window);
  }
  look_at_dialogs (set, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  shown_init ();
  application = gtk_application_new ("org.example.Touched", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    g_test_add_data_func (screens[i].path, GUINT_TO_POINTER (i), test_screen);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
