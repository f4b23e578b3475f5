/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-store.h"

#include "tote-bytes-diff.h"
#include "tote-config.h"
#include "tote-history.h"
#include "tote-json-scan.h"
#include "tote-history-entry.h"
#include "tote-store-file.h"
#include "tote-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* An order whose end was never seen loses its people too, once nothing was heard of it so long. */
#define KEEP_SILENT (G_GINT64_CONSTANT (7) * 24 * 60 * 60 * G_USEC_PER_SEC)

#define OWNER "(SELECT id FROM orders WHERE base = ?1 AND order_id = ?2)"

/* A shorter answer fills a page or two: it stands in its row, and is written as a whole. */
#define PATCHED_FROM (16 * 1024)

/* With so many patches, or so much in them for what they patch, it is written anew. */
#define PATCHES_MAX 64
#define PATCHES_SHARE 4

/* Each entry leads from its index to the next version; entries are never changed, only added. */
static const char *const migrations[] = {
  "CREATE TABLE orders ("
  "  id INTEGER PRIMARY KEY,"
  "  base TEXT NOT NULL,"
  "  order_id TEXT NOT NULL,"
  "  ended_at INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (base, order_id));"
  "CREATE TABLE answers ("
  "  owner INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,"
  "  resource TEXT NOT NULL,"
  "  bytes BLOB NOT NULL,"
  "  seen_at INTEGER NOT NULL,"
  "  occasion INTEGER NOT NULL,"
  "  PRIMARY KEY (owner, resource)) WITHOUT ROWID;"
  "CREATE TABLE wishes ("
  "  position INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  owner INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,"
  "  key TEXT NOT NULL,"
  "  wish TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  phase INTEGER NOT NULL,"
  "  known TEXT,"
  "  server_id TEXT,"
  "  reason TEXT,"
  "  UNIQUE (owner, key));"
  "CREATE TABLE steps ("
  "  owner INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  state TEXT,"
  "  stage INTEGER NOT NULL,"
  "  headline TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  PRIMARY KEY (owner, position)) WITHOUT ROWID;",

  /* The answer to a sent message is not asked for again, so what it says is kept by itself. */
  "ALTER TABLE orders ADD COLUMN time_zone TEXT;",

  "ALTER TABLE steps ADD COLUMN vague INTEGER NOT NULL DEFAULT 0;",

  /* That the server has no GET order is learnt from its own word; what is kept does not tell. */
  "ALTER TABLE orders ADD COLUMN no_order_call INTEGER NOT NULL DEFAULT 0;",

  "ALTER TABLE orders ADD COLUMN draft TEXT;",

  /* A large answer stands in patches: the first is all of it, the next ones what has changed since.
   * Whoever adds one has to know it: its version is a number drawn when it was written first. */
  "ALTER TABLE answers ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE patches ("
  "  owner INTEGER NOT NULL,"
  "  resource TEXT NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  start INTEGER NOT NULL,"
  "  removed INTEGER NOT NULL,"
  "  bytes BLOB NOT NULL,"
  "  PRIMARY KEY (owner, resource, position),"
  "  FOREIGN KEY (owner, resource) REFERENCES answers (owner, resource) ON DELETE CASCADE)"
  "  WITHOUT ROWID;",

  NULL,
};

struct _ToteStore {
  sqlite3 *db;      /* (owned) */
  int owner;        /* descriptor of the lock, -1 while another process has it */
  GHashTable *kept; /* (owned) of Kept by a name for order and resource: what was written here */
};

/* A large answer as this process has written it. */
typedef struct {
  GBytes *bytes; /* (owned): whoever asked for it has them too */
  gint64 version;
  guint n_patches;
  gsize patched; /* bytes in all patches but the first */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_bytes_unref (kept->bytes);
  g_free (kept);
}

typedef sqlite3_stmt Statement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, sqlite3_finalize)

static Statement *
prepare (ToteStore *self, const char *sql, GError **error)
{
  Statement *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    tote_store_file_set_error (error, self->db);
  return statement;
}

static void
bind_text (Statement *statement, int position, const char *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_TRANSIENT);
}

/* A statement about one order: its parameters 1 and 2. */
static Statement *
prepare_for (ToteStore *self, const char *sql, const ToteOrderKey *order, GError **error)
{
  Statement *statement = prepare (self, sql, error);

  if (statement != NULL) {
    bind_text (statement, 1, order->base);
    bind_text (statement, 2, order->id);
  }
  return statement;
}

