/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

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

/* Each file is checked under a name of its own: what is said starts with it. */
static Answer
check_bytes (const char *bytes, gssize length)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tote-check-XXXXXX", NULL);
  g_autofree char *argument = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GString) said = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer;

  close (g_mkstemp (path));
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  argument = g_strconcat ("--check-profile=", path, NULL);
  answer = run (argument);
  g_unlink (path);

  place = g_strconcat (path, ":", NULL);
  said = g_string_new (answer.out);
  g_string_replace (said, place, "FILE:", 0);
  g_free (answer.out);
  answer.out = g_strdup (said->str);

  return answer;
}

static Answer
check_profile (const char *profile)
{
  return check_bytes (profile, -1);
}

static void
test_good_profile (void)
{
  g_auto (Answer) answer = check_profile ("# of a store\n"
                                          "[Retailer]\n"
                                          "Name=Corner Market\n"
                                          "\n"
                                          "[Connect]\n"
                                          "Server=https://connect.example.com\n"
                                          "[Kiosk]\n"
                                          "Mode=look-up\n"
                                          "Idle-Seconds=60\n"
                                          "Mask=address,phone\n");

  g_assert_cmpstr (answer.out, ==, "");
  g_assert_cmpstr (answer.err, ==, "");
  g_assert_cmpint (answer.status, ==, 0);
}

/* A key that cannot be read, or is none, is as much a mistake as what stands in the profile. */
static void
test_bad_key (void)
{
  g_auto (Answer) missing = check_profile ("[Kiosk]\nKey-File=there-is-none\n");
  g_auto (Answer) empty = check_profile ("[Kiosk]\nKey-File=/dev/null\n");

  g_assert_true (g_str_has_prefix (missing.out, "FILE:2: [Kiosk] Key-File: "));
  g_assert_nonnull (strstr (missing.out, "there-is-none"));
  g_assert_cmpint (missing.status, ==, 1);
  g_assert_cmpstr (empty.out, ==,
                   "FILE:2: [Kiosk] Key-File: in the file is not one line with the key\n");
  g_assert_cmpint (empty.status, ==, 1);
}

/* No text, or one without an end, is not read line by line. */
static void
test_no_text (void)
{
  g_autofree char *huge = g_strnfill (300000, '\n');
  const char *const texts[] = { "\177ELF", huge };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (Answer) answer = check_bytes (texts[i], i == 0 ? 5 : strlen (texts[i]));

    g_assert_cmpstr (answer.out, ==, "");
    g_assert_nonnull (strstr (answer.err, "this is no profile"));
    g_assert_cmpint (answer.status, ==, 1);
  }
}

/* Not only the first mistake is told, and a group that means nothing is one. */
static void
test_bad_profile (void)
{
  g_auto (Answer) answer = check_profile ("Name=Corner Market\n"
                                          "[Retailer]\n"
                                          "Nmae=Corner Market\n"
                                          "\n"
                                          "[Connect]\n"
                                          "Server=http://connect.example.com\n"
                                          "Server=https://connect.example.com\n"
                                          "[Kiosk]\n"
                                          "Mode=window\n"
                                          "Idle-Seconds=-3\n"
                                          "Name=\374\n"
                                          "[Nonsense]\n"
                                          "Mode=board\n");
  const char *const mistakes[] = {
    "FILE:1: this is in no group",
    "FILE:3: [Retailer] Nmae: there is no such key",
    "FILE:6: [Connect] Server: it is not an https: address (http: only on this machine)",
    "FILE:7: [Connect] Server: it is there already, and only one can count",
    "FILE:9: [Kiosk] Mode: it is none of the words that can stand here",
    "FILE:10: [Kiosk] Idle-Seconds: it is not a whole number from 10 to 3600",
    "FILE:11: this is not UTF-8",
    "FILE:12: [Nonsense]: there is no such group",
    "",
    NULL,
  };
  g_autofree char *expected = g_strjoinv ("\n", (char **) mistakes);

  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpstr (answer.err, ==, "");
  g_assert_cmpint (answer.status, ==, 1);
}

static void
test_no_profile (void)
{
  g_auto (Answer) answer = run ("--check-profile=/nonexistent/profile.ini");

  g_assert_cmpstr (answer.out, ==, "");
  g_assert_true (g_str_has_prefix (answer.err, "tote: "));
  g_assert_nonnull (strstr (answer.err, "/nonexistent/profile.ini"));
  g_assert_cmpint (answer.status, ==, 1);
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
  g_test_add_func ("/command-line/good-profile", test_good_profile);
  g_test_add_func ("/command-line/bad-profile", test_bad_profile);
  g_test_add_func ("/command-line/bad-key", test_bad_key);
  g_test_add_func ("/command-line/no-profile", test_no_profile);
  g_test_add_func ("/command-line/no-text", test_no_text);

  return g_test_run ();
}
