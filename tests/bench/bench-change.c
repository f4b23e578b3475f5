/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-change.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

/* How long a change takes to the screen, beyond the interval: whoever has changed something on the
 * server writes a line, the order is asked for at once, and the milliseconds until the frame that
 * shows what is new are printed. */

typedef struct {
  ToteTracker *tracker;
  GDataInputStream *lines;
  gint64 asked_at; /* 0: nobody waits */
  gboolean changed;
} Wait;

static void read_line (Wait *wait);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    return;

  wait->asked_at = g_get_monotonic_time ();
  wait->changed = FALSE;
  tote_tracker_refresh (wait->tracker);
  read_line (wait);
}

static void
read_line (Wait *wait)
{
  g_data_input_stream_read_line_async (wait->lines, G_PRIORITY_DEFAULT, NULL, on_line, wait);
}

static void
on_updated (Wait *wait)
{
  wait->changed = TRUE;
}

static void
on_after_paint (GdkFrameClock *clock, Wait *wait)
{
  if (!wait->changed || wait->asked_at == 0)
    return;

  printf ("%.1f\n", (double) (g_get_monotonic_time () - wait->asked_at) / 1000.0);
  fflush (stdout);
  wait->asked_at = 0;
}

/**
 * bench_tell_changes:
 * @window: a window that has been drawn
 * @tracker: what it shows
 */
void
bench_tell_changes (GtkWidget *window, ToteTracker *tracker)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Wait *wait = g_new0 (Wait, 1); /* as long as the process */

  wait->tracker = tracker;
  wait->lines = g_data_input_stream_new (input);
  g_signal_connect_swapped (tracker, "updated", G_CALLBACK (on_updated), wait);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint),
                    wait);
  read_line (wait);
}
