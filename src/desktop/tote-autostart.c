/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-autostart.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* What is wanted last, whichever thread comes to it first. */
static int wanted;
static GMutex turn;

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", TOTE_APP_ID ".desktop", NULL);
}

static char *
build_entry (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *program = self != NULL ? self : TOTE_BINDIR "/tote";
  g_autofree char *command = g_strconcat ("\"", program, "\" --background", NULL);
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, TOTE_NAME);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, program);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, TOTE_APP_ID);

  return g_key_file_to_data (entry, NULL, NULL);
}

static void
settle (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *entry = build_entry ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&turn);
  g_autoptr (GError) error = NULL;

  if (!g_atomic_int_get (&wanted))
    g_unlink (path);
  else if (g_mkdir_with_parents (folder, 0700) != 0 ||
           !g_file_set_contents (path, entry, -1, &error))
    g_debug ("The start with the session cannot be written down: %s",
             error != NULL ? error->message : folder);
  g_task_return_boolean (task, TRUE);
}

/**
 * tote_autostart_set:
 *
 * Has the desktop start Tote with the session, or not any more. Where that cannot be written down,
 * it stays as it is.
 */
void
tote_autostart_set (gboolean on)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_atomic_int_set (&wanted, on);
  g_task_set_source_tag (task, tote_autostart_set);
  g_task_run_in_thread (task, settle);
}
