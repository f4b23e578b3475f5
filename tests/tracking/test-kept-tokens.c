/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-kept-tokens.h"

#include "keyring-fixture.h"
#include "test-support.h"
#include "tote-manual-clock.h"
#include "tote-session.h"

#include <signal.h>
#include <string.h>

/* Signing in that outlives the process: with a broker on loopback and the real secret service. */

#define SERVER "https://connect.example.com"
#define PASSWORD "sesame"
#define RESPONSE(n, seconds)                                                                       \
  "{\"access_token\":\"access-" n "\",\"token_type\":\"Bearer\",\"expires_in\":" seconds           \
  ",\"refresh_token\":\"refresh-" n "\",\"order_id\":\"1\"}"

typedef struct {
  KeyringFixture base;
  TestServer *broker;
  ToteManualClock *clock;
  SoupSession *session;
  ToteKeyring *keyring;
  ToteKeptTokens *tokens;
} Fixture;

static void
start_program (Fixture *fixture)
{
  fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
  fixture->tokens = tote_kept_tokens_new (fixture->keyring, fixture->session, SERVER, "1");
}

static void
stop_program (Fixture *fixture)
{
  g_assert_finalize_object (fixture->tokens);
  g_assert_finalize_object (fixture->keyring);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  keyring_fixture_set_up (&fixture->base);
  keyring_fixture_start (&fixture->base, PASSWORD);
  fixture->broker = test_server_new (NULL);
  fixture->clock = tote_manual_clock_new (G_USEC_PER_SEC);
  fixture->session = tote_session_new ();
  start_program (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  stop_program (fixture);
  g_object_unref (fixture->session);
  g_assert_finalize_object (fixture->clock);
  test_server_free (fixture->broker);
  keyring_fixture_tear_down (&fixture->base);
}

static void
restart_program (Fixture *fixture)
{
  stop_program (fixture);
  start_program (fixture);
}

/* As a link does. */
static void
sign_in (Fixture *fixture, ToteKeptTokens *tokens)
{
  g_autoptr (ToteBroker) broker =
      tote_broker_new (fixture->broker->base, NULL, fixture->session, NULL);
  g_autoptr (ToteBrokerTokens) given = tote_broker_tokens_new_for_code (broker, "code");

  tote_kept_tokens_take (tokens, fixture->broker->base, given);
}

/* The secret as another process finds it. */
static char *
look_into_keyring (Fixture *fixture, const char *order_id)
{
  g_autoptr (ToteKeyring) other = tote_keyring_new (TOTE_CLOCK (fixture->clock));
  g_autoptr (GAsyncResult) result = NULL;

  tote_keyring_read_async (other, SERVER, order_id, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_keyring_read_finish (other, result, NULL);
}

static void
put_into_keyring (Fixture *fixture, const char *order_id, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_keyring_write_async (fixture->keyring, SERVER, order_id, secret, test_keep_result, &result);
  test_wait ((gpointer *) &result);
}

static void
assert_kept (Fixture *fixture, const char *word)
{
  g_autofree char *secret = look_into_keyring (fixture, "1");

  g_assert_nonnull (secret);
  g_assert_nonnull (strstr (secret, word));
}

static void
wait_until_gone (Fixture *fixture)
{
  g_autofree char *secret = NULL;

  while ((secret = look_into_keyring (fixture, "1")) != NULL)
    g_clear_pointer (&secret, g_free);
}

static const char *
get_request (Fixture *fixture, guint position)
{
  return test_server_get_request (fixture->broker, position)->body;
}

static void
test_restart (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);

  restart_program (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  g_assert_cmpuint (fixture->broker->requests->len, ==, 1);
}

/* A token near its end is renewed, and what it was renewed with is never needed again. */
static void
test_rotated (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 200, RESPONSE ("1", "0"));
  test_server_answer (fixture->broker, 200, RESPONSE ("2", "0"));
  test_server_answer (fixture->broker, 200, RESPONSE ("3", "3600"));
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  assert_kept (fixture, "refresh-1");

  restart_program (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-2", -1);
  g_assert_nonnull (strstr (get_request (fixture, 1), "refresh_token=refresh-1"));
  assert_kept (fixture, "refresh-2");

  restart_program (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), "access-2", "access-3", -1);
  g_assert_nonnull (strstr (get_request (fixture, 2), "refresh_token=refresh-2"));
  assert_kept (fixture, "refresh-3");
}

/* Nobody gets a new token before it is kept; but a keyring that says nothing is not waited for. */
static void
test_kept_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;

  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  sign_in (fixture, fixture->tokens);
  g_subprocess_send_signal (fixture->base.daemon, SIGSTOP);
  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL,
                                     test_keep_result, &result);
  while (tote_manual_clock_get_n_timers (fixture->clock) == 0) /* of the keyring's patience */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->broker->requests->len, ==, 1);
  g_assert_null (result);

  tote_manual_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);
  test_wait ((gpointer *) &result);
  token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (fixture->tokens), result, NULL);
  g_assert_cmpstr (token, ==, "access-1");
  g_clear_object (&result);

  /* When it comes to itself the token follows: after the first write that works, before the next.
   */
  g_subprocess_send_signal (fixture->base.daemon, SIGCONT);
  put_into_keyring (fixture, "2", "two");
  put_into_keyring (fixture, "2", "three");
  assert_kept (fixture, "refresh-1");
}

