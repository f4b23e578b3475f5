/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "tote-sandbox-world.h"

#include <math.h>

/* What happens when, on a clock that jumps. */

typedef struct {
  int second;
  const char *state;
} Moment;

static void
set_up (Fixture *fixture, gconstpointer story)
{
  fixture_set_up (fixture, (ToteSandboxStory) GPOINTER_TO_INT (story));
  fixture_start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture_tear_down (fixture);
}

static void
follow (Fixture *fixture, const Moment *moments, guint n_moments)
{
  int now = 0;

  for (guint i = 0; i < n_moments; i++) {
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    /* A second too early it is not there yet. */
    if (moments[i].second > 0) {
      fixture_jump (fixture, moments[i].second - 1 - now);
      before = fixture_get_state (fixture);
      g_assert_cmpstr (before, ==, moments[i - 1].state);
      fixture_jump (fixture, 1);
    }
    now = moments[i].second;
    after = fixture_get_state (fixture);
    g_assert_cmpstr (after, ==, moments[i].state);
  }
}

static void
test_delivery (Fixture *fixture, gconstpointer unused)
{
  static const Moment moments[] = {
    { 0, "brand_new" },    { 75, "acknowledged" },
    { 120, "picking" },    { 840, "verifying_replacements" },
    { 960, "checkout" },   { 1080, "delivering" },
    { 1800, "delivered" },
  };

  follow (fixture, moments, G_N_ELEMENTS (moments));
}

static void
test_pickup (Fixture *fixture, gconstpointer unused)
{
  static const Moment moments[] = {
    { 0, "brand_new" },           { 75, "acknowledged" },
    { 120, "picking" },           { 840, "verifying_replacements" },
    { 960, "checkout" },          { 1020, "bags_check" },
    { 1080, "ready_for_pickup" }, { 2280, "user_at_store" },
    { 2295, "runner_awaiting" },  { 2340, "runner_acknowledged" },
    { 2460, "bags_verified" },    { 2520, "delivered" },
  };

  follow (fixture, moments, G_N_ELEMENTS (moments));
}

static void
test_last_mile (Fixture *fixture, gconstpointer unused)
{
  static const Moment moments[] = {
    { 0, "brand_new" },
    { 240, "staged_for_delivery" },
    { 300, "waiting_for_delivery" },
    { 480, "acknowledged_for_delivery" },
    { 780, "at_store" },
    { 900, "bags_verified" },
    { 960, "delivering" },
    { 1680, "delivered" },
  };

  follow (fixture, moments, G_N_ELEMENTS (moments));
}

static void
test_none (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *state = NULL;

  fixture_jump (fixture, 86400);
  state = fixture_get_state (fixture);
  g_assert_cmpstr (state, ==, "brand_new");
}

static guint
count_lines (Fixture *fixture, const char *status, const char *decision)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");
  JsonArray *lines = json_object_get_array_member (answer_get_object (answer), "line_items");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++) {
    JsonObject *line = json_array_get_object_element (lines, i);

    if (g_str_equal (json_object_get_string_member (line, "status"), status) &&
        g_str_equal (json_object_get_string_member (line, "replacement_status"), decision))
      count++;
  }
  return count;
}

static void
test_silence_is_consent (Fixture *fixture, gconstpointer unused)
{
  fixture_jump (fixture, 419);
  g_assert_cmpuint (count_lines (fixture, "REPLACED", "PENDING"), ==, 0);
  fixture_jump (fixture, 1);
  g_assert_cmpuint (count_lines (fixture, "REPLACED", "PENDING"), ==, 1);
  fixture_jump (fixture, 539);
  g_assert_cmpuint (count_lines (fixture, "REPLACED", "PENDING"), ==, 1);
  fixture_jump (fixture, 1);
  g_assert_cmpuint (count_lines (fixture, "REPLACED", "APPROVED"), ==, 1);
  g_assert_cmpuint (count_lines (fixture, "FOUND", "SUBSTITUTION_STATUS_UNSPECIFIED"), ==, 5);
  g_assert_cmpuint (count_lines (fixture, "TO_REFUND", "SUBSTITUTION_STATUS_UNSPECIFIED"), ==, 1);
}

static gboolean
locate (Fixture *fixture, ToteSandboxPoint *point)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/location");
  JsonObject *object = answer_get_object (answer);
  JsonObject *coordinates;

  if (!json_object_has_member (object, "coordinates"))
    return FALSE;

  coordinates = json_object_get_object_member (object, "coordinates");
  *point = tote_sandbox_world_project (
      (ToteSandboxPlace){ json_object_get_double_member (coordinates, "latitude"),
                          json_object_get_double_member (coordinates, "longitude") });
  return TRUE;
}

/* On an avenue, on a street, on the highway, or on the last steps to the door. */
static double
get_distance_to_road (ToteSandboxPoint point)
{
  double nearest = fabs (point.y - tote_sandbox_world_highway (point.x));
  int avenue = tote_sandbox_world_avenue_near (point.x, point.y);
  int street = tote_sandbox_world_street_near (point.x, point.y);

  for (int i = -1; i <= 1; i++) {
    nearest = MIN (nearest, fabs (point.x - tote_sandbox_world_avenue (avenue + i, point.y)));
    nearest = MIN (nearest, fabs (point.y - tote_sandbox_world_street (street + i, point.x)));
  }
  return nearest;
}

