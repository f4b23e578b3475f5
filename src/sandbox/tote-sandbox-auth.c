/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-auth.h"

struct _ToteSandboxAuth {
  char *client_id;
  char *client_secret;
  char *kiosk_key;
  GHashTable *tokens; /* (owned): ToteSandboxToken by text */
  GHashTable *codes;  /* (owned): order ids by one-time code */
  GPtrArray *grants;  /* (owned): ToteSandboxGrant */
  guint last_grant;   /* the serial given last */
};

static const struct {
  const char *name;
  ToteSandboxScope scope;
} scope_names[] = {
  { "connect:post_checkout", TOTE_SANDBOX_SCOPE_POST_CHECKOUT },
  { "Connect::Orders::RatingService", TOTE_SANDBOX_SCOPE_RATING },
  { "connect:fulfillment", TOTE_SANDBOX_SCOPE_FULFILLMENT },
  { "account_linking", TOTE_SANDBOX_SCOPE_ACCOUNT_LINKING },
};

/* A secret nobody guesses; it is not part of the story, so the seed has no say in it. */
static char *
make_secret (const char *prefix)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (prefix, uuid, NULL);
}

static void
token_free (gpointer data)
{
  ToteSandboxToken *token = data;

  g_free (token->text);
  g_free (token->user_id);
  g_free (token);
}

static void
grant_free (gpointer data)
{
  ToteSandboxGrant *grant = data;

  g_free (grant->order_id);
  g_free (grant->refresh);
  g_free (grant->refresh_before);
  g_free (grant);
}

static ToteSandboxGrant *
find_grant (ToteSandboxAuth *self, const char *refresh)
{
  for (guint i = 0; refresh != NULL && i < self->grants->len; i++) {
    ToteSandboxGrant *grant = self->grants->pdata[i];

    if (g_str_equal (refresh, grant->refresh) || g_strcmp0 (refresh, grant->refresh_before) == 0)
      return grant;
  }
  return NULL;
}

/* The tokens given out with it end with it (RFC 7009, 2.1). */
static void
end_grant (ToteSandboxAuth *self, ToteSandboxGrant *grant)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((ToteSandboxToken *) value)->grant == grant->serial)
      g_hash_table_iter_remove (&iter);
  }
  g_ptr_array_remove_fast (self->grants, grant);
}

/**
 * tote_sandbox_auth_new:
 *
 * Returns: (transfer full): credentials nobody has used yet
 */
ToteSandboxAuth *
tote_sandbox_auth_new (void)
{
  ToteSandboxAuth *self = g_new0 (ToteSandboxAuth, 1);

  self->client_id = g_strdup ("tote-sandbox");
  self->client_secret = make_secret ("s_");
  self->kiosk_key = make_secret ("k_");
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, token_free);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->grants = g_ptr_array_new_with_free_func (grant_free);
  return self;
}

/**
 * tote_sandbox_auth_free:
 * @self: (transfer full): the credentials
 */
void
tote_sandbox_auth_free (ToteSandboxAuth *self)
{
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->kiosk_key);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->grants);
  g_free (self);
}

/**
 * tote_sandbox_auth_get_client_id:
 *
 * Returns: the ID of the application
 */
const char *
tote_sandbox_auth_get_client_id (ToteSandboxAuth *self)
{
  return self->client_id;
}

/**
 * tote_sandbox_auth_get_client_secret:
 *
 * Returns: the secret of the application
 */
const char *
tote_sandbox_auth_get_client_secret (ToteSandboxAuth *self)
{
  return self->client_secret;
}

/**
 * tote_sandbox_auth_get_kiosk_key:
 *
 * Returns: what a store display proves itself with at the broker
 */
const char *
tote_sandbox_auth_get_kiosk_key (ToteSandboxAuth *self)
{
  return self->kiosk_key;
}

/**
 * tote_sandbox_auth_knows_client:
 * @id: (nullable): a client id
 * @secret: (nullable): its secret
 *
 * Returns: whether these are the application's credentials
 */
gboolean
tote_sandbox_auth_knows_client (ToteSandboxAuth *self, const char *id, const char *secret)
{
  return g_strcmp0 (id, self->client_id) == 0 && g_strcmp0 (secret, self->client_secret) == 0;
}

/**
 * tote_sandbox_auth_mint:
 * @user_id: (nullable): the customer; %NULL for a token of the application itself
 * @scopes: what it may be used for
 *
 * Returns: (transfer none): a new token
 */
ToteSandboxToken *
tote_sandbox_auth_mint (ToteSandboxAuth *self, const char *user_id, guint scopes)
{
  ToteSandboxToken *token = g_new0 (ToteSandboxToken, 1);

  token->text = make_secret (user_id != NULL ? "u_" : "c_");
  token->user_id = g_strdup (user_id);
  token->scopes = scopes;
  token->created_at = g_get_real_time ();
  token->expires_at = token->created_at + TOTE_SANDBOX_TOKEN_LIFETIME * G_TIME_SPAN_SECOND;
  g_hash_table_insert (self->tokens, token->text, token);
  return token;
}

/**
 * tote_sandbox_auth_lookup:
 * @text: (nullable): what came as bearer
 *
 * Returns: (transfer none) (nullable): the token, or %NULL when it is unknown or past its time
 */
