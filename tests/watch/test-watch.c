/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "watch-harness.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOWHERE "http://127.0.0.1:1"

static void
assert_says (WatchRun *run, const char *part)
{
  g_autofree char *text = watch_run_join (run);

  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

static void
assert_usage (const char *part, WatchRun *run)
{
  g_assert_cmpint (watch_run_wait (run), ==, 2);
  g_assert_cmpuint (run->lines->len, ==, 1);
  assert_says (run, part);
  watch_run_free (run);
}

static void
test_usage (void)
{
  const char *const server[] = { "--server", NOWHERE, "--order", "x" };

#define RUN(...) watch_run_new ("t", server[0], server[1], server[2], server[3], __VA_ARGS__, NULL)
  assert_usage ("--server", watch_run_new ("t", "--order", "x", NULL));
  assert_usage ("--order", watch_run_new ("t", "--server", NOWHERE, NULL));
  assert_usage ("https",
                watch_run_new ("t", "--server", "http://example.com", "--order", "x", NULL));
  assert_usage ("https", watch_run_new ("t", "--server", "no address", "--order", "x", NULL));
  assert_usage ("above zero", RUN ("--pace", "0"));
  assert_usage ("above zero", RUN ("--pace", "fast"));
  assert_usage ("above zero", RUN ("--timeout", "-3"));
  assert_usage ("above zero", RUN ("--timeout", "nan"));
  assert_usage ("approve", RUN ("--decide", "maybe"));
  assert_usage ("--say", RUN ("--say", "  "));
  assert_usage ("--until", RUN ("--until", ""));
  assert_usage ("argument too many", RUN ("more"));
  assert_usage ("--colour", RUN ("--colour"));
  assert_usage ("No such file", RUN ("--token-file", "/nonexistent/token"));
#undef RUN
}

static void
test_too_long_a_text (void)
{
  g_autofree char *text = g_strnfill (1001, 'x');

  assert_usage ("1000",
                watch_run_new ("t", "--server", NOWHERE, "--order", "x", "--say", text, NULL));
}

static void
test_no_token (void)
{
  g_autoptr (WatchRun) run = watch_run_new (NULL, "--server", NOWHERE, "--order", "x", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 4);
  assert_says (run, "TOTE_TOKEN");
}

static void
test_empty_token_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (WatchRun) run = NULL;

  g_close (g_file_open_tmp ("tote-token-XXXXXX", &path, NULL), NULL);
  run = watch_run_new ("t", "--server", NOWHERE, "--order", "x", "--token-file", path, NULL);
  g_assert_cmpint (watch_run_wait (run), ==, 4);
  assert_says (run, "There is no token");
  g_remove (path);
}

static void
test_nobody_there (void)
{
  g_autoptr (WatchRun) run = watch_run_new ("t", "--server", NOWHERE, "--order", "x", "--json",
                                            "--pace", "0.01", "--timeout", "1", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 5);
  g_assert_nonnull (watch_run_find (run, "error", "resource", "order"));
  g_assert_cmpint (
      json_object_get_int_member (watch_run_find (run, "error", "resource", "order"), "status"), ==,
      0);
  g_assert_cmpuint (watch_run_count (run, "offline"), ==, 1);
}

/* A script with a wrong address ends by itself, also where all that answers is no order, as in a
 * hot spot that wants a password. Who has seen the order once follows it through an outage as long.
 */
static void
test_first_contact (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (WatchSandbox) hot_spot = watch_sandbox_new ("--faults", "*:html", NULL);
  g_autoptr (WatchRun) run = watch_run_new_for (sandbox, "--json", "--pace", "0.001", NULL);
  g_autoptr (WatchRun) nobody = NULL;
  g_autoptr (WatchRun) no_order = NULL;

  watch_run_await (run, "order", "state", "brand_new");
  watch_sandbox_control (sandbox, "fault", "{\"spec\": \"*:reset\"}");
  nobody =
      watch_run_new ("t", "--server", NOWHERE, "--order", "x", "--json", "--pace", "0.001", NULL);
  no_order = watch_run_new_for (hot_spot, "--json", "--pace", "0.001", NULL);
  g_assert_cmpint (watch_run_wait (nobody), ==, 5);
  g_assert_cmpint (watch_run_wait (no_order), ==, 5);

  watch_run_await (run, "offline", NULL, NULL);
  watch_sandbox_control (sandbox, "fault", "{\"spec\": \"\"}");
  watch_run_await (run, "online", NULL, NULL);
  watch_sandbox_control (sandbox, "advance", "{\"to\": \"canceled\"}");
  g_assert_cmpint (watch_run_wait (run), ==, 0);
}

