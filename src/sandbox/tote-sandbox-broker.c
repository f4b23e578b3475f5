/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"

/* The retailer's own small service, which holds the client secret (design section 5). */

static void
answer_token (ToteSandboxCall *call, const char *order_id, const char *refresh)
{
  ToteSandboxOrder *order = tote_sandbox_platform_get_order (call->platform, order_id);
  g_autofree char *token = NULL;
  JsonObject *object;

  if (order == NULL) {
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                                  "There is no such order");
    return;
  }

  token = tote_sandbox_platform_mint_token (call->platform, order);
  object = json_object_new ();
  json_object_set_string_member (object, "access_token", token);
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_int_member (object, "expires_in", TOTE_SANDBOX_TOKEN_LIFETIME);
  if (refresh != NULL)
    json_object_set_string_member (object, "refresh_token", refresh);
  json_object_set_string_member (object, "order_id", order->id);
  tote_sandbox_call_answer (call, object);
}

static void
fail_grant (ToteSandboxCall *call)
{
  tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                                "The code or token is unknown or used up");
}

static void
redeem_code (ToteSandboxCall *call, const char *code)
{
  g_autofree char *order_id = tote_sandbox_auth_redeem_code (call->platform->auth, code);
  g_autofree char *refresh = NULL;

  if (order_id == NULL) {
    fail_grant (call);
    return;
  }
  refresh = tote_sandbox_auth_mint_refresh (call->platform->auth, order_id);
  answer_token (call, order_id, refresh);
}

static void
renew (ToteSandboxCall *call, const char *refresh)
{
  const char *order_id = tote_sandbox_auth_lookup_refresh (call->platform->auth, refresh);

  if (order_id == NULL)
    fail_grant (call);
  else
    answer_token (call, order_id, refresh);
}

/* A board asks again and again: it is given the same token as long as that is good. */
static const char *
get_board_token (ToteSandboxPlatform *platform, ToteSandboxOrder *order)
{
  if (tote_sandbox_auth_lookup (platform->auth, order->board_token) == NULL) {
    g_free (order->board_token);
    order->board_token = tote_sandbox_platform_mint_token (platform, order);
  }
  return order->board_token;
}

/* A form, as RFC 6749 has it. */
void
tote_sandbox_broker_token (ToteSandboxCall *call)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *grant = g_hash_table_lookup (form, "grant_type");

  if (g_strcmp0 (g_hash_table_lookup (form, "client_id"), "tote") != 0)
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "invalid_client",
                                  "The client is not known here");
  else if (g_strcmp0 (grant, "authorization_code") == 0)
    redeem_code (call, g_hash_table_lookup (form, "code"));
  else if (g_strcmp0 (grant, "refresh_token") == 0)
    renew (call, g_hash_table_lookup (form, "refresh_token"));
  else
    tote_sandbox_call_fail_oauth (call, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                                  "This grant type is not offered");
}

/* All orders are compared, whatever is found: a wrong number and a wrong pair take the same time
 * and get the same answer. */
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

void
tote_sandbox_broker_board (ToteSandboxCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < call->platform->orders->len; i++) {
    ToteSandboxOrder *order = call->platform->orders->pdata[i];
    JsonObject *entry = json_object_new ();

    json_object_set_string_member (entry, "order_id", order->id);
    json_object_set_string_member (entry, "label", order->number + 3);
    json_object_set_string_member (entry, "access_token", get_board_token (call->platform, order));
    json_object_set_int_member (entry, "expires_in", TOTE_SANDBOX_TOKEN_LIFETIME);
    json_array_add_object_element (array, entry);
  }
  json_object_set_array_member (object, "orders", array);
  tote_sandbox_call_answer (call, object);
}
