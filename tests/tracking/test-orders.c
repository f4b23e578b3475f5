/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-orders.h"
#include "tote-pace.h"

#include <malloc.h>
#include <string.h>

#define N_BOARD 1000
#define N_FOLLOWED 100
#define INTERVAL_S 15

/* What is asked is spread at random: the same way in each run. */
#define SEED 20260302
#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC)
#define BYTES_PER_ORDER (64 * 1024)

typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteOrders *orders;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->platform = tote_fake_platform_new ("picking", 1);
  fixture->clock = tote_manual_clock_new (NOON);
  fixture->orders = tote_orders_new ();
}

/* Both ends of the line are in this loop: when it has nothing to do, all is said. */
static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_orders_stop (fixture->orders);
  turn ();
  g_assert_finalize_object (fixture->orders);
  g_assert_finalize_object (fixture->clock);
  tote_fake_platform_free (fixture->platform);
}

static ToteTracker *
add_order (Fixture *fixture, const char *id)
{
  g_autoptr (ToteClient) plain = tote_fake_platform_new_client (fixture->platform);
  g_autoptr (ToteTracker) tracker = tote_tracker_new (plain, id, TOTE_CLOCK (fixture->clock), NULL);

  tote_orders_add (fixture->orders, tracker);
  return tracker;
}

static char *
list_ids (Fixture *fixture)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->orders)); i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (fixture->orders), i);

    g_string_append (ids, tote_order_get_id (tote_tracker_get_order (tracker)));
  }
  return g_string_free (ids, FALSE);
}

static void
assert_ids (Fixture *fixture, const char *expected)
{
  g_autofree char *ids = list_ids (fixture);

  g_assert_cmpstr (ids, ==, expected);
}

static void
set_state (ToteTracker *tracker, const char *state)
{
  tote_order_set_state (tote_tracker_get_order (tracker), state);
}

static void
ask (ToteTracker *tracker)
{
  g_autoptr (ToteProduct) loaf = tote_product_new (NULL, "Loaf", NULL, "1", "EACH");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, tote_item_new ("li-1", "REPLACED", "PENDING", loaf, loaf));
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (tracker)), items);
}

static void
write_to (ToteTracker *tracker)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  ToteMessage *message = tote_message_new ("1", TOTE_SENDER_SHOPPER, "Hello", NULL);

  tote_message_set_read (message, FALSE, NULL);
  g_ptr_array_add (messages, message);
  tote_message_list_merge (tote_order_get_messages (tote_tracker_get_order (tracker)), messages);
}

static void
count_stretch (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *stretch = user_data;

  g_assert_cmpuint (removed, ==, added);
  *stretch += removed;
}

static void
test_needs_you_now (Fixture *fixture, gconstpointer unused)
{
  ToteTracker *a = add_order (fixture, "a");
  ToteTracker *b = add_order (fixture, "b");
  ToteTracker *c = add_order (fixture, "c");
  ToteTracker *d = add_order (fixture, "d");
  guint stretch = 0;

  set_state (a, "brand_new");
  set_state (b, "delivered");
  set_state (c, "delivering");
  set_state (d, "picking");
  assert_ids (fixture, "cdab");
  g_assert_cmpuint (tote_orders_get_n_needy (fixture->orders), ==, 0);

  ask (d);
  assert_ids (fixture, "dcab");
  write_to (a);
  assert_ids (fixture, "dacb");
  g_assert_cmpuint (tote_orders_get_n_needy (fixture->orders), ==, 2);

  g_signal_connect (fixture->orders, "items-changed", G_CALLBACK (count_stretch), &stretch);
  set_state (c, "ready_for_pickup");
  g_assert_cmpuint (stretch, ==, 0);
  set_state (d, "delivered");
  assert_ids (fixture, "acbd");
  g_assert_cmpuint (stretch, ==, 4);
  g_assert_cmpuint (tote_orders_get_n_needy (fixture->orders), ==, 1);
}

