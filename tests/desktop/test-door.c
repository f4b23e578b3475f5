/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "test-support.h"
#include "tote-door.h"
#include "tote-failure.h"
#include "tote-manual-clock.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <string.h>

/* Coming in: with a broker on loopback, without a desktop and without a secret service. */

#define RESPONSE(order)                                                                            \
  "{\"access_token\":\"access\",\"token_type\":\"Bearer\",\"expires_in\":3600,"                    \
  "\"refresh_token\":\"refresh\",\"order_id\":\"" order "\"}"
#define LINK(order, code) TOTE_LINK_SCHEME ":track?order=" order "&code=" code

typedef struct {
  TestServer *broker;
  ToteManualClock *clock;
  ToteOrderBook *book;
  ToteDoor *door;
  guint n_entered;
  guint n_asked;
  guint n_failed;
} Fixture;

static void
count (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SoupSession) session = tote_session_new ();
  g_autoptr (ToteSignIn) sign_in = NULL;

  fixture->broker = test_server_new (NULL);
  test_server_answer (fixture->broker, 200, RESPONSE ("1"));
  fixture->clock = tote_manual_clock_new (G_USEC_PER_SEC);
  sign_in = tote_sign_in_new (session, TOTE_CLOCK (fixture->clock));
  fixture->book = tote_order_book_new (TOTE_CLOCK (fixture->clock), session);
  fixture->door = tote_door_new (fixture->book, sign_in);
  tote_door_set_store (fixture->door, "https://connect.example.com", fixture->broker->base);
  g_signal_connect_swapped (fixture->door, "entered", G_CALLBACK (count), &fixture->n_entered);
  g_signal_connect_swapped (fixture->door, "asked", G_CALLBACK (count), &fixture->n_asked);
  g_signal_connect_swapped (fixture->door, "failed", G_CALLBACK (count), &fixture->n_failed);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->door);
  tote_order_book_close (fixture->book);
  g_object_unref (fixture->book);
  g_object_unref (fixture->clock);
  test_server_free (fixture->broker);
}

static void
wait_until_idle (Fixture *fixture)
{
  while (tote_door_get_busy (fixture->door))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_orders (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tote_order_book_get_orders (fixture->book)));
}

static guint
count_calls (Fixture *fixture)
{
  return fixture->broker->requests->len;
}

static void
enter_first (Fixture *fixture)
{
  tote_door_receive (fixture->door, LINK ("1", "one"));
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_entered, ==, 1);
  g_assert_cmpuint (count_orders (fixture), ==, 1);
}

/* With nothing else on the screen a link is followed at once, and an order that is known is shown
 * without using up anything. */
static void
test_enter (Fixture *fixture, gconstpointer unused)
{
  enter_first (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_null (tote_door_get_problem (fixture->door));
  g_assert_nonnull (strstr (test_server_get_request (fixture->broker, 0)->body, "code=one"));

  tote_door_receive (fixture->door, LINK ("1", "two"));
  g_assert_cmpuint (fixture->n_entered, ==, 2);
  tote_door_open_text (fixture->door, TOTE_LINK_SCHEME ":track?order=1");
  g_assert_cmpuint (fixture->n_entered, ==, 3);
  g_assert_cmpuint (count_calls (fixture), ==, 1);
  g_assert_cmpuint (count_orders (fixture), ==, 1);
}

/* Beside another order a link asks, once, and nothing leaves the program before the answer. */
static void
test_question (Fixture *fixture, gconstpointer unused)
{
  enter_first (fixture);
  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, 200, RESPONSE ("2"));

  tote_door_receive (fixture->door, LINK ("2", "two"));
  tote_door_receive (fixture->door, LINK ("3", "three"));
  tote_door_receive (fixture->door, "nonsense");
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  g_assert_cmpstr (tote_door_get_question (fixture->door), ==, "2");
  g_assert_cmpuint (count_calls (fixture), ==, 0);
  g_assert_cmpuint (count_orders (fixture), ==, 1);

  tote_door_dismiss (fixture->door);
  g_assert_null (tote_door_get_question (fixture->door));
  g_assert_cmpuint (count_calls (fixture), ==, 0);

  tote_door_receive (fixture->door, LINK ("2", "two"));
  tote_door_accept (fixture->door);
  tote_door_accept (fixture->door);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_entered, ==, 2);
  g_assert_null (tote_door_get_question (fixture->door));
  g_assert_cmpuint (count_calls (fixture), ==, 1);
  g_assert_cmpuint (count_orders (fixture), ==, 2);
}

/* What the customer pasted themselves is not asked about. */
static void
test_pasted (Fixture *fixture, gconstpointer unused)
{
  enter_first (fixture);
  test_server_answer (fixture->broker, 200, RESPONSE ("2"));
  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, 200, RESPONSE ("2"));
  tote_door_open_text (fixture->door, "Hello!\n<" LINK ("2", "two") ">\nBye");
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_cmpuint (fixture->n_entered, ==, 2);
}

