/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "tote-orders.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A process is killed, at any point and with its archive in a file, while something fails; the next
 * one too; the third finds a server that is well, and what those two left on disk is no hindrance.
 * (What waits to be sent has test-outbox-kill.) */

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* A process is killed after so many turns of its loop: until long after the first answers. */
#define POINTS 60

static const char *const told_apart[] = { "200-none", "200-word", "401-word",
                                          "403-word", "404-page", "404-rendition",
                                          "404-word", "503-page", "reset",
                                          "cut" };

static const guint parts[] = { 1u << TOTE_RESOURCE_ORDER, 1u << TOTE_RESOURCE_HANDLING, ALIVE_ALL };

typedef struct {
  Alive *alive;
  char *directory;
  const AliveFault *fault;
  guint faulty;
  guint point;
} Lives;

typedef void (*Life) (Lives *lives, gboolean last);

/* In a process of its own, which has nothing of the one before but the file. The server comes along
 * on the same port: no thread runs yet. Returns how the process ended. */
static int
live (Lives *lives, Life life, gboolean last)
{
  int status;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    lives->alive->archive = tote_archive_new (lives->directory);
    if (!last)
      alive_fail (lives->alive, lives->fault, lives->faulty);
    life (lives, last);
    _exit (EXIT_SUCCESS);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  tote_manual_clock_advance (lives->alive->clock, MINUTE);
  return status;
}

static void
end (Lives *lives)
{
  for (guint i = 0; i < lives->point; i++)
    alive_turn (lives->alive);
  kill (getpid (), SIGKILL);
}

static void
clear_folder (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    g_assert_no_errno (g_remove (path));
  }
}

static void
live_three_times (Lives *lives, Life life)
{
  for (guint i = 0; i < 3; i++) {
    int status = live (lives, life, i == 2);

    if (i < 2 ? !WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL : status != 0)
      g_error ("%s for %x, killed at %u: life %u ended with %d", lives->fault->name, lives->faulty,
               lives->point, i + 1, status);
  }
  clear_folder (lives->directory);
}

/* At every point, for the order itself, for what stands in for it, and for everything; each time
 * with another fault. */
static void
live_many_times (gboolean rendition, Life life)
{
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);
  g_autofree char *directory = g_dir_make_tmp ("tote-killed-XXXXXX", NULL);
  Lives lives = { .alive = alive, .directory = directory };

  for (lives.point = 1; lives.point <= POINTS; lives.point++) {
    for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
      lives.fault = alive_find_fault (
          told_apart[(lives.point * G_N_ELEMENTS (parts) + i) % G_N_ELEMENTS (told_apart)]);
      lives.faulty = parts[i];
      live_three_times (&lives, life);
    }
  }
  g_assert_no_errno (g_rmdir (directory));
}

static void
follow (Lives *lives, gboolean last)
{
  alive_start (lives->alive);
  if (!last)
    end (lives);
  alive_assert_recovers (lives->alive, "two lives");
}

static void
test_tracker (gconstpointer data)
{
  live_many_times (GPOINTER_TO_INT (data), follow);
}

/* The broker fails as well, and what it is asked with is all that is left of the sign-in. */
static void
follow_with_broker (Lives *lives, gboolean last)
{
  alive_sign_in (lives->alive, lives->point % 2);
  follow (lives, last);
}

static void
test_broker (void)
{
  live_many_times (FALSE, follow_with_broker);
}

static void
add_order (Lives *lives, ToteOrders *orders, guint n)
{
  g_autofree char *id = g_strdup_printf ("MKT-%u", n);
  g_autoptr (ToteTracker) tracker = tote_tracker_new (
      lives->alive->client, id, TOTE_CLOCK (lives->alive->clock), lives->alive->archive);

  tote_orders_add (orders, tracker);
  tote_tracker_start (tracker);
}

static gboolean
are_all_there (ToteOrders *orders)
{
  for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (orders)); n++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (orders), n);

    if (tote_tracker_get_failure (tracker) != NULL || !tote_tracker_get_loaded (tracker) ||
        !tote_tracker_get_items_loaded (tracker))
      return FALSE;
  }
  return TRUE;
}

/* Several orders of one server, in one process and one file. */
static void
follow_several (Lives *lives, gboolean last)
{
  Alive *alive = lives->alive;
  g_autoptr (ToteOrders) orders = tote_orders_new ();
  gint64 until = alive_get_time (alive) + ALIVE_WITHIN;

  alive_start (alive);
  tote_orders_add (orders, alive->tracker);
  for (guint n = 2; n < 5; n++)
    add_order (lives, orders, n);
  if (!last)
    end (lives);
  alive_assert_recovers (alive, "two lives");
  while (!are_all_there (orders))
    g_assert_true (alive_step (alive, until));
}

static void
test_orders (void)
{
  live_many_times (FALSE, follow_several);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/alive/killed/tracker-reference", GINT_TO_POINTER (FALSE), test_tracker);
  g_test_add_data_func ("/alive/killed/tracker-rendition", GINT_TO_POINTER (TRUE), test_tracker);
  g_test_add_func ("/alive/killed/orders", test_orders);
  g_test_add_func ("/alive/killed/broker", test_broker);

  return g_test_run ();
}