static gboolean
run (ToteStore *self, Statement *statement, GError **error)
{
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) == SQLITE_DONE)
    return TRUE;
  tote_store_file_set_error (error, self->db);
  return FALSE;
}

static gboolean
execute (ToteStore *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  tote_store_file_set_error (error, self->db);
  return FALSE;
}

static gboolean
end (ToteStore *self, gboolean done, GError **error)
{
  if (done && execute (self, "COMMIT", error))
    return TRUE;
  execute (self, "ROLLBACK", NULL);
  return FALSE;
}

static char *
dup_column (Statement *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static gboolean
resource_from_name (const char *name, ToteResource *resource)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (g_strcmp0 (tote_resource_get_name (i), name) == 0) {
      *resource = i;
      return TRUE;
    }
  }
  return FALSE;
}

static void
load_answer (Statement *row, ToteOrderRecord *record)
{
  ToteResource resource;
  ToteAnswerRecord *answer;

  if (!resource_from_name ((const char *) sqlite3_column_text (row, 0), &resource))
    return;
  answer = g_new (ToteAnswerRecord, 1);
  answer->resource = resource;
  answer->bytes = g_bytes_new (sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1));
  answer->seen_at = sqlite3_column_int64 (row, 2);
  answer->occasion = (guint) sqlite3_column_int64 (row, 3);
  g_ptr_array_add (record->answers, answer);
}

/* The answer is what it was with one stretch of it replaced. */
static gboolean
patch (ToteAnswerRecord *answer, gsize start, gsize removed, gconstpointer bytes, gsize added)
{
  GByteArray *body;
  gsize size = g_bytes_get_size (answer->bytes);
  gsize rest;

  if (start > size || removed > size - start || added > TOTE_BODY_MAX)
    return FALSE;

  body = g_bytes_unref_to_array (answer->bytes);
  rest = size - start - removed;
  if (added > removed)
    g_byte_array_set_size (body, (guint) (size + added - removed));
  memmove (body->data + start + added, body->data + start + removed, rest); /* NOLINT: inside */
  if (added > 0)
    memcpy (body->data + start, bytes, added); /* NOLINT: inside */
  g_byte_array_set_size (body, (guint) (start + added + rest));
  answer->bytes = g_byte_array_free_to_bytes (body);

  return TRUE;
}

/* One that does not fit is damage: without it the rest is worth nothing. */
static void
load_patch (Statement *row, ToteOrderRecord *record)
{
  const char *resource = (const char *) sqlite3_column_text (row, 0);

  for (guint i = 0; i < record->answers->len; i++) {
    ToteAnswerRecord *answer = record->answers->pdata[i];

    if (g_strcmp0 (tote_resource_get_name (answer->resource), resource) != 0)
      continue;
    if (!patch (answer, (gsize) sqlite3_column_int64 (row, 1),
                (gsize) sqlite3_column_int64 (row, 2), sqlite3_column_blob (row, 3),
                (gsize) sqlite3_column_bytes (row, 3)))
      g_ptr_array_remove_index (record->answers, i);
    return;
  }
}

static void
load_wish (Statement *row, ToteOrderRecord *record)
{
  ToteWishRecord *wish = g_new (ToteWishRecord, 1);

  wish->key = dup_column (row, 0);
  wish->text = dup_column (row, 1);
  wish->created_at = sqlite3_column_int64 (row, 2);
  wish->phase = CLAMP (sqlite3_column_int (row, 3), TOTE_WISH_WAITING, TOTE_WISH_UNCLEAR);
  wish->known = dup_column (row, 4);
  wish->server_id = dup_column (row, 5);
  wish->reason = dup_column (row, 6);
  g_ptr_array_add (record->wishes, wish);
}

static void
load_entry (Statement *row, ToteOrderRecord *record)
{
  g_autoptr (GDateTime) at = tote_time_from_us (sqlite3_column_int64 (row, 3));
  ToteStage stage = CLAMP (sqlite3_column_int (row, 1), TOTE_STAGE_UNKNOWN, TOTE_STAGE_CANCELED);
  const char *state = (const char *) sqlite3_column_text (row, 0);
  const char *headline = (const char *) sqlite3_column_text (row, 2);
  ToteHistoryTiming timing =
      CLAMP (sqlite3_column_int (row, 4), TOTE_HISTORY_TIMING_SEEN, TOTE_HISTORY_TIMING_TOLD);

  g_ptr_array_add (record->history,
                   tote_history_entry_new_timed (state, stage, headline, at, timing));
}

