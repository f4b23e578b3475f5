/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-router.h"

#include "tote-sandbox-handlers.h"

#include <string.h>

/* What somebody has to prove before a call is answered. */
typedef enum {
  NEED_NOTHING,
  NEED_CUSTOMER,      /* a token of the customer the order belongs to */
  NEED_RATING,        /* the same, good for rating */
  NEED_CLIENT,        /* a token of the application */
  NEED_CLIENT_RATING, /* the same, good for rating */
  NEED_KIOSK,         /* the key of a store display */
  NEED_LOOKUP,        /* the same, or no key where the broker takes that */
  NEED_LOCAL,         /* nothing, but it must not be a web page that asks */
} Need;

/* A segment of * stands for anything and becomes a parameter. */
typedef struct {
  const char *name;
  const char *method;
  const char *path;
  Need need;
  gboolean in_rendition; /* one of the five calls the rendition has, or none of its business */
  ToteSandboxHandler handle;
} Route;

#define ORDERS "/v2/post_checkout/orders/*"
#define CHAT "/v2/post_checkout/chat/*/messages"
#define USERS "/v2/fulfillment/users"
#define LAST_MILE "/v2/fulfillment/lastmile/orders/*"
#define SANDBOX "/v2/fulfillment_sandbox"

static const Route routes[] = {
  { "token", "POST", "/v2/oauth/token", NEED_NOTHING, TRUE, tote_sandbox_oauth_token },
  { "revoke", "POST", "/v2/oauth/token/revoke", NEED_NOTHING, TRUE, tote_sandbox_oauth_revoke },

  { "order", "GET", ORDERS, NEED_CUSTOMER, FALSE, tote_sandbox_orders_get },
  { "items", "GET", ORDERS "/items", NEED_CUSTOMER, TRUE, tote_sandbox_orders_items },
  { "handling", "GET", ORDERS "/handling", NEED_CUSTOMER, TRUE, tote_sandbox_orders_handling },
  { "location", "GET", ORDERS "/location", NEED_CUSTOMER, FALSE, tote_sandbox_orders_location },
  { "decide", "PUT", ORDERS "/items/*/replacement", NEED_CUSTOMER, TRUE,
    tote_sandbox_orders_decide },
  { "chat", "GET", CHAT, NEED_CUSTOMER, TRUE, tote_sandbox_messages_list },
  { "chat-send", "POST", CHAT, NEED_CUSTOMER, TRUE, tote_sandbox_messages_send },
  { "chat-read", "PUT", CHAT, NEED_CUSTOMER, FALSE, tote_sandbox_messages_mark_read },
  { "order-messages", "GET", ORDERS "/order_messages", NEED_CUSTOMER, FALSE,
    tote_sandbox_messages_list_all },
  { "pickup-details", "GET", ORDERS "/pickup/details", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_details },
  { "vehicle", "GET", ORDERS "/pickup/vehicle_info", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_get_vehicle },
  { "vehicle-put", "PUT", ORDERS "/pickup/vehicle_info", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_put_vehicle },
  { "arrived", "POST", ORDERS "/pickup/user_arrived", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_arrive },
  { "schedule", "POST", ORDERS "/pickup/schedule_pickup", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_schedule },
  { "delegate", "PUT", ORDERS "/pickup_delegate", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_delegate },
  { "rating", "POST", "/v2/feedback/orders/*/rating", NEED_RATING, FALSE,
    tote_sandbox_feedback_rate },
  { "rating", "POST", "/v2/feedback/users/*/orders/*/rating", NEED_CLIENT_RATING, FALSE,
    tote_sandbox_feedback_rate_for_user },

  { "create-user", "POST", USERS, NEED_CLIENT, TRUE, tote_sandbox_fulfillment_create_user },
  { "create-order", "POST", USERS "/*/orders/delivery", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_create_delivery },
  { "create-order", "POST", USERS "/*/orders/pickup", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_create_pickup },
  { "fulfillment", "GET", USERS "/*/orders/*", NEED_CLIENT, TRUE, tote_sandbox_fulfillment_get },
  { "cancel", "POST", USERS "/*/orders/*/cancel", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_cancel },
  { "fulfillment", "GET", LAST_MILE, NEED_CLIENT, TRUE, tote_sandbox_fulfillment_get_dispatch },
  { "stage", "POST", LAST_MILE "/staged", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_stage_dispatch },
  { "cancel", "POST", LAST_MILE "/cancel", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_cancel_dispatch },
  { "create-shopper", "POST", SANDBOX "/shoppers", NEED_CLIENT, TRUE,
    tote_sandbox_batches_create_shopper },
  { "create-batch", "POST", SANDBOX "/batches", NEED_CLIENT, TRUE, tote_sandbox_batches_create },
  { "advance-batch", "POST", SANDBOX "/batches/*/advance", NEED_CLIENT, TRUE,
    tote_sandbox_batches_advance },
  { "add-item", "POST", SANDBOX "/shoppers/*/orders/*/items", NEED_CLIENT, TRUE,
    tote_sandbox_batches_add_item },
  { "update-item", "PUT", SANDBOX "/shoppers/*/orders/*/items/*", NEED_CLIENT, TRUE,
    tote_sandbox_batches_update_item },
  { "update-item", "POST", SANDBOX "/shoppers/*/orders/*/items/*", NEED_CLIENT, TRUE,
    tote_sandbox_batches_update_item },
  { "callback", "POST", SANDBOX "/orders/*/callbacks", NEED_CLIENT, TRUE,
    tote_sandbox_batches_callback },

  { "broker-token", "POST", "/broker/token", NEED_NOTHING, TRUE, tote_sandbox_broker_token },
  { "broker-revoke", "POST", "/broker/revoke", NEED_NOTHING, TRUE, tote_sandbox_broker_revoke },
  { "broker-lookup", "POST", "/broker/lookup", NEED_LOOKUP, TRUE, tote_sandbox_broker_lookup },
  { "broker-board", "GET", "/broker/board", NEED_KIOSK, TRUE, tote_sandbox_broker_board },

  { "control", "POST", "/sandbox/say", NEED_LOCAL, TRUE, tote_sandbox_control_say },
  { "control", "POST", "/sandbox/advance", NEED_LOCAL, TRUE, tote_sandbox_control_advance },
  { "control", "POST", "/sandbox/fault", NEED_LOCAL, TRUE, tote_sandbox_control_fault },
  { "control", "POST", "/sandbox/clock", NEED_LOCAL, TRUE, tote_sandbox_control_clock },
  { "control", "GET", "/sandbox/clock", NEED_LOCAL, TRUE, tote_sandbox_control_clock },
  { "control", "POST", "/sandbox/code", NEED_LOCAL, TRUE, tote_sandbox_control_code },
  { "control", "POST", "/sandbox/tokens", NEED_LOCAL, TRUE, tote_sandbox_control_tokens },
  { "control", "POST", "/sandbox/settings", NEED_LOCAL, TRUE, tote_sandbox_control_settings },
  { "control", "POST", "/sandbox/broker", NEED_LOCAL, TRUE, tote_sandbox_control_broker },
  { "control", "POST", "/sandbox/window", NEED_LOCAL, TRUE, tote_sandbox_control_window },
  { "control", "POST", "/sandbox/item", NEED_LOCAL, TRUE, tote_sandbox_control_item },
  { "control", "POST", "/sandbox/orders", NEED_LOCAL, TRUE, tote_sandbox_control_orders },
  { "control", "GET", "/sandbox/state", NEED_LOCAL, TRUE, tote_sandbox_control_state },
};

