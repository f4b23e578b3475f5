/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-child.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

/* Runs in the child between fork and exec: nothing but calls that are safe there. */
static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * test_child_launcher_new:
 * @flags: as for g_subprocess_launcher_new()
 *
 * Returns: (transfer full): starts programs that end with the test, however that ends
 */
GSubprocessLauncher *
test_child_launcher_new (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return launcher;
}

/**
 * test_child_new:
 * @argv: (array zero-terminated=1): program and arguments
 * @flags: as for g_subprocess_newv()
 *
 * Returns: (transfer full): a program that ends with the test
 */
GSubprocess *
test_child_new (const char *const *argv, GSubprocessFlags flags)
{
  g_autoptr (GSubprocessLauncher) launcher = test_child_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_launcher_spawnv (launcher, argv, &error);

  g_assert_no_error (error);
  return child;
}

static void
add_children (GArray *pids, const char *thread)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/children", thread);
  g_autofree char *text = NULL;
  g_auto (GStrv) children = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return; /* the thread has gone */

  children = g_strsplit (text, " ", -1);
  for (guint i = 0; children[i] != NULL; i++)
    if (*children[i] != '\0')
      g_array_append_vals (pids, &(int){ atoi (children[i]) }, 1);
}

/**
 * test_child_list:
 *
 * Returns: (transfer full) (element-type int): the processes that this one has started and that run
 *   yet, whichever of its threads it was
 */
GArray *
test_child_list (void)
{
  GArray *pids = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);

  for (const char *thread; (thread = g_dir_read_name (threads)) != NULL;)
    add_children (pids, thread);

  return pids;
}
