/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-keyring.h"

#include "keyring-fixture.h"
#include "tote-manual-clock.h"
#include "tote-secrets.h"
#include "test-support.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

/* In a sandbox there is no secret service: libsecret then keeps a file of its own, whose password
 * comes from the portal. It takes the decision once, so this is a program by itself; a snap's
 * variable makes it one of a sandbox. */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SERVER "https://connect.example.com"
#define N_MANY 6

/* What the portal does: all that it should; tell the end of a request before the request itself;
 * take every call and answer none. */
typedef enum {
  WAY_GOOD,
  WAY_HASTY,
  WAY_SILENT,
} Way;

static int way;     /* (atomic): a Way */
static int n_hasty; /* (atomic): how often it was hasty */

static const char password[64] = "a password that only the portal knows, as long as it may be....";

/* The handle of the answer is the one that the caller has foretold with its token. */
static char *
dup_handle (GDBusMessage *message, GVariant *options)
{
  g_autofree char *sender = g_strdup (g_dbus_message_get_sender (message) + 1);
  const char *token = "t";

  g_variant_lookup (options, "handle_token", "&s", &token);
  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", g_strdelimit (sender, ".", '_'), token);
}

typedef struct {
  GDBusConnection *connection;
  char *caller;
  char *handle;
} Request;

static GPtrArray *requests; /* of Request, those that were answered in time */
static guint timer;

static void
request_free (Request *request)
{
  g_free (request->caller);
  g_free (request->handle);
  g_free (request);
}

static void
emit_response (GDBusConnection *connection, const char *caller, const char *handle)
{
  g_dbus_connection_emit_signal (
      connection, caller, handle, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", 0, g_variant_new ("a{sv}", NULL)), NULL);
}

/* Again and again: libsecret listens only once it has the handle, and nobody tells when that is. */
static gboolean
respond (gpointer unused)
{
  for (guint i = 0; i < requests->len; i++) {
    const Request *request = requests->pdata[i];

    emit_response (request->connection, request->caller, request->handle);
  }

  return G_SOURCE_CONTINUE;
}

static void
take_request (gpointer request)
{
  g_ptr_array_add (requests, request);
  if (timer == 0)
    timer = g_timeout_add (5, respond, NULL);
}

static GVariant *
retrieve_secret (GDBusConnection *connection, GDBusMessage *message)
{
  GVariant *body = g_dbus_message_get_body (message);
  g_autoptr (GVariant) options = g_variant_get_child_value (body, 1);
  g_autoptr (GError) error = NULL;
  char *handle = dup_handle (message, options);
  GVariant *reply = g_variant_new ("(o)", handle);
  Request *request;
  int fd = g_unix_fd_list_get (g_dbus_message_get_unix_fd_list (message), 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, password, sizeof password), ==, sizeof password);
  close (fd);

  request = g_new (Request, 1);
  *request = (Request){ connection, g_strdup (g_dbus_message_get_sender (message)), handle };
  if (g_atomic_int_get (&way) == WAY_HASTY) {
    emit_response (connection, request->caller, handle);
    g_atomic_int_inc (&n_hasty);
    g_idle_add_once ((GSourceOnceFunc) request_free, request);
  } else {
    g_idle_add_once (take_request, request);
  }

  return reply;
}

static GVariant *
describe_portal (GDBusMessage *message)
{
  GVariant *version = g_variant_new_uint32 (1);
  g_auto (GVariantDict) all = G_VARIANT_DICT_INIT (NULL);

  if (strcmp (g_dbus_message_get_member (message), "Get") == 0)
    return g_variant_new ("(v)", version);

  g_variant_dict_insert_value (&all, "version", version);
  return g_variant_new ("(@a{sv})", g_variant_dict_end (&all));
}