/* What cannot be decoded stays as it came, so that it is the name of nothing. */
static char *
decode (const char *segment)
{
  g_autofree char *text = g_uri_unescape_string (segment, NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup (segment);
  return g_steal_pointer (&text);
}

/* Takes the parameters out of the path when it fits; params may be NULL. */
static gboolean
match_path (const char *pattern, const char *path, char **params)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);
  guint n_params = 0;

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;

  for (guint i = 0; wanted[i] != NULL; i++) {
    gboolean fits =
        g_str_equal (wanted[i], "*") ? *given[i] != '\0' : g_str_equal (wanted[i], given[i]);

    if (!fits)
      return FALSE;
  }

  for (guint i = 0; wanted[i] != NULL && params != NULL; i++) {
    if (g_str_equal (wanted[i], "*"))
      params[n_params++] = decode (given[i]);
  }
  return TRUE;
}

static const Route *
find_route (const char *method, const char *path, gboolean *known_path)
{
  *known_path = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!match_path (routes[i].path, path, NULL))
      continue;
    *known_path = TRUE;
    if (g_str_equal (routes[i].method, method))
      return &routes[i];
  }
  return NULL;
}

static void
refuse_token (ToteSandboxCall *call)
{
  tote_sandbox_call_fail (call, SOUP_STATUS_UNAUTHORIZED, TOTE_SANDBOX_NO_CODE,
                          "Token missing, unknown or past its time", NULL);
}

static gboolean
check_token (ToteSandboxCall *call)
{
  call->token =
      tote_sandbox_auth_lookup (call->platform->auth, tote_sandbox_call_get_bearer (call));
  if (call->token == NULL)
    refuse_token (call);
  return call->token != NULL;
}

static gboolean
check_scope (ToteSandboxCall *call, ToteSandboxScope scope)
{
  if ((call->token->scopes & scope) != 0)
    return TRUE;

  if (tote_sandbox_call_is_rendition (call))
    refuse_token (call);
  else
    tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE,
                            "The token is not good for this call", NULL);
  return FALSE;
}

