/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-connect-error.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ToteErrorBody: what the body of a failure says, in whichever of the four shapes of contract 1.2,
 * or nothing.
 */
typedef struct {
  gboolean is_json;
  gint64 code;   /* 0 for none */
  char *key;     /* (owned) (nullable) */
  char *message; /* (owned) (nullable) cleaned */
} ToteErrorBody;

gboolean tote_error_body_is_in (JsonObject *root);
ToteErrorBody *tote_error_body_new (GBytes *bytes);
ToteErrorBody *tote_error_body_new_from_json (JsonObject *root);
void tote_error_body_free (ToteErrorBody *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteErrorBody, tote_error_body_free)

G_END_DECLS
