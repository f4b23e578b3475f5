/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "test-child.h"
#include "watch-harness.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <poll.h>
#include <string.h>

/* What comes out of tote-watch: in which characters, and what happens when nobody takes it. */

#define TEXT "Grüße, 東京 🥖"

/* Runs a shell line in which $1 is the program and $2 and $3 are server and order. */
static GSubprocess *
run_line (WatchSandbox *sandbox, const char *line, const char *locale, GSubprocessFlags flags)
{
  g_autoptr (GSubprocessLauncher) launcher = test_child_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "TOTE_TOKEN", sandbox->token, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", locale, TRUE);
  process =
      g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", line, "sh",
                                   g_getenv ("TOTE_WATCH"), sandbox->url, sandbox->order_id, NULL);
  g_assert_no_error (error);
  return process;
}

static void
test_full_disk (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (GSubprocess) process =
      run_line (sandbox, "exec \"$1\" --server \"$2\" --order \"$3\" --pace 0.05 >/dev/full", "C",
                G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *said = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 6);
  g_assert_nonnull (strstr (said, "No space left"));
}

static void
test_version_on_full_disk (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (GSubprocess) process = run_line (sandbox, "exec \"$1\" --version >/dev/full", "C",
                                              G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 6);
}

/* Nothing happens to this order: only the pipe can tell that its reader has gone. */
static void
test_reader_gone (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (GSubprocess) process =
      run_line (sandbox, "exec \"$1\" --server \"$2\" --order \"$3\" --pace 0.05", "C",
                G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  char first = 0;

  g_assert_cmpint (
      g_input_stream_read (g_subprocess_get_stdout_pipe (process), &first, 1, NULL, NULL), ==, 1);
  g_input_stream_close (g_subprocess_get_stdout_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 6);
}

static void
wait_for_post (WatchSandbox *sandbox)
{
  for (gboolean said = FALSE; !said;) {
    g_autoptr (GPtrArray) log = watch_sandbox_read_log (sandbox);

    for (guint i = 0; i < log->len; i++) {
      const char *path = json_object_get_string_member (log->pdata[i], "path");
      const char *method = json_object_get_string_member (log->pdata[i], "method");

      said = said || (g_str_equal (method, "POST") && g_str_has_suffix (path, "/messages"));
    }
    g_usleep (10000);
  }
}

/* Runs with a pipe that has little room, and returns when it is full and the last list is read. */
static GSubprocess *
run_for_nobody (WatchSandbox *sandbox, const char *options)
{
  g_autofree char *line =
      g_strdup_printf ("exec \"$1\" --server \"$2\" --order \"$3\" --pace 0.02 --json %s", options);
  GSubprocess *process = run_line (sandbox, line, "C", G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GInputStream *pipe = g_subprocess_get_stdout_pipe (process);
  struct pollfd something = { g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe)), POLLIN, 0 };

  g_assert_cmpint (fcntl (something.fd, F_SETPIPE_SZ, 4096), ==, 4096);
  g_assert_cmpint (poll (&something, 1, -1), ==, 1);
  return process;
}

/* The timeout counts though nobody takes what there is to say. */
static void
test_reader_stalled (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", "--items", "60", NULL);
  g_autoptr (GSubprocess) process = run_for_nobody (sandbox, "--timeout 1");

  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 5);
}

/* The order is followed to its end meanwhile, and nothing of it is lost. */
static void
test_reader_slow (void)
{
  g_autoptr (WatchSandbox) sandbox =
      watch_sandbox_new ("--story", "delivery", "--items", "60", NULL);
  g_autoptr (GSubprocess) process = run_for_nobody (sandbox, "");
  g_autofree char *said = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_items = 0, n_lines;

  watch_sandbox_control (sandbox, "advance", "{\"to\":\"delivered\"}");
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  lines = g_strsplit (said, "\n", -1);
  n_lines = g_strv_length (lines);
  for (guint i = 0; i < n_lines; i++)
    n_items += strstr (lines[i], "\"item\"") != NULL;
  g_assert_cmpuint (n_items, >=, 60);
  g_assert_nonnull (strstr (lines[n_lines - 2], "\"end\""));
  g_assert_cmpstr (lines[n_lines - 1], ==, "");
}

