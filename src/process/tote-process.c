/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-process.h"

#include "tote-config.h"
#include "tote-names.h"

#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Set once, in main(). */
static char **environment_at_start; /* (owned) (nullable) */

/* Whoever started the program may have closed the standard descriptors. The next thing opened would
 * get their numbers, and a line of log would go into the display's or the server's connection. */
static void
open_standard_descriptors (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);

  if (fd > STDERR_FILENO)
    close (fd);
}

/*
 * A core file would hold tokens, addresses and the conversation. The limit keeps it from being
 * written, the empty filter what a handler of the system's gets through a pipe, which the limit
 * does not bind. PR_SET_DUMPABLE would do it too, but the portals look into /proc/PID/root, and
 * that goes with it. What cannot be set is left: it is the system's to forbid.
 */
static void
leave_no_core (void)
{
  struct rlimit limit;
  int fd = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);

  if (getrlimit (RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    setrlimit (RLIMIT_CORE, &limit);
  }
  if (fd < 0)
    return;

  if (write (fd, "0", 1) != 1)
    g_debug ("The filter of core dumps cannot be set");
  close (fd);
}

/* Called at the end: whoever asked for help or for the version on a full disk is told that it is
 * not there. A reader that has gone has had enough. */
static void
check_output (void)
{
  gboolean broken = ferror (stdout) != 0;

  errno = 0;
  if (fflush (stdout) != 0)
    broken = TRUE;
  if (!broken)
    return;

  if (errno != EPIPE && errno != 0)
    fprintf (stderr, "%s\n", g_strerror (errno));
  _exit (TOTE_PROCESS_UNWRITTEN);
}

/* Overwritten too where it stood, which is what /proc/PID/environ shows. */
static char *
take_variable (const char *variable)
{
  char *value = (char *) g_getenv (variable);
  char *secret;

  if (value == NULL)
    return NULL;

  secret = *value != '\0' ? g_strdup (value) : NULL;
  explicit_bzero (value, strlen (value));
  g_unsetenv (variable);
  return secret;
}

/**
 * tote_process_prepare:
 * @secret: (nullable): the name of a variable, such as `TOTE_TOKEN`
 *
 * To be called first in main(). There are standard descriptors afterwards; the process leaves no
 * core dump behind, and ends with %TOTE_PROCESS_UNWRITTEN if what it printed could not be written;
 * the secret is not in the environment any more, so that no child inherits it.
 *
 * Returns: (transfer full) (nullable): what the variable held, %NULL if nothing; to be freed with
 *   tote_process_wipe()
 */
char *
tote_process_prepare (const char *secret)
{
  g_autofree char *value = NULL;

  open_standard_descriptors ();
  leave_no_core ();
  atexit (check_output);
  if (secret != NULL)
    value = take_variable (secret);
  g_strfreev (environment_at_start);
  environment_at_start = g_get_environ ();
  return g_steal_pointer (&value);
}

/* English, the language of the sources, has no catalogue: whoever asked for English and then French
 * would read French, while the server is asked for English. “C” is where gettext stops looking. */
static void
stop_at_english (void)
{
  const char *wanted = g_getenv ("LANGUAGE");
  g_auto (GStrv) languages = g_strsplit (wanted != NULL ? wanted : "", ":", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++) {
    g_string_append_printf (kept, "%s%s", i > 0 ? ":" : "", languages[i]);
    if (g_str_has_prefix (languages[i], "en") && !g_ascii_isalpha (languages[i][2])) {
      g_string_append (kept, ":C");
      break;
    }
  }
  if (wanted != NULL)
    g_setenv ("LANGUAGE", kept->str, TRUE);
}

/**
 * tote_process_speak:
 *
 * Sets what the person's locale asks for: the language, the catalogue, and how numbers and dates
 * are written. Before there is a second thread.
 */
void
tote_process_speak (void)
{
  stop_at_english ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TOTE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * tote_process_get_environment:
 *
 * Returns: (transfer none) (nullable): the environment a child is to have, which is that of the
 * start without its secret, whatever the program has set for itself since; %NULL before
 *   tote_process_prepare()
 */
const char *const *
tote_process_get_environment (void)
{
  return (const char *const *) environment_at_start;
}

/**
 * tote_process_wipe:
 * @secret: (transfer full) (nullable): a secret
 *
 * Frees it and leaves nothing of it.
 */
void
tote_process_wipe (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