static void
test_wrong_token (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (WatchRun) run = watch_run_new ("wrong", "--server", sandbox->url, "--order",
                                            sandbox->order_id, "--json", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 4);
  g_assert_cmpint (json_object_get_int_member (watch_run_find (run, "error", NULL, NULL), "status"),
                   ==, 401);
}

static void
test_unknown_order (gconstpointer dialect)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--dialect", dialect, NULL);
  g_autoptr (WatchRun) run =
      watch_run_new (sandbox->token, "--server", sandbox->url, "--order", "no-such-order", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 3);
  assert_says (run, "Resource not found");
}

/* Says so, and goes on until its time is over. */
static void
test_no_json (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--faults", "order:html", NULL);
  g_autoptr (WatchRun) run =
      watch_run_new_for (sandbox, "--json", "--pace", "0.01", "--timeout", "1", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 5);
  g_assert_cmpuint (watch_run_count (run, "error"), ==, 1);
  g_assert_nonnull (watch_run_find (run, "handling", NULL, NULL));
}

static void
test_recovers (void)
{
  g_autoptr (WatchSandbox) sandbox =
      watch_sandbox_new ("--story", "delivery", "--faults", "order:500*3,items:malformed*2", NULL);
  g_autoptr (WatchRun) run =
      watch_run_new_for (sandbox, "--json", "--pace", "0.01", "--until", "brand_new", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 0);
  g_assert_nonnull (watch_run_find (run, "error", "resource", "order"));
  g_assert_nonnull (watch_run_find (run, "order", "state", "brand_new"));
}

static void
test_offline_and_online (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (WatchRun) run = watch_run_new_for (sandbox, "--json", "--pace", "0.005", NULL);

  watch_run_await (run, "order", "state", "brand_new");
  watch_sandbox_control (sandbox, "fault", "{\"spec\": \"*:reset\"}");
  watch_run_await (run, "offline", NULL, NULL);
  watch_sandbox_control (sandbox, "fault", "{\"spec\": \"\"}");
  watch_run_await (run, "online", NULL, NULL);
  g_assert_cmpuint (watch_run_count (run, "order"), ==, 1);
}

static void
assert_members (WatchRun *run, const char *event, const char *members)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);
  JsonObject *object = watch_run_find (run, event, NULL, NULL);

  g_assert_nonnull (object);
  for (guint i = 0; names[i] != NULL; i++)
    g_assert_true (json_object_has_member (object, names[i]));
  g_assert_cmpuint (json_object_get_size (object), ==, g_strv_length (names) + 2);
  g_assert_nonnull (
      g_date_time_new_from_iso8601 (json_object_get_string_member (object, "at"), NULL));
}

/* Of the story of a delivery: somebody shops, and a replacement is offered. */
#define TO_THE_SHELVES "{\"advance\": 200}"
#define TO_THE_QUESTION "{\"advance\": 230}"

/* A delivery whose story stands still until told to go on: a busy machine is no slow customer. */
static WatchSandbox *
new_delivery (void)
{
  WatchSandbox *sandbox = watch_sandbox_new ("--story", "delivery", NULL);

  watch_sandbox_control (sandbox, "clock", "{\"paused\": true}");

  return sandbox;
}

/* Every event has the members of design 1, no more and no less. */
static void
test_whole_delivery (void)
{
  g_autoptr (WatchSandbox) sandbox = new_delivery ();
  g_autoptr (WatchRun) run =
      watch_run_new_for (sandbox, "--json", "--pace", "0.01", "--decide", "approve", "--say",
                         "Ripe ones, please", "--timeout", "25", NULL);

  watch_run_await (run, "order", "state", "brand_new");
  watch_sandbox_control (sandbox, "clock", TO_THE_SHELVES);
  watch_run_await_words (run, "\"Ripe ones, please\",\"delivery\":\"sent\"");
  watch_sandbox_control (sandbox, "clock", TO_THE_QUESTION);
  watch_run_await (run, "item", "decision", "approved");
  watch_sandbox_control (sandbox, "clock", "{\"paused\": false, \"speed\": 600}");
  g_assert_cmpint (watch_run_wait (run), ==, 0);
  assert_members (run, "order",
                  "state stage headline fulfillment_type window_starts_at window_ends_at");
  assert_members (run, "counts", "shopping found replaced refunded questions");
  assert_members (run, "item", "id name quantity unit group decision replacement");
  assert_members (run, "handling",
                  "address latitude longitude shopper leave_unattended alcoholic "
                  "certified_delivery");
  assert_members (run, "location", "latitude longitude");
  assert_members (run, "message", "id from body delivery");
  assert_members (run, "end", "state");

  g_assert_nonnull (watch_run_find (run, "item", "decision", "pending"));
  g_assert_nonnull (watch_run_find (run, "item", "decision", "approved"));
  g_assert_nonnull (watch_run_find (run, "message", "body", "Ripe ones, please"));
  g_assert_cmpuint (watch_run_count (run, "end"), ==, 1);
  g_assert_cmpuint (watch_run_count (run, "error"), ==, 0);
  g_assert_true (run->events->pdata[run->events->len - 1] ==
                 watch_run_find (run, "end", "state", "delivered"));
}

