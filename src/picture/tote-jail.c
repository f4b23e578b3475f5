/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "tote-jail.h"

#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

static bool
limit (int resource, rlim_t most)
{
  const struct rlimit both = { most, most };

  return setrlimit (resource, &both) == 0;
}

/* What a parent ignores or holds back, its children do too: here the timer's signal has to end it.
 */
static bool
start_timer (unsigned ms)
{
  const struct itimerval timer = { { 0, 0 }, { ms / 1000, (suseconds_t) (ms % 1000) * 1000 } };
  sigset_t none;

  signal (SIGPROF, SIG_DFL);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);

  return setitimer (ITIMER_PROF, &timer, NULL) == 0;
}

/**
 * tote_jail_limit:
 * @mebibytes: memory it may have, all told
 * @cpu_ms: milliseconds of processor time; then SIGPROF ends it
 *
 * Closes every file, and sees to it that no more memory and time can be had, that no core is
 * written, and that it ends with its parent.
 *
 * Returns: whether all of that holds
 */
bool
tote_jail_limit (unsigned mebibytes, unsigned cpu_ms)
{
  /* An older container may not have this call; without those that read and write, a descriptor is
   * of no use either. */
  close_range (0, ~0u, 0);

  return prctl (PR_SET_DUMPABLE, 0) == 0 && prctl (PR_SET_PDEATHSIG, SIGKILL) == 0 &&
         limit (RLIMIT_CORE, 0) && limit (RLIMIT_NOFILE, 0) && limit (RLIMIT_FSIZE, 0) &&
         limit (RLIMIT_AS, (rlim_t) mebibytes * 1024 * 1024) && start_timer (cpu_ms);
}

/* Pages of memory, but none whose content could be run, and none of a file. */
static bool
allow_pages (scmp_filter_ctx filter, int call)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 2,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                           SCMP_A3 (SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0;
}

static bool
allow (scmp_filter_ctx filter, int call)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 0) == 0;
}

/**
 * tote_jail_close:
 *
 * From here on there are five system calls: four for memory and one to end. Any other ends the
 * process at once.
 *
 * Returns: whether it is shut
 */
bool
tote_jail_close (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  bool shut = filter != NULL && allow (filter, SCMP_SYS (brk)) &&
              allow (filter, SCMP_SYS (munmap)) && allow (filter, SCMP_SYS (mremap)) &&
              allow (filter, SCMP_SYS (exit_group)) && allow_pages (filter, SCMP_SYS (mmap));

#ifdef __NR_mmap2
  shut = shut && allow_pages (filter, SCMP_SYS (mmap2));
#endif
  shut = shut && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);

  return shut;
}
