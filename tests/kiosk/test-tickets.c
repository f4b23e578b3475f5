/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tickets.h"

#define NOW (G_USEC_PER_SEC * G_GINT64_CONSTANT (1790000000))
#define SECOND G_TIME_SPAN_SECOND

typedef struct {
  ToteTickets *tickets;
  guint n_ready;
  guint n_changes; /* of both lists */
} Fixture;

static void
count_ready (Fixture *fixture)
{
  fixture->n_ready++;
}

static void
count_change (Fixture *fixture)
{
  fixture->n_changes++;
}

static GListModel *
shopping (Fixture *fixture)
{
  return tote_tickets_get_column (fixture->tickets, TOTE_TICKET_SHOPPING);
}

static GListModel *
ready (Fixture *fixture)
{
  return tote_tickets_get_column (fixture->tickets, TOTE_TICKET_READY);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tickets = tote_tickets_new ();
  g_signal_connect_swapped (fixture->tickets, "became-ready", G_CALLBACK (count_ready), fixture);
  g_signal_connect_swapped (shopping (fixture), "items-changed", G_CALLBACK (count_change),
                            fixture);
  g_signal_connect_swapped (ready (fixture), "items-changed", G_CALLBACK (count_change), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->tickets);
}

static void
put (Fixture *fixture, const char *id, const char *state, gint64 ready_at, gint64 now)
{
  const ToteTicketState ticket = { .label = id,
                                   .state = state,
                                   .fulfillment = TOTE_FULFILLMENT_PICKUP,
                                   .n_found = 1,
                                   .n_items = 2,
                                   .ready_at = ready_at };

  tote_tickets_put (fixture->tickets, id, &ticket, now);
}

static char *
join (GListModel *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (ToteTicket) ticket = g_list_model_get_item (list, i);

    g_string_append_printf (text, "%s ", tote_ticket_get_order_id (ticket));
  }

  return g_string_free (text, FALSE);
}

static void
expect (GListModel *list, const char *ids)
{
  g_autofree char *text = join (list);

  g_assert_cmpstr (text, ==, ids);
}

static void
fill (Fixture *fixture)
{
  tote_tickets_begin (fixture->tickets);
  put (fixture, "a", "picking", 0, NOW);
  put (fixture, "b", "brand_new", 0, NOW);
  put (fixture, "c", "ready_for_pickup", NOW - 60 * SECOND, NOW);
  put (fixture, "d", "ready_for_pickup", NOW - 30 * SECOND, NOW);
  put (fixture, "e", "delivering", 0, NOW);
  tote_tickets_end (fixture->tickets);
}

static void
test_columns (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  expect (shopping (fixture), "a b ");
  expect (ready (fixture), "d c ");
  g_assert_cmpuint (fixture->n_ready, ==, 0); /* it was so before anybody looked */
}

/* An answer like the last changes nothing, and nothing is drawn for it. */
static void
test_same (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  fixture->n_changes = 0;
  fill (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_becomes_ready (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTicket) ticket = NULL;
  g_autoptr (ToteTicket) same = NULL;

  fill (fixture);
  ticket = g_list_model_get_item (shopping (fixture), 0);
  put (fixture, "a", "ready_for_pickup", 0, NOW + 5 * SECOND);
  same = g_list_model_get_item (ready (fixture), 0);

  g_assert_true (ticket == same);
  expect (shopping (fixture), "b ");
  expect (ready (fixture), "a d c ");
  g_assert_cmpuint (fixture->n_ready, ==, 1);
  g_assert_true (tote_ticket_get_fresh (ticket));

  tote_tickets_age (fixture->tickets, NOW + 64 * SECOND);
  g_assert_true (tote_ticket_get_fresh (ticket));
  tote_tickets_age (fixture->tickets, NOW + 65 * SECOND);
  g_assert_false (tote_ticket_get_fresh (ticket));
}

/* The clock was set back by a day: what was marked is not marked for a day. */
static void
test_clock_jump (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTicket) ticket = NULL;

  fill (fixture);
  put (fixture, "a", "ready_for_pickup", 0, NOW);
  ticket = g_list_model_get_item (ready (fixture), 0);
  tote_tickets_age (fixture->tickets, NOW - 86400 * SECOND);
  g_assert_false (tote_ticket_get_fresh (ticket));
}

/* One who arrived keeps their place and is not announced again. */
static void
test_handing_over (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  put (fixture, "c", "runner_awaiting", NOW - 60 * SECOND, NOW);
  expect (ready (fixture), "d c ");
  g_assert_cmpuint (fixture->n_ready, ==, 0);
}

static void
test_taken_off (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  tote_tickets_begin (fixture->tickets);
  put (fixture, "b", "brand_new", 0, NOW);
  put (fixture, "c", "delivered", 0, NOW);
  tote_tickets_keep (fixture->tickets, "d");
  tote_tickets_end (fixture->tickets);

  expect (shopping (fixture), "b ");
  expect (ready (fixture), "d ");
}

/* What one process knew the next begins with; nothing of it is new. */
static void
test_written (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTickets) next = tote_tickets_new ();
  g_autoptr (JsonArray) written = NULL;

  fill (fixture);
  written = tote_tickets_write (fixture->tickets);
  g_signal_connect_swapped (next, "became-ready", G_CALLBACK (count_ready), fixture);
  tote_tickets_read (next, written, NOW);

  expect (tote_tickets_get_column (next, TOTE_TICKET_SHOPPING), "a b ");
  expect (tote_tickets_get_column (next, TOTE_TICKET_READY), "d c ");
  g_assert_cmpuint (fixture->n_ready, ==, 0);
}

/* However many orders there are, and however odd their ids: one line of the channel holds it. */
static void
test_written_much (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *odd = g_strnfill (190, '\1');
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *id = g_strdup_printf ("%s%u", odd, i);

    put (fixture, id, i % 2 == 0 ? "picking" : "ready_for_pickup", NOW, NOW);
  }
  json_node_take_array (root, tote_tickets_write (fixture->tickets));
  text = json_to_string (root, FALSE);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), >, 10);
  g_assert_cmpuint (strlen (text), <, 150 * 1024);
}

/* A word nobody knows is an order that is still being worked on. */
static void
test_unknown (Fixture *fixture, gconstpointer unused)
{
  put (fixture, "x", "on_the_moon", 0, NOW);
  tote_tickets_keep (fixture->tickets, "y");
  expect (shopping (fixture), "x ");
  expect (ready (fixture), "");
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
  add ("/kiosk/tickets/columns", test_columns);
  add ("/kiosk/tickets/same", test_same);
  add ("/kiosk/tickets/becomes-ready", test_becomes_ready);
  add ("/kiosk/tickets/clock-jump", test_clock_jump);
  add ("/kiosk/tickets/handing-over", test_handing_over);
  add ("/kiosk/tickets/taken-off", test_taken_off);
  add ("/kiosk/tickets/written", test_written);
  add ("/kiosk/tickets/written-much", test_written_much);
  add ("/kiosk/tickets/unknown", test_unknown);

  return g_test_run ();
}
