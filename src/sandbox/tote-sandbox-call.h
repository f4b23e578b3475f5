/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-platform.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The code of an error that has none (contract 1.2): it goes out as null. */
#define TOTE_SANDBOX_NO_CODE (-1)

#define TOTE_SANDBOX_MAX_PARAMS 3

/* The methods of what is only read. */
#define TOTE_SANDBOX_READS "GET, HEAD"

/* Pictures are the same for everybody. */
#define TOTE_SANDBOX_CACHE_PICTURE "public, max-age=86400"

/*
 * One request and what is to be answered. Handlers fill in the answer; only the server sends it, so
 * that a fault can still break it on the way.
 */
typedef struct {
  ToteSandboxPlatform *platform;
  GHashTable *headers; /* (owned): request headers, names in lower case */
  const char *method;
  const char *path;
  ToteSandboxOperation operation;
  gboolean own; /* a call that is ours, not the platform's: same in both dialects */
  char *params[TOTE_SANDBOX_MAX_PARAMS]; /* (nullable): what stood in the path, decoded */
  GHashTable *query;                     /* (owned) (nullable) */
  GBytes *body;                          /* (owned) */
  JsonObject *json;                      /* (owned) (nullable): the body, when it is an object */
  const ToteSandboxToken *token;         /* (nullable) */
  ToteSandboxOrder *order;               /* (nullable): the one the path names */

  guint status;
  GBytes *answer;           /* (owned) (nullable) */
  char *allow;              /* (owned) (nullable): the methods there are, if this one is not */
  const char *content_type; /* (nullable): static */
  const char *cache;        /* (nullable): static; who may keep the answer, and for how long */
} ToteSandboxCall;

ToteSandboxCall *tote_sandbox_call_new (ToteSandboxPlatform *platform, const char *method,
                                        const char *path);
void tote_sandbox_call_free (ToteSandboxCall *self);

gboolean tote_sandbox_call_parse_body (ToteSandboxCall *self);
const char *tote_sandbox_call_get_text (ToteSandboxCall *self, const char *name);
const char *tote_sandbox_call_get_bearer (ToteSandboxCall *self);
gboolean tote_sandbox_call_is_rendition (ToteSandboxCall *self);
gint64 tote_sandbox_call_now (ToteSandboxCall *self);

void tote_sandbox_call_answer (ToteSandboxCall *self, JsonObject *object);
void tote_sandbox_call_answer_success (ToteSandboxCall *self);
void tote_sandbox_call_answer_bytes (ToteSandboxCall *self, GBytes *bytes, const char *type);
void tote_sandbox_call_fail (ToteSandboxCall *self, guint status, int code, const char *message,
                             const char *key);
void tote_sandbox_call_fail_with_meta (ToteSandboxCall *self, guint status, int code,
                                       const char *message, const char *member, const char *value);
void tote_sandbox_call_break (ToteSandboxCall *self, guint status, int code, const char *message);
void tote_sandbox_call_fail_key (ToteSandboxCall *self, const char *message, const char *key);
void tote_sandbox_call_fail_several (ToteSandboxCall *self, const char *message, const char *key);
void tote_sandbox_call_fail_oauth (ToteSandboxCall *self, guint status, const char *word,
                                   const char *description);
void tote_sandbox_call_fail_not_found (ToteSandboxCall *self);
void tote_sandbox_call_refuse_method (ToteSandboxCall *self, const char *methods);

char *tote_sandbox_format_time (gint64 wall);
char *tote_sandbox_format_quantity (double quantity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxCall, tote_sandbox_call_free)

G_END_DECLS
