/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-child.h"

#include <signal.h>
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
