/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "tote-orders.h"

#include <string.h>
#include <sys/resource.h>

/* What a process knew when it ended is no hindrance to the next one. */

#define S ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * S)
#define HOUR (60 * MINUTE)

/* Points at which a process is ended: every few turns of its loop, until long after the first
 * answers. */
#define POINTS 60
#define POINT_EVERY 5

static const char *const told_apart[] = { "200-none", "200-word", "401-word",
                                          "403-word", "404-page", "404-rendition",
                                          "404-word", "503-page", "reset",
                                          "cut" };

static void
run_until_point (Alive *alive, guint point)
{
  for (guint i = 0; i < point; i++)
    alive_turn (alive);
}

/* Ended, and ended again, while something fails; then all is well. */
static void
end_twice (Alive *alive, const AliveFault *fault, guint faulty, guint point)
{
  g_autofree char *what = g_strdup_printf ("%s for %x, ended at %u", fault->name, faulty, point);

  alive_fail (alive, fault, faulty);
  alive_start (alive);
  run_until_point (alive, point);
  alive_stop (alive);
  alive_start (alive);
  run_until_point (alive, point);
  alive_stop (alive);

  alive_mend (alive);
  alive_start (alive);
  alive_assert_recovers (alive, what);
  alive_stop (alive);
  alive_forget (alive);
}

static void
test_restarts (gconstpointer data)
{
  static const guint parts[] = { 1u << TOTE_RESOURCE_ORDER, 1u << TOTE_RESOURCE_HANDLING,
                                 ALIVE_ALL };
  g_autoptr (Alive) alive = alive_new (GPOINTER_TO_INT (data), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (told_apart); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (parts); j++) {
      for (guint point = 1 + (i + j) % POINT_EVERY; point < POINTS; point += POINT_EVERY)
        end_twice (alive, alive_find_fault (told_apart[i]), parts[j], point);
    }
  }
  g_test_message ("%u requests", alive->platform->calls->len);
}

/* What the first start of issue 18 was: handling came, the order did not. */
static void
test_handling_first (void)
{
  g_autoptr (Alive) alive = alive_new (FALSE, TRUE);

  alive_fail (alive, alive_find_fault ("503-page"), 1u << TOTE_RESOURCE_ORDER);
  alive_start (alive);
  alive_run (alive, MINUTE);
  g_assert_false (tote_tracker_get_loaded (alive->tracker));
  alive_stop (alive);

  /* That only the handling data are kept says nothing about the server: it is the order that is
   * waited for, and that was never seen. */
  alive_start (alive);
  alive_run (alive, MINUTE);
  g_assert_error (tote_tracker_get_failure (alive->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_SERVER);
  g_assert_cmpint (tote_tracker_get_seen (alive->tracker, TOTE_RESOURCE_HANDLING), >, 0);
  g_assert_cmpint (tote_tracker_get_seen (alive->tracker, TOTE_RESOURCE_ORDER), ==, 0);
  alive_stop (alive);

  alive_mend (alive);
  alive_start (alive);
  alive_assert_recovers (alive, "starts that got the handling data alone");
}

static guint
count_handling (Alive *alive, gint64 us)
{
  guint n_before = tote_fake_platform_count_calls (alive->platform, "GET handling");

  alive_run (alive, us);
  return tote_fake_platform_count_calls (alive->platform, "GET handling") - n_before;
}

/* The fact that a server has no GET order is kept, and ends when it has one: from then on the
 * handling data are asked for no more often than elsewhere, and stand in for nothing, in the next
 * process either. */
static void
test_order_call_appears (void)
{
  g_autoptr (Alive) alive = alive_new (TRUE, TRUE);

  alive_start (alive);
  alive_assert_recovers (alive, "nothing");
  alive_stop (alive);
  alive_fail (alive, alive_find_fault ("503-page"), 1u << TOTE_RESOURCE_ORDER);
  alive_start (alive);
  alive_run (alive, MINUTE);
  g_assert_true (alive_is_fresh (alive, alive_get_time (alive) - MINUTE / 2));

  alive->rendition = FALSE;
  alive_set_state (alive, "delivering");
  alive_assert_recovers (alive, "the server's new call");
  g_assert_cmpuint (count_handling (alive, ALIVE_WITHIN), <=, 1);
  alive_stop (alive);

  alive_fail (alive, alive_find_fault ("503-page"), 1u << TOTE_RESOURCE_ORDER);
  alive_start (alive);
  g_assert_cmpuint (count_handling (alive, ALIVE_WITHIN), <=, 1);
  g_assert_error (tote_tracker_get_failure (alive->tracker), TOTE_CONNECT_ERROR,
                  TOTE_CONNECT_ERROR_SERVER);
}

/* A text is said while something fails, and the process ends. */
static void
test_outbox (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (told_apart); i++) {
    for (guint point = 1; point < POINTS; point += 4 * POINT_EVERY) {
      g_autofree char *what = g_strdup_printf ("%s, ended at %u", told_apart[i], point);
      g_autoptr (Alive) alive = alive_new (FALSE, TRUE);

      alive_start (alive);
      alive_assert_recovers (alive, "nothing");
      alive_fail (alive, alive_find_fault (told_apart[i]), point % 2 ? ALIVE_ALL : 0);
      alive->writes_fail = TRUE;
      alive_say (alive, "Text 0");
      run_until_point (alive, point);
      alive_stop (alive);
      alive_mend (alive);
      alive_start (alive);
      alive_assert_recovers (alive, what);
      alive_assert_said (alive, 1, what);
    }
  }
}

