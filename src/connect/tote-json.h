/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-json-read.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Looking into an object a stranger sent: a member that is absent, null or of the wrong kind is
 * %NULL or %FALSE, never a critical (contract 8.1). Texts come back cleaned and fit to show.
 */

ToteJson *tote_json_parse (GBytes *bytes, GError **error);

ToteJson *tote_json_get_object (ToteJson *object, const char *name);
ToteJson *tote_json_get_list (ToteJson *object, const char *name);
gboolean tote_json_has (ToteJson *object, const char *name);
gboolean tote_json_says (ToteJson *object, const char *name);
gboolean tote_json_is_told (ToteJson *list);

ToteJson *tote_json_first (ToteJson *container);
ToteJson *tote_json_next (ToteJson *container, ToteJson *value);
const char *tote_json_get_name (ToteJson *value);
gboolean tote_json_get_span (ToteJson *value, ToteJsonSpan *span);

gboolean tote_json_get_boolean (ToteJson *object, const char *name, gboolean *value);
gboolean tote_json_get_int64 (ToteJson *object, const char *name, gint64 *value);
gboolean tote_json_get_double (ToteJson *object, const char *name, double *value);
const char *tote_json_get_string (ToteJson *object, const char *name);

char *tote_json_dup_id (ToteJson *object, const char *name);
char *tote_json_dup_line (ToteJson *object, const char *name, ...) G_GNUC_NULL_TERMINATED;
char *tote_json_dup_name (ToteJson *object, glong max, const char *name,
                          ...) G_GNUC_NULL_TERMINATED;
char *tote_json_dup_text (ToteJson *object, const char *name);
char *tote_json_dup_quantity (ToteJson *object, const char *name);
char *tote_json_dup_url (ToteJson *object, const char *name, ...) G_GNUC_NULL_TERMINATED;
GDateTime *tote_json_dup_told_time (ToteJson *object, const char *name, GTimeZone *zone);
GDateTime *tote_json_dup_time (ToteJson *object, const char *name);

G_END_DECLS
