/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-jail.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Statuses of a child that got as far. */
#define SURVIVED 0
#define NOT_SHUT 9
#define LEFT_OUT 77

typedef void (*Attempt) (void);

/* Runs in a process that has shut itself in. */
static int
run_in_jail (Attempt attempt, guint mebibytes, guint cpu_ms)
{
  pid_t child = fork ();
  int status = -1;

  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    if (!tote_jail_limit (mebibytes, cpu_ms) || !tote_jail_close ())
      _exit (NOT_SHUT);
    attempt ();
    _exit (SURVIVED);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);

  return status;
}

static void
open_file (void)
{
  open ("/dev/null", O_RDONLY);
}

static void
write_somewhere (void)
{
  if (write (1, "x", 1) == 1)
    _exit (SURVIVED);
}

static void
connect_somewhere (void)
{
  socket (AF_INET, SOCK_STREAM, 0);
}

static void
start_program (void)
{
  execl ("/bin/true", "true", NULL);
}

static void
split (void)
{
  syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void
signal_other (void)
{
  kill (getppid (), 0);
}

static void
say_who (void)
{
  syscall (SYS_getpid);
}

static void
make_runnable_pages (void)
{
  mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
make_pages_runnable (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  mprotect (page, 4096, PROT_READ | PROT_EXEC);
}

static void
map_file (void)
{
  mmap (NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0);
}

static void
stop_timer (void)
{
  alarm (0);
}

static void
loosen (void)
{
  prctl (PR_SET_DUMPABLE, 1);
}

static void
test_forbidden (void)
{
  static const struct {
    const char *name;
    Attempt attempt;
  } attempts[] = {
    { "open", open_file },
    { "write", write_somewhere },
    { "socket", connect_somewhere },
    { "exec", start_program },
    { "fork", split },
    { "kill", signal_other },
    { "getpid", say_who },
    { "mmap to run", make_runnable_pages },
    { "mprotect to run", make_pages_runnable },
    { "mmap a file", map_file },
    { "alarm", stop_timer },
    { "prctl", loosen },
  };

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++) {
    int status = run_in_jail (attempts[i].attempt, 64, 400);

    g_test_message ("%s: %d", attempts[i].name, status);
    g_assert_true (WIFSIGNALED (status));
    g_assert_cmpint (WTERMSIG (status), ==, SIGSYS);
  }
}

static void
use_memory (void)
{
  for (gsize size = 16; size < 16 * 1024 * 1024; size *= 4) {
    volatile char *block = realloc (malloc (size), size * 2);

    if (block == NULL)
      _exit (LEFT_OUT);
    for (gsize i = 0; i < size * 2; i += 1024)
      block[i] = 1;
    free ((void *) block);
  }
}

static void
test_permitted (void)
{
  int status = run_in_jail (use_memory, 64, 400);

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, SURVIVED);
}

static void
use_too_much_memory (void)
{
  if (malloc (65 * 1024 * 1024) == NULL)
    _exit (LEFT_OUT);
}

static void
test_memory (void)
{
  int status = run_in_jail (use_too_much_memory, 64, 400);

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, LEFT_OUT);
}

static void
go_round (void)
{
  volatile guint turns = 0;

  for (;;)
    turns++;
}

/* Held back by the parent, as a program with a signal descriptor does: it ends all the same. */
static void
test_time (void)
{
  sigset_t profile;
  int status;

  sigemptyset (&profile);
  sigaddset (&profile, SIGPROF);
  sigprocmask (SIG_BLOCK, &profile, NULL);
  signal (SIGPROF, SIG_IGN);
  status = run_in_jail (go_round, 64, 50);
  signal (SIGPROF, SIG_DFL);
  sigprocmask (SIG_UNBLOCK, &profile, NULL);

  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGPROF);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#ifdef __SANITIZE_ADDRESS__
  /* The sanitizer needs more calls and memory than there are in there; tote-picture goes without.
   */
  return 77;
#endif

  g_test_add_func ("/jail/forbidden", test_forbidden);
  g_test_add_func ("/jail/permitted", test_permitted);
  g_test_add_func ("/jail/memory", test_memory);
  g_test_add_func ("/jail/time", test_time);

  return g_test_run ();
}
