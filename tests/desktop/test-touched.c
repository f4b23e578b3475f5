/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "shown.h"
#include "targets.h"

#include "tote-display-window.h"
#include "tote-order-page.h"
#include "tote-order-view.h"
#include "tote-stage-set.h"

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

/* Items open. */
static void
look_at_dialog (ToteStageSet *set, GtkWidget *window)
{
  GtkWidget *page = tote_stage_set_find (window, TOTE_TYPE_ORDER_PAGE, 0);
  GtkWidget *list = tote_stage_set_find (page, GTK_TYPE_LIST_VIEW, 0);
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  g_signal_emit_by_name (list, "activate", 2); /* below the head and a heading */
  tote_stage_set_settle (set);
  for (guint i = g_list_model_get_n_items (windows); i-- > 0;) {
    g_autoptr (GtkWindow) dialog = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (dialog) != GTK_WINDOW (window))
      continue;
    n += targets_assert ("the item", GTK_WIDGET (dialog), LEAST);
    gtk_window_destroy (dialog);
  }
  g_assert_cmpuint (n, >, 0);
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

  shown_set_side (MAX (screens[i].width, screens[i].height));
  gtk_window_unfullscreen (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), screens[i].width, screens[i].height);
  tote_display_window_show_order (TOTE_DISPLAY_WINDOW (window), set->tracker);
  gtk_window_present (GTK_WINDOW (window));
  for (guint j = 0; j < G_N_ELEMENTS (states); j++) {
    tote_stage_set_enter (set, states[j]);
    look_at_panes (set, window, states[j]);
  }
  look_at_dialog (set, window);
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