/* On GLib's own thread, since libsecret waits for it. */
static GDBusMessage *
answer (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer unused)
{
  g_autoptr (GDBusMessage) taken = message;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return g_steal_pointer (&taken);

  if (g_atomic_int_get (&way) == WAY_SILENT)
    return NULL;

  reply = g_dbus_message_new_method_reply (message);
  g_dbus_message_set_body (reply,
                           strcmp (g_dbus_message_get_member (message), "RetrieveSecret") == 0
                               ? retrieve_secret (connection, message)
                               : describe_portal (message));
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);

  return NULL;
}

static char *
read_secret (ToteKeyring *keyring, const char *order_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  tote_keyring_read_async (keyring, SERVER, order_id, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  secret = tote_keyring_read_finish (keyring, result, &error);
  g_assert_no_error (error);

  return secret;
}

/* What was sent to the process has come, and it has done all that it does then. */
static void
settle (KeyringFixture *fixture)
{
  g_autoptr (GDBusConnection) own = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GDBusConnection *const both[] = { fixture->odd, own };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++) {
    g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
        both[i], "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Peer",
        "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

    g_assert_nonnull (reply);
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct {
  KeyringFixture *base;
  ToteManualClock *clock;
  ToteKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer base)
{
  fixture->base = (KeyringFixture *) base;
  fixture->clock = tote_manual_clock_new (G_USEC_PER_SEC);
  fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->keyring);
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->clock);
}

/* One that takes every call and answers none stops nothing else, and costs three seconds. */
static void
test_silent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GAsyncResult) writing = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();

  g_atomic_int_set (&way, WAY_SILENT);
  tote_keyring_read_async (fixture->keyring, SERVER, "1", test_keep_result, &reading);
  tote_keyring_write_async (fixture->keyring, SERVER, "2", "two", test_keep_result, &writing);
  settle (fixture->base);
  g_assert_null (reading);
  g_assert_null (writing);
  tote_manual_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);
  test_wait ((gpointer *) &reading);
  test_wait ((gpointer *) &writing);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);

  g_assert_null (tote_keyring_read_finish (fixture->keyring, reading, &error));
  g_assert_error (error, TOTE_SECRETS_ERROR, TOTE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (tote_keyring_write_finish (fixture->keyring, writing, &error));
  g_assert_error (error, TOTE_SECRETS_ERROR, TOTE_SECRETS_ERROR_UNAVAILABLE);
  settle (fixture->base);
  g_assert_cmpint (tote_keyring_get_trouble (fixture->keyring), ==, TOTE_KEYRING_MISSING);
}

/* libsecret before 0.21.4 waits for ever for an end that came too early, and before 0.21 whoever
 * cancels that waits with it. Nobody does; and what could not be kept is kept when it can be. */
static void
test_hasty (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GAsyncResult) writing = NULL;
  g_autofree char *secret = NULL;

  g_atomic_int_set (&way, WAY_HASTY);
  tote_keyring_read_async (fixture->keyring, SERVER, "1", test_keep_result, &reading);
  tote_keyring_write_async (fixture->keyring, SERVER, "2", "two", test_keep_result, &writing);
  while (g_atomic_int_get (&n_hasty) < 2 && (reading == NULL || writing == NULL))
    g_main_context_iteration (NULL, FALSE);
  settle (fixture->base);
  tote_manual_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);
  test_wait ((gpointer *) &reading);
  test_wait ((gpointer *) &writing);
  g_test_message ("%s", tote_keyring_get_trouble (fixture->keyring) == TOTE_KEYRING_FINE
                            ? "this libsecret listens in time"
                            : "this libsecret listens too late");

  g_atomic_int_set (&way, WAY_GOOD);
  for (guint i = 0; i < 2; i++) { /* the second one after what waited */
    g_autoptr (GAsyncResult) again = NULL;

    tote_keyring_write_async (fixture->keyring, SERVER, "3", "three", test_keep_result, &again);
    test_wait ((gpointer *) &again);
    g_assert_true (tote_keyring_write_finish (fixture->keyring, again, NULL));
  }
  g_assert_cmpint (tote_keyring_get_trouble (fixture->keyring), ==, TOTE_KEYRING_FINE);

  g_clear_object (&reading);
  g_clear_object (&writing);
  g_assert_finalize_object (fixture->keyring);
  fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
  secret = read_secret (fixture->keyring, "2");
  g_assert_cmpstr (secret, ==, "two");
}