static void
assert_problem (Fixture *fixture, ToteSignInError code, guint status, const char *json)
{
  g_autoptr (ToteLink) link = tote_link_find (LINK ("1", "one"), NULL);
  g_autoptr (SoupSession) session = tote_session_new ();
  g_autoptr (ToteSignIn) sign_in = tote_sign_in_new (session, TOTE_CLOCK (fixture->clock));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, status, json);
  tote_sign_in_by_link_async (sign_in, fixture->broker->base, link, NULL, test_keep_result,
                              &result);
  test_wait ((gpointer *) &result);
  g_assert_null (tote_sign_in_finish (sign_in, result, &error));
  g_assert_error (error, TOTE_SIGN_IN_ERROR, (int) code);
}

/* A code that was refused is told from one that is missing, and from a store that is not well. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *refused = NULL;

  assert_problem (fixture, TOTE_SIGN_IN_ERROR_CODE_REFUSED, 400, "{\"error\":\"invalid_grant\"}");
  assert_problem (fixture, TOTE_SIGN_IN_ERROR_UNREACHABLE, 400, "<html>no</html>");
  assert_problem (fixture, TOTE_SIGN_IN_ERROR_FAILED, 500, "{}");
  assert_problem (fixture, TOTE_SIGN_IN_ERROR_TOO_OFTEN, 429, "{}");
  assert_problem (fixture, TOTE_SIGN_IN_ERROR_OTHER_ORDER, 200,
                  "{\"access_token\":\"access\",\"token_type\":\"Bearer\"}");

  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, 400, "{\"error\":\"invalid_grant\"}");
  tote_door_open_text (fixture->door, LINK ("1", "one"));
  wait_until_idle (fixture);
  refused = g_strdup (tote_door_get_problem (fixture->door));
  g_assert_nonnull (refused);
  g_assert_null (strstr (refused, "pen the link")); /* they just did */

  tote_door_open_text (fixture->door, TOTE_LINK_SCHEME ":track?order=1");
  wait_until_idle (fixture);
  g_assert_cmpstr (tote_door_get_problem (fixture->door), !=, refused);
  g_assert_cmpuint (fixture->n_entered, ==, 0);
  g_assert_cmpuint (count_orders (fixture), ==, 0);
}

/* Nobody is led to another order than the link says; what was given for it is given back. */
static void
test_other_order (Fixture *fixture, gconstpointer unused)
{
  tote_door_receive (fixture->door, LINK ("2", "two"));
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_entered, ==, 0);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmpuint (count_orders (fixture), ==, 0);
  while (count_calls (fixture) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (test_server_get_request (fixture->broker, 1)->path, ==, "/revoke");
}

/* A link that fails leaves what is followed alone. */
static void
test_failing_link (Fixture *fixture, gconstpointer unused)
{
  enter_first (fixture);
  tote_door_receive (fixture->door, TOTE_LINK_SCHEME ":track");
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_nonnull (tote_door_get_problem (fixture->door));
  g_assert_cmpuint (fixture->n_entered, ==, 1);
  tote_door_dismiss (fixture->door);
  g_assert_null (tote_door_get_problem (fixture->door));
}

/* However often a page on the web says so, the broker hears of it five times a minute. */
static void
test_often (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 400, "{\"error\":\"invalid_grant\"}");
  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, 400, "{\"error\":\"invalid_grant\"}");
  for (guint i = 0; i < 20; i++) {
    tote_door_receive (fixture->door, LINK ("1", "one"));
    wait_until_idle (fixture);
  }
  g_assert_cmpuint (count_calls (fixture), ==, 5);

  tote_manual_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  tote_door_receive (fixture->door, LINK ("1", "one"));
  wait_until_idle (fixture);
  g_assert_cmpuint (count_calls (fixture), ==, 6);
}

static void
look_up (Fixture *fixture, guint status, const char *json)
{
  test_server_forget (fixture->broker);
  test_server_answer (fixture->broker, status, json);
  tote_door_look_up (fixture->door, "MKT 1", "62234");
  wait_until_idle (fixture);
}

static gboolean
offers_lookup (Fixture *fixture)
{
  gboolean offered;

  g_object_get (fixture->door, "lookup", &offered, NULL);

  return offered;
}

