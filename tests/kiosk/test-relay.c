/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-relay.h"

#include "test-support.h"

#include <signal.h>
#include <string.h>
#include <stdlib.h>

typedef struct {
  char *folder;
  char *health_path;
  ToteHealth *health;
  ToteRelay *relay;
  guint n_settled;
} Fixture;

static void
on_settled (Fixture *fixture)
{
  fixture->n_settled++;
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *const argv[] = { g_getenv ("TOTE_FAKE_DISPLAY"), NULL };
  g_autoptr (JsonObject) setup = json_object_new ();

  fixture->folder = g_dir_make_tmp ("tote-relay-XXXXXX", NULL);
  fixture->health_path = g_build_filename (fixture->folder, "health.json", NULL);
  fixture->health = tote_health_new (fixture->health_path, "a.b");
  json_object_set_string_member (setup, "folder", fixture->folder);
  fixture->relay = tote_relay_new (argv, setup, fixture->health);
  g_signal_connect_swapped (fixture->relay, "settled", G_CALLBACK (on_settled), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->relay);
  g_assert_finalize_object (fixture->health);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->health_path);
}

static void
wait_settled (Fixture *fixture, guint n)
{
  while (fixture->n_settled < n)
    g_main_context_iteration (NULL, TRUE);
}

static int
get_pid (Fixture *fixture, const char *name)
{
  g_autofree char *text = read_file (fixture, name);

  return atoi (text);
}

static void
wait_gone (int pid)
{
  while (kill (pid, 0) == 0) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static void
test_next (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *second = NULL;

  write_file (fixture, "script-1", "ready;next screen=look-up language=fr contrast=1");
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 2);

  wait_gone (get_pid (fixture, "pid-1"));
  second = read_file (fixture, "pid-2");
  g_assert_nonnull (strstr (second, " look-up fr\n"));
  g_assert_cmpint (kill (get_pid (fixture, "pid-2"), 0), ==, 0);
}

static void
test_crash (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *health = NULL;

  write_file (fixture, "script-1", "ready;crash");
  write_file (fixture, "script-2", "crash");
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 2);

  g_assert_cmpint (kill (get_pid (fixture, "pid-3"), 0), ==, 0);
  health = read_file (fixture, "health.json");
  g_assert_nonnull (strstr (health, "\"restarts\":2"));
}

/* The next one cannot start: the last one does not stay for it, and the one after comes. */
static void
test_next_crashes (Fixture *fixture, gconstpointer unused)
{
  write_file (fixture, "script-1", "ready;next");
  write_file (fixture, "script-2", "crash");
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 2);

  wait_gone (get_pid (fixture, "pid-1"));
  g_assert_cmpint (kill (get_pid (fixture, "pid-3"), 0), ==, 0);
}

static void
test_silent (Fixture *fixture, gconstpointer unused)
{
  tote_relay_set_pace (fixture->relay, 0.1);
  write_file (fixture, "script-1", "loop"); /* never on the screen */
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 1);

  wait_gone (get_pid (fixture, "pid-1"));
}

/* A machine that takes longer to start than was thought is given more time, and has its display. */
static void
test_slow (Fixture *fixture, gconstpointer unused)
{
  tote_relay_set_pace (fixture->relay, 0.1);
  for (guint i = 1; i < 9; i++) {
    g_autofree char *name = g_strdup_printf ("script-%u", i);

    write_file (fixture, name, "slow");
  }
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 1);
  wait_gone (get_pid (fixture, "pid-1"));
}

/* The next display begins with the last board. */
static void
test_board (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *at = NULL;

  write_file (fixture, "script-1", "ready;board [];answer 42;next");
  tote_relay_start (fixture->relay);
  wait_settled (fixture, 2);

  at = read_file (fixture, "recalled");
  g_assert_cmpstr (at, ==, "42");
}

static void
test_stop (Fixture *fixture, gconstpointer unused)
{
  int pid;

  tote_relay_start (fixture->relay);
  wait_settled (fixture, 1);
  pid = get_pid (fixture, "pid-1");
  tote_relay_stop (fixture->relay);
  wait_gone (pid);
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
  add ("/kiosk/relay/next", test_next);
  add ("/kiosk/relay/crash", test_crash);
  add ("/kiosk/relay/next-crashes", test_next_crashes);
  add ("/kiosk/relay/silent", test_silent);
  add ("/kiosk/relay/slow", test_slow);
  add ("/kiosk/relay/board", test_board);
  add ("/kiosk/relay/stop", test_stop);

  return g_test_run ();
}