#define ASKED(name, decision)                                                                      \
  "{\"line_items\": [{\"id\": \"li-0\", \"status\": \"REPLACED\", \"replacement_status\": "        \
  "\"" decision "\", \"item\": {\"name\": \"Rye bread\", \"quantity\": \"1.0\"}, "                 \
  "\"replacement\": {\"name\": \"" name "\", \"quantity\": \"1.0\"}}]}"

/* The first decision meets a server that is busy, and the shopper has another idea meanwhile. */
static void
change_suggestion (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  ToteFakePlatform *platform = user_data;

  if (strcmp (call, "PUT replacement") != 0 || moment != TOTE_FAKE_ACCEPTED)
    return;
  if (platform->write_status != 0) {
    tote_fake_platform_set_body (platform, TOTE_RESOURCE_ITEMS, 0, ASKED ("Durian", "PENDING"));
    platform->write_status = 0;
  } else {
    tote_fake_platform_set_body (platform, TOTE_RESOURCE_ITEMS, 0, ASKED ("Durian", "APPROVED"));
    tote_fake_platform_set_state (platform, "checkout");
  }
}

static guint
find_item (WatchRun *run, const char *replacement, const char *decision)
{
  for (guint i = 0; i < run->events->len; i++) {
    JsonObject *event = run->events->pdata[i];

    if (strcmp (json_object_get_string_member (event, "event"), "item") == 0 &&
        g_strcmp0 (json_object_get_string_member_with_default (event, "replacement", NULL),
                   replacement) == 0 &&
        strcmp (json_object_get_string_member (event, "decision"), decision) == 0)
      return i;
  }
  g_error ("No item was told with %s %s", replacement, decision);
}

/* What is repeated is no decision about something else: the new suggestion is told, and decided as
 * a question of its own. */
static void
test_decides_what_was_told (void)
{
  ToteFakePlatform *platform = tote_fake_platform_new ("picking", 1);
  g_autoptr (WatchRun) run = NULL;

  tote_fake_platform_set_body (platform, TOTE_RESOURCE_ITEMS, 0, ASKED ("White bread", "PENDING"));
  platform->write_status = 429;
  platform->write_body = "Sorry";
  platform->watch = change_suggestion;
  platform->user_data = platform;
  run =
      watch_run_new ("t_1", "--server", platform->base, "--order", "MKT-1", "--json", "--pace",
                     "0.01", "--decide", "approve", "--until", "checkout", "--timeout", "25", NULL);
  g_assert_cmpint (watch_run_wait (run), ==, 0);

  g_assert_cmpuint (tote_fake_platform_count_calls (platform, "PUT replacement"), ==, 2);
  g_assert_cmpuint (platform->n_repeats, ==, 0);
  g_assert_cmpuint (find_item (run, "White bread", "pending"), <,
                    find_item (run, "Durian", "pending"));
  g_assert_cmpuint (find_item (run, "Durian", "pending"), <, find_item (run, "Durian", "approved"));
  tote_fake_platform_free (platform);
}

static void
test_says_it_in_sentences (void)
{
  g_autoptr (WatchSandbox) sandbox = new_delivery ();
  g_autoptr (WatchRun) run =
      watch_run_new_for (sandbox, "--pace", "0.01", "--decide", "refund", "--timeout", "25", NULL);

  watch_run_await_words (run, "We got your order");
  watch_sandbox_control (sandbox, "clock", TO_THE_SHELVES);
  watch_sandbox_control (sandbox, "clock", TO_THE_QUESTION);
  watch_run_await_words (run, "1 replacement waits for you");
  watch_sandbox_control (sandbox, "clock", "{\"paused\": false, \"speed\": 600}");
  g_assert_cmpint (watch_run_wait (run), ==, 0);
  assert_says (run, "We got your order");
  assert_says (run, "Goes to 501 Belt Line Rd");
  assert_says (run, "1 replacement waits for you");
  assert_says (run, "Out for delivery");
  assert_says (run, "The order has ended: delivered");
}

