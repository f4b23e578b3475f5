/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "tote-sandbox-faults.h"

#include <string.h>

/* What goes wrong, and when: the language, and each fault as a client meets it. */

static void
set_up (Fixture *fixture, gconstpointer spec)
{
  fixture_set_up (fixture, TOTE_SANDBOX_STORY_DELIVERY);
  fixture->options->faults = g_strdup (spec);
  fixture_start (fixture);
  fixture_jump (fixture, 130);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture_tear_down (fixture);
}

static void
test_bad_rules (void)
{
  static const char *const rules[] = { "items",          "items:",        "nothing:500",
                                       "items:200",      "items:explode", "items:500*x",
                                       "items:500@2",    "items:500@",    "items:delay",
                                       "items:delay=-1", "items:reset=3", "items:500+-1",
                                       "items:500=soon", ":500" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteSandboxFaults) faults = tote_sandbox_faults_new (rules[i], 1, &error);

    g_test_message ("%s", rules[i]);
    g_assert_null (faults);
    g_assert_error (error, TOTE_SANDBOX_FAULTS_ERROR, 0);
    g_assert_nonnull (strstr (error->message, rules[i]));
  }
}

static void
test_counts (void)
{
  g_autoptr (ToteSandboxFaults) faults =
      tote_sandbox_faults_new ("items:500*2+1, order:delay=0.5,*:delay=0.25", 1, NULL);
  static const ToteSandboxFaultKind expected[] = { TOTE_SANDBOX_FAULT_NONE,
                                                   TOTE_SANDBOX_FAULT_STATUS,
                                                   TOTE_SANDBOX_FAULT_STATUS,
                                                   TOTE_SANDBOX_FAULT_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (tote_sandbox_faults_decide (faults, TOTE_SANDBOX_OPERATION_ITEMS).kind, ==,
                     expected[i]);
  g_assert_cmpuint (tote_sandbox_faults_decide (faults, TOTE_SANDBOX_OPERATION_ORDER).delay, ==,
                    750);
  g_assert_cmpuint (tote_sandbox_faults_decide (faults, TOTE_SANDBOX_OPERATION_CONTROL).delay, ==,
                    0);
}

static guint
count_faults (guint seed, guint *pattern)
{
  g_autoptr (ToteSandboxFaults) faults = tote_sandbox_faults_new ("*:503=7@0.3", seed, NULL);
  guint count = 0;

  for (guint i = 0; i < 1000; i++) {
    ToteSandboxFault fault = tote_sandbox_faults_decide (faults, TOTE_SANDBOX_OPERATION_ITEMS);

    if (fault.kind != TOTE_SANDBOX_FAULT_STATUS)
      continue;
    g_assert_cmpuint (fault.status, ==, 503);
    g_assert_cmpuint (fault.retry_after, ==, 7);
    *pattern = *pattern * 31 + i;
    count++;
  }
  return count;
}

static void
test_chance (void)
{
  guint first = 0, again = 0, other = 0;
  guint count = count_faults (1, &first);

  g_assert_cmpuint (count, >, 240);
  g_assert_cmpuint (count, <, 360);
  count_faults (1, &again);
  count_faults (2, &other);
  g_assert_cmpuint (first, ==, again);
  g_assert_cmpuint (first, !=, other);
}

static void
test_status (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");
  g_autoptr (Answer) next = NULL;

  g_assert_cmpuint (answer->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Retry-After"), ==, "7");
  next = fixture_ask_order (fixture, "/items");
  g_assert_cmpuint (next->status, ==, SOUP_STATUS_OK);
}

static char *
send (Fixture *fixture, guint *status)
{
  g_autofree char *path =
      g_strconcat ("/v2/post_checkout/chat/", tote_sandbox_server_get_order_id (fixture->server, 0),
                   "/messages", NULL);
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", path, "{\"body\": \"Hello\"}");
  g_autoptr (Answer) state = fixture_ask (fixture, "GET", "/sandbox/state", NULL);
  JsonObject *order = json_array_get_object_element (
      json_object_get_array_member (answer_get_object (state), "orders"), 0);
  g_autofree char *posts = json_to_string (json_object_get_member (order, "posts"), FALSE);

  *status = answer->status;
  return g_steal_pointer (&posts);
}

static void
test_reset_before (Fixture *fixture, gconstpointer unused)
{
  guint status = 0;
  g_autofree char *posts = send (fixture, &status);

  g_assert_cmpuint (status, ==, 0);
  g_assert_cmpstr (posts, ==, "{}");
}

static void
test_answer_lost (Fixture *fixture, gconstpointer unused)
{
  guint status = 0;
  g_autofree char *posts = send (fixture, &status);

  g_assert_cmpuint (status, !=, SOUP_STATUS_OK);
  g_assert_cmpstr (posts, ==, "{\"Hello\":1}");
}

static void
test_no_json (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
  g_assert_null (answer->root);
}

static void
test_array (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");

  g_assert_true (JSON_NODE_HOLDS_ARRAY (answer->root));
}

static void
test_truncated (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");

  g_assert_error (answer->error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static void
test_redirect (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");
  const char *target = soup_message_headers_get_one (answer->headers, "Location");

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_FOUND);
  g_assert_true (g_str_has_prefix (target, "http://localhost:"));
}

static void
test_delay (Fixture *fixture, gconstpointer unused)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr (Answer) answer = fixture_ask_order (fixture, "/items");

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 100 * G_TIME_SPAN_MILLISECOND);
}

typedef struct {
  gsize length;
  gboolean done;
} Flood;

static void
on_flood_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  Flood *flood = user_data;

  flood->length += bytes != NULL ? g_bytes_get_size (bytes) : 0;
  flood->done = bytes == NULL || g_bytes_get_size (bytes) == 0 || flood->length > 8 << 20;
  if (!flood->done)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), 1 << 16, G_PRIORITY_DEFAULT, NULL,
                                     on_flood_read, flood);
}

