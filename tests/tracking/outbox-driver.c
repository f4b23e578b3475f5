/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"
#include "tote-static-tokens.h"
#include "tote-tracker.h"

#include <stdio.h>
#include <stdlib.h>

/* A customer's program in the hands of test-outbox-kill: says and decides what it is told, prints
 * “taken” once all of it is on disk, and ends when the server has everything. */

#define PACE 0.001

typedef struct {
  ToteTracker *tracker;
  ToteArchive *archive;
  GMainLoop *loop;
  char **texts;
  guint repeating;
  gboolean wished;
} Driver;

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) orders = tote_archive_list_finish (TOTE_ARCHIVE (source), result, NULL);

  g_assert_nonnull (orders);
  g_print ("taken\n");
  fflush (stdout);
}

static void
check_end (Driver *driver)
{
  if (driver->wished && g_list_model_get_n_items (tote_tracker_get_outbox (driver->tracker)) == 0)
    g_main_loop_quit (driver->loop);
}

/* Whether an item asks anything is known once the order's state is, and either may come first. */
static gboolean
has_questions (ToteTracker *tracker)
{
  return tote_tracker_get_items_loaded (tracker) &&
         tote_order_get_state (tote_tracker_get_order (tracker)) != NULL;
}

/* The archive does one thing after the other: when it answers the last, all before is on disk. */
static void
wish_all (Driver *driver)
{
  GListModel *items =
      G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (driver->tracker)));

  driver->wished = TRUE;
  if (driver->texts[0] == NULL)
    return;
  for (guint i = 0; driver->texts[i] != NULL; i++) {
    g_autoptr (ToteWish) wish = tote_wish_new_message (driver->texts[i]);

    g_assert_true (tote_tracker_wish (driver->tracker, wish));
  }
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (items, i);
    g_autoptr (ToteWish) wish = tote_wish_new_decision (
        tote_item_get_id (item), tote_item_get_replacement (item), TOTE_DECISION_APPROVED, NULL);

    g_assert_true (tote_tracker_wish (driver->tracker, wish));
  }
  tote_archive_list_async (driver->archive, NULL, on_listed, driver);
}

/* The customer repeats what could not be confirmed. */
static gboolean
repeat_unclear (gpointer user_data)
{
  Driver *driver = user_data;
  GListModel *outbox = tote_tracker_get_outbox (driver->tracker);

  driver->repeating = 0;
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);
    ToteWish *wish = tote_outbox_entry_get_wish (entry);

    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_UNCLEAR)
      tote_tracker_retry (driver->tracker, tote_wish_get_key (wish));
  }
  return G_SOURCE_REMOVE;
}

static void
on_updated (ToteTracker *tracker, gpointer user_data)
{
  Driver *driver = user_data;

  if (driver->repeating == 0)
    driver->repeating = g_timeout_add (1, repeat_unclear, driver);

  if (!driver->wished && has_questions (tracker))
    wish_all (driver);
  check_end (driver);
}

static gboolean
on_timeout (gpointer user_data)
{
  g_printerr ("It takes too long\n");
  exit (EXIT_FAILURE);
}

int
main (int argc, char *argv[])
{
  Driver driver = { .texts = argv + 3, .loop = g_main_loop_new (NULL, FALSE) };
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("t_1");
  g_autoptr (ToteClient) client = NULL;

  g_assert_cmpint (argc, >=, 3);
  client = tote_client_new (argv[1], tokens, NULL, NULL);
  driver.archive = tote_archive_new (argv[2]);
  driver.tracker = tote_tracker_new (client, "MKT-1", NULL, driver.archive);
  tote_tracker_set_pace (driver.tracker, PACE);
  g_signal_connect (driver.tracker, "updated", G_CALLBACK (on_updated), &driver);
  tote_tracker_start (driver.tracker);
  /* It ends by itself, after a tenth of a second where nothing else runs: this is for a loop that
   * hangs, and so far off that no machine with the whole suite on it, sanitizers included, is taken
   * for one. */
  g_timeout_add_seconds (180, on_timeout, NULL);
  g_main_loop_run (driver.loop);

  g_clear_handle_id (&driver.repeating, g_source_remove);
  tote_tracker_stop (driver.tracker);
  tote_archive_close (driver.archive);
  g_object_unref (driver.tracker);
  g_object_unref (driver.archive);
  g_main_loop_unref (driver.loop);
  return EXIT_SUCCESS;
}
