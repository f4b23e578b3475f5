/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Looking into an object a stranger sent: a member that is absent, null or of the wrong kind is
 * %NULL or %FALSE, never a critical (contract 8.1). Texts come back cleaned and fit to show.
 */

JsonNode *tote_json_parse (GBytes *bytes, GError **error);

JsonObject *tote_json_get_object (JsonObject *object, const char *name);
JsonArray *tote_json_get_array (JsonObject *object, const char *name);
gboolean tote_json_is_told (JsonArray *list);
JsonObject *tote_json_get_element (JsonArray *array, guint position);

gboolean tote_json_get_boolean (JsonObject *object, const char *name, gboolean *value);
gboolean tote_json_get_int64 (JsonObject *object, const char *name, gint64 *value);
gboolean tote_json_get_double (JsonObject *object, const char *name, double *value);
const char *tote_json_get_string (JsonObject *object, const char *name);

char *tote_json_dup_id (JsonObject *object, const char *name);
char *tote_json_dup_line (JsonObject *object, const char *name, ...) G_GNUC_NULL_TERMINATED;
char *tote_json_dup_name (JsonObject *object, glong max, const char *name,
                          ...) G_GNUC_NULL_TERMINATED;
char *tote_json_dup_text (JsonObject *object, const char *name);
char *tote_json_dup_quantity (JsonObject *object, const char *name);
char *tote_json_dup_url (JsonObject *object, const char *name, ...) G_GNUC_NULL_TERMINATED;
GDateTime *tote_json_dup_told_time (JsonObject *object, const char *name, GTimeZone *zone);
GDateTime *tote_json_dup_time (JsonObject *object, const char *name);

G_END_DECLS
