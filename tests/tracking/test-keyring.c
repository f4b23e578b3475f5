/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-keyring.h"

#include "keyring-fixture.h"
#include "test-support.h"
#include "tote-manual-clock.h"
#include "tote-secrets.h"

#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

/* Secrets with the desktop's real secret service: there, not there, locked, dying, silent. */

#define SERVER "https://connect.example.com"
#define PASSWORD "sesame"
#define N_MANY 8

typedef struct {
  KeyringFixture base;
  ToteManualClock *clock;
  ToteKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  keyring_fixture_set_up (&fixture->base);
  fixture->clock = tote_manual_clock_new (G_USEC_PER_SEC);
  fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->keyring);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->clock);
  keyring_fixture_tear_down (&fixture->base);
}

/* A new run of the program, which remembers nothing. */
static void
restart_program (Fixture *fixture)
{
  g_assert_finalize_object (fixture->keyring);
  fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
}

/* code: of TOTE_SECRETS_ERROR, -1 for none. */
static void
check (const GError *error, int code)
{
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TOTE_SECRETS_ERROR, code);
}

static void
save (Fixture *fixture, const char *order_id, const char *secret, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_keyring_write_async (fixture->keyring, SERVER, order_id, secret, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_cmpint (tote_keyring_write_finish (fixture->keyring, result, &error), ==, code < 0);
  check (error, code);
}

static void
assert_reads (Fixture *fixture, const char *order_id, const char *secret, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  tote_keyring_read_async (fixture->keyring, SERVER, order_id, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  found = tote_keyring_read_finish (fixture->keyring, result, &error);
  check (error, code);
  g_assert_cmpstr (found, ==, secret);
}

static void
try_unlock (Fixture *fixture, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_keyring_unlock_async (fixture->keyring, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_cmpint (tote_keyring_unlock_finish (fixture->keyring, result, &error), ==, code < 0);
  check (error, code);
}

static void
assert_trouble (Fixture *fixture, ToteKeyringTrouble trouble)
{
  g_assert_cmpint (tote_keyring_get_trouble (fixture->keyring), ==, trouble);
}

/* Each order has its own secret; the last one counts, over restarts of both sides. */
static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  keyring_fixture_start (&fixture->base, PASSWORD);
  assert_reads (fixture, "1", NULL, -1);
  save (fixture, "1", "one", -1);
  save (fixture, "2", "two", -1);
  save (fixture, "1", "one, again", -1);
  assert_trouble (fixture, TOTE_KEYRING_FINE);

  restart_program (fixture);
  assert_reads (fixture, "1", "one, again", -1);
  assert_reads (fixture, "2", "two", -1);

  keyring_fixture_kill (&fixture->base);
  keyring_fixture_start (&fixture->base, PASSWORD);
  restart_program (fixture);
  assert_reads (fixture, "2", "two", -1);

  save (fixture, "2", NULL, -1);
  save (fixture, "3", NULL, -1);
  assert_reads (fixture, "2", NULL, -1);
  restart_program (fixture);
  assert_reads (fixture, "1", "one, again", -1);
  assert_reads (fixture, "2", NULL, -1);
}

/* However many come at once, none is lost and the last one of each order counts. */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *results[2 * N_MANY] = { NULL };

  keyring_fixture_start (&fixture->base, PASSWORD);
  for (guint i = 0; i < 2 * N_MANY; i++) {
    g_autofree char *order = g_strdup_printf ("%u", i % N_MANY);
    g_autofree char *secret = g_strdup_printf ("secret %u", i);

    tote_keyring_write_async (fixture->keyring, SERVER, order, secret, test_keep_result,
                              &results[i]);
  }
  for (guint i = 0; i < 2 * N_MANY; i++) {
    test_wait ((gpointer *) &results[i]);
    g_assert_true (tote_keyring_write_finish (fixture->keyring, results[i], NULL));
    g_clear_object (&results[i]);
  }

  restart_program (fixture);
  for (guint i = 0; i < N_MANY; i++) {
    g_autofree char *order = g_strdup_printf ("%u", i);
    g_autofree char *secret = g_strdup_printf ("secret %u", i + N_MANY);

    assert_reads (fixture, order, secret, -1);
  }
}

/* In memory as long as there is no service, and written when one comes. */
static void
test_none (Fixture *fixture, gconstpointer unused)
{
  assert_reads (fixture, "1", NULL, TOTE_SECRETS_ERROR_UNAVAILABLE);
  save (fixture, "1", "one", TOTE_SECRETS_ERROR_UNAVAILABLE);
  assert_trouble (fixture, TOTE_KEYRING_MISSING);
  assert_reads (fixture, "1", "one", -1);
  try_unlock (fixture, TOTE_SECRETS_ERROR_UNAVAILABLE);

  keyring_fixture_start (&fixture->base, PASSWORD);
  save (fixture, "2", "two", -1);
  save (fixture, "3", "three", -1); /* after the one that waited */
  assert_trouble (fixture, TOTE_KEYRING_FINE);
  restart_program (fixture);
  assert_reads (fixture, "1", "one", -1);
  assert_reads (fixture, "2", "two", -1);
}

/* No bus at all. */
static void
test_no_bus (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  Fixture fixture = { 0 };

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  fixture.clock = tote_manual_clock_new (G_USEC_PER_SEC);
  fixture.keyring = tote_keyring_new (TOTE_CLOCK (fixture.clock));
  save (&fixture, "1", "one", TOTE_SECRETS_ERROR_UNAVAILABLE);
  assert_reads (&fixture, "1", "one", -1);
  assert_reads (&fixture, "2", NULL, TOTE_SECRETS_ERROR_UNAVAILABLE);
  g_assert_finalize_object (fixture.keyring);
  g_assert_finalize_object (fixture.clock);
  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

/* “Locked” is told from “none”; nothing that is there is given up or written over; and what waits
 * is saved when the customer has unlocked. */
static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  keyring_fixture_start (&fixture->base, PASSWORD);
  save (fixture, "1", "one", -1);
  save (fixture, "2", "two", -1);
  keyring_fixture_kill (&fixture->base);

  keyring_fixture_start (&fixture->base, NULL);
  restart_program (fixture);
  assert_reads (fixture, "1", NULL, TOTE_SECRETS_ERROR_LOCKED);
  assert_trouble (fixture, TOTE_KEYRING_FINE);
  save (fixture, "3", "three", TOTE_SECRETS_ERROR_LOCKED);
  assert_trouble (fixture, TOTE_KEYRING_LOCKED);
  assert_reads (fixture, "4", NULL, -1);
  assert_trouble (fixture, TOTE_KEYRING_LOCKED);
  save (fixture, "2", NULL, TOTE_SECRETS_ERROR_LOCKED);
  assert_reads (fixture, "2", NULL, -1);

  /* With nobody to ask the customer it stays locked, and the service lives on. */
  try_unlock (fixture, TOTE_SECRETS_ERROR_LOCKED);
  assert_reads (fixture, "1", NULL, TOTE_SECRETS_ERROR_LOCKED);

  keyring_fixture_unlock (&fixture->base, PASSWORD);
  try_unlock (fixture, -1);
  assert_trouble (fixture, TOTE_KEYRING_FINE);
  save (fixture, "4", "four", -1); /* after those that waited */
  restart_program (fixture);
  assert_reads (fixture, "1", "one", -1);
  assert_reads (fixture, "2", NULL, -1);
  assert_reads (fixture, "3", "three", -1);
}

/* A home in which nothing has been kept ever. */
static void
test_new_home (Fixture *fixture, gconstpointer unused)
{
  keyring_fixture_start (&fixture->base, NULL);
  assert_reads (fixture, "1", NULL, -1);
  save (fixture, "1", "one", TOTE_SECRETS_ERROR_LOCKED);
  assert_reads (fixture, "1", "one", -1);
}

/* Whatever was asked of the service has left. */
static void
send_all (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (g_dbus_connection_flush_sync (bus, NULL, NULL));
}

/* A service that was used dies and comes again: under the hand, or between two calls. */
static void
test_dying (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  keyring_fixture_start (&fixture->base, PASSWORD);
  save (fixture, "1", "one", -1);
  keyring_fixture_kill (&fixture->base);
  keyring_fixture_start (&fixture->base, PASSWORD);
  assert_reads (fixture, "1", "one", -1);
  save (fixture, "1", "more", -1);

  /* It stops with the question in its hands. */
  g_subprocess_send_signal (fixture->base.daemon, SIGSTOP);
  tote_keyring_write_async (fixture->keyring, SERVER, "2", "two", test_keep_result, &result);
  send_all ();
  keyring_fixture_kill (&fixture->base);
  test_wait ((gpointer *) &result);
  g_assert_false (tote_keyring_write_finish (fixture->keyring, result, &error));
  check (error, TOTE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_object (&result);

  keyring_fixture_start (&fixture->base, PASSWORD);
  save (fixture, "3", "three", -1);
  save (fixture, "4", "four", -1);
  restart_program (fixture);
  assert_reads (fixture, "1", "more", -1);
  assert_reads (fixture, "2", "two", -1);
}

/* Another call has lost the service, and lets go of it for all of them, when this one is so far on.
 * Returns: whether it had come to its end by then */
static gboolean
let_go_after (GAsyncResult **result, guint n)
{
  gboolean whole;

  for (guint i = 0; i < n && *result == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  whole = *result != NULL;
  secret_service_disconnect ();
  test_wait ((gpointer *) result);

  return whole;
}

static gboolean
read_let_go (Fixture *fixture, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;
  gboolean whole;

  restart_program (fixture);
  tote_keyring_read_async (fixture->keyring, SERVER, "1", test_keep_result, &result);
  whole = let_go_after (&result, n);
  secret = tote_keyring_read_finish (fixture->keyring, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "one");

  return whole;
}

static gboolean
write_let_go (Fixture *fixture, guint n, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean whole;

  tote_keyring_write_async (fixture->keyring, SERVER, "2", secret, test_keep_result, &result);
  whole = let_go_after (&result, n);
  g_assert_true (tote_keyring_write_finish (fixture->keyring, result, &error));
  g_assert_no_error (error);
  assert_reads (fixture, "2", secret, -1);

  return whole;
}

static void
test_let_go (Fixture *fixture, gconstpointer unused)
{
  gboolean whole = FALSE;

  keyring_fixture_start (&fixture->base, PASSWORD);
  save (fixture, "1", "one", -1);
  for (guint n = 0; !whole; n++) {
    whole = read_let_go (fixture, n);
    whole &= write_let_go (fixture, n, "two");
    whole &= write_let_go (fixture, n, NULL);
  }
}

/* One that takes every call and answers none costs three seconds, not half a minute. */
static void
test_silent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GAsyncResult) writing = NULL;
  g_autoptr (GError) error = NULL;

  keyring_fixture_start (&fixture->base, PASSWORD);
  g_subprocess_send_signal (fixture->base.daemon, SIGSTOP);
  tote_keyring_read_async (fixture->keyring, SERVER, "1", test_keep_result, &reading);
  tote_keyring_write_async (fixture->keyring, SERVER, "1", "one", test_keep_result, &writing);
  send_all ();
  g_assert_null (reading);
  g_assert_null (writing);

  tote_manual_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);
  test_wait ((gpointer *) &reading);
  test_wait ((gpointer *) &writing);
  g_assert_null (tote_keyring_read_finish (fixture->keyring, reading, &error));
  check (error, TOTE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (tote_keyring_write_finish (fixture->keyring, writing, &error));
  check (error, TOTE_SECRETS_ERROR_UNAVAILABLE);
  assert_reads (fixture, "1", "one", -1);
  g_clear_object (&reading);
  g_clear_object (&writing);

  /* It wakes up. */
  g_subprocess_send_signal (fixture->base.daemon, SIGCONT);
  save (fixture, "2", "two", -1);
  save (fixture, "3", "three", -1);
  restart_program (fixture);
  assert_reads (fixture, "1", "one", -1);
}

/* On GLib's own thread: answers each call in one way. */
static GDBusMessage *
answer_oddly (GDBusConnection *connection, GDBusMessage *message, gboolean incoming,
              gpointer user_data)
{
  const char *way = user_data;
  g_autoptr (GDBusMessage) taken = message;
  g_autoptr (GDBusMessage) answer = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return g_steal_pointer (&taken);

  if (strchr (way, '.') != NULL) {
    answer = g_dbus_message_new_method_error (message, way, "%s", "Not here");
  } else {
    answer = g_dbus_message_new_method_reply (message);
    if (*way != '\0')
      g_dbus_message_set_body (answer, g_variant_new ("(s)", way));
  }
  g_dbus_connection_send_message (connection, answer, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);

  return NULL;
}

/* One that is switched off, forbidden, another program altogether, or makes no sense: the customer
 * is no worse off than with none. */
static void
test_odd (Fixture *fixture, gconstpointer unused)
{
  static const char *const ways[] = {
    "org.freedesktop.DBus.Error.Failed",
    "org.freedesktop.DBus.Error.NotSupported",
    "org.freedesktop.DBus.Error.AccessDenied",
    "org.freedesktop.DBus.Error.NoReply", /* KWallet that is off: it is started, and leaves */
    "org.freedesktop.DBus.Error.UnknownMethod",
    "org.freedesktop.Secret.Error.NoSuchObject",
    "org.kde.KWallet.Error.Disabled",
    "nonsense",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_test_message ("“%s”", ways[i]);
    keyring_fixture_start_odd (&fixture->base, "org.freedesktop.secrets", answer_oddly, ways[i]);
    assert_reads (fixture, "1", NULL, TOTE_SECRETS_ERROR_UNAVAILABLE);
    save (fixture, "1", "one", TOTE_SECRETS_ERROR_UNAVAILABLE);
    assert_trouble (fixture, TOTE_KEYRING_MISSING);
    assert_reads (fixture, "1", "one", -1);
    keyring_fixture_stop_odd (&fixture->base);
    restart_program (fixture);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!keyring_fixture_is_possible ())
    return 0;

  g_test_add_func ("/keyring/no-bus", test_no_bus);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/keyring/kept", test_kept);
  ADD ("/keyring/many", test_many);
  ADD ("/keyring/none", test_none);
  ADD ("/keyring/locked", test_locked);
  ADD ("/keyring/new-home", test_new_home);
  ADD ("/keyring/dying", test_dying);
  ADD ("/keyring/let-go", test_let_go);
  ADD ("/keyring/silent", test_silent);
  ADD ("/keyring/odd", test_odd);
#undef ADD

  status = g_test_run ();
  keyring_fixture_stop_bus ();

  return status;
}
