/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-child.h"
#include "test-support.h"
#include "tote-fake-platform.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Kills a customer's program (outbox-driver) with SIGKILL again and again, at every step of every
 * wish and at random moments, and lets it start anew, until everything has arrived. */

#define N_SEEDS 240
#define SEEDS_VARIABLE "TOTE_SEEDS" /* fewer, or more, of them */

/* What stands in front of the platform, such as https://localhost:8443/: it hands on to the port
 * that the path begins with. */
#define FRONT_VARIABLE "TOTE_FRONT"
#define MOST_KILLS 4
#define N_ITEMS 2

/* Two of the same on purpose: both have to arrive. */
static const char *const texts[] = { "Yes please", "Ripe ones, if there are any", "Yes please",
                                     NULL };

typedef struct {
  GRand *rand;
  ToteFakePlatform *platform;
  char *directory;
  GSubprocess *child;
  guint timer;
  guint kills_left;
  int kill_at;           /* this many moments from now; negative: not at a moment */
  guint kill_after_ms;   /* this long after all of it was on disk; 0: not then */
  gboolean taken;        /* all of it was on disk */
  gboolean line_is_done; /* nothing more to be read from the child */
  gboolean ended;
} Run;

/* Counts the steps of the wishes only: what is read in between has no say. */
static void
watch (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  Run *run = user_data;
  gboolean get = g_str_has_prefix (call, "GET");

  if (run->kill_at < 0 ||
      (get && strcmp (call, "GET chat") != 0 && strcmp (call, "GET items") != 0))
    return;
  if (run->kill_at-- == 0)
    g_subprocess_force_exit (run->child);
}

/* A kill is the worst that can happen, but not the only thing. */
static ToteFakeFault
choose_fault (const char *call, gpointer user_data)
{
  Run *run = user_data;

  if (strcmp (call, "GET order") == 0 || run->kills_left == 0 ||
      g_rand_int_range (run->rand, 0, 100) >= 15)
    return TOTE_FAKE_FINE;
  return g_rand_int_range (run->rand, TOTE_FAKE_LOST, TOTE_FAKE_N_FAULTS);
}

static gboolean
on_random_moment (gpointer user_data)
{
  Run *run = user_data;

  run->timer = 0;
  g_subprocess_force_exit (run->child);
  return G_SOURCE_REMOVE;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (g_strcmp0 (line, "taken") == 0) {
    run->taken = TRUE;
    if (run->kill_after_ms > 0)
      run->timer = g_timeout_add (run->kill_after_ms, on_random_moment, run);
  }
  if (line == NULL)
    run->line_is_done = TRUE;
  else
    g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL,
                                         on_line, run);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  run->ended = TRUE;
}

/* How long all of it takes, if nobody is killed: with TLS in front longer. */
static int
get_whole_ms (void)
{
  return g_getenv (FRONT_VARIABLE) != NULL ? 400 : 120;
}

/* A third of the kills come at a step of a wish, a third soon after the wishes are on disk, and a
 * third whenever. */
static void
plan_kill (Run *run)
{
  run->kill_at = -1;
  run->kill_after_ms = 0;
  if (run->kills_left == 0)
    return;
  run->kills_left--;
  switch (g_rand_int_range (run->rand, 0, 3)) {
  case 0:
    run->kill_at = g_rand_int_range (run->rand, 0, 14);
    break;
  case 1:
    run->kill_after_ms = (guint) g_rand_int_range (run->rand, 1, 60);
    break;
  default:
    run->timer = g_timeout_add ((guint) g_rand_int_range (run->rand, 5, get_whole_ms ()),
                                on_random_moment, run);
  }
}

static char *
dup_address (Run *run)
{
  const char *front = g_getenv (FRONT_VARIABLE);

  return front != NULL ? g_strconcat (front, strrchr (run->platform->base, ':') + 1, NULL)
                       : g_strdup (run->platform->base);
}

static GSubprocess *
spawn (Run *run, const char *const *said)
{
  g_autofree char *address = dup_address (run);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) g_getenv ("TOTE_OUTBOX_DRIVER"));
  g_ptr_array_add (argv, address);
  g_ptr_array_add (argv, run->directory);
  for (guint i = 0; said[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) said[i]);
  g_ptr_array_add (argv, NULL);
  return test_child_new ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
}

/* One life of the program. Returns whether it ended by itself. */
static gboolean
live (Run *run, const char *const *said)
{
  g_autoptr (GDataInputStream) lines = NULL;
  gboolean alone;

  run->ended = run->line_is_done = FALSE;
  run->child = spawn (run, said);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (run->child));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, run);
  g_subprocess_wait_async (run->child, NULL, on_ended, run);
  plan_kill (run);
  while (!run->ended || !run->line_is_done)
    g_main_context_iteration (NULL, TRUE);

  g_clear_handle_id (&run->timer, g_source_remove);
  alone = g_subprocess_get_if_exited (run->child);
  if (alone)
    g_assert_cmpint (g_subprocess_get_exit_status (run->child), ==, 0);
  else
    g_assert_cmpint (g_subprocess_get_term_sig (run->child), ==, SIGKILL);
  g_clear_object (&run->child);
  return alone;
}