static void
load_order (Statement *row, ToteOrderRecord *record)
{
  record->ended_at = sqlite3_column_int64 (row, 0);
  record->time_zone = dup_column (row, 1);
  record->no_order_call = sqlite3_column_int (row, 2) != 0;
  record->draft = dup_column (row, 3);
}

static gboolean
load_rows (ToteStore *self, const char *sql, ToteOrderRecord *record,
           void (*load) (Statement *row, ToteOrderRecord *record), GError **error)
{
  g_autoptr (Statement) statement = prepare_for (self, sql, record->key, error);
  int code = SQLITE_ERROR;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    load (statement, record);
  if (code == SQLITE_DONE)
    return TRUE;
  tote_store_file_set_error (error, self->db);
  return FALSE;
}

/**
 * tote_store_open:
 * @directory: (nullable): %NULL keeps everything in memory
 * @notice: (out) (nullable): one line for people
 *
 * Returns: (transfer full) (nullable): the store, %NULL with @error where there can be none
 */
ToteStore *
tote_store_open (const char *directory, char **notice, GError **error)
{
  sqlite3 *db = tote_store_file_open (directory, migrations, notice, error);
  ToteStore *self;

  if (db == NULL)
    return NULL;
  self = g_new (ToteStore, 1);
  self->db = db;
  self->owner = -1;
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  if (!tote_store_file_own (db, &self->owner) && *notice == NULL)
    *notice =
        g_strdup (_ ("Tote is open elsewhere on this computer. Here it only shows your orders: "
                     "answer and write there."));
  return self;
}

/**
 * tote_store_close:
 *
 * Writes what is left and closes the file.
 */
void
tote_store_close (ToteStore *self)
{
  sqlite3_close (self->db);
  if (self->owner >= 0)
    close (self->owner);
  g_hash_table_unref (self->kept);
  g_free (self);
}

/**
 * tote_store_load:
 *
 * Returns: (transfer full) (nullable): what is kept of the order, empty if nothing is; not owned
 */