/* With a platform of its own: libsoup's server (3.2) keeps a socket for each connection that the
 * other end has closed, and each question to a broker has one. An hour has more of them than a
 * process may have by itself. */
static void
fail_broker (gboolean first, const AliveFault *fault, gint64 time)
{
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  g_autofree char *what =
      g_strdup_printf ("%s of the broker%s", fault->name, first ? " at the first" : "");

  alive_sign_in (alive, first);
  alive_fail (alive, fault, 0);
  alive_start (alive);
  alive_run (alive, time);
  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault));
  alive_assert_recovers (alive, what);
}

/* The broker fails when the first token is asked for, or one to renew it. */
static void
test_broker (gconstpointer first)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    fail_broker (GPOINTER_TO_INT (first), &faults[i], 3 * S);
}

static void
test_broker_for_an_hour (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (told_apart); i++)
    fail_broker (i % 2, alive_find_fault (told_apart[i]), HOUR);
}

/* The table of ./dev storm. */
static void
test_broker_table (gconstpointer first)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    fail_broker (GPOINTER_TO_INT (first), &faults[i], HOUR);
}

/* Several orders of one server in one process, all of which fail. */
static void
test_orders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (told_apart); i++) {
    g_autoptr (Alive) alive = alive_new (FALSE, TRUE);
    g_autoptr (ToteOrders) orders = tote_orders_new ();

    alive_start (alive);
    tote_orders_add (orders, alive->tracker);
    for (guint n = 2; n < 5; n++) {
      g_autofree char *id = g_strdup_printf ("MKT-%u", n);
      g_autoptr (ToteTracker) tracker =
          tote_tracker_new (alive->client, id, TOTE_CLOCK (alive->clock), alive->archive);

      tote_orders_add (orders, tracker);
      tote_tracker_start (tracker);
    }
    alive_fail (alive, alive_find_fault (told_apart[i]), ALIVE_ALL);
    alive_run (alive, HOUR / 4);
    alive_assert_recovers (alive, told_apart[i]);
    alive_run (alive, ALIVE_WITHIN);
    for (guint n = 0; n < 4; n++) {
      g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (orders), n);

      g_assert_null (tote_tracker_get_failure (tracker));
      g_assert_true (tote_tracker_get_items_loaded (tracker));
    }
    tote_orders_stop (orders);
    alive_settle (alive);
    g_assert_finalize_object (g_steal_pointer (&orders));
  }
}