/* What was taken stands on the server exactly once; what was not, at most once. */
static void
assert_exactly_once (Run *run)
{
  if (run->taken) {
    g_assert_cmpuint (run->platform->texts->len, ==, g_strv_length ((char **) texts));
    g_assert_cmpuint (g_hash_table_size (run->platform->decisions), ==, N_ITEMS);
  }
  g_assert_cmpuint (run->platform->n_repeats, ==, 0);
  g_assert_cmpuint (run->platform->texts->len, <=, g_strv_length ((char **) texts));
  for (guint i = 0; texts[i] != NULL; i++)
    g_assert_cmpuint (tote_fake_platform_count_text (run->platform, texts[i]), <=,
                      strcmp (texts[i], texts[0]) == 0 ? 2 : 1);
}

static gboolean
run_seed (guint seed)
{
  static const char *const nothing[] = { NULL };
  Run run = { .rand = g_rand_new_with_seed (seed), .kills_left = 1 + seed % MOST_KILLS };
  gboolean taken;

  run.directory = g_dir_make_tmp ("tote-kill-XXXXXX", NULL);
  run.platform = tote_fake_platform_new ("picking", N_ITEMS);
  run.platform->choose = choose_fault;
  run.platform->watch = watch;
  run.platform->user_data = &run;

  if (!live (&run, texts)) {
    while (!live (&run, nothing))
      ;
  }
  assert_exactly_once (&run);

  taken = run.taken;
  tote_fake_platform_free (run.platform);
  test_remove_tree (run.directory);
  g_free (run.directory);
  g_rand_free (run.rand);
  return taken;
}

/* The seeds are dealt out to several processes: argument is the first, then every second. */
static void
test_kill (gconstpointer data)
{
  const char *limit = g_getenv (SEEDS_VARIABLE);
  guint n_seeds = limit != NULL ? (guint) g_ascii_strtoull (limit, NULL, 10) : N_SEEDS;
  guint n_taken = 0, n_runs = 0;

  for (guint seed = GPOINTER_TO_UINT (data); seed < n_seeds; seed += 2) {
    n_taken += run_seed (seed);
    n_runs++;
  }
  g_test_message ("%u runs, in %u of them everything was on disk before the first kill", n_runs,
                  n_taken);
  g_assert_cmpuint (n_taken, >, n_runs / 4);
}

static void
on_line_of_first (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  g_assert_cmpstr (line, ==, "taken");
  run->taken = TRUE;
}

/* Leaves wishes behind that a server too busy for them has kept waiting. */
static void
leave_waiting (Run *run)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) lines = NULL;

  run->platform->write_status = 429;
  run->platform->write_body = "{}";
  child = spawn (run, texts);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line_of_first, run);
  g_subprocess_wait_async (child, NULL, on_ended, run);
  while (!run->taken)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_force_exit (child);
  while (!run->ended)
    g_main_context_iteration (NULL, TRUE);
  run->platform->write_status = 0;
}

/* A second login, or no session bus: two programs on one folder, each with all that waits in it. */
static void
test_two_processes (void)
{
  static const char *const nothing[] = { NULL };

  for (guint round = 0; round < 10; round++) {
    Run run = { .kill_at = -1 };
    g_autoptr (GSubprocess) one = NULL;
    g_autoptr (GSubprocess) two = NULL;
    Run other = { .kill_at = -1 };

    run.directory = g_dir_make_tmp ("tote-two-XXXXXX", NULL);
    run.platform = tote_fake_platform_new ("picking", N_ITEMS);
    leave_waiting (&run);

    run.ended = FALSE;
    one = spawn (&run, nothing);
    two = spawn (&run, nothing);
    g_subprocess_wait_async (one, NULL, on_ended, &run);
    g_subprocess_wait_async (two, NULL, on_ended, &other);
    while (!run.ended || !other.ended)
      g_main_context_iteration (NULL, TRUE);
    g_assert_true (g_subprocess_get_if_exited (one) && g_subprocess_get_exit_status (one) == 0);
    g_assert_true (g_subprocess_get_if_exited (two) && g_subprocess_get_exit_status (two) == 0);
    assert_exactly_once (&run);

    tote_fake_platform_free (run.platform);
    test_remove_tree (run.directory);
    g_free (run.directory);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/outbox/kill/even-seeds", GUINT_TO_POINTER (0), test_kill);
  g_test_add_data_func ("/outbox/kill/odd-seeds", GUINT_TO_POINTER (1), test_kill);

  g_test_add_func ("/outbox/two-processes", test_two_processes);

  return g_test_run ();
}
