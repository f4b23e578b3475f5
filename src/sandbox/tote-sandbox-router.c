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
  ToteSandboxOperation operation;
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
  { TOTE_SANDBOX_OPERATION_TOKEN, "POST", "/v2/oauth/token", NEED_NOTHING, TRUE,
    tote_sandbox_oauth_token },
  { TOTE_SANDBOX_OPERATION_REVOKE, "POST", "/v2/oauth/token/revoke", NEED_NOTHING, TRUE,
    tote_sandbox_oauth_revoke },

  { TOTE_SANDBOX_OPERATION_ORDER, "GET", ORDERS, NEED_CUSTOMER, FALSE, tote_sandbox_orders_get },
  { TOTE_SANDBOX_OPERATION_ITEMS, "GET", ORDERS "/items", NEED_CUSTOMER, TRUE,
    tote_sandbox_orders_items },
  { TOTE_SANDBOX_OPERATION_HANDLING, "GET", ORDERS "/handling", NEED_CUSTOMER, TRUE,
    tote_sandbox_orders_handling },
  { TOTE_SANDBOX_OPERATION_LOCATION, "GET", ORDERS "/location", NEED_CUSTOMER, FALSE,
    tote_sandbox_orders_location },
  { TOTE_SANDBOX_OPERATION_DECIDE, "PUT", ORDERS "/items/*/replacement", NEED_CUSTOMER, TRUE,
    tote_sandbox_orders_decide },
  { TOTE_SANDBOX_OPERATION_CHAT, "GET", CHAT, NEED_CUSTOMER, TRUE, tote_sandbox_messages_list },
  { TOTE_SANDBOX_OPERATION_CHAT_SEND, "POST", CHAT, NEED_CUSTOMER, TRUE,
    tote_sandbox_messages_send },
  { TOTE_SANDBOX_OPERATION_CHAT_READ, "PUT", CHAT, NEED_CUSTOMER, FALSE,
    tote_sandbox_messages_mark_read },
  { TOTE_SANDBOX_OPERATION_ORDER_MESSAGES, "GET", ORDERS "/order_messages", NEED_CUSTOMER, FALSE,
    tote_sandbox_messages_list_all },
  { TOTE_SANDBOX_OPERATION_PICKUP_DETAILS, "GET", ORDERS "/pickup/details", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_details },
  { TOTE_SANDBOX_OPERATION_VEHICLE, "GET", ORDERS "/pickup/vehicle_info", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_get_vehicle },
  { TOTE_SANDBOX_OPERATION_VEHICLE_PUT, "PUT", ORDERS "/pickup/vehicle_info", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_put_vehicle },
  { TOTE_SANDBOX_OPERATION_ARRIVED, "POST", ORDERS "/pickup/user_arrived", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_arrive },
  { TOTE_SANDBOX_OPERATION_SCHEDULE, "POST", ORDERS "/pickup/schedule_pickup", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_schedule },
  { TOTE_SANDBOX_OPERATION_DELEGATE, "PUT", ORDERS "/pickup_delegate", NEED_CUSTOMER, FALSE,
    tote_sandbox_pickup_delegate },
  { TOTE_SANDBOX_OPERATION_RATING, "POST", "/v2/feedback/orders/*/rating", NEED_RATING, FALSE,
    tote_sandbox_feedback_rate },
  { TOTE_SANDBOX_OPERATION_RATING, "POST", "/v2/feedback/users/*/orders/*/rating",
    NEED_CLIENT_RATING, FALSE, tote_sandbox_feedback_rate_for_user },

  { TOTE_SANDBOX_OPERATION_CREATE_USER, "POST", USERS, NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_create_user },
  { TOTE_SANDBOX_OPERATION_CREATE_ORDER, "POST", USERS "/*/orders/delivery", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_create_delivery },
  { TOTE_SANDBOX_OPERATION_CREATE_ORDER, "POST", USERS "/*/orders/pickup", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_create_pickup },
  { TOTE_SANDBOX_OPERATION_FULFILLMENT, "GET", USERS "/*/orders/*", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_get },
  { TOTE_SANDBOX_OPERATION_CANCEL, "POST", USERS "/*/orders/*/cancel", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_cancel },
  { TOTE_SANDBOX_OPERATION_FULFILLMENT, "GET", LAST_MILE, NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_get_dispatch },
  { TOTE_SANDBOX_OPERATION_STAGE, "POST", LAST_MILE "/staged", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_stage_dispatch },
  { TOTE_SANDBOX_OPERATION_CANCEL, "POST", LAST_MILE "/cancel", NEED_CLIENT, TRUE,
    tote_sandbox_fulfillment_cancel_dispatch },
  { TOTE_SANDBOX_OPERATION_CREATE_SHOPPER, "POST", SANDBOX "/shoppers", NEED_CLIENT, TRUE,
    tote_sandbox_batches_create_shopper },
  { TOTE_SANDBOX_OPERATION_CREATE_BATCH, "POST", SANDBOX "/batches", NEED_CLIENT, TRUE,
    tote_sandbox_batches_create },
  { TOTE_SANDBOX_OPERATION_ADVANCE_BATCH, "POST", SANDBOX "/batches/*/advance", NEED_CLIENT, TRUE,
    tote_sandbox_batches_advance },
  { TOTE_SANDBOX_OPERATION_ADD_ITEM, "POST", SANDBOX "/shoppers/*/orders/*/items", NEED_CLIENT,
    TRUE, tote_sandbox_batches_add_item },
  { TOTE_SANDBOX_OPERATION_UPDATE_ITEM, "PUT", SANDBOX "/shoppers/*/orders/*/items/*", NEED_CLIENT,
    TRUE, tote_sandbox_batches_update_item },
  { TOTE_SANDBOX_OPERATION_UPDATE_ITEM, "POST", SANDBOX "/shoppers/*/orders/*/items/*", NEED_CLIENT,
    TRUE, tote_sandbox_batches_update_item },
  { TOTE_SANDBOX_OPERATION_CALLBACK, "POST", SANDBOX "/orders/*/callbacks", NEED_CLIENT, TRUE,
    tote_sandbox_batches_callback },

  { TOTE_SANDBOX_OPERATION_BROKER_TOKEN, "POST", "/broker/token", NEED_NOTHING, TRUE,
    tote_sandbox_broker_token },
  { TOTE_SANDBOX_OPERATION_BROKER_REVOKE, "POST", "/broker/revoke", NEED_NOTHING, TRUE,
    tote_sandbox_broker_revoke },
  { TOTE_SANDBOX_OPERATION_BROKER_LOOKUP, "POST", "/broker/lookup", NEED_LOOKUP, TRUE,
    tote_sandbox_broker_lookup },
  { TOTE_SANDBOX_OPERATION_BROKER_BOARD, "GET", "/broker/board", NEED_KIOSK, TRUE,
    tote_sandbox_broker_board },

  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/say", NEED_LOCAL, TRUE,
    tote_sandbox_control_say },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/advance", NEED_LOCAL, TRUE,
    tote_sandbox_control_advance },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/fault", NEED_LOCAL, TRUE,
    tote_sandbox_control_fault },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/clock", NEED_LOCAL, TRUE,
    tote_sandbox_control_clock },
  { TOTE_SANDBOX_OPERATION_CONTROL, "GET", "/sandbox/clock", NEED_LOCAL, TRUE,
    tote_sandbox_control_clock },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/code", NEED_LOCAL, TRUE,
    tote_sandbox_control_code },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/tokens", NEED_LOCAL, TRUE,
    tote_sandbox_control_tokens },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/settings", NEED_LOCAL, TRUE,
    tote_sandbox_control_settings },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/broker", NEED_LOCAL, TRUE,
    tote_sandbox_control_broker },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/window", NEED_LOCAL, TRUE,
    tote_sandbox_control_window },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/item", NEED_LOCAL, TRUE,
    tote_sandbox_control_item },
  { TOTE_SANDBOX_OPERATION_CONTROL, "POST", "/sandbox/orders", NEED_LOCAL, TRUE,
    tote_sandbox_control_orders },
  { TOTE_SANDBOX_OPERATION_CONTROL, "GET", "/sandbox/state", NEED_LOCAL, TRUE,
    tote_sandbox_control_state },
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
find_route (const char *method, const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (g_str_equal (routes[i].method, method) && match_path (routes[i].path, path, NULL))
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

/* Whether a Host field names this machine. A web page whose own name was made to lead here says
 * that name (DNS rebinding); who speaks HTTP/1.0 may say none. */
static gboolean
is_loopback (const char *host)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

  for (guint i = 0; host != NULL && i < G_N_ELEMENTS (names); i++) {
    gsize length = strlen (names[i]);

    if (g_ascii_strncasecmp (host, names[i], length) == 0 &&
        (host[length] == '\0' || host[length] == ':'))
      return TRUE;
  }
  return host == NULL;
}