ToteOrderRecord *
tote_store_load (ToteStore *self, ToteOrderKey *order, GError **error)
{
  g_autoptr (ToteOrderRecord) record = tote_order_record_new (order);

  if (!load_rows (self,
                  "SELECT ended_at, time_zone, no_order_call, draft FROM orders "
                  "WHERE base = ?1 AND order_id = ?2",
                  record, load_order, error) ||
      !load_rows (self,
                  "SELECT resource, bytes, seen_at, occasion FROM answers WHERE owner = " OWNER,
                  record, load_answer, error) ||
      !load_rows (self,
                  "SELECT resource, start, removed, bytes FROM patches WHERE owner = " OWNER
                  " ORDER BY resource, position",
                  record, load_patch, error) ||
      !load_rows (self,
                  "SELECT key, wish, created_at, phase, known, server_id, reason FROM wishes "
                  "WHERE owner = " OWNER " ORDER BY position",
                  record, load_wish, error) ||
      !load_rows (self,
                  "SELECT state, stage, headline, at, vague FROM steps WHERE owner = " OWNER
                  " ORDER BY at, position",
                  record, load_entry, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * tote_store_own:
 *
 * Tries to become the one that sends what waits here.
 *
 * Returns: whether this process is
 */
gboolean
tote_store_own (ToteStore *self)
{
  return tote_store_file_own (self->db, &self->owner);
}

/**
 * tote_store_list:
 *
 * Returns: (transfer full) (element-type ToteOrderRecord): the tracked orders, newest first,
 * without their parts
 */
GPtrArray *
tote_store_list (ToteStore *self, GError **error)
{
  g_autoptr (GPtrArray) orders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) tote_order_record_free);
  g_autoptr (Statement) statement =
      prepare (self, "SELECT base, order_id, ended_at FROM orders ORDER BY id DESC", error);

  if (statement == NULL)
    return NULL;
  while (sqlite3_step (statement) == SQLITE_ROW) {
    g_autoptr (ToteOrderKey) key =
        tote_order_key_new ((const char *) sqlite3_column_text (statement, 0),
                            (const char *) sqlite3_column_text (statement, 1));
    ToteOrderRecord *record = tote_order_record_new (key);

    record->ended_at = sqlite3_column_int64 (statement, 2);
    g_ptr_array_add (orders, record);
  }
  return g_steal_pointer (&orders);
}

/**
 * tote_store_save_order:
 * @ended_at: real µs, 0 if it has not ended; an end that is known stays, since nothing comes after
 *   it (design 3)
 */
gboolean
tote_store_save_order (ToteStore *self, const ToteOrderKey *order, gint64 ended_at, GError **error)
{
  g_autoptr (Statement) statement =
      prepare_for (self,
                   "INSERT INTO orders (base, order_id, ended_at) VALUES (?1, ?2, ?3) "
                   "ON CONFLICT DO UPDATE SET ended_at = excluded.ended_at WHERE ended_at = 0",
                   order, error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 3, ended_at);
  return run (self, statement, error);
}

/**
 * tote_store_save_zone:
 *
 * Keeps the zone of an order.
 */
gboolean
tote_store_save_zone (ToteStore *self, const ToteOrderKey *order, const char *name, GError **error)
{
  g_autoptr (Statement) statement = prepare_for (
      self, "UPDATE orders SET time_zone = ?3 WHERE base = ?1 AND order_id = ?2", order, error);

  if (statement != NULL)
    bind_text (statement, 3, name);
  return run (self, statement, error);
}

/**
 * tote_store_save_draft:
 * @draft: (nullable): what is written and not sent; %NULL for nothing
 */
gboolean
tote_store_save_draft (ToteStore *self, const ToteOrderKey *order, const char *draft,
                       GError **error)
{
  g_autoptr (Statement) statement = prepare_for (
      self, "UPDATE orders SET draft = ?3 WHERE base = ?1 AND order_id = ?2", order, error);

  if (statement != NULL)
    bind_text (statement, 3, draft);
  return run (self, statement, error);
}

/**
 * tote_store_save_no_order_call:
 *
 * Keeps that the server has no GET order, or that it has.
 */
gboolean
tote_store_save_no_order_call (ToteStore *self, const ToteOrderKey *order, gboolean no_order_call,
                               GError **error)
{
  g_autoptr (Statement) statement = prepare_for (
      self, "UPDATE orders SET no_order_call = ?3 WHERE base = ?1 AND order_id = ?2", order, error);

  if (statement != NULL)
    sqlite3_bind_int (statement, 3, no_order_call);
  return run (self, statement, error);
}

/* The bytes are those that are there: only when they were last confirmed, and on which occasion. */
static gboolean
touch_answer (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
              GError **error)
{
  g_autoptr (Statement) statement = prepare_for (self,
                                                 "UPDATE answers SET seen_at = ?4, occasion = ?5 "
                                                 "WHERE resource = ?3 AND owner = " OWNER,
                                                 order, error);

  if (statement != NULL) {
    bind_text (statement, 3, tote_resource_get_name (answer->resource));
    sqlite3_bind_int64 (statement, 4, answer->seen_at);
    sqlite3_bind_int64 (statement, 5, answer->occasion);
  }
  return run (self, statement, error);
}

/* With no patches, so that to say when it was last confirmed never means to write all of it. */
static gboolean
replace_answer (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
                gconstpointer data, gsize size, gint64 version, GError **error)
{
  g_autoptr (Statement) statement = prepare_for (
      self,
      "INSERT OR REPLACE INTO answers (owner, resource, bytes, seen_at, occasion, version) "
      "SELECT id, ?3, ?4, ?5, ?6, ?7 FROM orders WHERE base = ?1 AND order_id = ?2",
      order, error);

  if (statement != NULL) {
    bind_text (statement, 3, tote_resource_get_name (answer->resource));
    sqlite3_bind_blob64 (statement, 4, size > 0 ? data : "", size, SQLITE_STATIC);
    sqlite3_bind_int64 (statement, 5, answer->seen_at);
    sqlite3_bind_int64 (statement, 6, answer->occasion);
    sqlite3_bind_int64 (statement, 7, version);
  }
  return run (self, statement, error);
}

/* Nothing is added where the answer is not the one that is known: another process wrote it too. */
static gboolean
insert_patch (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
              gint64 version, guint position, const ToteBytesDiff *diff, GError **error)
{
  const guint8 *data = g_bytes_get_data (answer->bytes, NULL);
  g_autoptr (Statement) statement = prepare_for (
      self,
      "INSERT INTO patches (owner, resource, position, start, removed, bytes) "
      "SELECT owner, resource, ?4, ?5, ?6, ?7 FROM answers AS a "
      "WHERE resource = ?3 AND owner = " OWNER " AND version = ?8 AND (SELECT count (*) "
      "FROM patches AS p WHERE p.owner = a.owner AND p.resource = a.resource) = ?4",
      order, error);

  if (statement != NULL) {
    bind_text (statement, 3, tote_resource_get_name (answer->resource));
    sqlite3_bind_int64 (statement, 4, position);
    sqlite3_bind_int64 (statement, 5, (gint64) diff->start);
    sqlite3_bind_int64 (statement, 6, (gint64) diff->removed);
    sqlite3_bind_blob64 (statement, 7, diff->added > 0 ? (gconstpointer) (data + diff->from) : "",
                         diff->added, SQLITE_STATIC);
    sqlite3_bind_int64 (statement, 8, version);
  }
  return run (self, statement, error) && sqlite3_changes (self->db) > 0;
}

static gsize
count_added (GArray *diffs)
{
  gsize added = 0;

  for (guint i = 0; i < diffs->len; i++)
    added += g_array_index (diffs, ToteBytesDiff, i).added;

  return added;
}

/* Returns whether the answer was brought up to date so: else it has to be written as a whole. */
static gboolean
patch_answer (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
              Kept *kept)
{
  g_autoptr (GArray) diffs = tote_bytes_diff_all (kept->bytes, answer->bytes);
  gsize added = count_added (diffs);
  gboolean done = TRUE;

  if (kept->n_patches + diffs->len > PATCHES_MAX ||
      kept->patched + added > g_bytes_get_size (answer->bytes) / PATCHES_SHARE ||
      !execute (self, "BEGIN IMMEDIATE", NULL))
    return FALSE;

  for (guint i = 0; i < diffs->len && done; i++)
    done = insert_patch (self, order, answer, kept->version, kept->n_patches + i,
                         &g_array_index (diffs, ToteBytesDiff, i), NULL);
  if (!end (self, done && touch_answer (self, order, answer, NULL), NULL))
    return FALSE;

  g_bytes_unref (kept->bytes);
  kept->bytes = g_bytes_ref (answer->bytes);
  kept->n_patches += diffs->len;
  kept->patched += added;
  return TRUE;
}

static char *
build_name (const ToteOrderKey *order, ToteResource resource)
{
  return g_strdup_printf ("%s %s %s", order->base, order->id, tote_resource_get_name (resource));
}

/* Nobody draws the same number twice, nor the one of an answer that is older than versions. */
static gint64
draw_version (void)
{
  return ((gint64) g_random_int () << 31 | g_random_int () >> 1) + 1;
}

/* Both in one, or an answer that is cut short would be taken for a whole one. */
static gboolean
write_large (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
             const Kept *kept, GError **error)
{
  ToteBytesDiff whole = { .added = g_bytes_get_size (answer->bytes) };

  return execute (self, "BEGIN IMMEDIATE", error) &&
         end (self,
              replace_answer (self, order, answer, NULL, 0, kept->version, error) &&
                  insert_patch (self, order, answer, kept->version, 0, &whole, error),
              error);
}

static gboolean
write_answer (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
              GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (answer->bytes, &size);
  Kept *kept;

  if (!tote_store_save_order (self, order, 0, error))
    return FALSE;
  if (size < PATCHED_FROM)
    return replace_answer (self, order, answer, data, size, 0, error);

  kept = g_new0 (Kept, 1);
  kept->bytes = g_bytes_ref (answer->bytes);
  kept->version = draw_version ();
  if (!write_large (self, order, answer, kept, error)) {
    kept_free (kept);
    return FALSE;
  }
  kept->n_patches = 1;
  g_hash_table_insert (self->kept, build_name (order, answer->resource), kept);
  return TRUE;
}

/**
 * tote_store_save_answer:
 *
 * Keeps an answer in place of the one before. Of a large one that was written here before, only
 * what differs is written.
 */
gboolean
tote_store_save_answer (ToteStore *self, const ToteOrderKey *order, const ToteAnswerRecord *answer,
                        GError **error)
{
  g_autofree char *name = build_name (order, answer->resource);
  Kept *kept = g_hash_table_lookup (self->kept, name);

  if (answer->bytes == NULL)
    return touch_answer (self, order, answer, error);
  if (kept != NULL && patch_answer (self, order, answer, kept))
    return TRUE;

  g_hash_table_remove (self->kept, name);
  return write_answer (self, order, answer, error);
}

/* What is written meanwhile is on the disk when it is done, and not lost to a power cut. What comes
 * from the server is written without waiting: it can be asked for again. */
static void
set_durable (ToteStore *self, gboolean durable)
{
  execute (self, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL);
}

static gboolean
put_wish (ToteStore *self, const ToteOrderKey *order, const ToteWishRecord *wish, gboolean claim,
          GError **error)
{
  g_autoptr (Statement) statement = NULL;

  if (claim && !tote_store_file_own (self->db, &self->owner)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "Another process sends");
    return FALSE;
  }
  if (!tote_store_save_order (self, order, 0, error))
    return FALSE;
  statement = prepare_for (
      self,
      "INSERT INTO wishes (owner, key, wish, created_at, phase, known, server_id, reason) "
      "VALUES (" OWNER ", ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT (owner, key) DO UPDATE SET phase = excluded.phase, known = excluded.known, "
      "server_id = excluded.server_id, reason = excluded.reason WHERE NOT ?10 OR phase = ?11",
      order, error);
  if (statement != NULL) {
    bind_text (statement, 3, wish->key);
    bind_text (statement, 4, wish->text);
    sqlite3_bind_int64 (statement, 5, wish->created_at);
    sqlite3_bind_int (statement, 6, wish->phase);
    bind_text (statement, 7, wish->known);
    bind_text (statement, 8, wish->server_id);
    bind_text (statement, 9, wish->reason);
    sqlite3_bind_int (statement, 10, claim);
    sqlite3_bind_int (statement, 11, TOTE_WISH_WAITING);
  }
  if (!run (self, statement, error))
    return FALSE;
  if (!claim || sqlite3_changes (self->db) > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "It has left already");
  return FALSE;
}