/* Only the broker's own word is final. */
static void
test_ended (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  test_server_answer (fixture->broker, 503, "{}");
  test_server_answer (fixture->broker, 400, "{\"error\":\"temporarily_unavailable\"}");
  test_server_answer (fixture->broker, 400, "{\"error\":\"invalid_grant\"}");
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), "access-1", NULL,
                     TOTE_CONNECT_ERROR_SERVER);
  assert_kept (fixture, "refresh-1");
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), "access-1", NULL,
                     TOTE_CONNECT_ERROR_REFUSED);
  assert_kept (fixture, "refresh-1");
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), "access-1", NULL,
                     TOTE_CONNECT_ERROR_NO_TOKEN);
  wait_until_gone (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  g_assert_cmpuint (fixture->broker->requests->len, ==, 4);
}

/* Each order has its own, at each server. */
static void
test_apart (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptTokens) order =
      tote_kept_tokens_new (fixture->keyring, fixture->session, SERVER, "2");
  g_autoptr (ToteKeptTokens) server =
      tote_kept_tokens_new (fixture->keyring, fixture->session, "https://connect.example.org", "1");

  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  test_server_answer (fixture->broker, 200, RESPONSE ("2", "3600"));
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  sign_in (fixture, order);
  test_assert_token (TOTE_TOKEN_SOURCE (order), NULL, "access-2", -1);
  test_assert_token (TOTE_TOKEN_SOURCE (server), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);

  g_clear_object (&order);
  g_clear_object (&server);
  restart_program (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
}

static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  keyring_fixture_kill (&fixture->base);
  keyring_fixture_start (&fixture->base, NULL);

  restart_program (fixture);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL, TOTE_CONNECT_ERROR_LOCKED);
  keyring_fixture_unlock (&fixture->base, PASSWORD);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
}

/* Another program uses the token as long as it is good, and leaves what renews it alone. */
static void
test_borrowed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteKeptTokens) borrowed =
      tote_kept_tokens_new_borrowed (fixture->keyring, SERVER, "1");

  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  test_server_answer (fixture->broker, 200, RESPONSE ("2", "0"));
  test_assert_token (TOTE_TOKEN_SOURCE (borrowed), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  test_assert_token (TOTE_TOKEN_SOURCE (borrowed), NULL, "access-1", -1);
  test_assert_token (TOTE_TOKEN_SOURCE (borrowed), "access-1", NULL, TOTE_CONNECT_ERROR_NO_TOKEN);

  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), "access-1", "access-2", -1);
  test_assert_token (TOTE_TOKEN_SOURCE (borrowed), NULL, NULL,
                     TOTE_CONNECT_ERROR_NO_TOKEN); /* at its end already */
  g_assert_cmpuint (fixture->broker->requests->len, ==, 2);
  assert_kept (fixture, "refresh-2");
}

static void
wait_for_requests (Fixture *fixture, guint n)
{
  while (fixture->broker->requests->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* What was given is given back, whether it was used in this run or not. */
static void
test_forgotten (Fixture *fixture, gconstpointer unused)
{
  test_server_answer (fixture->broker, 200, RESPONSE ("1", "3600"));
  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  tote_kept_tokens_forget (fixture->tokens);
  wait_for_requests (fixture, 2);
  g_assert_cmpstr (test_server_get_request (fixture->broker, 1)->path, ==, "/revoke");
  g_assert_nonnull (strstr (get_request (fixture, 1), "token=refresh-1"));
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  wait_until_gone (fixture);

  sign_in (fixture, fixture->tokens);
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, "access-1", -1);
  restart_program (fixture);
  tote_kept_tokens_forget (fixture->tokens);
  wait_for_requests (fixture, 4);
  g_assert_cmpstr (test_server_get_request (fixture->broker, 3)->path, ==, "/revoke");
  test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL, TOTE_CONNECT_ERROR_NO_TOKEN);
  wait_until_gone (fixture);
}

/* Something else in its place is no token, and no reason to fall over. */
static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  static const char *const secrets[] = {
    "",
    "refresh",
    "[]",
    "{\"broker\":7}",
    "{\"broker\":\"http://shop.example.com\"}",
    "{\"broker\":\"https://shop.example.com\",\"access_token\":\"a b\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    put_into_keyring (fixture, "1", secrets[i]);
    restart_program (fixture);
    test_assert_token (TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL,
                       TOTE_CONNECT_ERROR_NO_TOKEN);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!keyring_fixture_is_possible ())
    return 0;

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/kept-tokens/restart", test_restart);
  ADD ("/kept-tokens/rotated", test_rotated);
  ADD ("/kept-tokens/kept-first", test_kept_first);
  ADD ("/kept-tokens/ended", test_ended);
  ADD ("/kept-tokens/apart", test_apart);
  ADD ("/kept-tokens/locked", test_locked);
  ADD ("/kept-tokens/borrowed", test_borrowed);
  ADD ("/kept-tokens/forgotten", test_forgotten);
  ADD ("/kept-tokens/damaged", test_damaged);
#undef ADD

  status = g_test_run ();
  keyring_fixture_stop_bus ();

  return status;
}
