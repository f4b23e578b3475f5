/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kept-fixture.h"

#include "test-support.h"

static void
count_day (KeptFixture *fixture)
{
  fixture->n_days++;
}

void
kept_open (KeptFixture *fixture)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);

  fixture->archive = tote_archive_new (fixture->directory);
  fixture->tracker =
      tote_tracker_new (client, "MKT-1", TOTE_CLOCK (fixture->clock), fixture->archive);
  g_signal_connect_swapped (fixture->tracker, "notify::today", G_CALLBACK (count_day), fixture);
}

/* Until nobody has anything left to do: a wish goes to the archive, where it is to be sent and
 * where it is being sent, over the line, and back. */
void
kept_turn (KeptFixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    tote_fake_platform_settle (fixture->platform, fixture->archive);
}

/* Lets time pass in steps, each with its requests and answers. */
void
kept_advance (KeptFixture *fixture, gint64 us, gint64 step)
{
  for (gint64 done = 0; done < us; done += step) {
    tote_manual_clock_advance (fixture->clock, step);
    kept_turn (fixture);
  }
}

void
kept_close (KeptFixture *fixture)
{
  tote_tracker_stop (fixture->tracker);
  kept_turn (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->tracker));
  tote_archive_close (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
}

/* @state: the order's; @now: ISO 8601 */
void
kept_set_up (KeptFixture *fixture, const char *state, const char *now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, NULL);

  fixture->directory = g_dir_make_tmp ("tote-kept-XXXXXX", NULL);
  fixture->platform = tote_fake_platform_new (state, 1);
  fixture->clock = tote_manual_clock_new (g_date_time_to_unix (time) * KEPT_SECOND);
  kept_open (fixture);
}

void
kept_tear_down (KeptFixture *fixture, gconstpointer unused)
{
  kept_close (fixture);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->clock);
  tote_fake_platform_free (fixture->platform);
  test_remove_tree (fixture->directory);
  g_free (fixture->directory);
}

void
kept_say (KeptFixture *fixture, const char *text)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message (text);

  g_assert_true (tote_tracker_wish (fixture->tracker, wish));
}