static gboolean
remove_wish (ToteStore *self, const ToteOrderKey *order, const char *key, GError **error)
{
  g_autoptr (Statement) statement =
      prepare_for (self, "DELETE FROM wishes WHERE key = ?3 AND owner = " OWNER, order, error);

  if (statement != NULL)
    bind_text (statement, 3, key);
  return run (self, statement, error);
}

/**
 * tote_store_save_wish:
 *
 * @claim: whether it is about to leave: then it has to be waiting, and this process has to be the
 *   one that sends, else %G_IO_ERROR_EXISTS
 *
 * Writes @wish down as it stands.
 */
gboolean
tote_store_save_wish (ToteStore *self, const ToteOrderKey *order, const ToteWishRecord *wish,
                      gboolean claim, GError **error)
{
  gboolean saved;

  set_durable (self, TRUE);
  saved = put_wish (self, order, wish, claim, error);
  set_durable (self, FALSE);

  return saved;
}

/**
 * tote_store_drop_wish:
 *
 * Drops a wish that is settled.
 */
gboolean
tote_store_drop_wish (ToteStore *self, const ToteOrderKey *order, const char *key, GError **error)
{
  gboolean dropped;

  set_durable (self, TRUE);
  dropped = remove_wish (self, order, key, error);
  set_durable (self, FALSE);

  return dropped;
}

