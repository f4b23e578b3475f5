/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define SECOND G_TIME_SPAN_SECOND
#define N_ORDERS 12

typedef struct {
  Store *store;
  ToteBoardFeed *feed;
  guint n_answers;
} Fixture;

static void
on_answered (Fixture *fixture)
{
  fixture->n_answers++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->store = store_new (N_ORDERS);
  fixture->feed = tote_board_feed_new (&(ToteBoardFeedConfig){
      fixture->store->broker, tote_sandbox_server_get_uri (fixture->store->server),
      fixture->store->session, TOTE_CLOCK (fixture->store->clock), 1 });
  g_signal_connect_swapped (fixture->feed, "answered", G_CALLBACK (on_answered), fixture);
  tote_board_feed_start (fixture->feed);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->feed);
  store_free (fixture->store);
}

static guint
count (Fixture *fixture)
{
  ToteTickets *tickets = tote_board_feed_get_tickets (fixture->feed);

  return g_list_model_get_n_items (tote_tickets_get_column (tickets, TOTE_TICKET_SHOPPING)) +
         g_list_model_get_n_items (tote_tickets_get_column (tickets, TOTE_TICKET_READY));
}

static void
pass (Fixture *fixture)
{
  tote_manual_clock_advance (fixture->store->clock, SECOND);
  g_main_context_iteration (NULL, FALSE);
}

static void
wait_for_answers (Fixture *fixture, guint n)
{
  while (fixture->n_answers < n)
    pass (fixture);
}

static void
test_filled (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (tote_board_feed_get_online (fixture->feed));
  wait_for_answers (fixture, 1);
  g_assert_cmpuint (count (fixture), >, 5);
  g_assert_true (tote_board_feed_get_online (fixture->feed));
  g_assert_cmpint (tote_board_feed_get_last_answer (fixture->feed), >, 0);
}

/* The board stays, and says of when it is, however long the line is down. */
static void
test_offline (Fixture *fixture, gconstpointer unused)
{
  gint64 at;
  guint n;

  wait_for_answers (fixture, 1);
  n = count (fixture);
  store_control (fixture->store, "fault", "{\"spec\": \"broker-board:503\"}");
  while (tote_board_feed_get_online (fixture->feed))
    pass (fixture);

  at = tote_board_feed_get_last_answer (fixture->feed);
  for (guint i = 0; i < 600; i++)
    pass (fixture);
  g_assert_cmpuint (count (fixture), ==, n);
  g_assert_cmpint (tote_board_feed_get_last_answer (fixture->feed), ==, at);

  store_control (fixture->store, "fault", "{\"spec\": \"\"}");
  while (!tote_board_feed_get_online (fixture->feed))
    pass (fixture);
}

typedef struct {
  SoupServer *server;
  const char *cache;          /* what the cache says of its answer */
  gint64 at;                  /* unix time of the broker's date */
  SoupServerMessage *waiting; /* (owned) (nullable) */
} Cache;

static void
answer_from_cache (SoupServer *server, SoupServerMessage *message, const char *path,
                   GHashTable *query, gpointer user_data)
{
  static const char board[] = "{\"orders\": [{\"order_id\": \"a\", \"label\": \"A 1\", "
                              "\"workflow_state\": \"picking\"}]}";
  const Cache *cache = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (cache->at);
  g_autofree char *date = soup_date_time_to_string (time, SOUP_DATE_HTTP);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Date", date);
  soup_message_headers_replace (headers, "X-Cache", cache->cache);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, board,
                                    strlen (board));
}

static ToteBroker *
cache_open (Cache *self, SoupSession *session)
{
  g_autoslist (GUri) uris = NULL;
  g_autofree char *address = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/board", answer_from_cache, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL);
  uris = soup_server_get_uris (self->server);
  address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  return tote_broker_new (address, "k_1", session, NULL);
}

/* The broker is away, and nobody would know: the cache before it answers each time. Ten minutes
 * later the board is still there, and of when it is was never lost. */
