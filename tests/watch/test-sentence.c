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

/* No line says anything to the terminal, and each is what was told all the same. */
static void
test_controls (void)
{
  const char *id = "a\x1b[31m\xc2\x9b"
                   "31m\x7f\n\"\\\xc3\xa9";
  g_autoptr (JsonObject) event = json_object_new ();
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 3, 14, 13, 41, 0);
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) again = NULL;

  json_object_set_string_member (event, "id", id);
  line = tote_watch_event_to_line (event, at);
  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
  again = json_from_string (line, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (again), "id"), ==, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sentence/location", TestLocales, NULL, test_locales_set_up, test_location,
              test_locales_tear_down);

  g_test_add_func ("/line/controls", test_controls);

  return g_test_run ();
}