static gboolean
insert_entry (ToteStore *self, const ToteOrderKey *order, ToteHistoryEntry *entry, GError **error)
{
  GDateTime *at = tote_history_entry_get_at (entry);
  gint64 us = at != NULL ? tote_time_to_us (at) : 0;
  g_autoptr (Statement) statement =
      prepare_for (self,
                   "INSERT INTO steps (owner, position, state, stage, headline, at, vague) "
                   "SELECT id, (SELECT IFNULL (MAX (position), 0) + 1 FROM steps WHERE owner = "
                   "id), ?3, ?4, ?5, ?6, ?7 FROM orders WHERE base = ?1 AND order_id = ?2",
                   order, error);

  if (statement != NULL) {
    bind_text (statement, 3, tote_history_entry_get_state (entry));
    sqlite3_bind_int (statement, 4, (int) tote_history_entry_get_stage (entry));
    bind_text (statement, 5, tote_history_entry_get_headline (entry));
    sqlite3_bind_int64 (statement, 6, us);
    sqlite3_bind_int (statement, 7, (int) tote_history_entry_get_timing (entry));
  }
  return run (self, statement, error);
}

static gboolean
drop_history (ToteStore *self, const ToteOrderKey *order, GError **error)
{
  g_autoptr (Statement) statement =
      prepare_for (self, "DELETE FROM steps WHERE owner = " OWNER, order, error);

  return run (self, statement, error);
}

