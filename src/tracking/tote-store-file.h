/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Opening the file of the archive, and finding out that it is damaged. */

sqlite3 *tote_store_file_open (const char *directory, const char *const *migrations, char **notice,
                               GError **error);
void tote_store_file_set_error (GError **error, sqlite3 *db);
void tote_store_file_set_patient (sqlite3 *db, gboolean patient);
gboolean tote_store_file_own (sqlite3 *db, int *fd);
void tote_store_file_drop_damaged (sqlite3 *db, gint64 before);

G_END_DECLS
