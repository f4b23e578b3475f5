/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-process.h"

#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a program does to itself first. Each test runs in a process of its own. */

static void
run_alone (gboolean (*test) (void))
{
  pid_t pid = fork ();
  int status = 0;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    _exit (test () ? 0 : 1);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gboolean
is_null_device (int fd)
{
  struct stat null, here;

  return stat ("/dev/null", &null) == 0 && fstat (fd, &here) == 0 && here.st_rdev == null.st_rdev &&
         S_ISCHR (here.st_mode);
}

static gboolean
close_and_prepare (void)
{
  int fd;

  for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    close (fd);
  tote_process_prepare (NULL);
  for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (!is_null_device (fd))
      return FALSE;
  }
  /* What is opened next is no standard descriptor, and none was left open beside them. */
  return open ("/dev/zero", O_RDONLY | O_CLOEXEC) == STDERR_FILENO + 1;
}

static void
test_closed_descriptors (void)
{
  run_alone (close_and_prepare);
}

/* What is open stays what it is. */
static gboolean
prepare_with_pipe (void)
{
  int fds[2];

  if (pipe (fds) != 0 || dup2 (fds[1], STDOUT_FILENO) < 0)
    return FALSE;
  close (STDERR_FILENO);
  tote_process_prepare (NULL);
  return is_null_device (STDERR_FILENO) && !is_null_device (STDOUT_FILENO) &&
         write (STDOUT_FILENO, "x", 1) == 1;
}

static void
test_open_descriptors (void)
{
  run_alone (prepare_with_pipe);
}

/* There is no core because none is wanted: a process that may not be looked at gets nothing from a
 * portal either. */
static gboolean
prepare_and_look_for_cores (void)
{
  g_autofree char *filter = NULL;
  struct rlimit limit;

  tote_process_prepare (NULL);
  return getrlimit (RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 &&
         prctl (PR_GET_DUMPABLE) == 1 &&
         g_file_get_contents ("/proc/self/coredump_filter", &filter, NULL, NULL) &&
         g_ascii_strtoull (filter, NULL, 16) == 0;
}

static void
test_no_core (void)
{
  run_alone (prepare_and_look_for_cores);
}

static gboolean
take_secret (void)
{
  const char *planted;
  g_autofree char *taken = NULL;

  g_setenv ("TOTE_TOKEN", "planted-secret", TRUE);
  g_setenv ("TOTE_OTHER", "kept", TRUE);
  planted = g_getenv ("TOTE_TOKEN");
  taken = tote_process_prepare ("TOTE_TOKEN");
  g_setenv ("TOTE_LATER", "own", TRUE);

  return g_strcmp0 (taken, "planted-secret") == 0 && g_getenv ("TOTE_TOKEN") == NULL &&
         *planted == '\0' &&
         g_environ_getenv ((char **) tote_process_get_environment (), "TOTE_TOKEN") == NULL &&
         g_environ_getenv ((char **) tote_process_get_environment (), "TOTE_LATER") == NULL &&
         g_strcmp0 (g_environ_getenv ((char **) tote_process_get_environment (), "TOTE_OTHER"),
                    "kept") == 0;
}

static void
test_secret (void)
{
  run_alone (take_secret);
}

static gboolean
take_nothing (void)
{
  g_unsetenv ("TOTE_TOKEN");
  if (tote_process_prepare ("TOTE_TOKEN") != NULL)
    return FALSE;
  g_setenv ("TOTE_TOKEN", "", TRUE);
  return tote_process_prepare ("TOTE_TOKEN") == NULL && g_getenv ("TOTE_TOKEN") == NULL;
}

static void
test_no_secret (void)
{
  run_alone (take_nothing);
}

static gboolean
speak_in (const char *wanted, const char *kept)
{
  if (wanted != NULL)
    g_setenv ("LANGUAGE", wanted, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  tote_process_speak ();

  return g_strcmp0 (g_getenv ("LANGUAGE"), kept) == 0;
}

/* What comes after English is for whoever does not read English. */
static gboolean
speak (void)
{
  return speak_in ("en_CA:fr", "en_CA:C") && speak_in ("es:en:fr", "es:en:C") &&
         speak_in ("fr_CA:fr", "fr_CA:fr") && speak_in ("enm:fr", "enm:fr") && speak_in ("", "") &&
         speak_in (NULL, NULL);
}

static void
test_english_before_others (void)
{
  run_alone (speak);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/process/closed-descriptors", test_closed_descriptors);
  g_test_add_func ("/process/open-descriptors", test_open_descriptors);
  g_test_add_func ("/process/no-core", test_no_core);
  g_test_add_func ("/process/secret", test_secret);
  g_test_add_func ("/process/no-secret", test_no_secret);

  g_test_add_func ("/process/english-before-others", test_english_before_others);

  return g_test_run ();
}