static void
on_flood_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (stream);
  g_input_stream_read_bytes_async (stream, 1 << 16, G_PRIORITY_DEFAULT, NULL, on_flood_read,
                                   user_data);
}

/* More than the limit of any client comes, and hanging up does the server no harm. */
static void
test_huge (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *uri = g_strdup_printf ("%s/v2/post_checkout/orders/%s/items",
                                          tote_sandbox_server_get_uri (fixture->server),
                                          tote_sandbox_server_get_order_id (fixture->server, 0));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (Answer) after = NULL;
  Flood flood = { 0, FALSE };

  soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_flood_sent,
                           &flood);
  while (!flood.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (flood.length, >, 8 << 20);

  soup_session_abort (fixture->session);
  after = fixture_ask_order (fixture, "");
  g_assert_cmpuint (after->status, ==, SOUP_STATUS_OK);
}

static void
test_control (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) bad =
      fixture_ask (fixture, "POST", "/sandbox/fault", "{\"spec\": \"items:explode\"}");
  g_autoptr (Answer) good =
      fixture_ask (fixture, "POST", "/sandbox/fault", "{\"spec\": \"items:empty\"}");
  g_autoptr (Answer) items = fixture_ask_order (fixture, "/items");

  g_assert_cmpuint (bad->status, ==, SOUP_STATUS_BAD_REQUEST);
  g_assert_cmpuint (good->status, ==, SOUP_STATUS_OK);
  g_assert_cmpuint (g_bytes_get_size (items->body), ==, 0);
}

#define ADD(path, spec, test) g_test_add (path, Fixture, spec, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/faults/bad-rules", test_bad_rules);
  g_test_add_func ("/sandbox/faults/counts", test_counts);
  g_test_add_func ("/sandbox/faults/chance", test_chance);
  ADD ("/sandbox/faults/status", "items:429=7*1", test_status);
  ADD ("/sandbox/faults/reset-before", "chat-send:reset", test_reset_before);
  ADD ("/sandbox/faults/reset-after", "chat-send:reset-after", test_answer_lost);
  ADD ("/sandbox/faults/status-after", "chat-send:503-after", test_answer_lost);
  ADD ("/sandbox/faults/malformed", "items:malformed", test_no_json);
  ADD ("/sandbox/faults/html", "items:html", test_no_json);
  ADD ("/sandbox/faults/empty", "items:empty", test_no_json);
  ADD ("/sandbox/faults/array", "items:array", test_array);
  ADD ("/sandbox/faults/truncate", "items:truncate", test_truncated);
  ADD ("/sandbox/faults/redirect", "items:redirect", test_redirect);
  ADD ("/sandbox/faults/delay", "items:delay=0.1", test_delay);
  ADD ("/sandbox/faults/huge", "items:huge", test_huge);
  ADD ("/sandbox/faults/control", NULL, test_control);

  return g_test_run ();
}
