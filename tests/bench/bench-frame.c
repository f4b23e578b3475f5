/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-frame.h"

#include <stdio.h>

/* Waits for the first frame after which ready says so and prints the milliseconds since the
 * process was asked for, which the environment tells in BENCH_START (monotonic µs). */

typedef struct {
  BenchReady ready;
  gpointer user_data;
} Wait;

static void
on_after_paint (GdkFrameClock *clock, Wait *wait)
{
  const char *start = g_getenv ("BENCH_START");
  gint64 now = g_get_monotonic_time ();

  if (wait->ready != NULL && !wait->ready (wait->user_data))
    return;

  g_signal_handlers_disconnect_by_data (clock, wait);
  printf ("%.1f\n",
          (double) (now - g_ascii_strtoll (start != NULL ? start : "0", NULL, 10)) / 1000.0);
  fflush (stdout);
}

static void
on_realize (GtkWidget *window, Wait *wait)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint),
                    wait);
}

/**
 * bench_tell_frame:
 * @window: a window that is not yet shown
 * @ready: (nullable): whether the frame just drawn is the one; %NULL for the first
 * @user_data: for @ready
 */
void
bench_tell_frame (GtkWidget *window, BenchReady ready, gpointer user_data)
{
  Wait *wait = g_new0 (Wait, 1); /* as long as the process */

  wait->ready = ready;
  wait->user_data = user_data;
  if (gtk_widget_get_realized (window))
    on_realize (window, wait);
  else
    g_signal_connect (window, "realize", G_CALLBACK (on_realize), wait);
}
