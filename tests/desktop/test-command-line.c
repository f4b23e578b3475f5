/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include <gio/gio.h>

/* The program on a machine with no display and no bus. */

static const char *program;

typedef struct {
  char *out;
  char *err;
  int status;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->out);
  g_free (answer->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static Answer
run (const char *argument)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  process = g_subprocess_launcher_spawn (launcher, &error, program, argument, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &answer.out, &answer.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  answer.status = g_subprocess_get_exit_status (process);

  return answer;
}

static void
test_version (void)
{
  g_auto (Answer) answer = run ("--version");

  g_assert_cmpint (answer.status, ==, 0);
  g_assert_cmpstr (answer.out, ==, "tote " TOTE_VERSION "\n");
  g_assert_cmpstr (answer.err, ==, "");
}

static void
test_help (void)
{
  g_auto (Answer) answer = run ("--help");

  g_assert_cmpint (answer.status, ==, 0);
  g_assert_nonnull (strstr (answer.out, "--token-file"));
  g_assert_cmpstr (answer.err, ==, "");
}

static void
test_usage (void)
{
  g_auto (Answer) answer = run ("--no-such-thing");

  g_assert_cmpint (answer.status, ==, 2);
  g_assert_cmpstr (answer.out, ==, "");
  g_assert_true (g_str_has_prefix (answer.err, "tote: "));
}

/* Arguments are bytes: whatever the locale, they are UTF-8 and nothing else. */
static void
test_not_utf8 (void)
{
  g_auto (Answer) answer = run ("--order=\374");

  g_assert_cmpint (answer.status, ==, 2);
  g_assert_nonnull (strstr (answer.err, "UTF-8"));
}

static void
test_no_display (void)
{
  g_auto (Answer) answer = run ("--demo");

  g_assert_cmpint (answer.status, ==, 1);
  g_assert_cmpstr (answer.err, ==, "tote: There is no display to show a window on.\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  program = argv[argc - 1];

  g_test_add_func ("/command-line/version", test_version);
  g_test_add_func ("/command-line/help", test_help);
  g_test_add_func ("/command-line/usage", test_usage);
  g_test_add_func ("/command-line/not-utf8", test_not_utf8);
  g_test_add_func ("/command-line/no-display", test_no_display);

  return g_test_run ();
}
