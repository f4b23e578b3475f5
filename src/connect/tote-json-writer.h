/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Writes one object, member by member, in the order given. The generator of json-glib would do, but
 * for decimals: it writes 1.1 as 1.1000000000000001, which a customer did not ask for.
 */

GString *tote_json_writer_new (void);
void tote_json_writer_add_string (GString *self, const char *name, const char *value);
void tote_json_writer_add_boolean (GString *self, const char *name, gboolean value);
void tote_json_writer_add_number (GString *self, const char *name, const char *decimal);
void tote_json_writer_add_strv (GString *self, const char *name, const char *const *values);
void tote_json_writer_open (GString *self, const char *name);
void tote_json_writer_close (GString *self);
GBytes *tote_json_writer_end (GString *self);

G_END_DECLS
