/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-store-file.h"

#include "tote-config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define FILE_NAME "tote.db"
#define LOCK_NAME "tote.lock"
#define DAMAGED ".damaged-"
#define MEMORY ":memory:"

#define OWNER_NAME "tote.owner"

static gboolean
execute (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  tote_store_file_set_error (error, db);
  return FALSE;
}

static gboolean
query_text (sqlite3 *db, const char *sql, char **text, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
                  sqlite3_step (statement) == SQLITE_ROW;

  if (done)
    *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else
    tote_store_file_set_error (error, db);
  sqlite3_finalize (statement);
  return done;
}

/* In a write-ahead log the file is whole after a power cut also without waiting for the disk; only
 * the last moments may be missing. Whoever must not lose these says so for a while. */
static gboolean
configure (sqlite3 *db, GError **error)
{
  tote_store_file_set_patient (db, TRUE);
  sqlite3_extended_result_codes (db, 1);
  return execute (db,
                  "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                  "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
                  error);
}

static gboolean
check (sqlite3 *db, GError **error)
{
  g_autofree char *verdict = NULL;

  if (!query_text (db, "PRAGMA quick_check (1)", &verdict, error))
    return FALSE;
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", verdict);
  return FALSE;
}

static gboolean
migrate (sqlite3 *db, const char *const *migrations, GError **error)
{
  g_autofree char *version = NULL;
  guint64 from;

  if (!execute (db, "BEGIN IMMEDIATE", error) ||
      !query_text (db, "PRAGMA user_version", &version, error))
    return FALSE;

  from = g_ascii_strtoull (version, NULL, 10);
  if (from > g_strv_length ((char **) migrations)) {
    execute (db, "ROLLBACK", NULL);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Version %s is newer", version);
    return FALSE;
  }

  for (guint64 i = from; migrations[i] != NULL; i++) {
    g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", (guint) i + 1);

    if (!execute (db, migrations[i], error) || !execute (db, mark, error))
      return FALSE;
  }
  return execute (db, "COMMIT", error);
}

/* Before SQLite comes to it: the journal beside it gets the mode the file then has. One that is
 * there is not opened, since closing it again would end the locks this process has on it. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
  else
    g_chmod (path, 0600);
}

/* All tables and their columns, and whatever acts by itself, in one line. What quick_check does not
 * look at: a table that is gone, a trigger that came. */
static char *
describe_schema (sqlite3 *db, GError **error)
{
  g_autofree char *columns = NULL;
  g_autofree char *others = NULL;

  if (!query_text (db,
                   "SELECT group_concat (line, ' ') FROM (SELECT t.name || '.' || c.name AS line"
                   " FROM sqlite_schema AS t JOIN pragma_table_info (t.name) AS c"
                   " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY line)",
                   &columns, error) ||
      !query_text (db, "SELECT count (*) FROM sqlite_schema WHERE type IN ('trigger', 'view')",
                   &others, error))
    return NULL;
  return g_strdup_printf ("%s, %s others", columns, others);
}

static gboolean
check_schema (sqlite3 *db, const char *const *migrations, GError **error)
{
  sqlite3 *model = NULL;
  g_autofree char *is = describe_schema (db, error);
  g_autofree char *should = NULL;

  if (is == NULL)
    return FALSE;
  if (sqlite3_open (MEMORY, &model) == SQLITE_OK && migrate (model, migrations, NULL))
    should = describe_schema (model, NULL);
  sqlite3_close (model);
  if (g_strcmp0 (is, should) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It has %s instead of %s", is, should);
  return FALSE;
}

static sqlite3 *
open_path (const char *path, const char *const *migrations, GError **error)
{
  sqlite3 *db = NULL;

  if (strcmp (path, MEMORY) != 0)
    make_private (path);
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
    tote_store_file_set_error (error, db);
  } else if (configure (db, error) && check (db, error) && migrate (db, migrations, error) &&
             check_schema (db, migrations, error)) {
    return db;
  }

  sqlite3_close (db);
  return NULL;
}

/* The journal goes along, so that nothing is lost to whoever wants to look into it. */
static void
set_aside (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S.%f");

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
    g_autofree char *to = g_strconcat (path, DAMAGED, stamp, suffixes[i], NULL);

    if (g_rename (from, to) != 0)
      g_debug ("%s: %s", from, g_strerror (errno));
  }
}

/* One process at a time judges the file: a second one must not set aside the fresh one. */
static int
lock (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, LOCK_NAME, NULL);
  int fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  return fd;
}

static sqlite3 *
open_file (const char *directory, const char *const *migrations, char **notice, GError **error)
{
  g_autofree char *path = g_build_filename (directory, FILE_NAME, NULL);
  g_autoptr (GError) fault = NULL;
  sqlite3 *db = open_path (path, migrations, &fault);

  if (db == NULL && g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)) {
    set_aside (path);
    *notice = g_strdup (_ ("The file of tracked orders was damaged. It was moved aside, and a new "
                           "one begun."));
    g_clear_error (&fault);
    db = open_path (path, migrations, &fault);
  }
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return db;
}