/* An end that came too early is heard here, and the key is asked for once more, before anybody is
 * told that there is none. In a process of its own: what libsecret has once it keeps. */
static void
test_heard (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) writing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }

  g_atomic_int_set (&way, WAY_HASTY);
  tote_keyring_write_async (fixture->keyring, SERVER, "1", "one", test_keep_result, &writing);
  while (g_atomic_int_get (&n_hasty) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_atomic_int_set (&way, WAY_GOOD);
  settle (fixture->base);
  tote_manual_clock_advance (fixture->clock, G_USEC_PER_SEC);
  test_wait ((gpointer *) &writing);
  g_assert_true (tote_keyring_write_finish (fixture->keyring, writing, &error));
  g_assert_no_error (error);
  secret = read_secret (fixture->keyring, "1");
  g_assert_cmpstr (secret, ==, "one");
}

/* What is kept is there for the next run, and the file says nothing to who has no portal. libsecret
 * loses what is written at once: there is one write at a time, and nothing lost. */
static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  ToteKeyring *keyring = fixture->keyring;
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
  g_autofree char *none = read_secret (keyring, "1");
  g_autofree char *bytes = NULL;
  GAsyncResult *results[N_MANY] = { NULL };
  guint n_requests = requests->len;
  gsize length;

  g_assert_null (none);
  for (guint i = 0; i < N_MANY; i++) {
    g_autofree char *order_id = g_strdup_printf ("%u", i);
    g_autofree char *secret = g_strdup_printf ("the token of %u", i);

    tote_keyring_write_async (keyring, SERVER, order_id, secret, test_keep_result, &results[i]);
  }
  for (guint i = 0; i < N_MANY; i++) {
    g_autoptr (GError) error = NULL;

    test_wait ((gpointer *) &results[i]);
    tote_keyring_write_finish (keyring, results[i], &error);
    g_assert_no_error (error);
    g_object_unref (results[i]);
  }
  g_assert_cmpint (tote_keyring_get_trouble (keyring), ==, TOTE_KEYRING_FINE);

  g_assert_finalize_object (keyring);
  keyring = fixture->keyring = tote_keyring_new (TOTE_CLOCK (fixture->clock));
  for (guint i = 0; i < N_MANY; i++) {
    g_autofree char *order_id = g_strdup_printf ("%u", i);
    g_autofree char *expected = g_strdup_printf ("the token of %u", i);
    g_autofree char *secret = read_secret (keyring, order_id);

    g_assert_cmpstr (secret, ==, expected);
  }

  /* It is asked for once in a process, and not for each. */
  g_assert_cmpuint (requests->len, ==, n_requests);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "the token of"));
}

int
main (int argc, char *argv[])
{
  KeyringFixture fixture = { NULL };
  int status;

  g_setenv ("SNAP_NAME", "tote", TRUE);
  g_test_init (&argc, &argv, NULL);
  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  keyring_fixture_set_up (&fixture);
  g_setenv ("XDG_DATA_HOME", fixture.home, TRUE); /* libsecret keeps to the one it has seen first */
  keyring_fixture_start_odd (&fixture, PORTAL, answer, NULL);

  /* In this order: what libsecret has once it keeps. */
#define ADD(path, function) g_test_add (path, Fixture, &fixture, set_up, function, tear_down)
  ADD ("/keyring-portal/silent", test_silent);
  ADD ("/keyring-portal/heard", test_heard);
  ADD ("/keyring-portal/hasty", test_hasty);
  ADD ("/keyring-portal/kept", test_kept);
#undef ADD
  status = g_test_run ();

  g_clear_handle_id (&timer, g_source_remove);
  g_ptr_array_unref (requests);
  keyring_fixture_stop_odd (&fixture);
  keyring_fixture_tear_down (&fixture);
  keyring_fixture_stop_bus ();

  return status;
}
