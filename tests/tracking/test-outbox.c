/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

#include <string.h>

/* Every run has its own seed, from a fixed list, and a time of its own: it goes on when nothing is
 * on the line. */
#define N_SEEDS 300
#define N_HOPELESS 30
#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define DAY (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

#define N_TEXTS 4
#define N_ITEMS 3

/* Two of the same on purpose: both have to arrive. */
static const char *const texts[N_TEXTS] = { "Yes please", "Ripe ones, if there are any",
                                            "Yes please", "  Danke – ❤  " };

typedef struct {
  guint seed;
  GRand *rand;
  guint n_faults_left;
  guint fault_percent;
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteArchive *archive;
  ToteTracker *tracker;
  gboolean wished;
  gboolean done;
} Run;

static ToteFakeFault
choose_fault (const char *call, gpointer user_data)
{
  Run *run = user_data;
  gboolean get = g_str_has_prefix (call, "GET");

  if (run->n_faults_left == 0 || strcmp (call, "GET order") == 0 ||
      g_rand_int_range (run->rand, 0, 100) >= (int) run->fault_percent / (get ? 2 : 1))
    return TOTE_FAKE_FINE;
  run->n_faults_left--;
  return g_rand_int_range (run->rand, TOTE_FAKE_LOST, TOTE_FAKE_N_FAULTS);
}

/* What the list shows as sent stands on the server, under that id and with that text. */
static void
assert_nothing_made_up (Run *run)
{
  GListModel *messages =
      G_LIST_MODEL (tote_order_get_messages (tote_tracker_get_order (run->tracker)));

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (messages, i);
    const char *id = tote_message_get_id (message);
    g_autofree char *said = NULL;
    g_autofree char *shown = NULL;
    guint position;

    if (tote_message_get_send_state (message) != TOTE_SEND_STATE_SENT)
      continue;
    g_assert_nonnull (id);
    position = (guint) g_ascii_strtoull (id, NULL, 10) - 1001;
    g_assert_cmpuint (position, <, run->platform->texts->len);
    said = g_strstrip (g_strdup (run->platform->texts->pdata[position]));
    shown = g_strstrip (g_strdup (tote_message_get_body (message)));
    g_assert_cmpstr (shown, ==, said);
  }
}

static void
wish_all (Run *run)
{
  for (guint i = 0; i < N_TEXTS; i++) {
    g_autoptr (ToteWish) wish = tote_wish_new_message (texts[i]);

    g_assert_true (tote_tracker_wish (run->tracker, wish));
  }
  for (guint i = 0; i < N_ITEMS; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);
    ToteDecision decision = i % 2 == 0 ? TOTE_DECISION_APPROVED : TOTE_DECISION_REJECTED;
    ToteItem *item =
        tote_item_list_lookup (tote_order_get_items (tote_tracker_get_order (run->tracker)), id);
    ToteProduct *offered = tote_item_get_replacement (item);
    g_autoptr (ToteWish) wish = tote_wish_new_decision (id, offered, decision, NULL);
    g_autoptr (ToteWish) again = tote_wish_new_decision (id, offered, decision, NULL);

    g_assert_true (tote_tracker_wish (run->tracker, wish));
    g_assert_false (tote_tracker_wish (run->tracker, again));
  }
}

/* The customer repeats what could not be confirmed, or has waited for too long. */
static void
repeat_unclear (Run *run)
{
  GListModel *outbox = tote_tracker_get_outbox (run->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);
    ToteWish *wish = tote_outbox_entry_get_wish (entry);
    ToteSendState send_state = tote_outbox_entry_get_send_state (entry);

    if (send_state == TOTE_SEND_STATE_UNCLEAR || send_state == TOTE_SEND_STATE_OVERDUE)
      tote_tracker_retry (run->tracker, tote_wish_get_key (wish));
  }
}

