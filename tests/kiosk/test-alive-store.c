/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "tote-board-feed.h"
#include "tote-look-up.h"

/* Whatever a store's broker has answered, or what stands before it, and for however long: when it
 * is well again the board is fresh within five minutes, and who looks their order up finds it. */

#define S ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * S)

/* In which a board is asked for, whatever chance says. */
#define INTERVALS (15 * S)

/* Somebody comes that often. */
#define CUSTOMER_EVERY (40 * S)

#define ENTRY(id, state)                                                                           \
  "{\"order_id\": \"" id "\", \"label\": \"" id "\", \"workflow_state\": \"" state "\","           \
  " \"fulfillment_type\": \"pickup\"}"
#define BOARD_OF_ONE "{\"orders\": [" ENTRY ("1", "picking") "]}"
#define BOARD_OF_TWO "{\"orders\": [" ENTRY ("1", "picking") ", " ENTRY ("2", "picking") "]}"

typedef void (*Row) (Alive *alive, const AliveFault *fault, gint64 time);

static guint
count_tickets (ToteBoardFeed *feed)
{
  ToteTickets *tickets = tote_board_feed_get_tickets (feed);

  return g_list_model_get_n_items (tote_tickets_get_column (tickets, TOTE_TICKET_SHOPPING)) +
         g_list_model_get_n_items (tote_tickets_get_column (tickets, TOTE_TICKET_READY));
}

/* The board stays as it was; then it is what the broker says by now. */
static void
let_board_fail (Alive *alive, ToteBoardFeed *feed, const AliveFault *fault, gint64 time)
{
  guint n_tickets = count_tickets (feed), n_asked = alive->n_broker;
  gint64 until;

  alive_fail (alive, fault, 0);
  alive_run (alive, time);
  g_assert_cmpuint (alive->n_broker, >, n_asked);
  g_assert_cmpuint (count_tickets (feed), ==, n_tickets);
  g_assert_false (time >= HOUR && tote_board_feed_get_online (feed));

  alive->board = n_tickets == 0 ? BOARD_OF_ONE : BOARD_OF_TWO;
  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault));
  until = alive_get_time (alive) + ALIVE_WITHIN;
  while ((count_tickets (feed) != n_tickets + 1 || !tote_board_feed_get_online (feed)) &&
         alive_step (alive, until))
    ;
  alive_settle (alive);
  g_assert_cmpuint (count_tickets (feed), ==, n_tickets + 1);
  g_assert_true (tote_board_feed_get_online (feed));
}

/* From the beginning, and later on. */
static void
fail_board (Alive *alive, const AliveFault *fault, gint64 time)
{
  g_autoptr (ToteBoardFeed) feed = tote_board_feed_new (
      &(ToteBoardFeedConfig){ alive->broker, alive->platform->base,
                              alive->platform->sessions->pdata[0], TOTE_CLOCK (alive->clock), 1 });

  tote_board_feed_start (feed);
  let_board_fail (alive, feed, fault, time);
  let_board_fail (alive, feed, fault, time);
}

static void
on_found (gboolean *found, ToteTokenResponse *response)
{
  *found = TRUE;
}

static void
come (Alive *alive, ToteLookUp *look_up)
{
  tote_look_up_find (look_up, "4711", "50613");
  alive_run (alive, CUSTOMER_EVERY);
  g_assert_false (tote_look_up_get_busy (look_up));
}

/* That there is no such order only the broker says: in its own words, or with its 401, the body of
 * which is open. */
static gboolean
is_verdict (const AliveFault *fault)
{
  return fault->line == TOTE_FAKE_FINE && (fault->word || fault->answer.status == 401);
}

/* Customers come and try, and none of them spoils it for the next. */
static void
fail_look_up (Alive *alive, const AliveFault *fault, gint64 time)
{
  g_autoptr (ToteLookUp) look_up =
      tote_look_up_new (alive->broker, TOTE_CLOCK (alive->clock), NULL);
  gint64 until = alive_get_time (alive) + time;
  gboolean found = FALSE;

  g_signal_connect_swapped (look_up, "found", G_CALLBACK (on_found), &found);
  alive_fail (alive, fault, 0);
  do {
    guint n_asked = alive->n_broker;

    come (alive, look_up);
    g_assert_cmpuint (alive->n_broker, >, n_asked);
    g_assert_false (found);
    g_assert_cmpint (tote_look_up_get_trouble (look_up), !=, TOTE_LOOK_UP_NO_TROUBLE);
    if (!is_verdict (fault))
      g_assert_cmpint (tote_look_up_get_trouble (look_up), ==, TOTE_LOOK_UP_UNREACHABLE);
  } while (alive_get_time (alive) < until);

  alive_mend (alive);
  come (alive, look_up);
  g_assert_true (found);
  g_assert_cmpint (tote_look_up_get_trouble (look_up), ==, TOTE_LOOK_UP_NO_TROUBLE);
}

/* Each with a platform of its own: see test_broker() of test-alive-again.c. */
static void
fail_each (Row row, gint64 time)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++) {
    g_autoptr (Alive) alive = alive_new (FALSE, FALSE);

    g_test_message ("%s", faults[i].name);
    alive_open_broker (alive);
    row (alive, &faults[i], time);
    alive_settle (alive);
  }
}

static void
test_board (void)
{
  fail_each (fail_board, INTERVALS);
}

static void
test_look_up (void)
{
  fail_each (fail_look_up, 0);
}

/* The tables of ./dev storm. */
static void
test_board_table (void)
{
  fail_each (fail_board, HOUR);
}

static void
test_look_up_table (void)
{
  fail_each (fail_look_up, HOUR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alive/store/board", test_board);
  g_test_add_func ("/alive/store/look-up", test_look_up);
  if (g_test_slow ()) {
    g_test_add_func ("/alive/table/store/board", test_board_table);
    g_test_add_func ("/alive/table/store/look-up", test_look_up_table);
  }

  return g_test_run ();
}
