/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-settings.h"

#include <glib/gstdio.h>

static void
test_first (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  g_autoptr (GSettings) again = tote_settings_new ();
  g_autofree char *unit = NULL;

  g_assert_nonnull (settings);
  unit = g_settings_get_string (settings, "distance-unit");
  g_assert_cmpstr (unit, ==, "locale");
  g_assert_true (tote_settings_is_on (settings, "tell-question", FALSE));
  g_assert_false (tote_settings_is_on (settings, "autostart", TRUE));

  g_assert_true (g_settings_set_boolean (settings, "tell-question", FALSE));
  g_assert_false (tote_settings_is_on (again, "tell-question", TRUE));
  g_settings_reset (settings, "tell-question");
}

static void
test_bound (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("any", NULL);

  tote_settings_bind (settings, "autostart", action, "enabled");
  g_assert_false (g_action_get_enabled (G_ACTION (action)));
  g_simple_action_set_enabled (action, TRUE);
  g_assert_true (tote_settings_is_on (settings, "autostart", FALSE));
  g_settings_reset (settings, "autostart");
}

/* A program that stands where no schema is: it begins as if nothing had ever been chosen. */
static void
test_absent (void)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GSimpleAction) action = g_simple_action_new ("any", NULL);

  if (g_test_subprocess ()) {
    settings = tote_settings_new ();
    g_assert_null (settings);
    g_assert_true (tote_settings_is_on (settings, "tell-question", TRUE));
    tote_settings_bind (settings, "autostart", action, "enabled");
    g_assert_true (g_action_get_enabled (G_ACTION (action)));
    g_print ("goes on without a schema\n");
  }
}

/* The same test program, in a folder of its own, on a system that has nothing else. */
static void
test_elsewhere (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_dir_make_tmp ("tote-settings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "alone", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (program);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { path, "--GTestSubprocess", "-p", "/settings/absent", NULL };
  g_auto (GStrv) environment = g_get_environ ();
  int status;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  environment = g_environ_setenv (environment, "XDG_DATA_HOME", folder, TRUE);
  environment = g_environ_setenv (environment, "XDG_DATA_DIRS", folder, TRUE);
  environment = g_environ_unsetenv (environment, "GSETTINGS_SCHEMA_DIR");
  g_spawn_sync (NULL, (char **) arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (g_strstr_len (output, -1, "goes on without a schema"));

  g_assert_true (g_file_delete (to, NULL, NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/first", test_first);
  g_test_add_func ("/settings/bound", test_bound);
  g_test_add_func ("/settings/absent", test_absent);
  g_test_add_func ("/settings/elsewhere", test_elsewhere);

  return g_test_run ();
}
