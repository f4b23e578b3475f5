/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "test-gallery.h"
#include "tote-picture-wire.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHORTER 88
#define LONGER 352
#define ROOM (SHORTER * LONGER * TOTE_PICTURE_PIXEL + sizeof (TotePictureSize))

typedef struct {
  int in;
  int out;
  GPid pid;
} Program;

static void
program_clear (Program *program)
{
  close (program->in);
  close (program->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

static void
start_in (GSpawnChildSetupFunc place, Program *program, GBytes *picture, const char *shorter,
          const char *longer, const char *mebibytes, gsize room)
{
  const char *const arguments[] = { g_getenv ("TOTE_PICTURE"), shorter, longer, mebibytes, NULL };
  const char *const environment[] = { NULL };
  gsize length;
  const guint8 *data = g_bytes_get_data (picture, &length);
  g_autoptr (GError) error = NULL;

  program->in = memfd_create ("in", MFD_CLOEXEC);
  program->out = memfd_create ("out", MFD_CLOEXEC);
  g_assert_cmpint (pwrite (program->in, data, length, 0), ==, length);
  g_assert_cmpint (ftruncate (program->out, (off_t) room), ==, 0);
  g_spawn_async_with_pipes_and_fds (NULL, arguments, environment,
                                    G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN,
                                    place, NULL, program->in, program->out, -1, NULL, NULL, 0,
                                    &program->pid, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
start (Program *program, GBytes *picture, const char *shorter, const char *longer,
       const char *mebibytes, gsize room)
{
  start_in (NULL, program, picture, shorter, longer, mebibytes, room);
}

static int
wait_for (Program *program)
{
  int status = -1;

  g_assert_cmpint (waitpid (program->pid, &status, 0), ==, program->pid);

  return status;
}

static void
assert_end (GBytes *picture, const char *mebibytes, TotePictureEnd end)
{
  g_auto (Program) program = { 0 };
  int status;

  start (&program, picture, G_STRINGIFY (SHORTER), G_STRINGIFY (LONGER), mebibytes, ROOM);
  status = wait_for (&program);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, end);
}

static void
test_decoded (void)
{
  g_autoptr (GBytes) picture = test_gallery_jpeg (600, 300, TEST_JPEG_PLAIN, 6);
  g_auto (Program) program = { 0 };
  TotePictureSize size;
  guint8 pixel[TOTE_PICTURE_PIXEL];

  start (&program, picture, "88", "352", "64", ROOM);
  g_assert_cmpint (wait_for (&program), ==, 0);
  g_assert_cmpint (pread (program.out, &size, sizeof size, ROOM - sizeof size), ==, sizeof size);
  g_assert_cmpuint (size.width, ==, 88);
  g_assert_cmpuint (size.height, ==, 176);

  g_assert_cmpint (pread (program.out, pixel, sizeof pixel, 0), ==, sizeof pixel);
  g_assert_cmpuint (pixel[0], >, 250);
  g_assert_cmpuint (pixel[2], <, 5);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("<svg/>", 6);
  g_autoptr (GBytes) picture = test_gallery_jpeg (600, 600, TEST_JPEG_PLAIN, 0);
  g_autoptr (GBytes) cut = test_gallery_cut (picture, 2000);
  g_autoptr (GBytes) lie = test_gallery_lie (picture, 65500, 65500);

  assert_end (nothing, "64", TOTE_PICTURE_END_REFUSED);
  assert_end (cut, "64", TOTE_PICTURE_END_REFUSED);
  assert_end (lie, "64", TOTE_PICTURE_END_REFUSED);
}

/* All of a picture that comes in passes has to be in memory. */
static void
test_memory (void)
{
  g_autoptr (GBytes) passes = test_gallery_png (4096, 4096, TEST_PNG_PASSES, 0);
  g_autoptr (GBytes) scans = test_gallery_jpeg (4096, 4096, TEST_JPEG_PROGRESSIVE, 0);

  assert_end (passes, "64", TOTE_PICTURE_END_REFUSED);
  assert_end (scans, "32", TOTE_PICTURE_END_REFUSED);
}

/* Returns: milliseconds of processor time that @who has taken */
static double
get_cpu_ms (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* Time runs out for an honest picture only on a machine that is too slow for it: one that takes
 * longer than twice that time to make the PNG, which here takes four times what reading it does. */
static void
assert_honest (GBytes *picture, double png_ms)
{
  double before = get_cpu_ms (RUSAGE_CHILDREN);
  g_auto (Program) program = { 0 };
  int status;

  start (&program, picture, G_STRINGIFY (SHORTER), G_STRINGIFY (LONGER), "64", ROOM);
  status = wait_for (&program);
  g_test_message ("%.0f ms, the PNG was made in %.0f", get_cpu_ms (RUSAGE_CHILDREN) - before,
                  png_ms);
  if (WIFSIGNALED (status)) {
    g_assert_cmpint (WTERMSIG (status), ==, SIGPROF);
    g_assert_cmpfloat (png_ms, >, 2 * TOTE_PICTURE_CPU_MS);
  } else {
    g_assert_cmpint (WEXITSTATUS (status), ==, TOTE_PICTURE_END_DECODED);
  }
}

/* 4096 × 4096 is as large as a picture may be, and an honest one has the time and memory. */
static void
test_large (void)
{
  double before = get_cpu_ms (RUSAGE_SELF);
  g_autoptr (GBytes) png = test_gallery_png (4096, 4096, TEST_PNG_RGB, 0);
  double png_ms = get_cpu_ms (RUSAGE_SELF) - before;
  g_autoptr (GBytes) plain = test_gallery_jpeg (4096, 4096, TEST_JPEG_PLAIN, 0);
  g_autoptr (GBytes) scans = test_gallery_jpeg (4096, 4096, TEST_JPEG_PROGRESSIVE, 0);
  g_autoptr (GBytes) webp = test_gallery_webp (4096, 4096, FALSE, 0);

  assert_honest (png, png_ms);
  assert_honest (plain, png_ms);
  assert_honest (scans, png_ms);
  assert_honest (webp, png_ms);
}

static void
test_misused (void)
{
  static const char *const arguments[][3] = {
    { "0", "88", "64" },  { "88", "44", "64" },   { "88", "4097", "64" }, { "-1", "88", "64" },
    { "x", "88", "64" },  { "88", "88 ", "64" },  { "", "88", "64" },     { "88", "88", "0" },
    { "88", "88", NULL }, { "352", "352", "64" },
  };
  g_autoptr (GBytes) picture = test_gallery_jpeg (60, 60, TEST_JPEG_PLAIN, 0);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
    g_auto (Program) program = { 0 };
    int status;

    start (&program, picture, arguments[i][0], arguments[i][1], arguments[i][2], ROOM);
    status = wait_for (&program);
    g_assert_true (WIFEXITED (status));
    g_assert_cmpint (WEXITSTATUS (status), ==, TOTE_PICTURE_END_MISUSED);
  }

  assert_end (empty, "64", TOTE_PICTURE_END_MISUSED);
}

/* Between fork and exec: a place where nobody may shut himself in. */
static void
refuse_seccomp (gpointer unused)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (seccomp), 0);
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (prctl), 1,
                    SCMP_A0 (SCMP_CMP_EQ, PR_SET_SECCOMP));
  seccomp_load (filter);
}