const ToteSandboxToken *
tote_sandbox_auth_lookup (ToteSandboxAuth *self, const char *text)
{
  const ToteSandboxToken *token = text != NULL ? g_hash_table_lookup (self->tokens, text) : NULL;

  return token != NULL && g_get_real_time () < token->expires_at ? token : NULL;
}

/**
 * tote_sandbox_auth_revoke:
 * @text: a token, or a refresh token; an unknown one is as good as revoked
 */
void
tote_sandbox_auth_revoke (ToteSandboxAuth *self, const char *text)
{
  ToteSandboxGrant *grant = find_grant (self, text);

  if (grant != NULL)
    end_grant (self, grant);
  else
    g_hash_table_remove (self->tokens, text);
}

/**
 * tote_sandbox_auth_end_tokens:
 * @user_id: (nullable): whose tokens; %NULL for everybody's
 * @expire: whether they are past their time, or else revoked
 */
void
tote_sandbox_auth_end_tokens (ToteSandboxAuth *self, const char *user_id, gboolean expire)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    ToteSandboxToken *token = value;

    if (user_id != NULL && g_strcmp0 (user_id, token->user_id) != 0)
      continue;
    if (expire)
      token->expires_at = token->created_at;
    else
      g_hash_table_iter_remove (&iter);
  }
}

/**
 * tote_sandbox_auth_mint_code:
 * @order_id: the order somebody signs in for
 *
 * Returns: (transfer full): a code that can be redeemed once
 */
char *
tote_sandbox_auth_mint_code (ToteSandboxAuth *self, const char *order_id)
{
  char *code = make_secret ("o_");

  g_hash_table_insert (self->codes, g_strdup (code), g_strdup (order_id));
  return code;
}

/**
 * tote_sandbox_auth_redeem_code:
 * @code: (nullable): a one-time code
 *
 * Returns: (transfer full) (nullable): the order's id, or %NULL for a code unknown or used up
 */
char *
tote_sandbox_auth_redeem_code (ToteSandboxAuth *self, const char *code)
{
  g_autofree char *key = NULL;
  gpointer order_id = NULL;

  if (code == NULL)
    return NULL;

  g_hash_table_steal_extended (self->codes, code, (gpointer *) &key, &order_id);
  return order_id;
}

/**
 * tote_sandbox_auth_add_grant:
 * @order_id: the order somebody has signed in for
 *
 * Returns: (transfer none): a new grant
 */
ToteSandboxGrant *
tote_sandbox_auth_add_grant (ToteSandboxAuth *self, const char *order_id)
{
  ToteSandboxGrant *grant = g_new0 (ToteSandboxGrant, 1);

  grant->serial = ++self->last_grant;
  grant->order_id = g_strdup (order_id);
  grant->refresh = make_secret ("r_");
  g_ptr_array_add (self->grants, grant);
  return grant;
}

/**
 * tote_sandbox_auth_renew_grant:
 * @refresh: (nullable): a refresh token
 *
 * Returns: (transfer none) (nullable): its grant, which has another refresh token now; %NULL for a
 *   token unknown, revoked or used up
 */
ToteSandboxGrant *
tote_sandbox_auth_renew_grant (ToteSandboxAuth *self, const char *refresh)
{
  ToteSandboxGrant *grant = find_grant (self, refresh);

  if (grant == NULL)
    return NULL;

  if (g_str_equal (refresh, grant->refresh)) {
    g_free (grant->refresh_before);
    grant->refresh_before = g_steal_pointer (&grant->refresh);
  }
  g_free (grant->refresh);
  grant->refresh = make_secret ("r_");
  return grant;
}

/**
 * tote_sandbox_auth_end_grants:
 * @order_id: (nullable): whose grants; %NULL for all
 *
 * Signs everybody out: no refresh token and no token given out with one is good any more.
 */
void
tote_sandbox_auth_end_grants (ToteSandboxAuth *self, const char *order_id)
{
  for (guint i = self->grants->len; i > 0; i--) {
    ToteSandboxGrant *grant = self->grants->pdata[i - 1];

    if (order_id == NULL || g_str_equal (order_id, grant->order_id))
      end_grant (self, grant);
  }
}

/**
 * tote_sandbox_scope_parse:
 * @text: scopes, joined with commas or blanks
 * @scopes: (out): the scopes
 *
 * Returns: whether all of them are known
 */
gboolean
tote_sandbox_scope_parse (const char *text, guint *scopes)
{
  g_auto (GStrv) words = g_strsplit_set (text, ", ", -1);

  *scopes = 0;
  for (guint i = 0; words[i] != NULL; i++) {
    guint known = 0;

    for (guint j = 0; j < G_N_ELEMENTS (scope_names); j++) {
      if (g_str_equal (words[i], scope_names[j].name))
        known = scope_names[j].scope;
    }
    if (known == 0 && *words[i] != '\0')
      return FALSE;
    *scopes |= known;
  }
  return *scopes != 0;
}

/**
 * tote_sandbox_scope_format:
 * @scopes: scopes
 *
 * Returns: (transfer full): their names, joined with commas
 */
char *
tote_sandbox_scope_format (guint scopes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scope_names); i++) {
    if ((scopes & scope_names[i].scope) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", scope_names[i].name);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