static sqlite3 *
open_on_disk (const char *directory, const char *const *migrations, char **notice, GError **error)
{
  sqlite3 *db;
  int fd;

  if (g_mkdir_with_parents (directory, 0700) != 0 || g_chmod (directory, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
    return NULL;
  }

  fd = lock (directory);
  db = open_file (directory, migrations, notice, error);
  if (fd >= 0)
    close (fd);
  return db;
}

/* What a statement of ours can only meet in a file that is not what it should be. */
static gboolean
is_damage (int code)
{
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR ||
         code == SQLITE_CONSTRAINT || code == SQLITE_SCHEMA || code == SQLITE_MISMATCH;
}

/**
 * tote_store_file_set_error:
 *
 * Sets @error from the last fault of @db: %G_IO_ERROR_INVALID_DATA where the file may be damaged,
 * %G_IO_ERROR_BUSY where somebody else holds it.
 */
void
tote_store_file_set_error (GError **error, sqlite3 *db)
{
  int code = sqlite3_errcode (db) & 0xff;
  GIOErrorEnum kind = G_IO_ERROR_FAILED;

  if (is_damage (code))
    kind = G_IO_ERROR_INVALID_DATA;
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    kind = G_IO_ERROR_BUSY;
  g_set_error (error, G_IO_ERROR, (int) kind, "%s", sqlite3_errmsg (db));
}

/**
 * tote_store_file_set_patient:
 * @patient: whether to wait a second for another program that holds the file
 */
void
tote_store_file_set_patient (sqlite3 *db, gboolean patient)
{
  sqlite3_busy_timeout (db, patient ? 1000 : 0);
}

/**
 * tote_store_file_own:
 * @fd: (inout): the lock, -1 before it was had; to be closed when the file is let go of
 *
 * Tries to become the one process that sends what waits in this file. It stays so as long as it
 * lives, however it ends.
 *
 * Returns: whether it is
 */
gboolean
tote_store_file_own (sqlite3 *db, int *fd)
{
  const char *file = sqlite3_db_filename (db, "main");
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;

  /* What is in memory nobody else has. */
  if (*fd >= 0 || file == NULL || *file == '\0')
    return TRUE;
  directory = g_path_get_dirname (file);
  path = g_build_filename (directory, OWNER_NAME, NULL);
  *fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (*fd < 0 || flock (*fd, LOCK_EX | LOCK_NB) == 0)
    return *fd >= 0;
  close (*fd);
  *fd = -1;
  return FALSE;
}

static gboolean
is_damaged_and_older (const char *path, gint64 before)
{
  GStatBuf status;

  /* Not when it was written last, but when it was moved: its change time. */
  return strstr (path, FILE_NAME DAMAGED) != NULL && g_stat (path, &status) == 0 &&
         (gint64) status.st_ctime <= before;
}

/**
 * tote_store_file_drop_damaged:
 * @db: whose damaged predecessors, which may hold what people said, are not kept any longer
 * @before: Unix seconds: those set aside by then
 */
void
tote_store_file_drop_damaged (sqlite3 *db, gint64 before)
{
  const char *file = sqlite3_db_filename (db, "main");
  g_autofree char *directory = file != NULL && *file != '\0' ? g_path_get_dirname (file) : NULL;
  g_autoptr (GDir) dir = directory != NULL ? g_dir_open (directory, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (is_damaged_and_older (path, before) && g_remove (path) != 0)
      g_debug ("%s: %s", path, g_strerror (errno));
  }
}

/**
 * tote_store_file_open:
 * @directory: (nullable): %NULL keeps everything in memory
 * @migrations: (array zero-terminated=1): each leads from its index to the next version
 * @notice: (out): one line for people if the file could not be used as it was
 *
 * Opens the file of tracked orders, makes or migrates it, and moves a damaged one aside. Where no
 * file can be had (a full or read-only disk, a file of a newer version) memory stands in. That
 * lasts as long as the program, and is said: what is there by then is not for merging with a file
 * that comes back.
 *
 * Returns: (nullable): the database, %NULL only if not even memory was to be had
 */
sqlite3 *
tote_store_file_open (const char *directory, const char *const *migrations, char **notice,
                      GError **error)
{
  g_autoptr (GError) fault = NULL;
  sqlite3 *db;

  *notice = NULL;
  if (directory == NULL)
    return open_path (MEMORY, migrations, error);

  db = open_on_disk (directory, migrations, notice, &fault);
  if (db != NULL)
    return db;

  g_debug ("%s: %s", directory, fault->message);
  g_free (*notice);
  *notice = g_strdup (_ ("Orders cannot be kept on this disk. They are kept until you quit."));
  return open_path (MEMORY, migrations, error);
}