/* One of the things that happen to an order and to the machine of who follows it. */
static void
do_something (Alive *alive, GRand *rand, guint *n_texts)
{
  static const char *const states[] = { "acknowledged", "picking", "checkout", "delivering" };
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
  case 1:
    alive_fail (alive, &faults[g_rand_int_range (rand, 0, (int) alive_count_answers ())],
                g_rand_int (rand) & (g_rand_boolean (rand) ? ALIVE_ALL : g_rand_int (rand)));
    alive->writes_fail = g_rand_boolean (rand);
    break;
  case 2:
  case 3:
    alive_mend (alive);
    break;
  case 4:
    alive_stop (alive);
    alive_start (alive);
    break;
  case 5:
    alive_set_state (alive, states[g_rand_int_range (rand, 0, G_N_ELEMENTS (states))]);
    break;
  case 6:
    if (*n_texts < 3 && tote_tracker_get_loaded (alive->tracker)) {
      g_autofree char *text = g_strdup_printf ("Text %u", (*n_texts)++);

      alive_say (alive, text);
    }
    break;
  default:
    tote_tracker_refresh (alive->tracker);
  }
}

static void
run_seed (guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Alive) alive = alive_new (g_rand_boolean (rand), TRUE);
  g_autofree char *what = g_strdup_printf ("seed %u", seed);
  guint n_texts = 0;

  g_random_set_seed (seed);
  alive->lasting = TRUE;
  alive_start (alive);
  for (guint i = 0; i < 16; i++) {
    if (g_rand_boolean (rand))
      run_until_point (alive, (guint) g_rand_int_range (rand, 0, 40));
    else
      alive_run (alive, g_rand_int_range (rand, 1, 60) * S);
    do_something (alive, rand, &n_texts);
  }
  alive_set_state (alive, g_rand_boolean (rand) ? "picking" : "delivering");
  alive_assert_recovers (alive, what);
  alive_assert_said (alive, n_texts, what);
}

/* What only an order that is picked up has: the instructions, and the form's vehicle. */
static void
fail_pickup (const AliveFault *fault, gint64 time)
{
  const guint faulty = 1u << TOTE_RESOURCE_PICKUP_DETAILS | 1u << TOTE_RESOURCE_VEHICLE;
  guint status = fault->line == TOTE_FAKE_FINE ? fault->answer.status : 0;
  gboolean empty = status == 204 || status == 205; /* whatever the body, it is not sent */
  gboolean none = status / 100 == 2 && (empty || !fault->word);
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  ToteOrder *order;

  tote_fake_platform_set_body (alive->platform, TOTE_RESOURCE_ORDER, 0,
                               "{\"id\": \"MKT-1\", \"workflow_state\": \"ready_for_pickup\","
                               " \"fulfillment_type\": \"pickup\"}");
  tote_fake_platform_set_body (alive->platform, TOTE_RESOURCE_PICKUP_DETAILS, 0,
                               "{\"pickup_instructions\": [{\"category\": \"curbside\","
                               " \"instruction\": \"Bay 3\"}]}");
  tote_fake_platform_set_body (alive->platform, TOTE_RESOURCE_VEHICLE, 0,
                               "{\"vehicle_info\": {\"id\": 1, \"model\": \"Van\"}}");
  alive_fail (alive, fault, faulty);
  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, FALSE);
  order = tote_tracker_get_order (alive->tracker);
  tote_tracker_load_vehicle (alive->tracker);
  alive_run (alive, time);
  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault) + ALIVE_WITHIN);
  g_test_message ("%s", fault->name);
  g_assert_cmpuint (g_list_model_get_n_items (tote_order_get_instructions (order)), ==, 1);
  if (!none) /* that is how a server says that there is none */
    g_assert_nonnull (tote_order_get_vehicle (order));
}

