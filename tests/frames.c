/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

static void
on_painted (gboolean *painted)
{
  *painted = TRUE;
}

/* Lets a frame go by: whatever has changed until now is laid out and drawn in it, and no more. */
void
frames_pass (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler =
      g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (clock, handler);
}

/* What was asked of the display has been answered after it. */
void
frames_run_what_is_due (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gdk_display_sync (gdk_display_get_default ());
}

/* Two frames, one after the other, between which nothing was under way. */
void
frames_settle (GtkWidget *window)
{
  for (guint frames = 0; frames < 2; frames++) {
    frames_pass (window);
    for (frames_run_what_is_due (); g_main_context_pending (NULL); frames_run_what_is_due ())
      frames = 0;
  }
}
