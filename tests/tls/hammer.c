/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-exchange.h"
#include "tote-session.h"

#include <stdio.h>
#include <stdlib.h>

/* Reads an address again and again, a few at a time, with pauses in which a kept connection may
 * die. Ends with success if each read was answered. What libsoup makes of a connection that ends
 * under a request has crashed it before (see SEND_PRIORITY in tote-exchange.c). */

#define N_READS 1000
#define N_AT_ONCE 5
#define PAUSE_MOST_MS 20
#define LIMIT 65536
#define DEADLINE_MS 10000

typedef struct {
  SoupSession *session;
  const char *address;
  guint n_begun;
  guint n_ended;
  guint n_failed;
} Hammer;

static void read_later (Hammer *hammer);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hammer *hammer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tote_exchange_finish (SOUP_SESSION (source), result, &error);

  hammer->n_ended++;
  if (body == NULL) {
    hammer->n_failed++;
    g_printerr ("%s\n", error->message);
  }
  if (hammer->n_begun < N_READS)
    read_later (hammer);
}

static void
read_now (gpointer user_data)
{
  Hammer *hammer = user_data;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", hammer->address);

  tote_exchange_async (hammer->session, message, TOTE_EXCHANGE_PLAIN, LIMIT, DEADLINE_MS, NULL,
                       on_read, hammer);
}

static void
read_later (Hammer *hammer)
{
  hammer->n_begun++;
  g_timeout_add_once ((guint) g_random_int_range (0, PAUSE_MOST_MS), read_now, hammer);
}

int
main (int argc, char *argv[])
{
  Hammer hammer = { .session = tote_session_new (), .address = argv[1] };

  g_assert_cmpint (argc, ==, 2);
  for (guint i = 0; i < N_AT_ONCE; i++)
    read_later (&hammer);
  while (hammer.n_ended < N_READS)
    g_main_context_iteration (NULL, TRUE);

  g_object_unref (hammer.session);
  printf ("%u of %u failed\n", hammer.n_failed, hammer.n_ended);

  return hammer.n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
