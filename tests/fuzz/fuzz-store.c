/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* The file of the archive and the outbox, damaged: a good one is made at the start, and the input
 * is a list of changes to it, three bytes each: where (two bytes), and what is mixed into the byte
 * there. Whatever is left of it, it is read, or set aside, and what is written afterwards is there.
 */

#define FILE_NAME "tote.db"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

static char *folder;
static char *good;
static gsize good_length;

static void
empty_folder (void)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
}

static void
fill (ToteStore *store)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_static ("{\"id\":\"A\",\"workflow_state\":\"picking\"}", 37);

  for (guint i = 0; i < 3; i++) {
    g_autofree char *id = g_strdup_printf ("order-%u", i);
    ToteOrderKey *key = tote_order_key_new ("https://connect.example.com", id);
    const ToteAnswerRecord answer = { TOTE_RESOURCE_ORDER, bytes, 1773507600000000, 1 };
    const ToteWishRecord wish = { .key = id,
                                  .text = (char *) "{\"kind\":\"message\",\"body\":\"Hello\"}",
                                  .created_at = 1773507600000000,
                                  .phase = TOTE_WISH_WAITING };

    tote_store_save_order (store, key, 0, NULL);
    tote_store_save_answer (store, key, &answer, NULL);
    tote_store_save_wish (store, key, &wish, FALSE, NULL);
    tote_store_save_zone (store, key, "America/Chicago", NULL);
    tote_order_key_unref (key);
  }
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;
  g_autofree char *path = NULL;
  ToteStore *store;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_setenv ("TMPDIR", "/dev/shm", FALSE);
  folder = g_dir_make_tmp ("tote-fuzz-XXXXXX", NULL);
  path = g_build_filename (folder, FILE_NAME, NULL);
  store = tote_store_open (folder, &notice, &error);
  g_assert_no_error (error);
  fill (store);
  tote_store_close (store);
  g_file_get_contents (path, &good, &good_length, &error);
  g_assert_no_error (error);
  return 0;
}

static void
write_damaged (const guint8 *data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *damaged = g_memdup2 (good, good_length);

  for (gsize i = 0; i + 3 <= size; i += 3)
    damaged[(data[i] << 8 | data[i + 1]) % good_length] ^= (char) data[i + 2];
  g_file_set_contents_full (path, damaged, (gssize) good_length, G_FILE_SET_CONTENTS_NONE, 0600,
                            NULL);
}

static void
use (ToteStore *store)
{
  g_autoptr (GPtrArray) orders = tote_store_list (store, NULL);
  ToteOrderKey *key = tote_order_key_new ("https://connect.example.com", "order-1");
  ToteOrderRecord *record = tote_store_load (store, key, NULL);

  g_clear_pointer (&record, tote_order_record_free);
  fill (store);
  tote_store_forget (store, key, NULL);
  tote_store_expire (store, G_MAXINT64 / 2, NULL);
  tote_order_key_unref (key);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  ToteStore *store;

  empty_folder ();
  write_damaged (data, size);
  store = tote_store_open (folder, &notice, &error);
  if (store != NULL) {
    use (store);
    tote_store_close (store);
  }
  return 0;
}
