/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "keyring-fixture.h"
#include "test-support.h"
#include "tote-manual-clock.h"
#include "tote-order-book.h"
#include "tote-sandbox-options.h"
#include "tote-sandbox-server.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <string.h>

/* What becomes of a sign-in when its order is forgotten, or long past: against the sandbox, with
 * the real secret service. */

#define PASSWORD "sesame"

typedef struct {
  KeyringFixture base;
  TestServer *broker;
  ToteSandboxOptions *options;
  ToteSandboxServer *server;
  ToteManualClock *clock;
  SoupSession *session;
  ToteOrderBook *book;
  ToteTracker *tracker;
} Fixture;

/* The broker's answer for the order of the sandbox. */
static char *
describe_grant (Fixture *fixture)
{
  g_autofree char *token = tote_sandbox_server_mint_token (fixture->server, 0);

  return g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":99999,"
                          "\"refresh_token\":\"refresh\",\"order_id\":\"%s\"}",
                          token, tote_sandbox_server_get_order_id (fixture->server, 0));
}

static void
enter (Fixture *fixture)
{
  g_autofree char *json = describe_grant (fixture);
  g_autoptr (ToteBroker) broker =
      tote_broker_new (fixture->broker->base, NULL, fixture->session, NULL);
  g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (broker, "code");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  test_server_answer (fixture->broker, 200, json);
  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (tokens), NULL, NULL, test_keep_result,
                                     &result);
  test_wait ((gpointer *) &result);
  token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (tokens), result, NULL);
  g_assert_nonnull (token);

  fixture->tracker =
      tote_order_book_sign_in (fixture->book, tote_sandbox_server_get_uri (fixture->server),
                               fixture->broker->base, tokens, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer story)
{
  g_autoptr (GError) error = NULL;

  keyring_fixture_set_up (&fixture->base);
  keyring_fixture_start (&fixture->base, PASSWORD);
  fixture->broker = test_server_new (NULL);
  fixture->options = tote_sandbox_options_new ();
  fixture->server = tote_sandbox_server_new (fixture->options);
  tote_sandbox_server_start (fixture->server, &error);
  g_assert_no_error (error);
  fixture->clock = tote_manual_clock_new (g_get_real_time ());
  fixture->session = tote_session_new ();
  fixture->book = tote_order_book_new (TOTE_CLOCK (fixture->clock), fixture->session);
  tote_order_book_set_pace (fixture->book, 0.01);
  enter (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_order_book_close (fixture->book);
  g_object_unref (fixture->book);
  g_object_unref (fixture->session);
  tote_sandbox_server_stop (fixture->server);
  g_object_unref (fixture->server);
  tote_sandbox_options_free (fixture->options);
  g_object_unref (fixture->clock);
  test_server_free (fixture->broker);
  keyring_fixture_tear_down (&fixture->base);
}

static char *
look_into_keyring (Fixture *fixture)
{
  g_autoptr (ToteKeyring) other = tote_keyring_new (TOTE_CLOCK (fixture->clock));
  g_autoptr (GAsyncResult) result = NULL;

  tote_keyring_read_async (other, tote_sandbox_server_get_uri (fixture->server),
                           tote_sandbox_server_get_order_id (fixture->server, 0), test_keep_result,
                           &result);
  test_wait ((gpointer *) &result);

  return tote_keyring_read_finish (other, result, NULL);
}

/* One step of both, the program and its clock, which goes no faster than the true one: the secret
 * service lives by that. */
static void
spin (Fixture *fixture)
{
  tote_manual_clock_advance (fixture->clock, 1000);
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

/* Until the order is followed, which it is with a token that is kept by then. */
static void
wait_until_followed (Fixture *fixture)
{
  g_autofree char *secret = NULL;

  while (!tote_tracker_get_loaded (fixture->tracker)) {
    spin (fixture);
  }
  secret = look_into_keyring (fixture);
  g_assert_nonnull (secret);
  g_assert_nonnull (strstr (secret, "refresh"));
}

static void
wait_until_signed_out (Fixture *fixture)
{
  g_autofree char *secret = NULL;
  TestRequest *request;

  while (fixture->broker->requests->len < 2)
    g_main_context_iteration (NULL, TRUE);
  request = test_server_get_request (fixture->broker, 1);
  g_assert_cmpstr (request->path, ==, "/revoke");
  g_assert_nonnull (strstr (request->body, "token=refresh"));

  while ((secret = look_into_keyring (fixture)) != NULL)
    g_clear_pointer (&secret, g_free);
}

static void
test_forgotten (Fixture *fixture, gconstpointer unused)
{
  wait_until_followed (fixture);
  tote_order_book_forget (fixture->book, fixture->tracker);
  wait_until_signed_out (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (tote_order_book_get_orders (fixture->book))), ==, 0);
}

static ToteTracker *
open_other (Fixture *fixture, const char *order_id)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("token");
  g_autoptr (GError) error = NULL;
  ToteTracker *tracker =
      tote_order_book_open (fixture->book, tote_sandbox_server_get_uri (fixture->server), order_id,
                            tokens, FALSE, &error);

  g_assert_no_error (error);
  return tracker;
}

/* The one that came last, wherever it stands in the list; and one that is there. */
static void
test_latest (Fixture *fixture, gconstpointer unused)
{
  ToteTracker *latest;

  wait_until_followed (fixture);
  g_assert_true (tote_order_book_get_latest (fixture->book) == fixture->tracker);
  latest = open_other (fixture, "MKT-1");
  g_assert_true (tote_order_book_get_latest (fixture->book) == latest);
  g_assert_true (open_other (fixture, "MKT-1") == latest);

  tote_order_book_forget (fixture->book, latest);
  g_assert_true (tote_order_book_get_latest (fixture->book) == fixture->tracker);
  tote_order_book_forget (fixture->book, fixture->tracker);
  g_assert_null (tote_order_book_get_latest (fixture->book));
  wait_until_signed_out (fixture);
}

