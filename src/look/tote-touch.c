/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-touch.h"

/* clang-format off */
static G_DEFINE_QUARK (tote-touch-style, style)
/* clang-format on */

/**
 * tote_touch_set:
 * @touched: whether there is a finger to press with
 *
 * Makes everything of @display large enough for that, or as it was.
 *
 * For tests: no screen of theirs is touched.
 */
void
tote_touch_set (GdkDisplay *display, gboolean touched)
{
  GtkStyleProvider *style = g_object_get_qdata (G_OBJECT (display), style_quark ());
  GtkCssProvider *fresh;

  if ((style != NULL) == !!touched)
    return;

  if (style != NULL) {
    gtk_style_context_remove_provider_for_display (display, style);
    g_object_set_qdata (G_OBJECT (display), style_quark (), NULL);
    return;
  }

  fresh = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (fresh, TOTE_GRESOURCE_PREFIX "/touch.css");
  /* Whatever else is said of a size is said for a mouse. */
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (fresh),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_object_set_qdata_full (G_OBJECT (display), style_quark (), fresh, g_object_unref);
}

static gboolean
look (gpointer user_data)
{
  GdkDisplay *display = user_data;
  g_autoptr (GList) seats = gdk_display_list_seats (display);
  gboolean touched = FALSE;

  for (GList *seat = seats; seat != NULL && !touched; seat = seat->next)
    touched = (gdk_seat_get_capabilities (seat->data) & GDK_SEAT_CAPABILITY_TOUCH) != 0;
  tote_touch_set (display, touched);

  return G_SOURCE_REMOVE;
}

/* A seat tells of what it is about to have no more. */
static void
look_soon (GdkDisplay *display)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, look, g_object_ref (display), g_object_unref);
}

static void
on_seat_added (GdkDisplay *display, GdkSeat *seat)
{
  g_signal_connect_object (seat, "device-added", G_CALLBACK (look_soon), display,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (seat, "device-removed", G_CALLBACK (look_soon), display,
                           G_CONNECT_SWAPPED);
  look (display);
}

/**
 * tote_touch_follow:
 *
 * Makes everything of @display large enough for a finger as long as one can press there, whatever
 * is plugged in or taken away.
 */
void
tote_touch_follow (GdkDisplay *display)
{
  g_autoptr (GList) seats = gdk_display_list_seats (display);

  g_signal_connect (display, "seat-added", G_CALLBACK (on_seat_added), NULL);
  g_signal_connect (display, "seat-removed", G_CALLBACK (look_soon), NULL);
  for (GList *seat = seats; seat != NULL; seat = seat->next)
    on_seat_added (display, seat->data);
}