static void
test_lookup (Fixture *fixture, gconstpointer unused)
{
  look_up (fixture, 404, "{}");
  g_assert_nonnull (tote_door_get_problem (fixture->door));
  g_assert_true (offers_lookup (fixture));

  look_up (fixture, 200, RESPONSE ("7"));
  g_assert_cmpuint (fixture->n_entered, ==, 1);
  g_assert_null (tote_door_get_problem (fixture->door));
  g_assert_null (
      test_request_get_header (test_server_get_request (fixture->broker, 0), "Authorization"));

  /* A broker that wants a key for it is not asked again. */
  look_up (fixture, 401, "{}");
  g_assert_nonnull (tote_door_get_problem (fixture->door));
  g_assert_false (offers_lookup (fixture));

  /* But the next time: it may have been somebody on the way to it. */
  tote_door_dismiss (fixture->door);
  g_assert_true (offers_lookup (fixture));
}

/* Time, while nothing else does. */
static void
pass (Fixture *fixture)
{
  if (!g_main_context_iteration (NULL, FALSE))
    tote_manual_clock_advance (fixture->clock, G_USEC_PER_SEC / 10);
}

static void
open_signed_out (Fixture *fixture, TestServer *platform, const char *text)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("old");

  tote_order_book_open (fixture->book, platform->base, "1", tokens, FALSE, NULL);
  tote_door_open_text (fixture->door, text);
  g_assert_cmpuint (fixture->n_entered, ==, 1);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  while (fixture->n_failed == 0)
    pass (fixture);
}

/* That an order is not open any more comes out only once it is shown: who has used a link to it
 * just now, and put it in by hand, is told what is wrong with the link. */
static void
test_signed_out (Fixture *fixture, gconstpointer code)
{
  TestServer *platform = test_server_new (NULL);
  TestServer *broker = test_server_new (NULL);
  g_autofree char *text = g_strconcat (TOTE_LINK_SCHEME ":track?order=1", code, NULL);
  const char *words = code != NULL ? "used before" : "no code";

  test_server_answer (platform, 401, "{}");
  test_server_answer (broker, 400, "{\"error\":\"invalid_grant\"}");
  tote_door_set_store (fixture->door, platform->base, broker->base);
  open_signed_out (fixture, platform, text);
  g_assert_nonnull (strstr (tote_door_get_problem (fixture->door), words));

  /* The next is known to have to be used; what has nothing to use shows its order all the same. */
  tote_door_receive (fixture->door, text);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failed, ==, 2);
  g_assert_cmpuint (fixture->n_entered, ==, code != NULL ? 1 : 2);
  g_assert_nonnull (strstr (tote_door_get_problem (fixture->door), words));

  /* Who puts it in is told there, and does not lose the place to put in another. */
  tote_door_open_text (fixture->door, text);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failed, ==, 2);
  g_assert_cmpuint (fixture->n_entered, ==, code != NULL ? 1 : 2);
  g_assert_nonnull (strstr (tote_door_get_problem (fixture->door), words));
  test_server_free (broker);
  test_server_free (platform);
}

/* Once somebody was let in to the order, the link that led to it has done its work: when the
 * sign-in ends hours later, nobody has just used it. */
static void
test_let_in (Fixture *fixture, gconstpointer unused)
{
  TestServer *platform = test_server_new (NULL);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("old");
  ToteTracker *tracker;

  test_server_answer (platform, 200, "{\"workflow_state\":\"picking\"}");
  tote_door_set_store (fixture->door, platform->base, fixture->broker->base);
  tracker = tote_order_book_open (fixture->book, platform->base, "1", tokens, FALSE, NULL);
  tote_door_open_text (fixture->door, LINK ("1", "one"));
  while (!tote_tracker_get_answered (tracker))
    pass (fixture);

  test_server_answer (platform, 401, "{}");
  while (!tote_failure_is_locked_out (tote_tracker_get_failure (tracker)))
    pass (fixture);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  g_assert_cmpuint (count_calls (fixture), ==, 0);
  test_server_free (platform);
}

static void
test_no_store (Fixture *fixture, gconstpointer unused)
{
  tote_door_set_store (fixture->door, NULL, NULL);
  g_assert_false (offers_lookup (fixture));
  tote_door_receive (fixture->door, LINK ("1", "one"));
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_nonnull (strstr (tote_door_get_problem (fixture->door), "No store"));
  g_assert_cmpuint (count_calls (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/door/enter", test_enter);
  ADD ("/door/question", test_question);
  ADD ("/door/pasted", test_pasted);
  ADD ("/door/refused", test_refused);
  ADD ("/door/other-order", test_other_order);
  ADD ("/door/failing-link", test_failing_link);
  ADD ("/door/often", test_often);
  ADD ("/door/lookup", test_lookup);
  ADD ("/door/let-in", test_let_in);
  ADD ("/door/no-store", test_no_store);
  g_test_add ("/door/signed-out/no-code", Fixture, NULL, set_up, test_signed_out, tear_down);
  g_test_add ("/door/signed-out/used", Fixture, "&code=one", set_up, test_signed_out, tear_down);
#undef ADD

  return g_test_run ();
}
