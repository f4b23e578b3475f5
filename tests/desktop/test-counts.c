/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-lazy-row.h"
#include "tote-stage-set.h"

/* What a minute of following an order costs, in things that can be counted: frames drawn, rows
 * made, objects told of, questions asked. */

typedef struct {
  guint frames;
  guint notifications;
} Counts;

static void
count (guint *n)
{
  ++*n;
}

static void
begin (ToteStageSet *set, Counts *counts)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (set->window));

  *counts = (Counts){ 0 };
  g_signal_connect_swapped (clock, "paint", G_CALLBACK (count), &counts->frames);
  g_signal_connect_swapped (tote_tracker_get_order (set->tracker), "notify", G_CALLBACK (count),
                            &counts->notifications);
}

static void
end (ToteStageSet *set, Counts *counts)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (set->window)),
                                        &counts->frames);
  g_signal_handlers_disconnect_by_data (tote_tracker_get_order (set->tracker),
                                        &counts->notifications);
}

/* Time goes on for the follower, and nothing happens in the store. */
static void
let_pass (ToteStageSet *set, guint seconds)
{
  for (guint i = 0; i < seconds; i++) {
    tote_manual_clock_advance (set->clock, G_TIME_SPAN_SECOND);
    tote_stage_set_settle (set);
  }
}

static guint
count_filled (GtkWidget *widget)
{
  guint n = TOTE_IS_LAZY_ROW (widget) && tote_lazy_row_get_filled (TOTE_LAZY_ROW (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_filled (child);

  return n;
}

static guint
count_items (ToteStageSet *set)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (set->tracker))));
}

static gboolean
has_rows (ToteStageSet *set)
{
  return count_items (set) == 500 && count_filled (GTK_WIDGET (set->window)) > 5;
}

/* Of an order of any length, rows are made for what is in sight and a little around it. */
static void
test_rows (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_with_items (500);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "picking");

  for (guint i = 0; i < 60 && !has_rows (set); i++)
    let_pass (set, 1);
  g_assert_true (has_rows (set));
  g_assert_cmpuint (count_filled (GTK_WIDGET (set->window)), <, 50);
}

/* An answer that is the one before draws nothing and is told to nobody. */
static void
test_unchanged (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  guint asked;
  Counts counts;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "picking");
  let_pass (set, 20);
  asked = tote_stage_set_count_requests (set, "GET", "/v2/");

  begin (set, &counts);
  let_pass (set, 30);
  end (set, &counts);

  asked = tote_stage_set_count_requests (set, "GET", "/v2/") - asked;
  g_test_message ("%u frames, %u notifications, %u questions", counts.frames, counts.notifications,
                  asked);
  g_assert_cmpuint (asked, >, 5);
  g_assert_cmpuint (asked, <=, 20);
  g_assert_cmpuint (counts.notifications, ==, 0);
  g_assert_cmpuint (counts.frames, ==, 0);
}

/* Nor does a position that is said again and again. */
static void
test_same_position (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  Counts counts;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "delivering");
  let_pass (set, 20);

  begin (set, &counts);
  let_pass (set, 30);
  end (set, &counts);

  g_test_message ("%u frames, %u notifications", counts.frames, counts.notifications);
  g_assert_cmpuint (counts.notifications, ==, 0);
  g_assert_cmpuint (counts.frames, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/counts/rows", test_rows);
  g_test_add_func ("/counts/unchanged", test_unchanged);
  g_test_add_func ("/counts/same-position", test_same_position);

  return g_test_run ();
}
