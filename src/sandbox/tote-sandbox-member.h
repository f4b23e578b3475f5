/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of requests, read with suspicion: what is of another kind is not there. */
gboolean tote_sandbox_member_is_there (JsonObject *object, const char *name);
const char *tote_sandbox_member_get_text (JsonObject *object, const char *name);
gboolean tote_sandbox_member_get_number (JsonObject *object, const char *name, double *number);
gboolean tote_sandbox_member_get_integer (JsonObject *object, const char *name, gint64 *number);
gboolean tote_sandbox_member_get_flag (JsonObject *object, const char *name, gboolean *flag);
JsonObject *tote_sandbox_member_get_object (JsonObject *object, const char *name);
JsonArray *tote_sandbox_member_get_array (JsonObject *object, const char *name);

G_END_DECLS
