/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locales.h"
#include "tote-watch-event.h"

/* What stands between the two is a comma, so none stands within them, in German either. */
static void
test_location (TestLocales *locales, gconstpointer unused)
{
  g_autoptr (JsonObject) event = json_object_new ();
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 13, 41, 0);
  g_autofree char *sentence = NULL;

  if (!test_locales_use (locales, "de_DE"))
    return;

  json_object_set_string_member (event, "event", "location");
  json_object_set_double_member (event, "latitude", 46.205123);
  json_object_set_double_member (event, "longitude", -123.804987);
  sentence = tote_watch_event_to_sentence (event, at);
  g_assert_true (g_str_has_suffix (sentence, "  The shopper is at 46.20512, -123.80499"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sentence/location", TestLocales, NULL, test_locales_set_up, test_location,
              test_locales_tear_down);

  return g_test_run ();
}