static void
on_updated (ToteTracker *tracker, gpointer user_data)
{
  Run *run = user_data;

  assert_nothing_made_up (run);
  if (!run->wished && tote_tracker_get_items_loaded (tracker)) {
    run->wished = TRUE;
    wish_all (run);
  }
  run->done = run->wished && g_list_model_get_n_items (tote_tracker_get_outbox (tracker)) == 0;
}

static Run *
run_new (guint seed, guint fault_percent)
{
  Run *run = g_new0 (Run, 1);
  g_autoptr (ToteClient) client = NULL;

  run->seed = seed;
  run->rand = g_rand_new_with_seed (seed);
  run->n_faults_left = 25;
  run->fault_percent = fault_percent;
  run->platform = tote_fake_platform_new ("picking", N_ITEMS);
  run->platform->choose = choose_fault;
  run->platform->user_data = run;
  run->archive = tote_archive_new (NULL);
  run->clock = tote_manual_clock_new (NOON);
  client = tote_fake_platform_new_client (run->platform);
  run->tracker = tote_tracker_new (client, "MKT-1", TOTE_CLOCK (run->clock), run->archive);
  g_signal_connect (run->tracker, "updated", G_CALLBACK (on_updated), run);
  tote_tracker_start (run->tracker);
  return run;
}

static void
assert_exactly_once (Run *run)
{
  g_assert_cmpuint (run->platform->n_repeats, ==, 0);
  /* One that the customer has to repeat does not keep the later ones back. */
  g_assert_cmpuint (run->platform->texts->len, ==, N_TEXTS);
  for (guint i = 0; i < N_TEXTS; i++)
    g_assert_cmpuint (tote_fake_platform_count_text (run->platform, texts[i]), ==,
                      strcmp (texts[i], texts[0]) == 0 ? 2 : 1);
  for (guint i = 0; i < N_ITEMS; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);

    g_assert_cmpstr (g_hash_table_lookup (run->platform->decisions, id), ==,
                     i % 2 == 0 ? "APPROVED" : "REJECTED");
  }
}

static void
assert_shown (Run *run)
{
  ToteOrder *order = tote_tracker_get_order (run->tracker);
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));

  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, N_TEXTS);
  for (guint i = 0; i < N_TEXTS; i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (messages, i);

    g_assert_cmpint (tote_message_get_send_state (message), ==, TOTE_SEND_STATE_SENT);
  }
  for (guint i = 0; i < N_ITEMS; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);
    ToteItem *item = tote_item_list_lookup (tote_order_get_items (order), id);

    g_assert_cmpint (tote_item_get_send_state (item), ==, TOTE_SEND_STATE_NONE);
  }
}

static void
run_free (Run *run)
{
  tote_tracker_stop (run->tracker);
  tote_fake_platform_settle (run->platform, run->archive);
  g_signal_handlers_disconnect_by_data (run->tracker, run);
  g_object_unref (run->tracker);
  g_object_unref (run->clock);
  g_object_unref (run->archive);
  tote_fake_platform_free (run->platform);
  g_rand_free (run->rand);
  g_free (run);
}

static void
run_seed (guint seed, guint fault_percent)
{
  Run *run = run_new (seed, fault_percent);

  g_random_set_seed (seed);
  tote_fake_platform_settle (run->platform, run->archive);
  while (!run->done) {
    if (!tote_manual_clock_step (run->clock, DAY))
      g_error ("Seed %u: a day later not everything has arrived", seed);
    tote_fake_platform_settle (run->platform, run->archive);
    repeat_unclear (run);
  }
  assert_exactly_once (run);
  assert_shown (run);
  run_free (run);
}

static void
test_good_line (void)
{
  run_seed (1, 0);
}

static void
test_bad_line (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    run_seed (seed, 40);
}

static void
test_hopeless_line (void)
{
  for (guint seed = 10000; seed < 10000 + N_HOPELESS; seed++)
    run_seed (seed, 90);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/exactly-once/good-line", test_good_line);
  g_test_add_func ("/outbox/exactly-once/bad-line", test_bad_line);
  g_test_add_func ("/outbox/exactly-once/hopeless-line", test_hopeless_line);

  return g_test_run ();
}
