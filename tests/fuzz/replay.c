/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

/* Stands in for the fuzzer where there is none: each target sees each of the files named, whole and
 * cut short, once as each of its readers would have it; and what stands in its folder of what
 * fuzzing has found, as it is. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv) __attribute__ ((weak));

static void
replay (const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree guint8 *input = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  input = g_malloc (length + 1);
  for (guint8 reader = 'a'; reader <= 'n'; reader++) {
    input[0] = reader;
    memcpy (input + 1, contents, length);
    LLVMFuzzerTestOneInput (input, length + 1);
    LLVMFuzzerTestOneInput (input, length / 2 + 1);
  }
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);
}

static void
replay_found (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_found = 0;

  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *input = NULL;
    gsize length = 0;

    g_assert_true (g_file_get_contents (path, &input, &length, NULL));
    LLVMFuzzerTestOneInput ((const guint8 *) input, length);
    n_found++;
  }
  g_assert_cmpuint (n_found, >, 0);
}

int
main (int argc, char **argv)
{
  if (LLVMFuzzerInitialize != NULL)
    LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++) {
    if (g_file_test (argv[i], G_FILE_TEST_IS_DIR))
      replay_found (argv[i]);
    else
      replay (argv[i]);
  }
  return 0;
}
