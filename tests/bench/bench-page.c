/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-change.h"
#include "bench-frame.h"
#include "bench-scroll.h"
#include "tote-application.h"
#include "tote-process.h"
#include "tote-start.h"
#include "tote-window.h"

#include <glib-unix.h>
#include <unistd.h>

/* The application itself, started as main.c starts it, that tells when it first shows the order.
 * With BENCH_SCROLL=N in the environment it then scrolls the list that has at least N rows, says
 * how that went, and ends; with BENCH_CHANGES it tells how soon what changes is drawn; with
 * BENCH_CLOSES it closes its window once a line comes, and goes on following. */

static gboolean
shows_order (gpointer user_data)
{
  ToteOrderView *view = tote_window_get_view (user_data);
  ToteTracker *tracker = view != NULL ? tote_order_view_get_tracker (view) : NULL;
  gboolean shown = tracker != NULL && tote_tracker_get_loaded (tracker) &&
                   tote_tracker_get_items_loaded (tracker);

  if (shown && g_getenv ("BENCH_CHANGES") != NULL)
    bench_tell_changes (user_data, tracker);
  return shown;
}

static gboolean
on_line (int fd, GIOCondition condition, gpointer user_data)
{
  gtk_window_close (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  const char *rows = g_getenv ("BENCH_SCROLL");

  bench_tell_frame (GTK_WIDGET (window), shows_order, window);
  if (rows != NULL)
    bench_scroll_when_filled (window, (guint) g_ascii_strtoull (rows, NULL, 10));
  if (g_getenv ("BENCH_CLOSES") != NULL)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN, on_line, window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (ToteApplication) application = NULL;
  g_autofree char *token = tote_process_prepare ("TOTE_TOKEN");

  tote_start_set_up_heap ();
  tote_start_choose_renderer ("/dev/dri", gtk_get_minor_version ());
  tote_start_open_display ();
  tote_start_return_memory ();
  application = tote_application_new (tote_clock_get_default ());
  tote_application_take_token (application, g_steal_pointer (&token));
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
