/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-frame.h"

#include <libsoup/soup.h>
#include <shumate/shumate.h>

/* The floor of design 9: what any such application costs. An empty window with an empty map.
 *
 *   bench-floor [URL …]
 *
 * What stands at the addresses is asked for each five seconds, and thrown away: two are as many as
 * Tote asks for where nothing changes. libsoup is there already, for the map. */

#define SECONDS 5

static char **urls;

static void
on_answer (GObject *session, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), >, 0);
}

static gboolean
ask (gpointer session)
{
  for (char **url = urls; *url != NULL; url++) {
    g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, *url);
    g_autofree char *bearer = g_strconcat ("Bearer ", g_getenv ("TOTE_TOKEN"), NULL);

    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                 bearer);
    soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answer, NULL);
  }

  return G_SOURCE_CONTINUE;
}

static void
on_activate (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window),
                                      GTK_WIDGET (shumate_map_new ()));
  bench_tell_frame (window, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  if (*urls != NULL)
    g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, SECONDS, ask, soup_session_new (),
                                g_object_unref);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.github.tote.Floor", G_APPLICATION_NON_UNIQUE);

  urls = argv + 1;
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
