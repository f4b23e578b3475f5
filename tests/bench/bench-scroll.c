/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-scroll.h"

#include <stdio.h>
#include <time.h>

/* Scrolls a long list a little each frame, as a finger would, and measures what the frames cost
 * this thread from the clock's first phase to the end of painting: in processor time, so that what
 * else the machine does is not counted. What was dropped is what the clock left out between two
 * frames, and that is counted with everything else the machine does. */

#define N_FRAMES 300
#define STEP 48.0 /* pixels a frame */
#define FRAME (G_USEC_PER_SEC / 60)

typedef struct {
  GtkWindow *window;
  guint n_rows;
  GtkAdjustment *adjustment;
  guint n_frames;
  gint64 began;
  gint64 busy;
  gint64 worst;
  guint n_long; /* that took more of the processor than there is between two */
  gint64 last;  /* when the frame before was shown; 0: there was none */
  gint64 n_dropped;
} Scroll;

static gint64
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static GtkListView *
find_list (GtkWidget *widget, guint n_rows)
{
  if (GTK_IS_LIST_VIEW (widget)) {
    GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (widget));

    if (model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) >= n_rows)
      return GTK_LIST_VIEW (widget);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkListView *found = find_list (child, n_rows);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
on_before_paint (GdkFrameClock *clock, Scroll *scroll)
{
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (scroll->last != 0)
    scroll->n_dropped += MAX ((now - scroll->last + FRAME / 2) / FRAME - 1, 0);
  scroll->last = now;
  scroll->began = get_processor_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Scroll *scroll)
{
  gint64 took = get_processor_time () - scroll->began;
  double ms;

  scroll->busy += took;
  scroll->worst = MAX (scroll->worst, took);
  scroll->n_long += took > FRAME;
  if (++scroll->n_frames < N_FRAMES)
    return;

  ms = (double) scroll->busy / 1000.0 / N_FRAMES;
  printf ("{\"frame_ms\": %.2f, \"fps\": %.1f, \"worst_ms\": %.2f, \"long\": %u, \"dropped\": "
          "%" G_GINT64_FORMAT "}\n",
          ms, 1000.0 / ms, (double) scroll->worst / 1000.0, scroll->n_long, scroll->n_dropped);
  fflush (stdout);
  g_signal_handlers_disconnect_by_data (clock, scroll);
  gtk_window_destroy (scroll->window);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *scroll = user_data;
  GtkAdjustment *adjustment = scroll->adjustment;
  double value = gtk_adjustment_get_value (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, value + STEP > end ? 0 : value + STEP);
  return G_SOURCE_CONTINUE;
}

static gboolean
begin (gpointer user_data)
{
  Scroll *scroll = user_data;
  GtkWidget *window = GTK_WIDGET (scroll->window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), scroll);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), scroll);
  gtk_widget_add_tick_callback (window, on_tick, scroll, NULL);
  return G_SOURCE_REMOVE;
}

/* What it takes to come to the beginning is no scrolling. */
static gboolean
go_to_beginning (gpointer user_data)
{
  Scroll *scroll = user_data;
  GtkListView *list = find_list (GTK_WIDGET (scroll->window), scroll->n_rows);

  if (list == NULL || !gtk_widget_get_mapped (GTK_WIDGET (list)))
    return G_SOURCE_CONTINUE;

  scroll->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_adjustment_set_value (scroll->adjustment, 0);
  g_timeout_add (500, begin, scroll);
  return G_SOURCE_REMOVE;
}

/**
 * bench_scroll_when_filled:
 * @window: where the list is; closed at the end
 * @n_rows: how many rows make it the one
 *
 * Prints one line of JSON and closes @window when it is done.
 */
void
bench_scroll_when_filled (GtkWindow *window, guint n_rows)
{
  Scroll *scroll = g_new0 (Scroll, 1); /* as long as the process */

  scroll->window = window;
  scroll->n_rows = n_rows;
  g_timeout_add (1000, go_to_beginning, scroll);
}
