/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

/* The retailer's own small service, which holds the client secret (design section 5). */

/* How long a cache before the broker may show one board to all displays of a store. */
#define BOARD_CACHE "max-age=5"

/* A token of the order's customer, good for as long as the broker says. */
static ToteSandboxToken *
mint_token (ToteSandboxPlatform *platform, ToteSandboxOrder *order)
{
  ToteSandboxToken *token =
      tote_sandbox_auth_mint (platform->auth, order->user_id, TOTE_SANDBOX_SCOPE_USER);

  token->expires_at = token->created_at + platform->broker_lifetime * G_TIME_SPAN_SECOND;
  return token;
}

static void
set_token (JsonObject *object, const ToteSandboxToken *token)
{
  gint64 left = token->expires_at - g_get_real_time ();

  json_object_set_string_member (object, "access_token", token->text);
  json_object_set_int_member (object, "expires_in", MAX (left / G_USEC_PER_SEC, 0));
}

/* @grant: (nullable): what the customer may come back with; a look-up gives nothing of the kind */
static void
answer_token (ToteSandboxCall *call, const char *order_id, const ToteSandboxGrant *grant)
{
  ToteSandboxOrder *order = tote_sandbox_platform_get_order (call->platform, order_id);
  ToteSandboxToken *token = mint_token (call->platform, order);
  JsonObject *object = json_object_new ();

  set_token (object, token);
  json_object_set_string_member (object, "token_type", "Bearer");
  if (grant != NULL) {
    token->grant = grant->serial;
    json_object_set_string_member (object, "refresh_token", grant->refresh);
  }
  json_object_set_string_member (object, "order_id", order->id);
  tote_sandbox_call_answer (call, object);
}

static void
answer_grant (ToteSandboxCall *call, const ToteSandboxGrant *grant)
{
  if (grant != NULL)
    answer_token (call, grant->order_id, grant);
  else
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                                  "The code or token is unknown or used up");
}

static void
redeem_code (ToteSandboxCall *call, const char *code)
{
  ToteSandboxAuth *auth = call->platform->auth;
  g_autofree char *order_id = tote_sandbox_auth_redeem_code (auth, code);

  answer_grant (call, order_id != NULL ? tote_sandbox_auth_add_grant (auth, order_id) : NULL);
}

/* What a form says; one of JSON or of nonsense says nothing. */
static GHashTable *
decode_form (ToteSandboxCall *call)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  return soup_form_decode (text);
}

static gboolean
check_client (ToteSandboxCall *call, GHashTable *form)
{
  if (g_strcmp0 (g_hash_table_lookup (form, "client_id"), "tote") == 0)
    return TRUE;

  tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_client",
                                "The client is not known here");
  return FALSE;
}

/* A form, as RFC 6749 has it. */
/**
 * tote_sandbox_broker_token:
 *
 * Answers the broker’s token call (design 5).
 */
void
tote_sandbox_broker_token (ToteSandboxCall *call)
{
  g_autoptr (GHashTable) form = decode_form (call);
  const char *grant = g_hash_table_lookup (form, "grant_type");

  if (!check_client (call, form))
    return;

  if (g_strcmp0 (grant, "authorization_code") == 0)
    redeem_code (call, g_hash_table_lookup (form, "code"));
  else if (g_strcmp0 (grant, "refresh_token") == 0)
    answer_grant (call, tote_sandbox_auth_renew_grant (
                            call->platform->auth, g_hash_table_lookup (form, "refresh_token")));
  else
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                                  "This grant type is not offered");
}

/* A form, as RFC 7009 has it: an unknown token is as good as revoked. */
/**
 * tote_sandbox_broker_revoke:
 *
 * Answers the broker’s revocation (design 5).
 */
void
tote_sandbox_broker_revoke (ToteSandboxCall *call)
{
  g_autoptr (GHashTable) form = decode_form (call);
  const char *token = g_hash_table_lookup (form, "token");

  if (!check_client (call, form))
    return;
  if (token == NULL) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                                  "There is no token to revoke");
    return;
  }

  tote_sandbox_auth_revoke (call->platform->auth, token);
  tote_sandbox_call_answer (call, json_object_new ());
}

/* All orders are compared, whatever is found: a wrong number and a wrong pair take the same time
 * and get the same answer. */
/**
 * tote_sandbox_broker_lookup:
 *
 * Answers the broker’s look-up by number and postal code (design 5).
 */
void
tote_sandbox_broker_lookup (ToteSandboxCall *call)
{
  const char *number = tote_sandbox_call_get_text (call, "number");
  const char *postal_code = tote_sandbox_call_get_text (call, "postal_code");
  const char *found = NULL;

  for (guint i = 0; i < call->platform->orders->len; i++) {
    const ToteSandboxOrder *order = call->platform->orders->pdata[i];
    gboolean same_number = g_strcmp0 (order->number, number) == 0;
    gboolean same_code = g_strcmp0 (order->postal_code, postal_code) == 0;

    if (same_number & same_code)
      found = order->id;
  }

  if (found != NULL)
    answer_token (call, found, NULL);
  else
    tote_sandbox_call_fail_not_found (call);
}

/* A board asks again and again: it is given the same token as long as that is good. */
static const ToteSandboxToken *
get_board_token (ToteSandboxPlatform *platform, ToteSandboxOrder *order)
{
  const ToteSandboxToken *token = tote_sandbox_auth_lookup (platform->auth, order->board_token);

  if (token == NULL) {
    token = mint_token (platform, order);
    g_free (order->board_token);
    order->board_token = g_strdup (token->text);
  }
  return token;
}

/* What a display shows of an order without asking for it. */
static void
set_progress (JsonObject *entry, ToteSandboxOrder *order)
{
  json_object_set_string_member (entry, "workflow_state", order->state);
  json_object_set_string_member (entry, "fulfillment_type",
                                 tote_sandbox_order_get_type_word (order));
  if (order->lines->len > 0) {
    json_object_set_int_member (entry, "items_found", tote_sandbox_order_count_found (order));
    json_object_set_int_member (entry, "items_total", order->lines->len);
  }
  if (order->ready_at != 0) {
    g_autofree char *ready_at = tote_sandbox_format_time (order->ready_at);

    json_object_set_string_member (entry, "ready_at", ready_at);
  }
  json_object_set_boolean_member (entry, "waiting_on_customer",
                                  tote_sandbox_order_count_pending (order) > 0);
}

static JsonObject *
new_entry (ToteSandboxPlatform *platform, ToteSandboxOrder *order)
{
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "order_id", order->id);
  json_object_set_string_member (entry, "label", order->number + 3);
  if (platform->board_has_tokens)
    set_token (entry, get_board_token (platform, order));
  else
    set_progress (entry, order);
  return entry;
}

/**
 * tote_sandbox_broker_board:
 *
 * Answers the broker’s board (design 5). What has come to its end is off it.
 */
void
tote_sandbox_broker_board (ToteSandboxCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  tote_sandbox_platform_go_on (call->platform);
  for (guint i = 0; i < call->platform->orders->len; i++) {
    const ToteSandboxOrder *known = call->platform->orders->pdata[i];
    ToteSandboxOrder *order = tote_sandbox_platform_get_order (call->platform, known->id);

    if (!tote_sandbox_order_is_over (order))
      json_array_add_object_element (array, new_entry (call->platform, order));
  }
  json_object_set_array_member (object, "orders", array);
  tote_sandbox_call_answer (call, object);
  if (!call->platform->board_has_tokens)
    call->cache = BOARD_CACHE;
}
