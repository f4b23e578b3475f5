/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "test-child.h"
#include "test-support.h"

/* Two processes have one folder: outbox-driver, which sends what waits there, and this one, with a
 * window open, which does not. The first is killed with wishes in its hands: the second takes them
 * over by itself. */

/* Not so long that a text would be too old to be sent unasked. */
#define WHILE (10 * 60 * (gint64) G_USEC_PER_SEC)

#define N_TEXTS 3
#define N_ITEMS 3

/* @fault: of what the first process sends until it is killed
 * @done: the server does it all the same
 * @clear: afterwards it can be known of each wish whether the server has it */
typedef struct {
  const char *fault;
  gboolean done;
  gboolean clear;
} Death;

static const Death deaths[] = {
  { "429-none-wait", FALSE, FALSE }, /* its kill may overtake the answer */
  { "silent", FALSE, FALSE },
  { "silent", TRUE, TRUE },
};

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  g_assert_cmpstr (line, ==, "taken");
  *(gboolean *) user_data = TRUE;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* All is on its disk, and the server has heard of each kind. */
static GSubprocess *
start_owner (Alive *alive, const char *directory)
{
  const char *argv[] = { g_getenv ("TOTE_OUTBOX_DRIVER"),
                         alive->platform->base,
                         directory,
                         "Text 0",
                         "Text 1",
                         "Text 2",
                         NULL };
  GSubprocess *owner = test_child_new (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (owner));
  gboolean taken = FALSE;

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, &taken);
  while (!taken || tote_fake_platform_count_calls (alive->platform, "POST chat") == 0 ||
         tote_fake_platform_count_calls (alive->platform, "PUT replacement") < N_ITEMS)
    g_main_context_iteration (NULL, TRUE);
  return owner;
}

static void
kill_owner (GSubprocess *owner)
{
  gboolean ended = FALSE;

  g_subprocess_force_exit (owner);
  g_subprocess_wait_async (owner, NULL, on_ended, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_entries (Alive *alive)
{
  return g_list_model_get_n_items (tote_tracker_get_outbox (alive->tracker));
}

static void
assert_taken_over (Alive *alive, const Death *death)
{
  guint n_done;

  alive_assert_said (alive, N_TEXTS, death->fault);
  for (guint i = 0; i < alive->platform->texts->len; i++)
    g_assert_cmpuint (
        tote_fake_platform_count_text (alive->platform, alive->platform->texts->pdata[i]), ==, 1);
  g_assert_cmpuint (alive->platform->n_repeats, ==, 0);
  n_done = g_hash_table_size (alive->platform->decisions) + alive->platform->texts->len;
  g_assert_cmpuint (n_done + count_entries (alive), ==, N_TEXTS + N_ITEMS);
  g_assert_cmpuint (alive->platform->texts->len, >=, N_TEXTS - 1); /* one after the other */
  if (death->clear)
    g_assert_cmpuint (count_entries (alive), ==, 0);
}

static void
test_owner_dies (gconstpointer data)
{
  const Death *death = data;
  g_autofree char *directory = g_dir_make_tmp ("tote-owner-XXXXXX", NULL);
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  g_autoptr (GSubprocess) owner = NULL;

  alive_fail (alive, alive_find_fault (death->fault), 0);
  alive->writes_fail = TRUE;
  alive->done = death->done;
  owner = start_owner (alive, directory);

  /* The time that the first one writes down is real. */
  tote_manual_clock_jump (alive->clock, g_get_real_time () - alive_get_time (alive));
  alive->archive = tote_archive_new (directory);
  alive_start (alive);
  alive_run (alive, WHILE);
  g_assert_cmpuint (count_entries (alive), ==, 0); /* it lives: they are its own */

  kill_owner (owner);
  alive->writes_fail = FALSE;
  alive_assert_recovers (alive, death->fault);
  assert_taken_over (alive, death);

  alive_stop (alive);
  g_clear_object (&alive->archive);
  test_remove_tree (directory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/outbox/owner/dies-waiting", &deaths[0], test_owner_dies);
  g_test_add_data_func ("/outbox/owner/dies-sending", &deaths[1], test_owner_dies);
  g_test_add_data_func ("/outbox/owner/dies-unanswered", &deaths[2], test_owner_dies);

  return g_test_run ();
}