/* Browsers name the page that asks; no page has business here. */
static gboolean
check_local (ToteSandboxCall *call)
{
  if (g_hash_table_lookup (call->headers, "origin") == NULL &&
      is_loopback (g_hash_table_lookup (call->headers, "host")))
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

/* Forms and what needs no body are no JSON; everything else that has a body is. */
static gboolean
read_body (ToteSandboxCall *call)
{
  if (call->operation == TOTE_SANDBOX_OPERATION_BROKER_TOKEN ||
      call->operation == TOTE_SANDBOX_OPERATION_BROKER_REVOKE ||
      call->operation == TOTE_SANDBOX_OPERATION_CHAT_READ || g_str_equal (call->method, "GET"))
    return TRUE;

  return tote_sandbox_call_parse_body (call);
}

static gboolean
is_offered (ToteSandboxCall *call, const Route *route)
{
  return route->in_rendition || !tote_sandbox_call_is_rendition (call);
}

static char *
list_methods (const char *path)
{
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!match_path (routes[i].path, path, NULL))
      continue;
    g_string_append (methods, methods->len > 0 ? ", " : "");
    g_string_append (methods,
                     g_str_equal (routes[i].method, "GET") ? TOTE_SANDBOX_READS : routes[i].method);
  }
  return g_string_free (g_steal_pointer (&methods), FALSE);
}

