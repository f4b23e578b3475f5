/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-arrival-card.h"
#include "tote-pickup-panel.h"
#include "tote-rating-form.h"
#include "tote-stage-set.h"
#include "tote-star-rating.h"
#include "tote-vehicle-form.h"

/* The panels in the window, with the real tracker and the sandbox behind them. */

static const char *
get_state (ToteStageSet *set)
{
  return tote_order_get_state (tote_tracker_get_order (set->tracker));
}

static void
wait_for_state (ToteStageSet *set, const char *state)
{
  for (guint i = 0; i < 120 && g_strcmp0 (get_state (set), state) != 0; i++)
    tote_stage_set_advance (set, 20);
  g_assert_cmpstr (get_state (set), ==, state);
}

static GtkWidget *
find (ToteStageSet *set, GType type)
{
  return tote_stage_set_find (GTK_WIDGET (set->window), type, 0);
}

static void
click (ToteStageSet *set, const char *label)
{
  GtkWidget *button = tote_stage_set_find_button (GTK_WIDGET (set->window), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static ToteSendState
get_send_state (ToteStageSet *set, ToteWishKind kind)
{
  GListModel *outbox = tote_tracker_get_outbox (set->tracker);

  for (guint i = g_list_model_get_n_items (outbox); i > 0; i--) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i - 1);

    if (tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) == kind)
      return tote_outbox_entry_get_send_state (entry);
  }
  return TOTE_SEND_STATE_NONE;
}

static void
test_collect (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_PICKUP);
  GtkWidget *form;

  tote_stage_set_open (set, 430, 900);
  wait_for_state (set, "ready_for_pickup");
  g_assert_true (gtk_widget_get_mapped (find (set, TOTE_TYPE_ARRIVAL_CARD)));

  form = find (set, TOTE_TYPE_VEHICLE_FORM);
  adw_combo_row_set_selected (ADW_COMBO_ROW (tote_stage_set_find (form, ADW_TYPE_COMBO_ROW, 0)), 3);
  click (set, "Save Vehicle");
  tote_stage_set_settle (set);
  g_assert_cmpint (get_send_state (set, TOTE_WISH_VEHICLE), ==, TOTE_SEND_STATE_SENT);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (form)), ==, "Sedan");

  click (set, "I’m Here");
  tote_stage_set_settle (set);
  g_assert_cmpint (get_send_state (set, TOTE_WISH_ARRIVAL), ==, TOTE_SEND_STATE_SENT);
  tote_stage_set_advance (set, 20);
  g_assert_false (gtk_widget_get_visible (find (set, TOTE_TYPE_ARRIVAL_CARD)));

  wait_for_state (set, "delivered");
  g_assert_false (gtk_widget_get_visible (find (set, TOTE_TYPE_PICKUP_PANEL)));
  g_assert_true (gtk_widget_get_mapped (find (set, TOTE_TYPE_RATING_FORM)));

  tote_star_rating_set_value (TOTE_STAR_RATING (find (set, TOTE_TYPE_STAR_RATING)), 5);
  click (set, "Send Rating");
  tote_stage_set_settle (set);
  g_assert_cmpint (get_send_state (set, TOTE_WISH_RATING), ==, TOTE_SEND_STATE_SENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/panels/whole/collect", test_collect);

  return g_test_run ();
}
