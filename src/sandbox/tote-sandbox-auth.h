/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token may be used for (contract section 2). */
typedef enum {
  TOTE_SANDBOX_SCOPE_POST_CHECKOUT = 1 << 0,
  TOTE_SANDBOX_SCOPE_RATING = 1 << 1,
  TOTE_SANDBOX_SCOPE_FULFILLMENT = 1 << 2,
  TOTE_SANDBOX_SCOPE_ACCOUNT_LINKING = 1 << 3,
} ToteSandboxScope;

#define TOTE_SANDBOX_SCOPE_USER (TOTE_SANDBOX_SCOPE_POST_CHECKOUT | TOTE_SANDBOX_SCOPE_RATING)

/* Seconds. */
#define TOTE_SANDBOX_TOKEN_LIFETIME 86400

typedef struct {
  char *text;
  char *user_id; /* (nullable): NULL for the application itself */
  guint scopes;
  guint grant;       /* the broker's grant it was given out with; 0: none */
  gint64 created_at; /* microseconds since 1970, by the real clock: no story outlives a token */
  gint64 expires_at; /* likewise */
} ToteSandboxToken;

/*
 * What the broker promised a program that signed in: new tokens of an order's customer for as long
 * as it shows the refresh token it was given last. The one before stays good until then, so that an
 * answer lost on the way does not sign anybody out.
 */
typedef struct {
  guint serial;
  char *order_id;
  char *refresh;
  char *refresh_before; /* (nullable): NULL once the newer one has come back */
} ToteSandboxGrant;

/* Who may do what: the application's credentials, the tokens given out and the broker's grants. */
typedef struct _ToteSandboxAuth ToteSandboxAuth;

ToteSandboxAuth *tote_sandbox_auth_new (void);
void tote_sandbox_auth_free (ToteSandboxAuth *self);

const char *tote_sandbox_auth_get_client_id (ToteSandboxAuth *self);
const char *tote_sandbox_auth_get_client_secret (ToteSandboxAuth *self);
const char *tote_sandbox_auth_get_kiosk_key (ToteSandboxAuth *self);
gboolean tote_sandbox_auth_knows_client (ToteSandboxAuth *self, const char *id, const char *secret);

ToteSandboxToken *tote_sandbox_auth_mint (ToteSandboxAuth *self, const char *user_id, guint scopes);
const ToteSandboxToken *tote_sandbox_auth_lookup (ToteSandboxAuth *self, const char *text);
void tote_sandbox_auth_revoke (ToteSandboxAuth *self, const char *text);
void tote_sandbox_auth_end_tokens (ToteSandboxAuth *self, const char *user_id, gboolean expire);

char *tote_sandbox_auth_mint_code (ToteSandboxAuth *self, const char *order_id);
char *tote_sandbox_auth_redeem_code (ToteSandboxAuth *self, const char *code);

ToteSandboxGrant *tote_sandbox_auth_add_grant (ToteSandboxAuth *self, const char *order_id);
ToteSandboxGrant *tote_sandbox_auth_renew_grant (ToteSandboxAuth *self, const char *refresh);
void tote_sandbox_auth_end_grants (ToteSandboxAuth *self, const char *order_id);

gboolean tote_sandbox_scope_parse (const char *text, guint *scopes);
char *tote_sandbox_scope_format (guint scopes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxAuth, tote_sandbox_auth_free)

G_END_DECLS
