/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands for a display in the tests of the relay: writes its process id to the folder it is told,
 * and does what the file “script” there says. */
#include "tote-channel.h"
#include "tote-relay.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

/* Longer than one is waited for at a tenth of the pace. */
#define SLOW_MS 1100

static void
say_ready (gpointer channel)
{
  tote_channel_send (channel, "ready");
}

static void
act (ToteChannel *channel, char **words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "crash"))
      _exit (1);
    if (g_str_equal (words[i], "slow")) {
      g_timeout_add_once (SLOW_MS, say_ready, channel);
      continue;
    }
    tote_channel_send (channel, words[i]);
  }
}

/* What each process of the series is to say. */
static char **
read_script (const char *folder, guint number)
{
  g_autofree char *name = g_strdup_printf ("script-%u", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    text = g_strdup ("ready;frame");

  return g_strsplit (text, ";", -1);
}

static guint
count_myself (const char *folder)
{
  guint number = 1;
  g_autofree char *pid = g_strdup_printf ("%d %s %s\n", getpid (), g_getenv (TOTE_RELAY_SCREEN),
                                          g_getenv ("LANGUAGE"));

  for (;; number++) {
    g_autofree char *name = g_strdup_printf ("pid-%u", number);
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
      g_file_set_contents (path, pid, -1, NULL);
      return number;
    }
  }
}

/* That it was told what was on the board, and of when. */
static void
note (const char *folder, gint64 at)
{
  g_autofree char *path = g_build_filename (folder, "recalled", NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, at);

  g_file_set_contents (path, text, -1, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ToteChannel) channel = tote_channel_new (atoi (g_getenv (TOTE_RELAY_CHANNEL)), NULL);
  g_autofree char *line = tote_channel_wait (channel, NULL);
  g_autoptr (JsonNode) setup = json_from_string (line, NULL);
  const char *folder = json_object_get_string_member (json_node_get_object (setup), "folder");
  JsonObject *told = json_node_get_object (setup);
  g_auto (GStrv) words = read_script (folder, count_myself (folder));

  if (json_object_has_member (told, "board"))
    note (folder, json_object_get_int_member (told, "board_at"));
  act (channel, words);
  g_signal_connect_swapped (channel, "closed", G_CALLBACK (g_main_loop_quit), loop);
  tote_channel_listen (channel);
  g_main_loop_run (loop);

  return 0;
}
