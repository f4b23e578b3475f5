/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"

/* Tokens (contract section 2). */

static gboolean
has_credentials (ToteSandboxCall *call)
{
  return tote_sandbox_auth_knows_client (call->platform->auth,
                                         tote_sandbox_call_get_text (call, "client_id"),
                                         tote_sandbox_call_get_text (call, "client_secret"));
}

/* Credentials in the query string end up in other people's logs. */
static gboolean
refuse_query (ToteSandboxCall *call)
{
  if (call->query == NULL || g_hash_table_size (call->query) == 0)
    return FALSE;

  tote_sandbox_call_fail_oauth (call, SOUP_STATUS_FORBIDDEN, "query_params_forbidden",
                                "Put credentials in the body");
  return TRUE;
}

/* Plain Base64 of a small JSON object; not signed. */
static char *
read_assertion (const char *assertion)
{
  g_autofree guchar *bytes = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length = 0;
  JsonNode *root;

  if (assertion == NULL || *assertion == '\0')
    return NULL;

  bytes = g_base64_decode (assertion, &length);
  if (length == 0 || length > 4096 || !g_utf8_validate ((char *) bytes, (gssize) length, NULL) ||
      !json_parser_load_from_data (parser, (char *) bytes, (gssize) length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return g_strdup (tote_sandbox_member_get_text (json_node_get_object (root), "user_id"));
}

/* What a grant may ask for; 0 for a grant that is not offered. */
static guint
get_allowed_scopes (const char *grant)
{
  if (g_strcmp0 (grant, "client_credentials") == 0)
    return TOTE_SANDBOX_SCOPE_FULFILLMENT | TOTE_SANDBOX_SCOPE_RATING;
  if (g_strcmp0 (grant, "fulfillment_user_assertion") == 0)
    return TOTE_SANDBOX_SCOPE_USER;
  if (g_strcmp0 (grant, "urn:ietf:params:oauth:grant-type:retailer-json-bearer") == 0)
    return TOTE_SANDBOX_SCOPE_RATING;
  return 0;
}

static void
answer_token (ToteSandboxCall *call, const ToteSandboxToken *token)
{
  g_autofree char *scope = tote_sandbox_scope_format (token->scopes);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "access_token", token->text);
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_int_member (object, "expires_in", TOTE_SANDBOX_TOKEN_LIFETIME);
  json_object_set_string_member (object, "scope", scope);
  json_object_set_int_member (object, "created_at", token->created_at / G_USEC_PER_SEC);
  tote_sandbox_call_answer (call, object);
}

/* Finds out what the token is to be good for. FALSE when the call has been answered. */
static gboolean
read_scopes (ToteSandboxCall *call, guint *scopes)
{
  const char *scope = tote_sandbox_call_get_text (call, "scope");
  guint allowed = get_allowed_scopes (tote_sandbox_call_get_text (call, "grant_type"));

  if (allowed == 0) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                                  "This grant type is not offered");
    return FALSE;
  }

  *scopes = allowed;
  if (scope != NULL && *scope != '\0' &&
      (!tote_sandbox_scope_parse (scope, scopes) || (*scopes & ~allowed) != 0)) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_scope",
                                  "The scope is unknown or does not go with the grant type");
    return FALSE;
  }
  return TRUE;
}

/**
 * tote_sandbox_oauth_token:
 *
 * Answers the token call of the platform (contract 2).
 */
void
tote_sandbox_oauth_token (ToteSandboxCall *call)
{
  const char *grant = tote_sandbox_call_get_text (call, "grant_type");
  g_autofree char *user_id = NULL;
  guint scopes = 0;

  if (refuse_query (call))
    return;
  if (!has_credentials (call)) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_UNAUTHORIZED, "invalid_client",
                                  "Client unknown or secret wrong");
    return;
  }
  if (!read_scopes (call, &scopes))
    return;

  if (g_strcmp0 (grant, "client_credentials") != 0) {
    user_id = read_assertion (tote_sandbox_call_get_text (call, "assertion"));
    if (user_id == NULL) {
      tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                                    "The assertion names no user");
      return;
    }
  }

  answer_token (call, tote_sandbox_auth_mint (call->platform->auth, user_id, scopes));
}

/**
 * tote_sandbox_oauth_revoke:
 *
 * Answers a revocation (contract 2).
 */
void
tote_sandbox_oauth_revoke (ToteSandboxCall *call)
{
  const char *token = tote_sandbox_call_get_text (call, "token");

  if (refuse_query (call))
    return;
  if (!has_credentials (call)) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_FORBIDDEN, "unauthorized_client",
                                  "This client may not revoke that token");
    return;
  }
  if (token == NULL) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                                  "There is no token to revoke");
    return;
  }

  tote_sandbox_auth_revoke (call->platform->auth, token);
  tote_sandbox_call_answer (call, json_object_new ());
}