static void
test_find_and_remove (Fixture *fixture, gconstpointer unused)
{
  ToteTracker *a = add_order (fixture, "a");
  const char *base = tote_client_get_base (tote_tracker_get_client (a));

  add_order (fixture, "b");
  g_assert_true (tote_orders_find (fixture->orders, base, "a") == a);
  g_assert_null (tote_orders_find (fixture->orders, "https://elsewhere.example", "a"));
  tote_orders_remove (fixture->orders, a);
  g_assert_null (tote_orders_find (fixture->orders, base, "a"));
  assert_ids (fixture, "b");
}

static void
add_board (Fixture *fixture)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);

  for (guint i = 0; i < N_BOARD; i++) {
    g_autofree char *id = g_strdup_printf ("MKT-%04u", i);
    g_autoptr (ToteTracker) tracker =
        tote_tracker_new (client, id, TOTE_CLOCK (fixture->clock), NULL);

    tote_tracker_set_board (tracker, TRUE);
    tote_tracker_set_first_delay (tracker, tote_pace_get_turn (i, 1));
    tote_tracker_start (tracker);
    tote_orders_add (fixture->orders, tracker);
  }
}

/* How many requests came in one second of the test's clock. */
static guint
pass_second (Fixture *fixture)
{
  guint before = fixture->platform->calls->len;

  tote_manual_clock_advance (fixture->clock, G_USEC_PER_SEC);
  turn ();
  return fixture->platform->calls->len - before;
}

/* 67 a second while they start, 74 later; the two overlap for some seconds. */
static void
test_board_of_a_thousand (Fixture *fixture, gconstpointer unused)
{
  gsize before = mallinfo2 ().uordblks, bytes;
  guint least = G_MAXUINT, most = 0;

  g_random_set_seed (SEED);
  add_board (fixture);
  turn ();
  for (guint second = 0; second < 3 * INTERVAL_S; second++) {
    guint n = pass_second (fixture);

    least = MIN (least, n);
    most = MAX (most, n);
  }

  bytes = (mallinfo2 ().uordblks - before) / N_BOARD;
  g_test_message ("%u to %u requests a second, %zu bytes an order", least, most, bytes);
  g_assert_cmpuint (least, >=, 40);
  g_assert_cmpuint (most, <=, 150);
  g_assert_cmpuint (bytes, <=, BYTES_PER_ORDER);
  g_assert_cmpuint (tote_fake_platform_count_calls (fixture->platform, "GET order"), ==,
                    fixture->platform->calls->len);
}

/* A hundred orders of which one is looked at: in a minute of it two dozen questions, of each other
 * one less than half as many. */
static void
test_hundred_and_one_seen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteClient) client = tote_fake_platform_new_client (fixture->platform);
  guint before;

  g_random_set_seed (SEED);
  for (guint i = 0; i < N_FOLLOWED; i++) {
    g_autofree char *id = g_strdup_printf ("MKT-%04u", i);
    g_autoptr (ToteTracker) tracker =
        tote_tracker_new (client, id, TOTE_CLOCK (fixture->clock), NULL);

    tote_tracker_set_shown (tracker, i == 0);
    tote_orders_add (fixture->orders, tracker);
    tote_tracker_start (tracker);
  }
  for (guint second = 0; second < 60; second++)
    pass_second (fixture);

  before = fixture->platform->calls->len;
  for (guint second = 0; second < 60; second++)
    pass_second (fixture);

  g_test_message ("%u requests a minute", fixture->platform->calls->len - before);
  g_assert_cmpuint (fixture->platform->calls->len - before, >=, 8 * N_FOLLOWED);
  g_assert_cmpuint (fixture->platform->calls->len - before, <=, 11 * N_FOLLOWED);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/orders/needs-you-now", test_needs_you_now);
  add ("/orders/find-and-remove", test_find_and_remove);
  add ("/orders/hundred-and-one-seen", test_hundred_and_one_seen);
  add ("/orders/board-of-a-thousand", test_board_of_a_thousand);

  return g_test_run ();
}