/* A token of the application has no user behind it (contract, end of section 2). */
static gboolean
check_customer (ToteSandboxCall *call, ToteSandboxScope scope)
{
  if (!check_token (call))
    return FALSE;

  if (call->token->user_id == NULL) {
    if (tote_sandbox_call_is_rendition (call))
      refuse_token (call);
    else
      tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 4001, "User ID not found", NULL);
    return FALSE;
  }
  if (!check_scope (call, scope))
    return FALSE;

  call->order = tote_sandbox_platform_get_order (call->platform, call->params[0]);
  if (call->order == NULL || g_strcmp0 (call->order->user_id, call->token->user_id) != 0) {
    tote_sandbox_call_fail_not_found (call);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_client (ToteSandboxCall *call, ToteSandboxScope scope)
{
  if (!check_token (call))
    return FALSE;

  if (call->token->user_id != NULL) {
    tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE,
                            "A token of the application is needed", NULL);
    return FALSE;
  }
  return check_scope (call, scope);
}

static gboolean
check_kiosk (ToteSandboxCall *call)
{
  const char *key = tote_sandbox_auth_get_kiosk_key (call->platform->auth);

  if (g_strcmp0 (tote_sandbox_call_get_bearer (call), key) == 0)
    return TRUE;

  tote_sandbox_call_fail_oauth (call, SOUP_STATUS_UNAUTHORIZED, "invalid_client",
                                "The kiosk key is missing or wrong");
  return FALSE;
}

/* A customer's own desktop has no key; a wrong one is refused all the same. */
static gboolean
check_lookup (ToteSandboxCall *call)
{
  if (!call->platform->lookup_needs_key && tote_sandbox_call_get_bearer (call) == NULL)
    return TRUE;

  return check_kiosk (call);
}

/* Browsers name the page that asks; no page has business here. */
static gboolean
check_local (ToteSandboxCall *call)
{
  if (g_hash_table_lookup (call->headers, "origin") == NULL)
    return TRUE;

  tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE,
                          "Web pages may not use the controls", NULL);
  return FALSE;
}

static gboolean
check_need (ToteSandboxCall *call, Need need)
{
  switch (need) {
  case NEED_NOTHING:
    return TRUE;
  case NEED_CUSTOMER:
    return check_customer (call, TOTE_SANDBOX_SCOPE_POST_CHECKOUT);
  case NEED_RATING:
    return check_customer (call, TOTE_SANDBOX_SCOPE_RATING);
  case NEED_CLIENT:
    return check_client (call, TOTE_SANDBOX_SCOPE_FULFILLMENT);
  case NEED_CLIENT_RATING:
    return check_client (call, TOTE_SANDBOX_SCOPE_RATING);
  case NEED_KIOSK:
    return check_kiosk (call);
  case NEED_LOOKUP:
    return check_lookup (call);
  case NEED_LOCAL:
    return check_local (call);
  default:
    g_assert_not_reached ();
  }
}

static void
count_request (ToteSandboxCall *call)
{
  GHashTable *requests = call->platform->requests;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (requests, call->operation));

  g_hash_table_insert (requests, (gpointer) call->operation, GUINT_TO_POINTER (count + 1));
}

/* A form is no JSON; everything else that has a body is. */
static gboolean
read_body (ToteSandboxCall *call)
{
  if (g_str_equal (call->operation, "broker-token") ||
      g_str_equal (call->operation, "broker-revoke") ||
      g_str_equal (call->operation, "chat-read") || g_str_equal (call->method, "GET"))
    return TRUE;

  return tote_sandbox_call_parse_body (call);
}

/**
 * tote_sandbox_router_run:
 * @call: a request; its answer is filled in
 */
void
tote_sandbox_router_run (ToteSandboxCall *call)
{
  gboolean known_path = FALSE;
  const Route *route = find_route (call->method, call->path, &known_path);

  if (route == NULL || (!route->in_rendition && tote_sandbox_call_is_rendition (call))) {
    if (known_path && !tote_sandbox_call_is_rendition (call))
      tote_sandbox_call_fail (call, SOUP_STATUS_METHOD_NOT_ALLOWED, 4001, "Method not allowed",
                              NULL);
    else
      tote_sandbox_call_fail_not_found (call);
    return;
  }

  call->operation = route->name;
  count_request (call);
  match_path (route->path, call->path, call->params);
  if (check_need (call, route->need) && read_body (call))
    route->handle (call);
}

/**
 * tote_sandbox_router_name:
 *
 * Returns: (nullable): the name faults know such a request by
 */
const char *
tote_sandbox_router_name (const char *method, const char *path)
{
  gboolean known_path = FALSE;
  const Route *route = find_route (method, path, &known_path);

  if (g_str_has_prefix (path, "/tiles/"))
    return "tile";
  if (g_str_has_prefix (path, "/pictures/"))
    return "picture";
  return route != NULL ? route->name : NULL;
}

/**
 * tote_sandbox_router_has_operation:
 * @name: a word of a fault rule
 *
 * Returns: whether there is such an operation
 */
gboolean
tote_sandbox_router_has_operation (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (g_str_equal (routes[i].name, name))
      return TRUE;
  }
  return g_str_equal (name, "tile") || g_str_equal (name, "picture");
}
