/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-clock-format.h"
#include "tote-stage-set.h"

/* What the page tells of times, as days end and zones turn out. The stage is in Chicago, at 1:30 PM
 * of 2 March 2026. Nothing goes on between moving the clock and looking, so no answer can have
 * come. */

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
test_today_ends_at_midnight (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 30);
  tote_stage_set_assert_shows (set, "Today,");
  tote_manual_clock_advance (set->clock, 10 * HOUR);
  tote_stage_set_assert_shows (set, "Today,");
  tote_stage_set_assert_shows (set, "Running late: the time slot ended at 3:30 PM");
  tote_manual_clock_advance (set->clock, HOUR / 2);
  tote_stage_set_assert_shows (set, "Yesterday,");
  tote_stage_set_assert_hides (set, "Today");
  tote_stage_set_assert_shows (set, "Running late: the time slot ended yesterday at 3:30 PM");
}

/* Until the line about being late takes over, and never beside it. */
static void
test_what_is_left_of_the_slot (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 5 * 60);
  tote_stage_set_assert_shows (set, "1 h 55 min left · ");
  tote_manual_clock_advance (set->clock, HOUR - 5 * G_TIME_SPAN_MINUTE);
  tote_stage_set_assert_shows (set, "1 h left · ");
  tote_manual_clock_advance (set->clock, 49 * G_TIME_SPAN_MINUTE);
  tote_stage_set_assert_shows (set, "11 min left · ");
  tote_stage_set_assert_hides (set, "Your time slot ends");
  tote_manual_clock_advance (set->clock, 2 * G_TIME_SPAN_MINUTE);
  tote_stage_set_assert_hides (set, "left");
  tote_stage_set_assert_shows (set, "Your time slot ends at 3:30 PM.");
}

static void
test_midnight_after_the_end (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 35 * 60);
  tote_stage_set_assert_shows (set, "Delivered");
  tote_stage_set_assert_shows (set, "Can be read until: Tomorrow,");
  tote_manual_clock_advance (set->clock, 10 * HOUR);
  tote_stage_set_assert_shows (set, "Yesterday,");
  tote_stage_set_assert_shows (set, "yesterday at ");
  tote_stage_set_assert_shows (set, "Yesterday\n"); /* a step */
  tote_stage_set_assert_shows (set, "Can be read until: Today,");
}

static void
test_zone_turns_out (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  ToteOrder *order = tote_tracker_get_order (set->tracker);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 6 * 60);
  tote_stage_set_assert_shows (set, "1:30 – 3:30 PM");
  tote_stage_set_assert_shows (set, " PM · ");
  tote_order_set_chat_zone (order, "Europe/Berlin");
  tote_stage_set_assert_shows (set, "8:30 – 10:30 PM CET");
  tote_stage_set_assert_shows (set, " PM CET · ");
  tote_stage_set_assert_hides (set, " PM · ");
  tote_order_set_chat_zone (order, "Pacific/Kiritimati");
  tote_stage_set_assert_shows (set, "9:30 – 11:30 AM UTC+14");
  tote_order_set_chat_zone (order, "Asia/Kolkata");
  tote_stage_set_assert_shows (set, "1:00 – 3:00 AM IST");
  tote_stage_set_assert_shows (set, "Today,"); /* it is tomorrow there, as the slot is */
}

static void
test_clock_of_the_desktop_changes (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_advance (set, 6 * 60);
  tote_stage_set_assert_shows (set, " PM · ");
  tote_clock_format_choose ("24h");
  g_object_notify (G_OBJECT (set->tracker), "today");
  tote_stage_set_assert_shows (set, "13:30 – 15:30");
  tote_stage_set_assert_hides (set, " PM");
  tote_clock_format_choose (NULL);
}

static void
test_far_slot_fits (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (GDateTime) starts_at = g_date_time_new_from_iso8601 ("2027-09-29T23:50:00Z", NULL);
  g_autoptr (GDateTime) ends_at = g_date_time_new_from_iso8601 ("2027-12-30T23:50:00Z", NULL);
  g_autoptr (ToteOrder) fresh = NULL;
  int minimum;

  tote_stage_set_open (set, 360, 640);
  tote_stage_set_advance (set, 30);
  fresh = g_object_new (TOTE_TYPE_ORDER, "state", "picking", "window-starts-at", starts_at,
                        "window-ends-at", ends_at, NULL);
  tote_order_update (tote_tracker_get_order (set->tracker), fresh);
  tote_order_set_chat_zone (tote_tracker_get_order (set->tracker), "Asia/Kathmandu");
  tote_stage_set_assert_shows (set, "Thursday, September 30, 2027,");
  tote_stage_set_assert_shows (set, "5:35 AM – Friday, December 31, 2027, 5:35 AM UTC+5:45");
  gtk_widget_measure (GTK_WIDGET (set->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/window/time/midnight", test_today_ends_at_midnight);
  g_test_add_func ("/window/time/left", test_what_is_left_of_the_slot);
  g_test_add_func ("/window/time/midnight-after-the-end", test_midnight_after_the_end);
  g_test_add_func ("/window/time/zone", test_zone_turns_out);
  g_test_add_func ("/window/time/clock", test_clock_of_the_desktop_changes);
  g_test_add_func ("/window/time/far-slot-fits", test_far_slot_fits);

  return g_test_run ();
}