static void
test_until_waits_for_what_is_said (void)
{
  g_autoptr (WatchSandbox) sandbox =
      watch_sandbox_new ("--story", "delivery", "--faults", "chat-send:reset*3", NULL);
  g_autoptr (WatchRun) run = NULL;

  watch_sandbox_control (sandbox, "clock", "{\"paused\": true}");
  watch_sandbox_control (sandbox, "advance", "{\"to\": \"picking\"}");
  run = watch_run_new_for (sandbox, "--json", "--pace", "0.01", "--say", "Hello", "--until",
                           "PICKING", "--timeout", "25", NULL);
  g_assert_cmpint (watch_run_wait (run), ==, 0);
  g_assert_nonnull (watch_run_find (run, "message", "delivery", "sent"));
}

/* Where nobody listens, nothing is said, and the customer is not left to think it was. */
static void
test_what_was_not_said (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (WatchRun) run = watch_run_new_for (sandbox, "--json", "--say", "Hello", "--say",
                                                "Anyone?", "--until", "brand_new", NULL);

  g_assert_cmpint (watch_run_wait (run), ==, 0);
  g_assert_cmpuint (watch_run_count (run, "message"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (
                       watch_run_find (run, "message", "body", "Anyone?"), "delivery"),
                   ==, "failed");
}

/* A shopper cannot write lines of tote-watch. */
static void
test_one_line_each (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "delivery", NULL);
  g_autoptr (WatchRun) run = NULL;

  watch_sandbox_control (sandbox, "clock", "{\"paused\": true}");
  watch_sandbox_control (sandbox, "advance", "{\"to\": \"picking\"}");
  watch_sandbox_control (sandbox, "say", "{\"body\": \"Hi\\n12:00:00  Canceled\"}");
  watch_sandbox_control (sandbox, "advance", "{\"to\": \"delivered\"}");
  run = watch_run_new_for (sandbox, "--pace", "0.01", "--timeout", "25", NULL);
  g_assert_cmpint (watch_run_wait (run), ==, 0);
  assert_says (run, "Shopper: Hi 12:00:00  Canceled");
}

static void
test_token_file (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (WatchRun) run = NULL;
  g_autofree char *path = NULL;
  g_autofree char *line = g_strconcat (sandbox->token, "\n", NULL);
  int fd = g_file_open_tmp ("tote-token-XXXXXX", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  run = watch_run_new (NULL, "--server", sandbox->url, "--order", sandbox->order_id, "--token-file",
                       path, "--until", "brand_new", NULL);
  g_assert_cmpint (watch_run_wait (run), ==, 0);
  g_remove (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch/decides-what-was-told", test_decides_what_was_told);
  g_test_add_func ("/watch/usage", test_usage);
  g_test_add_func ("/watch/too-long-a-text", test_too_long_a_text);
  g_test_add_func ("/watch/no-token", test_no_token);
  g_test_add_func ("/watch/empty-token-file", test_empty_token_file);
  g_test_add_func ("/watch/nobody-there", test_nobody_there);
  g_test_add_func ("/watch/wrong-token", test_wrong_token);
  g_test_add_data_func ("/watch/unknown-order/reference", "reference", test_unknown_order);
  g_test_add_data_func ("/watch/unknown-order/rendition", "rendition", test_unknown_order);
  g_test_add_func ("/watch/no-json", test_no_json);
  g_test_add_func ("/watch/recovers", test_recovers);
  g_test_add_func ("/watch/first-contact", test_first_contact);
  g_test_add_func ("/watch/offline-and-online", test_offline_and_online);
  g_test_add_func ("/watch/whole-delivery", test_whole_delivery);
  g_test_add_func ("/watch/sentences", test_says_it_in_sentences);
  g_test_add_func ("/watch/until-waits-for-what-is-said", test_until_waits_for_what_is_said);
  g_test_add_func ("/watch/what-was-not-said", test_what_was_not_said);
  g_test_add_func ("/watch/one-line-each", test_one_line_each);
  g_test_add_func ("/watch/token-file", test_token_file);

  return g_test_run ();
}
