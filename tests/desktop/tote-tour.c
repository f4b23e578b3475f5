/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tour.h"

#include "tote-about.h"
#include "tote-add-dialog.h"
#include "tote-address-dialog.h"
#include "tote-answers-dialog.h"
#include "tote-calendar-dialog.h"
#include "tote-forget-dialog.h"
#include "tote-help-window.h"
#include "tote-item-dialog.h"
#include "tote-link-dialog.h"
#include "tote-order-view.h"
#include "tote-picture-window.h"
#include "tote-preferences.h"
#include "tote-settings.h"
#include "tote-shortcuts-window.h"

#define WIDE 1200
#define NARROW 360
#define HEIGHT 1000

static ToteTourVisit visit;

static void
see (ToteStageSet *set, const char *page, GtkWidget *window)
{
  tote_stage_set_settle (set);
  g_test_message ("%s", page);
  visit (set, page, window);
}

static void
see_panes (ToteStageSet *set, const char *page)
{
  static const char *const panes[] = { "order", "map", "chat" };

  for (guint i = 0; i < G_N_ELEMENTS (panes); i++) {
    g_autofree char *name = g_strdup_printf ("%s-narrow-%s", page, panes[i]);

    gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                                (int) i);
    see (set, name, GTK_WIDGET (set->window));
  }
}

static void
test_stage (gconstpointer data)
{
  const ToteStageStop *stage = data;
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (stage->story, stage->seconds, stage->state);

  tote_stage_set_open (set, WIDE, HEIGHT);
  see (set, stage->name, GTK_WIDGET (set->window));
  gtk_window_destroy (GTK_WINDOW (set->window));
  tote_stage_set_open (set, NARROW, HEIGHT);
  see_panes (set, stage->name);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
see_dialog (ToteStageSet *set, const char *page, GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
  tote_stage_set_wait (is_mapped, dialog);
  see (set, page, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What opens by itself: the newest window over @parent. */
static GtkWidget *
get_window_over (GtkWidget *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (parent))
      return link->data;

  g_assert_not_reached ();
}

static void
see_picture (ToteStageSet *set, GtkWidget *window)
{
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (set->server), "/pictures/shopper.png", NULL);

  tote_picture_window_present (window, url, "A picture", NULL);
  see_dialog (set, "picture", get_window_over (window));
}

static void
test_dialogs (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (GSettings) settings = tote_settings_new ();
  GtkWidget *window;
  g_autoptr (ToteItem) item = NULL;

  tote_stage_set_open (set, WIDE, HEIGHT);
  tote_stage_set_advance (set, 560);
  window = GTK_WIDGET (set->window);
  item = g_list_model_get_item (
      G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (set->tracker))), 0);

  see_dialog (set, "address", tote_address_dialog_new (GTK_WINDOW (window), "tel:+15550100"));
  see_dialog (set, "calendar", tote_calendar_dialog_new (GTK_WINDOW (window), set->tracker));
  see_dialog (set, "forget", tote_forget_dialog_new (GTK_WINDOW (window), set->tracker));
  see_dialog (set, "help", tote_help_window_new (GTK_WINDOW (window)));
  see_dialog (set, "preferences", tote_preferences_new (GTK_WINDOW (window), settings));
  see_dialog (
      set, "item",
      tote_item_dialog_new (GTK_WIDGET (tote_window_get_view (set->window)), set->tracker, item));
  see_dialog (set, "answers",
              tote_answers_dialog_new (GTK_WINDOW (window), set->tracker, TOTE_DECISION_APPROVED));
  see_dialog (set, "shortcuts", tote_shortcuts_window_new (GTK_WINDOW (window)));
  /* Newer ones lie in this window, and dim it. */
#if ADW_VERSION_MAX_ALLOWED < ADW_ENCODE_VERSION(1, 5, 0)
  tote_about_show (GTK_WINDOW (window));
  see_dialog (set, "about", get_window_over (window));
#endif
  see_picture (set, window);

  gtk_widget_activate_action (window, "win.orders", NULL);
  see (set, "orders", window);
}

static void
test_signed_out (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, WIDE, HEIGHT);
  g_object_set (set->window, "demo", TRUE, NULL);
  tote_stage_set_advance (set, 500);
  tote_stage_set_sign_out (set);
  see (set, "signed-out", GTK_WIDGET (set->window));
  gtk_widget_activate_action (GTK_WIDGET (set->window), "win.orders", NULL);
  see (set, "orders-signed-out", GTK_WIDGET (set->window));
}

static void
test_failure (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, "*:500");

  tote_stage_set_open (set, NARROW, HEIGHT);
  see (set, "waiting", GTK_WIDGET (set->window));
  tote_stage_set_advance (set, 60);
  see (set, "failure", GTK_WIDGET (set->window));
}

static void
test_let_in (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (ToteDoor) door = NULL;
  ToteWindow *window;

  tote_stage_set_open (set, NARROW, HEIGHT); /* brings the style */
  window = tote_stage_set_open_first_run (NARROW, HEIGHT, &door);
  see (set, "first-run", GTK_WIDGET (window));
  see_dialog (set, "add", tote_add_dialog_new (GTK_WINDOW (window), door));
  see_dialog (set, "link", tote_link_dialog_new (GTK_WINDOW (window), door));
  tote_window_show_trouble (window, "Trouble", "Something is wrong.");
  see (set, "trouble", GTK_WIDGET (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add (const char *prefix, const char *name, GTestFunc function)
{
  g_autofree char *path = g_strconcat (prefix, "/", name, NULL);

  g_test_add_func (path, function);
}

/* The stops alone at which something is open over the page.
 *
 * @visit: called at each stop */
void
tote_tour_add_dialogs (const char *prefix, ToteTourVisit visitor)
{
  visit = visitor;
  add (prefix, "dialogs", test_dialogs);
  add (prefix, "let-in", test_let_in);
}

/* @visit: called at each stop */
void
tote_tour_add_tests (const char *prefix, ToteTourVisit visitor)
{
  tote_tour_add_dialogs (prefix, visitor);
  for (guint i = 0; i < TOTE_STAGE_SET_N_STOPS; i++) {
    g_autofree char *path = g_strconcat (prefix, "/", tote_stage_set_stops[i].name, NULL);

    g_test_add_data_func (path, &tote_stage_set_stops[i], test_stage);
  }
  add (prefix, "signed-out", test_signed_out);
  add (prefix, "failure", test_failure);
}