static void
enter_state (Fixture *fixture, const char *state)
{
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (fixture->server), "/sandbox/advance", NULL);
  g_autofree char *json = g_strdup_printf ("{\"to\": \"%s\"}", state);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
end_order (Fixture *fixture)
{
  enter_state (fixture, "delivered");
  tote_tracker_refresh (fixture->tracker);
  while (!tote_tracker_get_ended (fixture->tracker))
    spin (fixture);
}

/* A day after the end, and not before. */
static void
test_past (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *secret = NULL;

  wait_until_followed (fixture);
  end_order (fixture);

  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_DAY - 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (fixture->broker->requests->len, ==, 1);
  secret = look_into_keyring (fixture);
  g_assert_nonnull (secret);

  tote_manual_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  wait_until_signed_out (fixture);
}

/* What the orders have asked of the secret service comes to its end: no hours go by meanwhile. */
static void
settle_keyring (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++) {
    g_autofree char *secret = look_into_keyring (fixture);
  }
}

static guint
count_orders (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tote_order_book_get_orders (fixture->book)));
}

/* How many orders are found again by who wants them erased so many days after their end. */
static guint
count_reopened (Fixture *fixture, int forget_days)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n;

  tote_order_book_close (fixture->book);
  tote_order_book_set_forget_after (fixture->book, forget_days * G_TIME_SPAN_DAY);
  tote_order_book_reopen_async (fixture->book, NULL, test_keep_result, &result);
  while (result == NULL)
    spin (fixture);
  settle_keyring (fixture);
  n = tote_order_book_reopen_finish (fixture->book, result, NULL);
  g_assert_cmpuint (count_orders (fixture), ==, n);

  return n;
}

/* How many of them are still there when the clock has had time to say the same once more. */
static guint
count_kept (Fixture *fixture, int days, int forget_days)
{
  tote_order_book_close (fixture->book);
  tote_manual_clock_advance (fixture->clock, days * G_TIME_SPAN_DAY);
  count_reopened (fixture, forget_days);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  return count_orders (fixture);
}

/* As long as the person says, and for ever where they say so; what was erased does not come back.
 */
static void
test_forget_after (Fixture *fixture, gconstpointer unused)
{
  wait_until_followed (fixture);
  g_assert_cmpuint (count_kept (fixture, 40, 7), ==,
                    1); /* what is under way is no matter of time */
  fixture->tracker = tote_order_book_get_latest (fixture->book);
  while (!tote_tracker_get_loaded (fixture->tracker))
    spin (fixture);
  end_order (fixture);

  g_assert_cmpuint (count_kept (fixture, 6, 7), ==, 1);
  g_assert_cmpuint (count_kept (fixture, 100, 0), ==, 1);
  g_assert_cmpuint (count_kept (fixture, 0, 7), ==, 0);
  g_assert_cmpuint (count_reopened (fixture, 0), ==, 0);
}

/* The clock is right until just before a day has passed, and weeks ahead then: that day counts, and
 * no more. */
static void
test_clock_ahead_at_the_end (Fixture *fixture, gconstpointer unused)
{
  const gint64 days = 10 * G_TIME_SPAN_DAY;

  wait_until_followed (fixture);
  end_order (fixture);
  g_assert_cmpuint (count_reopened (fixture, 7), ==, 1);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_DAY - G_TIME_SPAN_MINUTE);
  tote_manual_clock_jump (fixture->clock, days);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  tote_manual_clock_jump (fixture->clock, -days);
  wait_until_signed_out (fixture);
  g_assert_cmpuint (count_orders (fixture), ==, 1);
}

/* A clock that is years ahead for a moment, before the start or after it, forgets nothing; one that
 * stays there is believed. */
static void
test_clock_ahead (Fixture *fixture, gconstpointer unused)
{
  const gint64 years = 5 * 365 * G_TIME_SPAN_DAY;

  wait_until_followed (fixture);
  end_order (fixture);

  tote_manual_clock_jump (fixture->clock, years);
  g_assert_cmpuint (count_reopened (fixture, 7), ==, 1);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE / 2);
  tote_manual_clock_jump (fixture->clock, -years);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  tote_manual_clock_jump (fixture->clock, years);
  tote_order_book_set_forget_after (fixture->book, 30 * G_TIME_SPAN_DAY);
  tote_manual_clock_jump (fixture->clock, -years);
  tote_manual_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (fixture->broker->requests->len, ==, 1);
  g_assert_cmpuint (count_orders (fixture), ==, 1);

  tote_manual_clock_jump (fixture->clock, years);
  g_assert_cmpuint (count_kept (fixture, 0, 7), ==, 0);
  wait_until_signed_out (fixture);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (!keyring_fixture_is_possible ())
    return 0;

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/order-book/forgotten", test_forgotten);
  ADD ("/order-book/past", test_past);
  ADD ("/order-book/latest", test_latest);
  ADD ("/order-book/forget-after", test_forget_after);
  ADD ("/order-book/clock-ahead", test_clock_ahead);
  ADD ("/order-book/clock-ahead-at-the-end", test_clock_ahead_at_the_end);
#undef ADD

  status = g_test_run ();
  keyring_fixture_stop_bus ();

  return status;
}