/* Everything printed while the text is said, from the first line to the end. */
static GBytes *
say_in (const char *locale, const char *options)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "delivery", NULL);
  g_autofree char *line = g_strdup_printf (
      "exec \"$1\" --server \"$2\" --order \"$3\" --pace 0.02 --until checkout %s --say '%s'",
      options, TEXT);
  g_autoptr (GSubprocess) process = NULL;
  GBytes *said = NULL;

  watch_sandbox_control (sandbox, "advance", "{\"to\":\"picking\"}");
  process = run_line (sandbox, line, locale, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  wait_for_post (sandbox);
  watch_sandbox_control (sandbox, "advance", "{\"to\":\"checkout\"}");
  g_assert_true (g_subprocess_communicate (process, NULL, NULL, &said, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return said;
}

static gboolean
holds (GBytes *bytes, const char *text)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strstr_len (data, (gssize) length, text) != NULL;
}

/* JSON is UTF-8 whatever the locale, and so are arguments. */
static void
test_json (gconstpointer locale)
{
  g_autofree char *path = g_strconcat (g_getenv ("LOCPATH"), "/", locale, NULL);
  g_autoptr (GBytes) said = NULL;

  if (!g_str_equal (locale, "C") && !g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("this locale is not there");
    return;
  }
  said = say_in (locale, "--json");
  g_assert_true (holds (said, TEXT));
  g_assert_true (
      g_utf8_validate (g_bytes_get_data (said, NULL), (gssize) g_bytes_get_size (said), NULL));
}

/* Nobody chose the C locale for its characters. */
static void
test_sentences (void)
{
  g_autoptr (GBytes) said = say_in ("C", "");

  g_assert_true (holds (said, TEXT));
}

static void
test_sentences_elsewhere (gconstpointer locale)
{
  g_autofree char *path = g_strconcat (g_getenv ("LOCPATH"), "/", locale, NULL);
  g_autofree char *wanted = g_convert ("Grüße, 東京", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autoptr (GBytes) said = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("this locale is not there");
    return;
  }
  said = say_in (locale, "");
  g_assert_true (holds (said, wanted));
}

static void
test_bytes_that_are_no_text (void)
{
  g_autoptr (WatchSandbox) sandbox = watch_sandbox_new ("--story", "none", NULL);
  g_autoptr (GSubprocess) process =
      run_line (sandbox, "exec \"$1\" --server \"$2\" --order \"$3\" --say \"$(printf '\\374')\"",
                "C", G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *said = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_nonnull (strstr (said, "UTF-8"));
}

/* Locales of other character sets, made for this test where the system can make them. */
static void
make_locale (const char *language, const char *charset)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.%s", g_getenv ("LOCPATH"), language, charset);
  const char *argv[] = { "localedef", "-c", "-i", language, "-f", charset, path, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *locales = g_dir_make_tmp ("tote-locales-XXXXXX", NULL);

  g_test_init (&argc, &argv, NULL);
  g_setenv ("LOCPATH", locales, TRUE);
  make_locale ("zh_CN", "GB18030");
  make_locale ("ja_JP", "EUC-JP");

  g_test_add_func ("/output/full-disk", test_full_disk);
  g_test_add_func ("/output/version-on-full-disk", test_version_on_full_disk);
  g_test_add_func ("/output/reader-gone", test_reader_gone);
  g_test_add_func ("/output/reader-stalled", test_reader_stalled);
  g_test_add_func ("/output/reader-slow", test_reader_slow);
  g_test_add_data_func ("/output/json/c", "C", test_json);
  g_test_add_data_func ("/output/json/gb18030", "zh_CN.GB18030", test_json);
  g_test_add_data_func ("/output/json/euc-jp", "ja_JP.EUC-JP", test_json);
  g_test_add_func ("/output/sentences/c", test_sentences);
  g_test_add_data_func ("/output/sentences/gb18030", "zh_CN.GB18030", test_sentences_elsewhere);
  g_test_add_func ("/output/bytes-that-are-no-text", test_bytes_that_are_no_text);

  return g_test_run ();
}