/* Rather nothing than in the open. */
static void
test_no_jail (void)
{
  g_autoptr (GBytes) picture = test_gallery_jpeg (60, 60, TEST_JPEG_PLAIN, 0);
  g_auto (Program) program = { 0 };
  TotePictureSize size;
  int status;

  start_in (refuse_seccomp, &program, picture, "88", "352", "64", ROOM);
  status = wait_for (&program);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, TOTE_PICTURE_END_NO_JAIL);
  g_assert_cmpint (pread (program.out, &size, sizeof size, ROOM - sizeof size), ==, sizeof size);
  g_assert_cmpuint (size.width, ==, 0);
}

/* Returns: the number behind @name of what the kernel says of it */
static guint64
get_status (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *line = g_strconcat ("\n", name, ":\t", NULL);
  g_autofree char *status = NULL;
  const char *found;

  g_file_get_contents (path, &status, NULL, NULL);
  found = status != NULL ? strstr (status, line) : NULL;

  return found != NULL ? g_ascii_strtoull (found + strlen (line), NULL, 10) : 0;
}

/* Within a sandbox there is a filter between everybody and the kernel: there is one more. */
static gboolean
is_shut (GPid pid)
{
  return get_status (pid, "Seccomp_filters") > get_status (getpid (), "Seccomp_filters") &&
         get_status (pid, "NoNewPrivs") == 1;
}

static gboolean
has_descriptors (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", (int) pid);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);

  g_assert_nonnull (folder);

  return g_dir_read_name (folder) != NULL;
}

/* While it decodes it is shut in and holds nothing; its time is up before the picture is. */
static void
test_endless (void)
{
  g_autoptr (GBytes) endless = test_gallery_jpeg_scans (2048, 2048, 3000);
  g_auto (Program) program = { 0 };
  int status;

  start (&program, endless, "88", "352", "64", ROOM);
  while (!is_shut (program.pid))
    g_assert_cmpint (waitpid (program.pid, &status, WNOHANG), ==, 0);
  if (geteuid () == 0) /* nobody else may look */
    g_assert_false (has_descriptors (program.pid));

  status = wait_for (&program);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGPROF);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/program/decoded", test_decoded);
  g_test_add_func ("/program/refused", test_refused);
  g_test_add_func ("/program/memory", test_memory);
  g_test_add_func ("/program/large", test_large);
  g_test_add_func ("/program/misused", test_misused);
  g_test_add_func ("/program/endless", test_endless);
  g_test_add_func ("/program/no-jail", test_no_jail);

  return g_test_run ();
}
