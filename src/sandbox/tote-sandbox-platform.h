/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-auth.h"
#include "tote-sandbox-faults.h"
#include "tote-sandbox-options.h"
#include "tote-sandbox-order.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A walk through states that the sandbox calls move an order along (contract section 7). */
typedef struct {
  gint64 id;
  gint64 shopper_id;
  const char *type;  /* static */
  const char *state; /* static */
  GPtrArray *orders; /* (owned): borrowed ToteSandboxOrder */
} ToteSandboxBatch;

/* Everything the server keeps, whatever the wire looks like. */
typedef struct {
  ToteSandboxDialect dialect;
  gboolean extra_members;
  gboolean board_has_tokens; /* the broker's board hands out tokens instead of telling states */
  gboolean lookup_needs_key; /* the broker looks nothing up but for a store display */
  guint broker_lifetime;     /* how many seconds the broker's tokens are good for */
  ToteSandboxStory story;
  guint items;
  guint n_lasting; /* so many orders are always under way; 0: those of the beginning, and no more */
  guint n_placed;
  guint seed;
  char *url; /* (nullable): NULL until the server listens */
  ToteSandboxClock *clock;
  ToteSandboxCatalog *catalog;
  ToteSandboxAuth *auth;
  ToteSandboxFaults *faults;
  GPtrArray *orders;                         /* (owned): ToteSandboxOrder, in the order placed */
  GHashTable *orders_by_id;                  /* (owned): borrowed from orders */
  GHashTable *users;                         /* (owned): JsonObject by user id */
  GHashTable *shoppers;                      /* (owned): set of gint64 */
  GHashTable *phones;                        /* (owned): set of the shoppers' telephone numbers */
  GHashTable *batches;                       /* (owned): ToteSandboxBatch by gint64 */
  guint requests[TOTE_SANDBOX_N_OPERATIONS]; /* how often each was asked for */
  gint64 next_number;
} ToteSandboxPlatform;

ToteSandboxPlatform *tote_sandbox_platform_new (const ToteSandboxOptions *options);
void tote_sandbox_platform_free (ToteSandboxPlatform *self);

ToteSandboxOrder *tote_sandbox_platform_place (ToteSandboxPlatform *self, ToteSandboxStory story,
                                               guint items);
void tote_sandbox_platform_go_on (ToteSandboxPlatform *self);
ToteSandboxOrder *tote_sandbox_platform_add_order (ToteSandboxPlatform *self, const char *id,
                                                   const char *user_id,
                                                   ToteSandboxFulfillment type);
ToteSandboxOrder *tote_sandbox_platform_get_order (ToteSandboxPlatform *self, const char *id);
gint64 tote_sandbox_platform_add_shopper (ToteSandboxPlatform *self, const char *phone);
ToteSandboxBatch *tote_sandbox_platform_add_batch (ToteSandboxPlatform *self, const char *type,
                                                   gint64 shopper_id);
ToteSandboxBatch *tote_sandbox_platform_get_batch (ToteSandboxPlatform *self, gint64 id);
char *tote_sandbox_platform_mint_token (ToteSandboxPlatform *self, ToteSandboxOrder *order);
char *tote_sandbox_platform_describe (ToteSandboxPlatform *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxPlatform, tote_sandbox_platform_free)

G_END_DECLS