static void
refuse_method (ToteSandboxCall *call)
{
  g_autofree char *methods = list_methods (call->path);

  if (*methods == '\0' || tote_sandbox_call_is_rendition (call))
    tote_sandbox_call_fail_not_found (call);
  else
    tote_sandbox_call_refuse_method (call, methods);
}

/**
 * tote_sandbox_router_run:
 * @call: a request; its answer is filled in
 */
void
tote_sandbox_router_run (ToteSandboxCall *call)
{
  const Route *route = find_route (call->method, call->path);

  if (route == NULL || !is_offered (call, route)) {
    refuse_method (call);
    return;
  }

  call->operation = route->operation;
  call->platform->requests[call->operation]++;
  match_path (route->path, call->path, call->params);
  if (check_need (call, route->need) && read_body (call))
    route->handle (call);
}

/**
 * tote_sandbox_router_get_operation:
 *
 * Returns: what faults know such a request as
 */
ToteSandboxOperation
tote_sandbox_router_get_operation (const char *method, const char *path)
{
  const Route *route = find_route (method, path);

  if (g_str_has_prefix (path, "/tiles/"))
    return TOTE_SANDBOX_OPERATION_TILE;
  if (g_str_has_prefix (path, "/pictures/"))
    return TOTE_SANDBOX_OPERATION_PICTURE;
  return route != NULL ? route->operation : TOTE_SANDBOX_OPERATION_UNKNOWN;
}