/**
 * tote_store_save_history:
 * @entries: (element-type ToteHistoryEntry): what has come to the history; of too many the oldest
 * go
 * @whole: whether they take the place of all that is there
 */
gboolean
tote_store_save_history (ToteStore *self, const ToteOrderKey *order, GPtrArray *entries,
                         gboolean whole, GError **error)
{
  g_autoptr (Statement) statement = NULL;
  gboolean done;

  if (!execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  done = !whole || drop_history (self, order, error);
  for (guint i = 0; done && i < entries->len; i++)
    done = insert_entry (self, order, entries->pdata[i], error);
  if (done) {
    statement = prepare_for (self,
                             "DELETE FROM steps WHERE owner = " OWNER " AND position IN "
                             "(SELECT position FROM steps WHERE owner = " OWNER
                             " ORDER BY at DESC, position DESC LIMIT -1 OFFSET ?3)",
                             order, error);
    if (statement != NULL)
      sqlite3_bind_int (statement, 3, TOTE_HISTORY_MAX);
    done = run (self, statement, error);
  }
  return end (self, done, error);
}

/* Deleted rows are overwritten (secure_delete); the journal still has them until it is cut. */
static gboolean
cut_journal (ToteStore *self, GError **error)
{
  return execute (self, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/**
 * tote_store_forget:
 *
 * Erases everything of the order, also where a damaged file may still have it.
 */
gboolean
tote_store_forget (ToteStore *self, const ToteOrderKey *order, GError **error)
{
  g_autoptr (Statement) statement =
      prepare_for (self, "DELETE FROM orders WHERE base = ?1 AND order_id = ?2", order, error);

  g_hash_table_remove_all (self->kept);
  tote_store_file_drop_damaged (self->db, G_MAXINT64);
  return run (self, statement, error) && cut_journal (self, error);
}

/**
 * tote_store_expire:
 * @now: real µs
 *
 * Erases what people said and who they were, for orders that ended more than a day ago.
 */
gboolean
tote_store_expire (ToteStore *self, gint64 now, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "BEGIN IMMEDIATE;"
      "CREATE TEMP TABLE expired AS SELECT id FROM orders WHERE"
      "  (ended_at > 0 AND ended_at <= %" G_GINT64_FORMAT ") OR (ended_at = 0 AND"
      "  (SELECT MAX (seen_at) FROM answers WHERE owner = id) <= %" G_GINT64_FORMAT ");"
      "DELETE FROM answers WHERE owner IN (SELECT id FROM expired)"
      "  AND resource NOT IN ('%s', '%s', '%s');"
      /* A clock may be wrong: what is still to be sent is no matter of age. */
      "DELETE FROM wishes WHERE owner IN (SELECT id FROM expired) AND phase NOT IN (%d, %d);"
      "DELETE FROM steps WHERE owner IN (SELECT id FROM expired) AND state IS NULL;"
      "UPDATE orders SET draft = NULL WHERE id IN (SELECT id FROM expired);"
      "DROP TABLE expired;"
      "COMMIT",
      now - TOTE_KEEP_PEOPLE, now - KEEP_SILENT, tote_resource_get_name (TOTE_RESOURCE_ORDER),
      tote_resource_get_name (TOTE_RESOURCE_ITEMS),
      tote_resource_get_name (TOTE_RESOURCE_PICKUP_DETAILS), TOTE_WISH_WAITING, TOTE_WISH_SENDING);
  int before = sqlite3_total_changes (self->db);

  tote_store_file_drop_damaged (self->db, (now - TOTE_KEEP_PEOPLE) / G_USEC_PER_SEC);
  if (!execute (self, sql, error)) {
    execute (self, "ROLLBACK", NULL);
    return FALSE;
  }
  if (sqlite3_total_changes (self->db) == before)
    return TRUE;

  g_hash_table_remove_all (self->kept);
  return cut_journal (self, error);
}

/**
 * tote_store_set_patient:
 * @patient: whether to wait for another program that holds the file
 */
void
tote_store_set_patient (ToteStore *self, gboolean patient)
{
  tote_store_file_set_patient (self->db, patient);
}