static void
test_cache (Fixture *fixture, gconstpointer unused)
{
  const gint64 begin = tote_clock_get_real_time (TOTE_CLOCK (fixture->store->clock)) / SECOND;
  Cache cache = { .cache = "STALE", .at = begin - 5 };
  g_autoptr (ToteBroker) broker = cache_open (&cache, fixture->store->session);
  g_autoptr (ToteBoardFeed) feed = tote_board_feed_new (&(ToteBoardFeedConfig){
      broker, NULL, fixture->store->session, TOTE_CLOCK (fixture->store->clock), 1 });
  GListModel *shopping =
      tote_tickets_get_column (tote_board_feed_get_tickets (feed), TOTE_TICKET_SHOPPING);

  g_object_run_dispose (G_OBJECT (fixture->feed));
  tote_board_feed_start (feed);
  while (!tote_board_feed_get_online (feed))
    pass (fixture);
  g_assert_cmpint (tote_board_feed_get_last_answer (feed), ==, (begin - 5) * SECOND);
  while (tote_board_feed_get_online (feed))
    pass (fixture);
  for (guint i = 0; i < 600; i++)
    pass (fixture);
  g_assert_cmpint (tote_board_feed_get_last_answer (feed), ==, (begin - 5) * SECOND);
  g_assert_cmpuint (g_list_model_get_n_items (shopping), ==, 1);

  /* It is back: one display alone is always a step behind, and that is no outage. */
  cache.at = begin + 600;
  while (!tote_board_feed_get_online (feed))
    pass (fixture);
  g_assert_cmpint (tote_board_feed_get_last_answer (feed), ==, cache.at * SECOND);

  /* What is not said to be old is of now, whatever the date. */
  cache.cache = "HIT";
  while (tote_board_feed_get_last_answer (feed) == cache.at * SECOND)
    pass (fixture);
  for (guint i = 0; i < 100; i++) {
    pass (fixture);
    g_assert_true (tote_board_feed_get_online (feed));
  }
  g_clear_object (&feed);
  g_object_unref (cache.server);
}

static void
never_answer (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
              gpointer user_data)
{
  soup_server_message_pause (message);
}

static void
on_asked (gboolean *asked)
{
  *asked = TRUE;
}

/* The clock stands still while it is asked. */
static void
be_answered_at_once (Fixture *fixture, ToteBoardFeed *feed)
{
  gboolean asked = FALSE;
  gulong handler = g_signal_connect_swapped (fixture->store->session, "request-queued",
                                             G_CALLBACK (on_asked), &asked);

  while (!asked)
    pass (fixture);
  while (!tote_board_feed_get_online (feed))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->store->session, handler);
}

/* Whoever is asked says nothing: that is known long before the request is given up. */
static void
test_silence (Fixture *fixture, gconstpointer unused)
{
  Cache cache = { .cache = "HIT", .at = 0 };
  g_autoptr (ToteBroker) broker = cache_open (&cache, fixture->store->session);
  g_autoptr (ToteBoardFeed) feed = tote_board_feed_new (&(ToteBoardFeedConfig){
      broker, NULL, fixture->store->session, TOTE_CLOCK (fixture->store->clock), 1 });
  guint seconds = 0;

  g_object_run_dispose (G_OBJECT (fixture->feed));
  tote_board_feed_start (feed);
  be_answered_at_once (fixture, feed);
  soup_server_remove_handler (cache.server, "/board");
  soup_server_add_handler (cache.server, "/board", never_answer, NULL, NULL);
  for (; tote_board_feed_get_online (feed); seconds++)
    pass (fixture);
  g_assert_cmpuint (seconds, >=, 20);
  g_assert_cmpuint (seconds, <=, 35);
  g_clear_object (&feed);
  g_object_unref (cache.server);
}

static void
answer_late (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
             gpointer user_data)
{
  Cache *cache = user_data;

  answer_from_cache (server, message, path, query, cache);
  cache->waiting = g_object_ref (message);
  soup_server_message_pause (message);
}

static void
count_online (ToteBoardFeed *feed, GParamSpec *pspec, guint *n_told)
{
  (*n_told)++;
}

/* A broker that takes longer for each answer than a line is taken to be there without one: a board
 * that comes all the time is not told as old and new by turns. One that says nothing more is. */
