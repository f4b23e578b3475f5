/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-support.h"
#include "tote-gather.h"

#include <string.h>

/* Answers that nobody waits for are kept back until all of a round can be read in one go, and
 * nothing else is. Whether something can be read the kernel is asked; where the main loop does not
 * run, no timer can have let it through. */

#define N_LINES 2
#define MS 1000

typedef struct {
  SoupSession *session;
  ToteGather *gather;
  GSocket *near[N_LINES + 1]; /* the last one is nobody's to keep back */
  GSocket *far[N_LINES + 1];
} Fixture;

static GSocket *
open_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  return socket;
}

static void
connect_pair (GSocket **near, GSocket **far)
{
  g_autoptr (GSocket) listener = open_socket ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_bind (listener, any, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (listener, &error);
  g_assert_no_error (error);
  address = g_socket_get_local_address (listener, &error);
  g_assert_no_error (error);

  *near = open_socket ();
  g_socket_connect (*near, address, NULL, &error);
  g_assert_no_error (error);
  *far = g_socket_accept (listener, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->session = tote_session_new ();
  g_assert_null (tote_gather_get (self->session));
  tote_gather_set_up (self->session);
  self->gather = tote_gather_get (self->session);
  for (guint i = 0; i <= N_LINES; i++)
    connect_pair (&self->near[i], &self->far[i]);
  for (guint i = 0; i < N_LINES; i++)
    tote_gather_watch (self->gather, self->near[i]);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->session);
  for (guint i = 0; i <= N_LINES; i++) {
    g_object_unref (self->near[i]);
    g_object_unref (self->far[i]);
  }
}

static void
answer (Fixture *self, guint line, gsize size)
{
  g_autofree char *text = g_malloc0 (size);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_socket_send (self->far[line], text, size, NULL, &error), ==, size);
  g_assert_no_error (error);
}

static gboolean
is_there (Fixture *self, guint line)
{
  return g_socket_condition_check (self->near[line], G_IO_IN) != 0;
}

/* Or the test runs into its time limit. */
static void
wait_for (Fixture *self, guint line)
{
  g_socket_condition_wait (self->near[line], G_IO_IN, NULL, NULL);
}

/* What was sent before something that has come has come too. */
static void
wait_for_both (Fixture *self)
{
  answer (self, N_LINES, 1);
  wait_for (self, N_LINES);
}

static void
test_one_go (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < N_LINES; i++)
    tote_gather_begin (self->gather, TRUE);
  for (guint i = 0; i < N_LINES; i++)
    answer (self, i, 200);
  wait_for_both (self);
  g_assert_false (is_there (self, 0));
  g_assert_false (is_there (self, 1));

  while (!is_there (self, 0))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_there (self, 1));
}

/* One that comes after that is not kept back any more. */
static void
test_late (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < N_LINES; i++)
    tote_gather_begin (self->gather, TRUE);
  answer (self, 0, 200);
  while (!is_there (self, 0))
    g_main_context_iteration (NULL, TRUE);
  tote_gather_end (self->gather, TRUE);

  answer (self, 1, 200);
  wait_for (self, 1);
}

/* Somebody does something: what is there comes at once, and all else until that is done. */
static void
test_deed (Fixture *self, gconstpointer unused)
{
  tote_gather_begin (self->gather, TRUE);
  answer (self, 0, 200);
  wait_for_both (self);
  g_assert_false (is_there (self, 0));
  tote_gather_begin (self->gather, FALSE);
  wait_for (self, 0);
  tote_gather_end (self->gather, TRUE);

  tote_gather_begin (self->gather, TRUE);
  answer (self, 1, 200);
  wait_for (self, 1);
  tote_gather_end (self->gather, TRUE);
  tote_gather_end (self->gather, FALSE);
}

/* Nothing is kept back of what is waited for, nor once nobody waits for anything. */
static void
test_nothing_quiet (Fixture *self, gconstpointer unused)
{
  tote_gather_begin (self->gather, FALSE);
  tote_gather_begin (self->gather, TRUE);
  answer (self, 0, 200);
  wait_for (self, 0);
  tote_gather_end (self->gather, FALSE);
  tote_gather_end (self->gather, TRUE);

  tote_gather_begin (self->gather, TRUE);
  tote_gather_end (self->gather, TRUE);
  answer (self, 1, 200);
  wait_for (self, 1);
}

static void
test_large (Fixture *self, gconstpointer unused)
{
  tote_gather_begin (self->gather, TRUE);
  answer (self, 0, 20000);
  wait_for (self, 0);
}

static void
test_closed (Fixture *self, gconstpointer unused)
{
  tote_gather_begin (self->gather, TRUE);
  g_socket_close (self->far[0], NULL);
  wait_for (self, 0);
}

/* The time is that of the server: near or far, and not at all where it is too far. */
static void
test_learn (void)
{
  gint64 hold = 20 * MS;

  g_assert_cmpint (tote_gather_learn (hold, 5 * MS), ==, 20 * MS);
  g_assert_cmpint (tote_gather_learn (hold, 29 * MS), ==, 20 * MS);
  hold = tote_gather_learn (hold, 80 * MS);
  g_assert_cmpint (hold, ==, 100 * MS);
  for (guint i = 0; i < 4; i++) {
    gint64 next = tote_gather_learn (hold, hold);

    g_assert_cmpint (next, <, hold);
    g_assert_cmpint (next, >, hold * 9 / 10);
    hold = next;
  }
  g_assert_cmpint (tote_gather_learn (hold, 200 * MS), ==, 0);
  g_assert_cmpint (tote_gather_learn (0, 200 * MS), ==, 0);
  g_assert_cmpint (tote_gather_learn (0, 40 * MS), ==, 50 * MS);
  g_assert_cmpint (tote_gather_learn (0, 1 * MS), ==, 20 * MS);
}

/* On the wire: on a connection that was kept, an answer takes as long as it is kept back. */
static void
test_exchange (TestClient *self, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ToteResponse) first = NULL;
  g_autoptr (ToteResponse) second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 asked_at;

  tote_gather_set_up (self->session);
  test_server_answer (self->server, 200, "{\"items\": []}");
  first = test_read (self->client, TOTE_RESOURCE_ITEMS, NULL, &error);
  g_assert_no_error (error);

  asked_at = g_get_monotonic_time ();
  tote_client_read_async (self->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, first, TRUE, NULL,
                          test_keep_result, &result);
  test_wait ((gpointer *) &result);
  g_assert_cmpint (g_get_monotonic_time () - asked_at, >=, 20 * MS);
  second = tote_client_read_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_true (second == first);
}

#define ADD(path, function) g_test_add ("/gather/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-go", test_one_go);
  ADD ("late", test_late);
  ADD ("deed", test_deed);
  ADD ("nothing-quiet", test_nothing_quiet);
  ADD ("large", test_large);
  ADD ("closed", test_closed);
  g_test_add_func ("/gather/learn", test_learn);
  g_test_add ("/gather/exchange", TestClient, NULL, test_client_set_up, test_exchange,
              test_client_tear_down);

  return g_test_run ();
}