static void
test_pickup (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (told_apart); i++)
    fail_pickup (alive_find_fault (told_apart[i]), HOUR);
}

static void
test_pickup_once (void)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    fail_pickup (&faults[i], 3 * S);
}

static gint64
get_moment (Alive *alive, const char *property)
{
  gint64 at;

  g_object_get (alive->tracker, property, &at, NULL);
  return at;
}

/* What the store refuses it is asked about again, and the page says when; but not that it was
 * refused, once it is not. */
static void
test_refused (void)
{
  static const char *const properties[] = { "chat-asks-again-at", "location-asks-again-at" };
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);

  alive_set_state (alive, "delivering");
  alive_start (alive);
  alive_assert_recovers (alive, "nothing");
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_assert_cmpint (get_moment (alive, properties[i]), ==, 0);

  alive_fail (alive, alive_find_fault ("403-word"),
              1u << TOTE_RESOURCE_CHAT | 1u << TOTE_RESOURCE_LOCATION);
  alive_run (alive, HOUR);
  g_assert_cmpint (tote_tracker_get_chat (alive->tracker), ==, TOTE_AVAILABILITY_OFF);
  g_assert_cmpint (tote_tracker_get_location (alive->tracker), ==, TOTE_AVAILABILITY_OFF);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++) {
    while (get_moment (alive, properties[i]) == 0)
      alive_run (alive, S);
    g_assert_cmpint (get_moment (alive, properties[i]), >, alive_get_time (alive));
    g_assert_cmpint (get_moment (alive, properties[i]), <=, alive_get_time (alive) + ALIVE_WITHIN);
  }

  alive_assert_recovers (alive, "an hour's refusal");
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_assert_cmpint (get_moment (alive, properties[i]), ==, 0);
}

static ToteAvailability
get_items (Alive *alive)
{
  ToteAvailability items;

  g_object_get (alive->tracker, "items", &items, NULL);
  return items;
}

/* A part that cannot be read stands with its age, and who keeps it back is told apart; where the
 * order itself cannot be read, that is said of the whole. */
static void
test_unread (void)
{
  const guint parts = 1u << TOTE_RESOURCE_ITEMS | 1u << TOTE_RESOURCE_CHAT;
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  gint64 seen;

  alive_start (alive);
  alive_assert_recovers (alive, "nothing");
  g_assert_cmpint (get_items (alive), ==, TOTE_AVAILABILITY_YES);

  alive_fail (alive, alive_find_fault ("200-page"), parts);
  seen = tote_tracker_get_seen (alive->tracker, TOTE_RESOURCE_ITEMS);
  alive_run (alive, MINUTE / 2);
  g_assert_cmpint (get_moment (alive, "items-as-of"), ==, 0);
  alive_run (alive, 3 * MINUTE);
  g_assert_cmpint (get_items (alive), ==, TOTE_AVAILABILITY_UNKNOWN);
  g_assert_cmpint (get_moment (alive, "items-as-of"), ==, seen);
  g_assert_cmpint (get_moment (alive, "chat-as-of"), !=, 0);

  alive_fail (alive, alive_find_fault ("403-word"), parts);
  alive_run (alive, HOUR);
  g_assert_cmpint (get_items (alive), ==, TOTE_AVAILABILITY_OFF);
  g_assert_cmpint (get_moment (alive, "items-as-of"), ==, seen);
  g_assert_cmpint (get_moment (alive, "chat-as-of"), ==, 0); /* there is no chat, it says */

  alive_fail (alive, alive_find_fault ("503-page"), ALIVE_ALL);
  alive_run (alive, HOUR);
  g_assert_cmpint (get_items (alive), ==, TOTE_AVAILABILITY_YES);

  alive_assert_recovers (alive, "all that");
  g_assert_cmpint (get_items (alive), ==, TOTE_AVAILABILITY_YES);
  g_assert_cmpint (get_moment (alive, "items-as-of"), ==, 0);
  g_assert_cmpint (get_moment (alive, "items-asks-again-at"), ==, 0);
}