static void
test_slow (Fixture *fixture, gconstpointer unused)
{
  Cache cache = { .cache = "HIT", .at = 0 };
  g_autoptr (ToteBroker) broker = cache_open (&cache, fixture->store->session);
  g_autoptr (ToteBoardFeed) feed = tote_board_feed_new (&(ToteBoardFeedConfig){
      broker, NULL, fixture->store->session, TOTE_CLOCK (fixture->store->clock), 1 });
  guint n_told = 0;

  g_object_run_dispose (G_OBJECT (fixture->feed));
  soup_server_remove_handler (cache.server, "/board");
  soup_server_add_handler (cache.server, "/board", answer_late, &cache, NULL);
  g_signal_connect (feed, "notify::online", G_CALLBACK (count_online), &n_told);
  g_signal_connect_swapped (feed, "answered", G_CALLBACK (on_answered), fixture);
  tote_board_feed_start (feed);
  for (guint n = 1; n <= 6; n++) {
    while (cache.waiting == NULL)
      pass (fixture);
    for (guint i = 0; i < 25; i++)
      pass (fixture);
    soup_server_message_unpause (cache.waiting);
    g_clear_object (&cache.waiting);
    while (fixture->n_answers < n)
      g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpuint (n_told, ==, 1);

  while (tote_board_feed_get_online (feed))
    pass (fixture);
  g_clear_object (&feed);
  g_clear_object (&cache.waiting);
  g_object_unref (cache.server);
}

/* What a display begins with is soon not of now any more, if nobody answers at all. */
static void
test_recalled (Fixture *fixture, gconstpointer unused)
{
  const gint64 now = tote_clock_get_real_time (TOTE_CLOCK (fixture->store->clock));
  Cache cache = { .cache = "HIT", .at = 0 };
  g_autoptr (ToteBroker) broker = cache_open (&cache, fixture->store->session);
  g_autoptr (ToteBoardFeed) feed = tote_board_feed_new (&(ToteBoardFeedConfig){
      broker, NULL, fixture->store->session, TOTE_CLOCK (fixture->store->clock), 1 });
  g_autoptr (JsonArray) board = json_array_new ();

  g_object_run_dispose (G_OBJECT (fixture->feed));
  soup_server_remove_handler (cache.server, "/board");
  soup_server_add_handler (cache.server, "/board", never_answer, NULL, NULL);
  tote_board_feed_recall (feed, board, now);
  g_assert_true (tote_board_feed_get_online (feed));
  tote_board_feed_start (feed);
  for (guint i = 0; i < 21; i++)
    pass (fixture);
  g_assert_false (tote_board_feed_get_online (feed));
  g_assert_cmpint (tote_board_feed_get_last_answer (feed), ==, now);
  g_clear_object (&feed);
  g_object_unref (cache.server);
}

/* One bad answer is not worth a word. */
static void
test_one_miss (Fixture *fixture, gconstpointer unused)
{
  wait_for_answers (fixture, 1);
  store_control (fixture->store, "fault", "{\"spec\": \"broker-board:500*1\"}");
  wait_for_answers (fixture, 2);
  g_assert_true (tote_board_feed_get_online (fixture->feed));
}

/* Who wants to be left alone for a day, or for ever, is asked again in an hour. */
static void
test_rest (Fixture *fixture, gconstpointer unused)
{
  guint seconds = 0;

  wait_for_answers (fixture, 1);
  store_control (fixture->store, "fault", "{\"spec\": \"broker-board:503=86400*1\"}");
  for (; fixture->n_answers < 2; seconds++)
    pass (fixture);
  g_assert_cmpuint (seconds, >=, 3600);
  g_assert_cmpuint (seconds, <=, 3620);
}

/* An older broker hands out tokens: each order is followed by itself. */
static void
test_tokens (Fixture *fixture, gconstpointer unused)
{
  store_control (fixture->store, "broker", "{\"board_tokens\": true}");
  while (count (fixture) < 5)
    pass (fixture);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/kiosk/board-feed/filled", test_filled);
  add ("/kiosk/board-feed/offline", test_offline);
  add ("/kiosk/board-feed/cache", test_cache);
  add ("/kiosk/board-feed/silence", test_silence);
  add ("/kiosk/board-feed/slow", test_slow);
  add ("/kiosk/board-feed/recalled", test_recalled);
  add ("/kiosk/board-feed/one-miss", test_one_miss);
  add ("/kiosk/board-feed/rest", test_rest);
  add ("/kiosk/board-feed/tokens", test_tokens);

  return g_test_run ();
}
