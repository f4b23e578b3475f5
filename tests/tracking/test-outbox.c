/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"
#include "tote-fake-platform.h"
#include "tote-tracker.h"

#include <string.h>

/* Every run has its own seed, from a fixed list. */
#define N_SEEDS 300
#define AT_ONCE 30
#define PACE 0.001

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
  ToteArchive *archive;
  ToteTracker *tracker;
  guint repeating;
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

/* The customer repeats what could not be confirmed. */
static gboolean
repeat_unclear (gpointer user_data)
{
  Run *run = user_data;
  GListModel *outbox = tote_tracker_get_outbox (run->tracker);

  run->repeating = 0;
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);
    ToteWish *wish = tote_outbox_entry_get_wish (entry);

    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_UNCLEAR)
      tote_tracker_retry (run->tracker, tote_wish_get_key (wish));
  }
  return G_SOURCE_REMOVE;
}

static void
on_updated (ToteTracker *tracker, gpointer user_data)
{
  Run *run = user_data;

  if (run->repeating == 0)
    run->repeating = g_timeout_add (1, repeat_unclear, run);

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
  client = tote_fake_platform_new_client (run->platform);
  run->tracker = tote_tracker_new (client, "MKT-1", NULL, run->archive);
  tote_tracker_set_pace (run->tracker, PACE);
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
  g_clear_handle_id (&run->repeating, g_source_remove);
  tote_tracker_stop (run->tracker);
  g_signal_handlers_disconnect_by_data (run->tracker, run);
  g_object_unref (run->tracker);
  g_object_unref (run->archive);
  tote_fake_platform_free (run->platform);
  g_rand_free (run->rand);
  g_free (run);
}

static gboolean
all_done (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++) {
    if (!((Run *) runs->pdata[i])->done)
      return FALSE;
  }
  return TRUE;
}

/* Several at a time: mostly they wait. */
static void
run_batch (guint first_seed, guint n, guint fault_percent)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) run_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (runs, run_new (first_seed + i, fault_percent));
  while (!all_done (runs))
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < runs->len; i++) {
    assert_exactly_once (runs->pdata[i]);
    assert_shown (runs->pdata[i]);
  }
}

static void
test_good_line (void)
{
  run_batch (1, 1, 0);
}

static void
test_bad_line (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed += AT_ONCE)
    run_batch (seed, AT_ONCE, 40);
}

static void
test_hopeless_line (void)
{
  run_batch (10000, AT_ONCE, 90);
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