static void
test_drive_follows_the_streets (Fixture *fixture, gconstpointer unused)
{
  ToteSandboxPoint last = { 0, 0 }, point = { 0, 0 };

  g_assert_false (locate (fixture, &point));
  fixture_jump (fixture, 1080);
  g_assert_true (locate (fixture, &last));
  g_assert_cmpfloat (hypot (last.x, last.y), >, 2500);

  for (int second = 5; second < 720; second += 5) {
    fixture_jump (fixture, 5);
    g_assert_true (locate (fixture, &point));
    g_assert_cmpfloat (hypot (point.x - last.x, point.y - last.y), <, 100);
    if (second > 30 && second < 660)
      g_assert_cmpfloat (get_distance_to_road (point), <, 8);
    last = point;
  }
  g_assert_cmpfloat (hypot (last.x, last.y), <, 0.1);
}

static char *
get_chat (Fixture *fixture)
{
  g_autofree char *path =
      g_strconcat ("/v2/post_checkout/chat/", tote_sandbox_server_get_order_id (fixture->server, 0),
                   "/messages", NULL);
  g_autoptr (Answer) answer = fixture_ask (fixture, "GET", path, NULL);
  JsonArray *messages = json_object_get_array_member (answer_get_object (answer), "chat_messages");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (messages); i++) {
    JsonObject *message = json_array_get_object_element (messages, i);

    g_string_append_printf (text, "%s %s %s\n",
                            json_object_get_string_member (message, "created_at"),
                            json_object_get_string_member (message, "sender_type"),
                            json_object_get_string_member (message, "body"));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
send (Fixture *fixture, const char *body)
{
  g_autofree char *path =
      g_strconcat ("/v2/post_checkout/chat/", tote_sandbox_server_get_order_id (fixture->server, 0),
                   "/messages", NULL);
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", path, body);

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
}

static void
test_answers_once (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *chat = NULL;

  fixture_jump (fixture, 200);
  send (fixture, "{\"body\": \"Ripe ones, please\"}");
  send (fixture, "{\"body\": \"And a bag, please\"}");
  fixture_jump (fixture, 60);
  chat = get_chat (fixture);
  g_assert_cmpstr (
      chat, ==,
      "2026-03-14T17:02:06Z driver Hi, this is Amida. I’m at the store and starting with your "
      "order now.\n"
      "2026-03-14T17:03:20Z user Ripe ones, please\n"
      "2026-03-14T17:03:20Z user And a bag, please\n"
      "2026-03-14T17:03:40Z driver Sure, no problem.\n");
}

/* The whole story as text: items and chat at each minute. */
static char *
tell (guint seed)
{
  Fixture fixture = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  fixture_set_up (&fixture, TOTE_SANDBOX_STORY_DELIVERY);
  fixture.options->seed = seed;
  fixture.options->items = 40;
  fixture_start (&fixture);
  for (int minute = 0; minute < 31; minute++) {
    g_autofree char *chat = get_chat (&fixture);

    g_string_append_printf (text, "%d %u %u %u\n%s", minute,
                            count_lines (&fixture, "FOUND", "SUBSTITUTION_STATUS_UNSPECIFIED"),
                            count_lines (&fixture, "REPLACED", "PENDING"),
                            count_lines (&fixture, "TO_REFUND", "SUBSTITUTION_STATUS_UNSPECIFIED"),
                            chat);
    fixture_jump (&fixture, 60);
  }
  fixture_tear_down (&fixture);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_same_seed_same_story (void)
{
  g_autofree char *first = tell (7);
  g_autofree char *again = tell (7);
  g_autofree char *other = tell (8);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
test_many (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = NULL;

  fixture_set_up (fixture, TOTE_SANDBOX_STORY_DELIVERY);
  fixture->options->items = 5000;
  fixture->options->orders = 50;
  fixture_start (fixture);
  answer = fixture_ask_order (fixture, "/items");
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (answer_get_object (answer), "line_items")),
                    ==, 5000);
  g_assert_nonnull (tote_sandbox_server_get_order_id (fixture->server, 49));
  g_assert_null (tote_sandbox_server_get_order_id (fixture->server, 50));
}

#define ADD(path, story, test)                                                                     \
  g_test_add (path, Fixture, GINT_TO_POINTER (story), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sandbox/simulation/delivery", TOTE_SANDBOX_STORY_DELIVERY, test_delivery);
  ADD ("/sandbox/simulation/pickup", TOTE_SANDBOX_STORY_PICKUP, test_pickup);
  ADD ("/sandbox/simulation/last-mile", TOTE_SANDBOX_STORY_LAST_MILE, test_last_mile);
  ADD ("/sandbox/simulation/dispatch", TOTE_SANDBOX_STORY_DISPATCH, test_last_mile);
  ADD ("/sandbox/simulation/none", TOTE_SANDBOX_STORY_NONE, test_none);
  ADD ("/sandbox/simulation/silence-is-consent", TOTE_SANDBOX_STORY_DELIVERY,
       test_silence_is_consent);
  ADD ("/sandbox/simulation/drive-follows-the-streets", TOTE_SANDBOX_STORY_DELIVERY,
       test_drive_follows_the_streets);
  ADD ("/sandbox/simulation/answers-once", TOTE_SANDBOX_STORY_DELIVERY, test_answers_once);
  g_test_add ("/sandbox/simulation/many", Fixture, NULL, NULL, test_many, tear_down);
  g_test_add_func ("/sandbox/simulation/same-seed-same-story", test_same_seed_same_story);

  return g_test_run ();
}