/* Ten minutes in which nothing changes: as many requests as the plan says, in few wakings. */
static guint
count_quiet_minutes (gboolean shown, guint *wakings)
{
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  guint n_wakings = 0, n_requests;
  gint64 until;

  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, shown);
  alive_assert_recovers (alive, "nothing");
  n_requests = alive->platform->calls->len;
  until = alive_get_time (alive) + 10 * MINUTE;
  while (alive_step (alive, until))
    n_wakings++;
  n_requests = alive->platform->calls->len - n_requests;
  g_test_message ("%u requests in %u wakings", n_requests, n_wakings);
  *wakings = n_wakings;
  return n_requests;
}

/* State, conversation and notices each 15 s, items each 10 s; half as often where no page shows
 * them. Chance has a say in how much goes together: whatever it says, most does. */
static void
test_quiet (void)
{
  for (guint seed = 1; seed <= 20; seed++) {
    guint n_requests, n_wakings;

    g_random_set_seed (seed);
    n_requests = count_quiet_minutes (TRUE, &n_wakings);
    g_assert_cmpuint (n_requests, >=, 170);
    g_assert_cmpuint (n_requests, <=, 190);
    g_assert_cmpuint (n_wakings, <=, 100);

    n_requests = count_quiet_minutes (FALSE, &n_wakings);
    g_assert_cmpuint (n_requests, >=, 83);
    g_assert_cmpuint (n_requests, <=, 97);
    g_assert_cmpuint (n_wakings, <=, 55);
  }
}

/* A 421 to a text: libsoup sent it again without its words. */
static void
test_seed_misdirected (void)
{
  run_seed (332);
}

#define SEEDS_AT_ONCE 125

static void
test_seeds (gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data) * SEEDS_AT_ONCE;

  for (guint seed = first; seed < first + SEEDS_AT_ONCE; seed++)
    run_seed (seed);
}

static void
allow_descriptors (void)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = MIN (limit.rlim_max, 4096);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
}

int
main (int argc, char *argv[])
{
  allow_descriptors ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/alive/again/restarts-reference", GINT_TO_POINTER (FALSE), test_restarts);
  g_test_add_data_func ("/alive/again/restarts-rendition", GINT_TO_POINTER (TRUE), test_restarts);
  g_test_add_func ("/alive/again/handling-first", test_handling_first);
  g_test_add_func ("/alive/again/order-call-appears", test_order_call_appears);
  g_test_add_func ("/alive/again/outbox", test_outbox);
  g_test_add_data_func ("/alive/broker/first", GINT_TO_POINTER (TRUE), test_broker);
  g_test_add_data_func ("/alive/broker/renewal", GINT_TO_POINTER (FALSE), test_broker);
  g_test_add_func ("/alive/broker/hour", test_broker_for_an_hour);
  if (g_test_slow ()) {
    g_test_add_data_func ("/alive/table/broker/first", GINT_TO_POINTER (TRUE), test_broker_table);
    g_test_add_data_func ("/alive/table/broker/renewal", GINT_TO_POINTER (FALSE),
                          test_broker_table);
  }
  g_test_add_func ("/alive/pickup-once", test_pickup_once);
  g_test_add_func ("/alive/again/orders", test_orders);
  g_test_add_func ("/alive/again/pickup", test_pickup);
  g_test_add_func ("/alive/again/refused", test_refused);
  g_test_add_func ("/alive/again/unread", test_unread);
  g_test_add_func ("/alive/again/quiet", test_quiet);
  g_test_add_func ("/alive/again/seed-misdirected", test_seed_misdirected);
  for (guint i = 0; i < 4; i++) {
    g_autofree char *path = g_strdup_printf ("/alive/seeds/from-%u", i * SEEDS_AT_ONCE);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_seeds);
  }

  return g_test_run ();
}
